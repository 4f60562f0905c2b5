"""Reads what kind of value an annotation stands for.

What tokens, schema, reading and evaluation could not agree on is refused when the class is
defined: unions, floats, tuples, dates.
"""

from __future__ import annotations

import types
from dataclasses import replace
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, JsonValue, SecretStr
from pydantic.fields import FieldInfo

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.enumerations import check_members, is_enumeration, values_of
from todo_k8s.helm.fields.free_form import KubernetesManifest, KubernetesObject
from todo_k8s.helm.fields.kinds import Base, FieldKind, inner_kinds
from todo_k8s.helm.fields.marks import check_said, said, whole
from todo_k8s.helm.fields.nearest import without_form
from todo_k8s.helm.fields.removable import OrEmpty, Removable
from todo_k8s.helm.fields.types import (
    SAFE_INTEGER,
    Instead,
    IntOrPercent,
    IntOrText,
    ReservedKeys,
    TextOrScalar,
    Unique,
)
from todo_k8s.helm.plain.articles import a_or_an

_JSON: Any = JsonValue
_FREE: list[tuple[Base, tuple[Any, ...]]] = [
    ("raw", get_args(KubernetesObject)),
    ("raw", get_args(KubernetesManifest)),
    ("scalar", get_args(IntOrPercent)),
    ("scalar", get_args(IntOrText)),
    ("text", get_args(TextOrScalar)),
]
"""Types with a validator and a schema of our own: the plain type of each, then its marks."""
_SCALARS: dict[Any, Base] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    SecretStr: "secret",
}


@cache
def field_kind(model: type[BaseModel], name: str) -> FieldKind:
    """Return the kind of a field of a model."""
    return kind_of(annotation_of(model.model_fields[name]), f"{model.__name__}.{name}")


def annotation_of(field: FieldInfo) -> Any:
    """Return the annotation of a field as it was written."""
    annotation: Any = field.annotation
    for extra in field.metadata:
        annotation = Annotated[annotation, extra]
    return annotation


def kind_of(annotation: Any, where: str) -> FieldKind:
    """Return the kind that an annotation stands for.

    Args:
        annotation: The type of a field, an item or a value.
        where: What to call it in an error: ``Model.field``.

    Raises:
        TemplateError: If values of this type have no template form.
    """
    plain, nullable, extras, free = _unwrapped(annotation, where)
    found = said(extras, where)
    kind = FieldKind(free) if free else _plain_kind(plain, where)
    if nullable and "text" in (kind.base, kind.items and kind.items.base):
        raise TemplateError(f"{where}: a TextOrScalar cannot be null; let it be empty")
    check_said(found, kind.base, where)
    if kind.choices and any(what is not OrEmpty for what, _ in found):
        raise TemplateError(
            f"{where}: a Literal or enumeration says all that it can be; remove what is beside it"
        )
    bounds = whole(found, where) if kind.base == "int" else found
    kind = replace(kind, nullable=nullable, annotation=annotation, said=tuple(bounds))
    _check_marks(kind, where)
    return kind


def check_form(kind: FieldKind, where: str) -> None:
    """Refuse JSON of which nothing checks what Helm can carry.

    Raises:
        TemplateError: With what to write instead.
    """
    for inner in inner_kinds(kind):
        if inner.base == "raw" and _unwrapped(inner.annotation, where)[3] is None:
            raise TemplateError(f"{where}: nothing checks a JsonValue; use KubernetesObject")


def _plain_kind(plain: Any, where: str) -> FieldKind:
    origin: Any = get_origin(plain) or plain
    args = get_args(plain)
    if plain is _JSON:
        return FieldKind("raw")
    if origin is Literal:
        return FieldKind(_one_base(args, where), choices=args)
    if is_enumeration(origin):
        check_members(origin, where)
        return FieldKind("str", choices=tuple(values_of(origin)), members=origin)
    if origin in _SCALARS:
        return FieldKind(_SCALARS[origin])
    if isinstance(origin, type) and hasattr(origin, "rules") and issubclass(origin, BaseModel):
        return FieldKind("model", model=origin)
    if origin is dict and args:
        return _map_kind(args[0], args[1], where)
    if origin is list and args:
        return FieldKind("list", items=_inner(args[0], where, "list"))
    raise TemplateError(f"{where}: {without_form(plain, origin)}")


