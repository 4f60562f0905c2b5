"""What an annotation may say beside the type: bounds, a pattern, and the marks of this package.

All of it has a meaning in Helm too. Anything else is refused: a validator, or a JSON schema of
one's own, holds on one side only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import annotated_types
from pydantic.fields import FieldInfo
from pydantic.types import Strict

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.enumerations import ByValue
from todo_k8s.helm.fields.kubernetes_types import OfKubernetes
from todo_k8s.helm.fields.removable import OrEmpty, Removable
from todo_k8s.helm.fields.types import SAFE_INTEGER, Format, Instead, ReservedKeys, Unique

_BOUNDS: dict[Any, str] = {
    annotated_types.Ge: "ge",
    annotated_types.Le: "le",
    annotated_types.Gt: "gt",
    annotated_types.Lt: "lt",
    annotated_types.MinLen: "min_length",
    annotated_types.MaxLen: "max_length",
    Strict: "strict",
}
_MEASURED = ("str", "secret", "map", "list")
_BASES: dict[Any, tuple[str, ...]] = {
    "ge": ("int", "float"),
    "le": ("int", "float"),
    "gt": ("int", "float"),
    "lt": ("int", "float"),
    "min_length": _MEASURED,
    "max_length": _MEASURED,
    "pattern": ("str",),
    Format: ("str", "text", "secret"),
    Instead: ("str", "map", "list", "model"),
    ReservedKeys: ("map",),
    Unique: ("list",),
    Removable: ("map",),
    OrEmpty: ("str",),
    OfKubernetes: ("raw",),
}
"""What each may be said of."""
_WORDS = {
    "str": "strings",
    "int": "whole numbers",
    "float": "fractions",
    "text": "a TextOrScalar",
    "scalar": "numbers or texts",
    "bool": "booleans",
    "secret": "secrets",
    "map": "maps",
    "list": "lists",
    "model": "models",
    "raw": "objects",
}
_LENGTHS = ("min_length", "max_length")
_NUMERIC = ("ge", "le", "gt", "lt", *_LENGTHS)
_MARKS = (Format, Instead, ReservedKeys, Unique, Removable, OrEmpty, OfKubernetes)
_CHANGES = ("strip_whitespace", "to_lower", "to_upper")


def said(extras: list[Any], where: str) -> list[tuple[Any, Any]]:
    """Return what the parts of an annotation say, one by one.

    Raises:
        TemplateError: If Helm would not know of one of them.
    """
    return [each for extra in extras for each in _said(extra, where)]


def _said(extra: Any, where: str) -> Iterator[tuple[Any, Any]]:
    if extra is None or type(extra) in (str, ByValue):  # a note, and what the type says too
        return
    if isinstance(extra, FieldInfo):
        check_field(extra, where)
        if not extra.is_required():
            raise TemplateError(f"{where}: only a field has a default; write it after the =")
        yield from said(extra.metadata, where)
    elif type(extra) in _MARKS:
        yield type(extra), extra
    elif (name := _BOUNDS.get(type(extra))) is not None:
        yield from _bound(name, getattr(extra, name), extra, where)
    elif isinstance(extra, annotated_types.GroupedMetadata):
        yield from said(list(extra), where)
    elif type(extra).__name__ == "_PydanticGeneralMetadata":
        settings = cast("dict[str, Any]", vars(extra))
        for setting, value in settings.items():
            yield from _bound(setting, value, setting, where)
    elif callable(getattr(extra, "func", None)):
        raise TemplateError(f"{where}: Helm runs no validator; use bounds, a pattern or a @rule")
    else:
        _refuse(extra, where)


def _bound(name: str, value: Any, extra: Any, where: str) -> Iterator[tuple[Any, Any]]:
    if value is None or (name == "strict" and value):
        return
    if name in _CHANGES:
        raise TemplateError(f"{where}: Helm changes no text; use a pattern that refuses it")
    if name == "strict":
        raise TemplateError(f"{where}: Helm converts no types; remove strict=False")
    if name not in _BASES:
        _refuse(extra, where)
    yield name, value


def _refuse(extra: Any, where: str) -> None:
    shown = extra if isinstance(extra, str) else repr(extra)
    if shown.startswith("<"):
        shown = getattr(extra, "__name__", type(extra).__name__)
    raise TemplateError(
        f"{where}: {shown} is unknown to Helm; use ge, le, min_length, max_length or pattern"
    )


_PYDANTIC_ONLY = {
    "json_schema_extra": "the schema comes from the type, bounds and patterns; remove it",
    "discriminator": "use a model with a field for each case",
    "exclude_if": "leave content out in the construct, with only_if()",
}


def check_field(field: FieldInfo, where: str) -> None:
    """Refuse what a `Field` says that only pydantic would know.

    Raises:
        TemplateError: With the field, and what to do instead.
    """
    for name, remedy in _PYDANTIC_ONLY.items():
        if getattr(field, name) is not None:
            raise TemplateError(f"{where}: {name} has no meaning in Helm; {remedy}")
    bounds = [part for part in field.metadata if type(part) in _BOUNDS]
    said(bounds, where)  # as they are: typing takes Annotated[int, Ge(True)] for one with Ge(1)


def _is_bound(value: Any, *, whole: bool) -> bool:
    return type(value) in ((int,) if whole else (int, float)) and abs(value) <= SAFE_INTEGER


def whole(said: list[tuple[Any, Any]], where: str) -> list[tuple[Any, Any]]:
    """Return the bounds of a whole number, with ``gt`` and ``lt`` as ``ge`` and ``le``.

    Raises:
        TemplateError: If it has two bounds on one side.
    """
    turned = [_WHOLE[what](value) if what in _WHOLE else (what, value) for what, value in said]
    for what, strict in (("ge", "gt"), ("le", "lt")):
        if strict in dict(said) and what in dict(said):
            raise TemplateError(f"{where}: {strict} and {what} bound the same side; keep one")
    return turned


_WHOLE: dict[Any, Callable[[int], tuple[str, int]]] = {
    "gt": lambda bound: ("ge", bound + 1),
    "lt": lambda bound: ("le", bound - 1),
}


def check_said(said: list[tuple[Any, Any]], base: str, where: str) -> None:
    """Refuse bounds and marks of another type than that of the value, or that no value has.

    Raises:
        TemplateError: With the field, and what to do instead.
    """
    for what, value in said:
        if what in _NUMERIC and not _is_bound(value, whole=base != "float" or what in _LENGTHS):
            raise TemplateError(
                f"{where}: {what} must be a whole number within 2^53, as Helm has it"
            )
        if base not in _BASES[what]:
            name = what if isinstance(what, str) else what.__name__
            kinds = ", ".join(_WORDS[each] for each in _BASES[what])
            raise TemplateError(
                f"{where}: {name} is for {kinds}, not for {_WORDS[base]}; remove it"
            )
    bounds = whole(said, where) if base == "int" else said
    for low, high in (("ge", "le"), ("min_length", "max_length")):
        least = max((value for what, value in bounds if what == low), default=0)
        most = min((value for what, value in bounds if what == high), default=least)
        if any(what == low for what, _ in bounds) and least > most:
            raise TemplateError(
                f"{where}: no value has {low} {least} and {high} {most}; change one of them"
            )
    if any(what in ("min_length", "max_length") and value < 0 for what, value in said):
        raise TemplateError(f"{where}: a length is at least 0; remove the bound")
