"""Which texts a field may be, as its kind says: what is printed of a number or a boolean too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.pattern_texts import texts_of_pattern
from todo_k8s.helm.fields.removable import OrEmpty
from todo_k8s.helm.fields.texts import (
    ANY,
    ASCII,
    EMPTY,
    Repeated,
    Texts,
    all_of,
    literal,
    one_of,
)
from todo_k8s.helm.fields.types import Format

BOOLEAN = one_of((literal("true"), literal("false")))
NUMBER = texts_of_pattern("^[-+.0-9A-Za-z]+$")
_NOT_NEGATIVE, _WHOLE = "(0|[1-9][0-9]*)", "-?(0|[1-9][0-9]*)"
_MOST_NUMBERS = 100
"""So many numbers are told one by one."""


@lru_cache(maxsize=1000)
def texts_of_kind(kind: FieldKind) -> Texts:
    """Return the texts that a valid value of a kind is printed as, or more."""
    found = _required(kind)
    return one_of((found, EMPTY)) if kind.nullable or OrEmpty in dict(kind.said) else found


def _required(kind: FieldKind) -> Texts:
    if kind.choices:
        return one_of(literal(_printed(choice)) for choice in kind.choices)
    match kind.base:
        case "bool":
            return BOOLEAN
        case "int":
            return _whole(dict(kind.said))
        case "float":
            return NUMBER
        case "str" | "secret" | "text":
            return all_of(_said(kind))
        case "scalar" if any(form.of_json and _is_ascii(form) for form in _formats(kind)):
            return ASCII
        case _:
            return ANY


def _printed(choice: Any) -> str:
    return str(choice).lower() if isinstance(choice, bool) else str(choice)


def _whole(said: dict[Any, Any]) -> Texts:
    least, most = said.get("ge"), said.get("le")
    if least is not None and most is not None and most - least < _MOST_NUMBERS:
        return one_of(literal(str(number)) for number in range(least, most + 1))
    digits = _NOT_NEGATIVE if least is not None and least >= 0 else _WHOLE
    return texts_of_pattern(f"^{digits}$")


def _said(kind: FieldKind) -> Iterator[Texts]:
    """Yield the texts that each of the bounds and marks of a kind lets pass."""
    said = dict(kind.said)
    if "min_length" in said or "max_length" in said:
        yield Repeated(ANY.inner, said.get("min_length", 0), said.get("max_length"))
    for what, value in kind.said:
        if what == "pattern":
            yield texts_of_pattern(value)
        elif what is Format:
            yield texts_of_pattern(whole_pattern(value))


def whole_pattern(form: Format) -> str:
    """Return the pattern of a format as it is looked for in a text."""
    return rf"\A(?:{form.pattern[1:-1]})\z"


def _is_ascii(form: Format) -> bool:
    return texts_of_pattern(whole_pattern(form)).is_ascii


def _formats(kind: FieldKind) -> Iterator[Format]:
    """Yield the formats of a type with a validator of its own, which its kind does not say."""
    waiting = [kind.annotation]
    while waiting:
        found: Any = waiting.pop()
        if get_origin(found) is Annotated:
            plain, *marks = get_args(found)
            yield from (mark for mark in marks if isinstance(mark, Format))
            waiting.append(plain)
        else:
            waiting += get_args(found)
