"""What kinds of value a field can have, as data read once from its annotation.

Tokens, schema, reading and evaluation agree because they ask this. What they could not agree on is
refused when the class is defined: unions, floats, tuples, dates; validators that only pydantic
would run; names that YAML or a template reads as something else.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

import annotated_types
from pydantic import BaseModel, JsonValue, SecretStr, StringConstraints, TypeAdapter, WithJsonSchema
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from todo_k8s.errors import TemplateError
from todo_k8s.helm.field_types import Format, IntOrPercent, ReservedKeys

Base = Literal["str", "int", "scalar", "bool", "secret", "map", "list", "model", "raw"]

_JSON: Any = JsonValue
_SCALARS: dict[Any, Base] = {str: "str", int: "int", bool: "bool", SecretStr: "secret"}
_NEAREST = {
    float: "a string with a pattern, or whole thousandths",
    bytes: "a string in base64",
    tuple: "list[…]",
    set: "list[…]",
    frozenset: "list[…]",
    BaseModel: "a subclass of ChartValues",
    dict: "dict[str, …] with the type of its values, or KubernetesObject",
    list: "list[…] with the type of its items",
}
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""What YAML readers take for something else than a key, in any case."""


@dataclass(frozen=True)
class FieldKind:
    """The kind of a value.

    Args:
        base: What it is.
        nullable: Whether it may be absent.
        choices: All that it can be, or nothing if there are no such.
        items: The kind of its items or values.
        keys: The annotation of its keys.
        model: Its model.
        annotation: The annotation it was read from.
    """

    base: Base
    nullable: bool = False
    choices: tuple[Any, ...] = ()
    items: FieldKind | None = None
    keys: Any = str
    model: type[BaseModel] | None = None
    annotation: Any = None

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """What pydantic checks such a value with."""
        return _adapter(self.annotation)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


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
    plain, nullable, extras = _unwrapped(annotation, where)
    for extra in extras:
        _check_extra(extra, where)
    kind = _plain_kind(plain, extras, where)
    if nullable and kind.base == "model":
        raise TemplateError(f"{where}: a model cannot be null; give it a field enabled: bool")
    return replace(kind, nullable=nullable, annotation=annotation)


def _plain_kind(plain: Any, extras: list[Any], where: str) -> FieldKind:
    origin: Any = get_origin(plain) or plain
    args = get_args(plain)
    if plain == int | str:
        return FieldKind("scalar")
    if plain is JsonValue or any(isinstance(extra, WithJsonSchema) for extra in extras):
        return FieldKind("raw")
    if origin is Literal:
        return FieldKind(_one_base(args, where), choices=args)
    if origin in _SCALARS:
        return FieldKind(_SCALARS[origin])
    if isinstance(origin, type) and hasattr(origin, "rules") and issubclass(origin, BaseModel):
        return FieldKind("model", model=origin)
    if origin is dict and args:
        return _map_kind(args[0], args[1], where)
    if origin is list and args:
        return FieldKind("list", items=_inner(args[0], where, "list"))
    if isinstance(origin, type) and issubclass(origin, BaseModel):
        origin = BaseModel
    nearest = _NEAREST.get(
        cast("Any", origin), "a string, a whole number, a boolean, or a model of them"
    )
    raise TemplateError(f"{where}: {_named(plain)} has no template form; use {nearest}")


