"""The same values model with a token in place of every leaf.

`symbolic` builds an instance of a `ChartValues` class without validating it, so construct code
reads ``values.backend.port`` and cannot tell the difference: same class, same types.
"""

from __future__ import annotations

import inspect
import types
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.fields.annotations import annotation_of, kind_of
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.removable import Removable
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.claims import claim, free_name
from todo_k8s.helm.symbolic.expressions import Call, Expr, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, If
from todo_k8s.helm.symbolic.ranges import of_field
from todo_k8s.helm.symbolic.session import session
from todo_k8s.helm.symbolic.sparse import helper_name
from todo_k8s.helm.symbolic.text_tokens import MemberToken, SecretToken
from todo_k8s.helm.symbolic.tokens import MapToken, SectionToken, token
from todo_k8s.helm.symbolic.types import ANY, Kind, Type, shows
from todo_k8s.helm.symbolic.variables import is_partial

Model = TypeVar("Model", bound=BaseModel)


def symbolic(model: type[Model], path: tuple[str, ...] = ("Values",)) -> Model:
    """Return an instance of `model` whose leaves are tokens for the values under `path`.

    It is the same one for the same variable in the same loops: a model is frozen, and many loops go
    over the same map.
    """
    running = session()
    key = model, path, tuple(running.loops.items())
    if key not in running.models:
        running.models[key] = _made(model, path)
    return cast("Model", running.models[key])


def _made(model: type[Model], path: tuple[str, ...]) -> Model:
    if inspect.isabstract(model):
        raise TemplateError(f"{model.__name__}: is abstract; use a subclass that has its methods")
    fields = {
        name: _stand_in_of(field, (*path, field.alias or name), _default(model, name, path))
        for name, field in model.model_fields.items()
    }
    return cast("Model", BaseModel.model_construct.__func__(model, **fields))  # type: ignore[attr-defined]  # of tokens, which nothing can check


def _stand_in_of(field: FieldInfo, path: tuple[str, ...], default: Expr | None) -> Any:
    kind = kind_of(annotation_of(field), ".".join(path))
    found = _of_kind(kind, path, default)
    value = Ref("str", ("$value",))
    if Removable in dict(kind.said):
        return _of_entries(found, path, If(Call("bool", "is_set", (value,)), value))
    if kind.items is not None and kind.items.base == "text":
        return _of_entries(found, path, _as_text(value))
    return found


def _of_entries(given: MapToken, path: tuple[str, ...], body: Content) -> MapToken:
    """Return the map of what becomes of each ``$value``, as a helper called like its path."""
    entries = Each(given.expr, ("$key", "$value"), body, Ref("str", ("$key",)))
    name = free_name(helper_name(path), entries)
    return MapToken(claim("map", name, entries, given.expr.type))


def _as_text(expr: Expr) -> Expr:
    """Return the text of what values.yaml may have as a number or a boolean."""
    return Call("str", "text", (expr,))


def _default(model: type[BaseModel], name: str, path: tuple[str, ...]) -> Expr | None:
    """Return the default of a field that values.yaml does not have, as that of an item."""
    field = model.model_fields[name]
    if not is_partial(path) or field.is_required():
        return None
    default = field.get_default(call_default_factory=True)
    if isinstance(default, BaseModel):
        if remedy := _remedy(default):
            raise TemplateError(
                f"{model.__name__}.{name}: in an item a model's default is the model's own; "
                f"{remedy}"
            )
        return None
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    try:
        return None if default is None else expression(default)
    except ExpressionError as error:
        raise TemplateError(
            f"{model.__name__}.{name}: its default has no template form in an item or in a section "
            f"that may be null: {error}; let it be empty by default"
        ) from None


def _remedy(default: BaseModel) -> str:
    """Return what to write for a default that is not what its class gives by itself."""
    name = type(default).__name__
    try:
        return "" if default == type(default)() else f"write {name}()"
    except ValidationError:  # it has a field without a default
        return (
            "leave the default out, or let the field be of a subclass of "
            f"{name} whose fields have these defaults"
        )


def stand_in(annotation: Any, path: tuple[str, ...], default: Expr | None = None) -> Any:
    """Return what stands for a value of a type: a token, or a model full of tokens.

    Args:
        annotation: The type.
        path: Where the value is.
        default: What it is where its key is missing.

    Raises:
        TemplateError: If values of this type have no template form.
    """
    return _of_kind(kind_of(annotation, ".".join(path)), path, default)


def _of_kind(kind: FieldKind, path: tuple[str, ...], default: Expr | None) -> Any:
    found = of_type(type_of(kind), path, default)
    return token(_as_text(found.expr)) if kind.base == "text" else found


def of_type(found: Type, path: tuple[str, ...], default: Expr | None = None) -> Any:
    """Return what stands for a value of a type, see `stand_in`."""
    if found.model is not None:
        return _section(found, path) if found.nullable else symbolic(found.model, path)
    kind = cast("Kind", {"secret": "str", "nothing": "str"}.get(found.kind, found.kind))
    typed = found if found.items or found.bounds else None
    ref = Ref(kind, path, found.nullable, default, typed=typed)
    if found.members is not None:
        return MemberToken(ref, found.members)
    return SecretToken(ref) if found.kind == "secret" else token(ref)


def _section(found: Type, path: tuple[str, ...]) -> SectionToken:
    """Return what stands for a section that may be null."""
    fields = symbolic(found.model, section_place(path))
    return SectionToken(Ref("map", path, nullable=True, typed=found), fields)


def section_place(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return where the fields of a section that may be null are.

    Its path is the first step to them, as keys may be missing from there on.
    """
    return (".".join(path),)


def type_of(kind: FieldKind) -> Type:
    """Return the type of a field's value, of an item or of what is in a map."""
    if kind.base == "raw":
        return Type("map", ANY, nullable=kind.nullable, raw=True)
    if kind.items is None:
        base = cast("Kind", "str" if kind.base == "text" else kind.base)
        return Type(
            base,
            model=kind.model,
            members=kind.members,
            nullable=kind.nullable,
            bounds=of_field(kind),
        )
    items = type_of(kind.items)
    if dict(kind.items.said).get("min_length"):
        items = replace(items, filled=True)
    base = cast("Kind", kind.base)
    return Type(base, items, nullable=kind.nullable, sparse=shows(base, items))


def plain_type(annotation: Any) -> Any:
    """Return a type without ``Annotated`` and ``| None`` around it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            options = [x for x in get_args(annotation) if x is not type(None)]
            if len(options) != 1:
                return annotation
            annotation = options[0]
        else:
            return annotation


def may_hold_models(annotation: Any) -> bool:
    """Tell whether a value of a type may be a model or hold some; of strings and numbers none."""
    kind = plain_type(annotation)
    if get_origin(kind) is Literal:
        return False
    if inner := get_args(kind):
        return any(map(may_hold_models, inner))
    return not isinstance(kind, type) or issubclass(kind, BaseModel)
