"""Which texts a value may be: characters in order, one of several, repeated.

What is not known is taken for more texts, never for fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from todo_k8s.helm.fields.pattern_ranges import LAST, complement

T = TypeVar("T")
_LAST_OF_ASCII = 127
MOST_PARTS, MOST_LEVELS = 2000, 100
"""So many parts texts are described by, and so deep; what has more, by its characters only."""


@dataclass(frozen=True, eq=False)
class Texts:
    """Some texts."""

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return ()

    @cached_property
    def size(self) -> int:
        """How many parts they have."""
        return 1 + sum(part.size for part in self.parts)

    @cached_property
    def levels(self) -> int:
        """How deep their parts are nested."""
        return 1 + max((part.levels for part in self.parts), default=0)

    @cached_property
    def is_ascii(self) -> bool:
        """Whether none of them has a character beyond ASCII."""
        return all(part.is_ascii for part in self.parts)


@dataclass(frozen=True, eq=False)
class Characters(Texts):
    """Each of some characters, by the ranges of their codes."""

    ranges: tuple[tuple[int, int], ...]

    @cached_property
    def is_ascii(self) -> bool:
        """Whether none of them is beyond ASCII."""
        return all(high <= _LAST_OF_ASCII for _, high in self.ranges)


@dataclass(frozen=True, eq=False)
class InOrder(Texts):
    """One text after another."""

    inner: tuple[Texts, ...]

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return self.inner


@dataclass(frozen=True, eq=False)
class OneOf(Texts):
    """The texts of several."""

    options: tuple[Texts, ...]

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return self.options


@dataclass(frozen=True, eq=False)
class Repeated(Texts):
    """Texts several times, from `least` to `most` of them."""

    inner: Texts
    least: int = 0
    most: int | None = None

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return (self.inner,)


@dataclass(frozen=True, eq=False)
class Edge(Texts):
    """Nothing, at the start or the end of the text that a pattern is looked for in."""

    at_end: bool


@dataclass(frozen=True, eq=False)
class Holding(Texts):
    """The texts that a pattern occurs in."""

    pattern: Texts

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return (self.pattern,)

    @cached_property
    def is_ascii(self) -> bool:
        """Whether none of them has a character beyond ASCII."""
        from todo_k8s.helm.fields.automata import automaton  # noqa: PLC0415  # which needs these

        return automaton(self).is_ascii


@dataclass(frozen=True, eq=False)
class Both(Texts):
    """The texts that are among these and among those."""

    one: Texts
    other: Texts

    @property
    def parts(self) -> tuple[Texts, ...]:
        """What they are made of."""
        return self.one, self.other

    @cached_property
    def is_ascii(self) -> bool:
        """Whether none of them has a character beyond ASCII."""
        return self.one.is_ascii or self.other.is_ascii


ANY = Repeated(Characters(((0, LAST),)))
"""Every text."""

ASCII = Repeated(Characters(((0, _LAST_OF_ASCII),)))
"""Every text of ASCII characters."""

EMPTY = InOrder(())
"""The empty text."""

NONE = OneOf(())
"""No text at all."""


@lru_cache(maxsize=1000)
def literal(text: str) -> Texts:
    """Return the one text."""
    return InOrder(tuple(Characters(((ord(each), ord(each)),)) for each in text))


def in_order(parts: Iterable[Texts]) -> Texts:
    """Return what comes of texts one after another."""
    found: list[Texts] = []
    for part in parts:
        found += part.inner if isinstance(part, InOrder) else (part,)
    return found[0] if len(found) == 1 else bounded(InOrder(tuple(found)))


def one_of(options: Iterable[Texts]) -> Texts:
    """Return the texts of several, each once."""
    made = each_once(options, lambda texts: texts.options if isinstance(texts, OneOf) else None)
    if any(texts is ANY for texts in made):
        return ANY
    return made[0] if len(made) == 1 else bounded(OneOf(made))


def each_once(
    options: Iterable[T], options_of: Callable[[T], tuple[T, ...] | None]
) -> tuple[T, ...]:
    """Return options, each once; what is one of several itself stands for those."""
    found: dict[int, T] = {}
    for option in options:
        inner = options_of(option)
        found |= {id(each): each for each in ((option,) if inner is None else inner)}
    return tuple(found.values())


def both(one: Texts, other: Texts) -> Texts:
    """Return the texts that are among these and among those."""
    if one is other or other is ANY:
        return one
    return other if one is ANY else bounded(Both(one, other))


def all_of(several: Iterable[Texts]) -> Texts:
    """Return the texts that are among all of several."""
    found: Texts = ANY
    for texts in several:
        found = both(found, texts)
    return found


def bounded(texts: Texts) -> Texts:
    """Return texts as they are, or more of them if they are too long to describe."""
    fits = texts.size <= MOST_PARTS and texts.levels <= MOST_LEVELS
    return texts if fits else of_characters(texts)


def of_characters(*texts: Texts) -> Texts:
    """Return all that is made of the characters of texts, as far as ASCII tells."""
    return ASCII if all(each.is_ascii for each in texts) else ANY


@lru_cache(maxsize=1000)
def other_than(text: str) -> Texts:
    """Return every text but one."""
    options: list[Texts] = [in_order((literal(text), Repeated(ANY.inner, 1)))]
    for place, character in enumerate(text):
        others = Characters(tuple(complement([(ord(character), ord(character))])))
        options += [literal(text[:place]), in_order((literal(text[:place]), others, ANY))]
    return OneOf(tuple(options))
