"""English articles before names that are known only when a message is written."""

from __future__ import annotations

import re

_BARE = ("data", "more than ", "nothing")
"""What takes no article, by its beginning."""

_AN = re.compile("[AEIOaeio]|[Uu]n(?!i)|[Uu]p|HTTP|HTML|XML")
"""The beginning of a name that is spoken with a vowel first."""


def a_or_an(name: object) -> str:
    """Return a name with ``a`` or ``an`` before it: ``a map``, ``an int``."""
    text = str(name)
    if text.startswith(_BARE):
        return text
    return f"{'an' if _AN.match(text) else 'a'} {text}"
