"""How wide text is, without a font: at least as wide as browsers draw it in common ones."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/ ")
_WIDE = frozenset("mwMW@%—→…")
_MARGIN = 1.04


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of a line of text in a sans-serif font, in pixels.

    Args:
        text: The line.
        size: The size of the font, in pixels.
        is_bold: Whether it is bold.
    """
    width = sum(map(_width, text)) * size * _MARGIN
    return width * 1.07 if is_bold else width


def _width(letter: str) -> float:
    """Return the width of a letter, as a part of the size of the font."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.95
    if letter.isupper():
        return 0.7
    return 0.6 if letter.isascii() else 0.75


def cut(text: str, most: int) -> str:
    """Return a text of at most so many letters, its middle left out if it is longer."""
    if len(text) <= most:
        return text
    start = (most - 1) // 2
    return f"{text[:start]}…{text[len(text) - (most - 1 - start) :]}"