def _unwrapped(annotation: Any, where: str) -> tuple[Any, bool, list[Any]]:
    """Return a type without ``Annotated`` and ``| None`` around it, and what was around it."""
    nullable, extras = False, list[Any]()
    while True:
        if isinstance(annotation, TypeAliasType) and annotation is not _JSON:
            annotation = annotation.__value__
        elif get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            extras += more
        elif get_origin(annotation) in (Union, types.UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            if annotation == int | str and _is_number_or_text(extras):
                return annotation, nullable, extras
            if len(options) != 1:
                raise TemplateError(f"{where}: a union has no template form; use one type")
            annotation, nullable = options[0], True
        else:
            return annotation, nullable, extras


def _is_number_or_text(extras: list[Any]) -> bool:
    """Tell whether a union is the one that Helm can tell apart, `IntOrPercent`."""
    return get_args(IntOrPercent)[1] in extras


def _one_base(choices: tuple[Any, ...], where: str) -> Base:
    bases: set[Base | None] = {_SCALARS.get(type(choice)) for choice in choices}
    if len(bases) == 1 and (base := bases.pop()) is not None:
        return base
    raise TemplateError(f"{where}: a Literal has values of one type; write all of them as strings")


def _map_kind(keys: Any, values: Any, where: str) -> FieldKind:
    plain, nullable, extras = _unwrapped(keys, where)
    for extra in extras:
        _check_extra(extra, where)
    if plain is not str or nullable:
        raise TemplateError(f"{where}: keys of maps are strings; use dict[str, …]")
    return FieldKind("map", items=_inner(values, where, "map"), keys=keys)


def _inner(annotation: Any, where: str, outer: str) -> FieldKind:
    """Return the kind of items or values."""
    kind = kind_of(annotation, where)
    if kind.nullable:
        raise TemplateError(f"{where}: what is in a {outer} cannot be null; leave it out")
    if outer == "list" and kind.base == "list":
        raise TemplateError(f"{where}: a list of lists has no template form; use a list of models")
    return kind


_GENERAL = (str, StringConstraints, WithJsonSchema, annotated_types.GroupedMetadata)
_BOUNDS = (annotated_types.Ge, annotated_types.Le, annotated_types.MinLen, annotated_types.MaxLen)
_ALLOWED = (*_GENERAL, *_BOUNDS, Format, ReservedKeys)


def _check_extra(extra: Any, where: str) -> None:
    """Refuse what only pydantic would hold."""
    if isinstance(extra, FieldInfo):
        for part in extra.metadata:
            _check_extra(part, where)
    elif isinstance(extra, StringConstraints):
        if extra.strip_whitespace or extra.to_lower or extra.to_upper:
            raise TemplateError(f"{where}: Helm changes no text; use a pattern that refuses it")
    elif callable(function := getattr(extra, "func", None)):
        if not str(getattr(function, "__module__", "")).startswith("todo_k8s.helm."):
            raise TemplateError(
                f"{where}: Helm runs no validator; use bounds, a pattern or a @rule"
            )
    elif not isinstance(extra, _ALLOWED) and not _is_general(extra):
        raise TemplateError(
            f"{where}: {extra!r} is unknown to Helm; use ge, le, min_length, max_length or pattern"
        )


def _is_general(extra: Any) -> bool:
    """Tell whether pydantic keeps a pattern in this."""
    return set(getattr(extra, "__dict__", {"": 0})) <= {
        "pattern",
        "strict",
        "min_length",
        "max_length",
    }


def _named(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


# Whole models


def check_model(model: type[BaseModel]) -> None:
    """Refuse a model that Helm would read otherwise than pydantic.

    Raises:
        TemplateError: With every fault, a line each.
    """
    faults = [*_model_faults(model), *_alias_faults(model)]
    for name, field in model.model_fields.items():
        try:
            kind_of(annotation_of(field), f"{model.__name__}.{name}")
        except TemplateError as error:
            faults.append(str(error))
    if faults:
        raise TemplateError("\n".join(faults))


def _model_faults(model: type[BaseModel]) -> Iterator[str]:
    decorators = model.__pydantic_decorators__
    theirs = {
        *decorators.field_validators,
        *decorators.validators,
        *decorators.root_validators,
        *decorators.field_serializers,
        *decorators.model_serializers,
        *(set(decorators.model_validators) - {"_hold_rules", "_show_no_value"}),
    }
    for name in sorted(theirs):
        yield f"{model.__name__}.{name}: Helm runs no validator; use bounds, a pattern or a @rule"


def _alias_faults(model: type[BaseModel]) -> Iterator[str]:
    taken: dict[str, str] = {}
    for name, field in model.model_fields.items():
        alias = field.alias or name
        where = f"{model.__name__}.{name}"
        if not _KEY.fullmatch(alias):
            yield f"{where}: {alias!r} is no key for values; use letters, digits and _"
        if alias.lower() in _WORDS:
            yield f"{where}: YAML reads {alias!r} as a boolean or null; choose another name"
        if taken.setdefault(alias, name) != name:
            yield f"{where}: {taken[alias]} is called {alias!r} in values too; rename one of them"
        if name in _MEMBERS:
            yield f"{where}: every model has a method of that name; choose another"


_MEMBERS = {"rules", "checks", "from_mapping", "to_mapping"}
