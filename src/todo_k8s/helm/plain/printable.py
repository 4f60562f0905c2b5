"""What strings and keys of values may hold, so that Helm prints them as they are.

Strings hold no control characters other than tabs and line ends: Helm's ``toYaml`` loses the
others, or prints nothing at all. Secrets may: the templates print them in base64 only.

Keys are also bounded. ``toYaml`` prints nothing at all of a map with a key that takes more than
1,022 characters in JSON, and ``<<`` would be read back as a merge. The longest keys that Kubernetes
has are those of annotations: 253 characters, a slash and 63 more.
"""

from __future__ import annotations

import re

UNPRINTABLE = "\x7f-\x9f\u2028\u2029\ufffe\uffff"
PRINTABLE = f"^[^{UNPRINTABLE}]*$"
"""What every plain string must match."""

_ESCAPED = r'\x00-\x1f"&<>\\'
"""Characters of which JSON makes up to six."""

LONGEST_BOUND = 318
"""So many characters no key has."""
_LONGEST = LONGEST_BOUND - 1
_NOT_EMPTY = (
    f"[^<{UNPRINTABLE}]([^{UNPRINTABLE}]{{0,167}}|[^{_ESCAPED}{UNPRINTABLE}]{{0,{_LONGEST - 1}}})"
)
OBJECT_KEY = f"^{_NOT_EMPTY}$"
"""What a key in a Kubernetes object must match."""

MAP_KEY = f"^({_NOT_EMPTY})?$"
"""What a key of any other map must match."""

KEY_FAULT = (
    "it must be a string that does not start with <, holds no control characters, and has at most "
    "317 characters (168 with quotes, backslashes, <, > or &)"
)
"""What is said of another key."""

LONGEST_KEY = 1022
"""So many characters a key of YAML may have, in quotes."""

_SET = re.compile(r"\[-?(a-z|A-Z|0-9|[A-Za-z0-9_./:])+-?\]")
_BOUNDED = re.compile(r"\^([A-Za-z0-9_/(|]|\)(?!\{)|\{(\d+,)?\d{1,3}\}|\?)*\$")
_CHARACTER = re.compile(r"[A-Za-z0-9_/](?:\{(?:\d+,)?(\d+)\})?")


def bounds_keys(pattern: str) -> bool:
    """Tell whether it is plain from a pattern's text that what matches it matches `MAP_KEY`."""
    text = _SET.sub("x", pattern)
    longest = sum(int(most or 1) for most in _CHARACTER.findall(text))
    return _BOUNDED.fullmatch(text) is not None and longest <= _LONGEST
