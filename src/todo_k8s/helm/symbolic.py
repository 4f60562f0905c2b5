"""The same values model with a token in place of every leaf.

`symbolic` builds an instance of a `ChartValues` class without validating it, so construct code
reads ``values.backend.port`` and cannot tell the difference: same class, same types.
"""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from todo_k8s.errors import TemplateError
from todo_k8s.helm.expressions import Call, Each, If, Named, Ref
from todo_k8s.helm.removable import REMOVABLE
from todo_k8s.helm.tokens import ListToken, MapToken, StrToken, token

Model = TypeVar("Model", bound=BaseModel)

_SCALARS: dict[type, Any] = {str: "str", int: "int", bool: "bool"}


class SecretToken:
    """A secret known at install; reads like a `SecretStr`."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self._token = StrToken(Ref("str", path))

    def get_secret_value(self) -> str:
        """Return the token of the secret."""
        return self._token


def symbolic(model: type[Model], path: tuple[str, ...] = ("Values",)) -> Model:
    """Return an instance of `model` whose leaves are tokens for the values under `path`."""
    fields = {
        name: _stand_in_of(field, (*path, field.alias or name))
        for name, field in model.model_fields.items()
    }
    return cast("Model", BaseModel.model_construct.__func__(model, **fields))  # type: ignore[attr-defined]  # of tokens, which nothing can check


def _stand_in_of(field: FieldInfo, path: tuple[str, ...]) -> Any:
    found = stand_in(field.annotation, path)
    return _kept_entries(found, path) if REMOVABLE in field.metadata else found


def _kept_entries(given: MapToken, path: tuple[str, ...]) -> MapToken:
    """Return the map without the entries that are empty, as a helper called like its path."""
    root, *rest = path
    if root != "Values":
        raise TemplateError(
            f"{'.'.join(path)}: entries can only be removed from a map with defaults, which is no "
            "part of a list's or map's item; use dict here"
        )
    key, value = Ref("str", ("$key",)), Ref("str", ("$value",))
    kept = If(Call("bool", "is_set", (value,)), value)
    entries = Each(given.expr, ("$key", "$value"), kept, key)
    return MapToken(Named("map", ".".join(rest), entries), given.items_type)


def stand_in(annotation: Any, path: tuple[str, ...]) -> Any:
    """Return what stands for a value of a type: a token, or a model full of tokens.

    Raises:
        TemplateError: If values of this type have no template form.
    """
    annotation = plain_type(annotation)
    if annotation == int | str:
        return token(Ref("scalar", path))
    origin = get_origin(annotation) or annotation
    if origin is Literal:
        return token(Ref(_SCALARS[type(get_args(annotation)[0])], path))
    if isinstance(origin, type):
        if issubclass(origin, BaseModel):
            return symbolic(origin, path)
        if issubclass(origin, SecretStr):
            return SecretToken(path)
        if origin in _SCALARS:
            return token(Ref(_SCALARS[origin], path))
        if issubclass(origin, dict):
            return MapToken(Ref("map", path), (*get_args(annotation), str, str)[1])
        if issubclass(origin, list):
            return ListToken(Ref("list", path), (*get_args(annotation), str)[0])
    raise TemplateError(f"{'.'.join(path)}: values of type {annotation} have no template form")


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
