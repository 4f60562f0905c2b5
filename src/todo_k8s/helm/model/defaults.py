"""The defaults of a values model: what values.yaml says is what Python has, and Helm takes it."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.faults import fault_lines
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map


def check_defaults(model: type[BaseModel]) -> None:
    """Refuse defaults that Helm would refuse, or that are others each time.

    Raises:
        TemplateError: With every fault, a line each; it shows no value.
    """
    if model.__pydantic_generic_metadata__["parameters"]:
        return
    faults: list[str] = []
    given: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            continue
        where = f"{model.__name__}.{name}"
        try:
            default = _default(field, where)
            _check_shape(field_kind(model, name), default, where)
            given[field.alias or name] = default
        except TemplateError as error:
            faults.append(str(error))
    if given and not inspect.isabstract(model):
        faults += _refused(model, given)
    if faults:
        raise TemplateError("\n".join(faults))


def _default(field: FieldInfo, where: str) -> Any:
    try:
        first, second = (field.get_default(call_default_factory=True) for _ in range(2))
    except Exception as error:  # noqa: BLE001  # of code that is not ours
        what = type(error).__name__
        raise TemplateError(f"{where}: its default_factory fails with {what}; fix it") from None
    if field.default_factory is not None and first != second:
        raise TemplateError(
            f"{where}: its default_factory gives another value each time, and values.yaml has one; "
            "let the operator set it, or use a constant"
        )
    return first


def _check_shape(kind: FieldKind, value: Any, where: str) -> None:
    """Refuse a default that is not of the very type that is read from values."""
    if value is None and kind.nullable:
        return
    only = kind.model or kind.members
    allowed: tuple[type, ...] = (only,) if only else _TYPES[kind.base]
    if type(value) not in allowed:
        names = " or ".join(each.__name__ for each in allowed)
        raise TemplateError(
            f"{where}: its default is {a_or_an(type(value).__name__)}; write {a_or_an(names)}"
        )
    if kind.items is not None:
        items = value.items() if is_map(value) else enumerate(value) if is_list(value) else ()
        for key, item in items:
            _check_shape(kind.items, item, f"{where}[{key!r}]")


_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "secret": (SecretStr, str),
    "text": (str,),
    "scalar": (int, str),
    "map": (dict,),
    "list": (list,),
    "raw": (dict, Raw),
}


def _refused(model: type[BaseModel], given: dict[str, Any]) -> list[str]:
    """Return what the types and bounds of a model say of its defaults."""
    try:
        model.__pydantic_validator__.validate_python(given, by_alias=True, by_name=False)
    except ValidationError as error:
        details = (each for each in error.errors(include_input=False) if each["type"] != "missing")
        lines = (line.partition(": ") for each in details for line in fault_lines(each))
        return [f"{model.__name__}.{where}: its default {what}" for where, _, what in lines]
    return []
