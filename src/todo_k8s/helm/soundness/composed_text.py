"""A text with tokens in it, as an f-string of several values is, in code that is watched.

It is asked what it says only where all values agree on it; else it refuses, as a token does. What
its constant parts decide, such as whether it starts with a slash, is answered.
"""

from __future__ import annotations

from typing import Any, Self, SupportsIndex, cast

from todo_k8s.helm.soundness.late import (
    copies,
    is_asked,
    is_late,
    is_plain,
    is_watching,
    may_be,
    pieces,
    refuse,
)


class ComposedText(str):
    """A text with tokens in it; it is asked what it says only where all values agree on it."""

    __slots__ = ("lookups",)

    lookups: int

    def __new__(cls, said: str, lookups: int = 0) -> Self:
        """Return the text.

        Args:
            said: What it says.
            lookups: How often it may be put into a table, or be looked up in one.
        """
        made = super().__new__(cls, said)
        made.lookups = lookups
        return made

    def __hash__(self) -> int:
        if self.lookups:
            self.lookups -= 1
        elif is_watching() and not copies():
            refuse(self, "__hash__")
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        if is_plain(other) and is_asked() and may_be(self, other):
            refuse(self, "__eq__")
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __bool__(self) -> bool:
        if not any(pieces(self)) and is_asked():
            refuse(self, "__bool__")
        return bool(str.__len__(self))

    def __contains__(self, part: object) -> bool:
        found = isinstance(part, str) and any(part in piece for piece in pieces(self))
        if not found and is_asked():
            refuse(self, "__contains__")
        return found or str.__contains__(self, cast("str", part))

    def startswith(self, prefix: Any, *bounds: Any) -> bool:
        """Tell what the first constant part decides."""
        return self._has_end("startswith", prefix, next(pieces(self), ""), *bounds)

    def endswith(self, suffix: Any, *bounds: Any) -> bool:
        """Tell what the last constant part decides."""
        return self._has_end("endswith", suffix, [*pieces(self)][-1], *bounds)

    def _has_end(self, name: str, end: Any, known: str, *bounds: Any, told: str = "") -> bool:
        if not is_asked():
            return bool(getattr(str, name)(self, end, *bounds))
        ends = cast("tuple[object, ...]", end if isinstance(end, tuple) else (end,))
        for each in ends:
            if bounds or not isinstance(each, str) or is_late(each):
                refuse(self, told or name)
            if getattr(known, name)(each):
                return True
            if getattr(each, name)(known):
                refuse(self, told or name)
        return False

    def removeprefix(self, prefix: Any, /) -> str:
        """Remove what the first constant part starts with, or surely does not."""
        self._has_end("startswith", prefix, next(pieces(self), ""), told="removeprefix")
        return str.removeprefix(self, prefix)

    def removesuffix(self, suffix: Any, /) -> str:
        """Remove what the last constant part ends with, or surely does not."""
        self._has_end("endswith", suffix, [*pieces(self)][-1], told="removesuffix")
        return str.removesuffix(self, suffix)

    def __getitem__(self, key: SupportsIndex | slice[Any, Any, Any]) -> str:
        if is_asked() and not _is_constant_part(key, [*pieces(self)]):
            refuse(self, "__getitem__")
        return str.__getitem__(self, key)

    def __format__(self, spec: str) -> str:
        if spec and is_asked():
            refuse(self, "__format__", "its width too; pad it in the application that reads it")
        return str.__format__(self, spec)


def _is_constant_part(key: Any, known: list[str]) -> bool:
    """Tell whether an index or slice cuts nothing but the constant parts at the ends."""
    first, last = len(known[0]), len(known[-1])
    if type(key) is not slice:
        return -last <= int(key) < first
    ends: list[Any] = [key.start, key.stop]
    is_cut_there = all(each is None or -last <= each < 0 or 0 <= each <= first for each in ends)
    return key.step is None and is_cut_there


def _stripping(name: str) -> Any:
    """Return a method that strips what the constant parts at the ends decide."""

    def strip(self: ComposedText, characters: Any = None, /) -> str:
        if is_asked():
            known = [*pieces(self)]
            ends = {"lstrip": known[:1], "rstrip": known[-1:]}.get(name, [known[0], known[-1]])
            if is_late(characters) or not all(end.strip(characters) for end in ends):
                refuse(self, name)
        return cast("str", getattr(str, name)(self, characters))

    return strip


def _splitting(name: str, end: int) -> Any:
    """Return a method that splits where a constant part at one end has the separator."""

    def split(self: ComposedText, sep: Any = None, maxsplit: Any = None) -> Any:
        most = maxsplit if maxsplit is not None else 1 if "partition" in name else -1
        if is_asked():
            known = [*pieces(self)][end]
            if not (is_plain(sep) and sep and 0 <= most <= known.count(sep)):
                refuse(self, name)
        return getattr(str, name)(self, sep, *([] if maxsplit is None else [maxsplit]))

    return split


def _watch(name: str) -> Any:
    """Return a method that no part of a text can answer."""

    def ask(self: ComposedText, *args: Any, **kwargs: Any) -> Any:
        if is_asked():
            refuse(self, name)
        return getattr(str, name)(self, *args, **kwargs)

    return ask


def _ordering(name: str) -> Any:
    """Return a comparison that the first constant parts decide, if they differ."""

    def compare(self: ComposedText, other: Any) -> Any:
        if isinstance(other, str) and is_asked():
            one, two = (next(pieces(each), "") for each in (self, other))
            if one.startswith(two) or two.startswith(one):
                refuse(self, name)
        return getattr(str, name)(self, other)

    return compare


for _name in ("__lt__", "__le__", "__gt__", "__ge__"):
    setattr(ComposedText, _name, _ordering(_name))
for _name in ("strip", "lstrip", "rstrip"):
    setattr(ComposedText, _name, _stripping(_name))
for _name, _end in (("split", 0), ("partition", 0), ("rsplit", -1), ("rpartition", -1)):
    setattr(ComposedText, _name, _splitting(_name, _end))
_ASKS = {"__iter__", "__len__", "__mod__", "__repr__"}
_HARMLESS = {"join", "maketrans"}
"""What is the same for all values: what it joins is put beside it, and the other asks no text."""
for _name in {*dir(str)} - {*vars(ComposedText)} - _HARMLESS:
    if _name in _ASKS or not _name.startswith("_"):
        setattr(ComposedText, _name, _watch(_name))