def _unwrapped(annotation: Any, where: str) -> tuple[Any, bool, list[Any], Base | None]:
    """Return a type without ``Annotated`` and ``| None`` around it, and what was around it.

    Last is what it is if it is one of `_FREE`.
    """
    nullable, extras = False, list[Any]()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            for base, (plain, *marks) in _FREE:
                if annotation == plain and all(mark in more for mark in marks):
                    return plain, nullable, [*extras, *(x for x in more if x not in marks)], base
            extras += more
        elif get_origin(annotation) in (Union, types.UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                raise TemplateError(
                    f"{where}: a union has no template form; use one type, or int | str"
                )
            annotation, nullable = options[0], True
        else:
            return annotation, nullable, extras, None


def _one_base(choices: tuple[Any, ...], where: str) -> Base:
    bases: set[Base | None] = {_SCALARS.get(type(choice)) for choice in choices}
    if "float" in bases:
        raise TemplateError(f"{where}: a Literal has no fractions; write strings, or a float")
    if any(type(choice) is int and abs(choice) > SAFE_INTEGER for choice in choices):
        raise TemplateError(f"{where}: Helm has no whole number beyond 2^53; write strings")
    if bases == {"int", "str"}:
        return "scalar"
    if len(bases) != 1 or (base := bases.pop()) is None:
        raise TemplateError(
            f"{where}: a Literal has values of one type, or whole numbers and strings; write all "
            "of them as strings"
        )
    return base


def _map_kind(keys: Any, values: Any, where: str) -> FieldKind:
    plain, nullable, extras, _ = _unwrapped(keys, where)
    found = said(extras, where)
    if plain is not str or nullable:
        raise TemplateError(
            f"{where}: keys of maps are strings; use dict[str, …], with a Format for the keys: "
            'Annotated[str, Format("^(a|b)$", "must be a or b")]'
        )
    check_said(found, "str", where)
    for mark in (Instead, OrEmpty):
        if mark in dict(found):
            raise TemplateError(f"{where}: {mark.__name__} is for values, not for keys; remove it")
    return FieldKind("map", items=_inner(values, where, "map"), keys=keys)


def _inner(annotation: Any, where: str, outer: str) -> FieldKind:
    """Return the kind of items or values."""
    kind = kind_of(annotation, where)
    if kind.nullable:
        raise TemplateError(f"{where}: what is in {a_or_an(outer)} cannot be null; leave it out")
    if (kind.base, outer) == ("text", "list") or (kind.items and kind.items.base == "text"):
        raise TemplateError(
            f"{where}: a TextOrScalar is a field, or a value of a map that is one; use str here"
        )
    marks = dict(kind.said)
    if ReservedKeys in marks:
        raise TemplateError(f"{where}: only a field has ReservedKeys; use a pattern of the keys")
    if Removable in marks:
        raise TemplateError(f"{where}: only a field has entries that can be removed; use dict[…]")
    return kind


def _check_marks(kind: FieldKind, where: str) -> None:
    """Refuse marks of a map or list that do not suit what is in it."""
    marks, items = dict(kind.said), kind.items
    if Unique in marks and not (items and _is_told_apart(items)):
        raise TemplateError(
            f"{where}: items that are told apart are scalars, or models of required scalars"
        )
    is_removable = items is not None and OrEmpty in dict(items.said)
    if (Removable in marks) is not is_removable:
        raise TemplateError(f"{where}: entries that can be removed need RemovableMap[str, str]")


def _is_told_apart(kind: FieldKind) -> bool:
    """Tell whether two values are equal in Python where they are equal in values.yaml."""
    if kind.model is None:
        return kind.base in ("str", "int", "bool")
    return all(
        field.is_required() and _is_told_apart(inner) and not (inner.model or inner.nullable)
        for name, field in kind.model.model_fields.items()
        for inner in (field_kind(kind.model, name),)
    )
