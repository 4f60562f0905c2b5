"""Values of a model as a values file gives them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import SecretStr

from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.enumerations import plain
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model.all_set import given_fields
from todo_k8s.helm.plain.shapes import is_list, is_map

Case = Mapping[str, Any] | ChartValues


def as_cases(values: object, argument: str) -> list[Case]:
    """Return values files that somebody gives.

    Args:
        values: What is given.
        argument: What the argument is called.

    Raises:
        TypeError: If it is no list of them, or one has a key that no values file can hold.
    """
    cases: list[Any] = [*values] if isinstance(values, Iterable) else [None]
    right = not isinstance(values, Mapping | str | ChartValues)
    if not right or not all(isinstance(each, Mapping | ChartValues) for each in cases):
        raise TypeError(
            f"{argument}: give a list of values files, each a map or values of the model"
        )
    if any(_merges(each) for each in cases):
        raise TypeError(f"{argument}: << is no key of a values file, as YAML merges what it holds")
    return cases


def _merges(value: Any) -> bool:
    """Tell whether a key means something else to readers of YAML, even in quotes."""
    if is_map(value):
        return "<<" in value or any(map(_merges, value.values()))
    return is_list(value) and any(map(_merges, value))


_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")


def as_given(value: Any, *, in_item: bool = False) -> Any:
    """Return values as a mapping, in which an item of a list or map has what it was given only."""
    if isinstance(value, ChartValues):
        return {
            field.alias or name: _loose(
                (kind := field_kind(type(value), name)),
                as_given(getattr(value, name), in_item=in_item or kind.nullable),
            )
            for name, field in type(value).model_fields.items()
            if (not in_item or name in given_fields(value))
            and (not field.exclude or getattr(value, name) is not None)
        }
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if is_map(value):
        return {key: as_given(item, in_item=True) for key, item in value.items()}
    return [as_given(item, in_item=True) for item in value] if is_list(value) else plain(value)


def _loose(kind: FieldKind, given: Any) -> Any:
    """Return what is read as text as the number or boolean that it may be in a values file."""
    if kind.items is not None and kind.items.base == "text":
        return {key: _loose(kind.items, item) for key, item in given.items()}
    if kind.base != "text" or (given not in ("true", "false") and not _WHOLE.fullmatch(given)):
        return given
    return json.loads(given)


def over_defaults(values: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Return values as a values file has them, in which null removes an entry of the defaults."""
    removed = {key: None for key in defaults if key not in values}
    nested = {
        key: over_defaults(value, defaults[key])
        for key, value in values.items()
        if is_map(value) and is_map(defaults.get(key))
    }
    return {**values, **nested, **removed}
