"""What a parent chart puts into the values of a chart it depends on, and no template reads.

Helm passes ``global`` to every chart, and a dependency's usual ``condition: <chart>.enabled`` puts
``enabled`` into the values of the chart itself. So every values file may have the two, unless the
root of the values model has a field of its own by that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.helm.fields.free_form import json_faults


@dataclass(frozen=True)
class ParentKey:
    """A key that is for a parent chart.

    Args:
        json_type: Its JSON type; it may also be null.
        python: Its type in Python.
        fault: What is said of another type.
        description: What it is for.
    """

    json_type: str
    python: type
    fault: str
    description: str


_KEYS = {
    "enabled": ParentKey(
        "boolean",
        bool,
        "must be true or false",
        "For the `condition` of a parent chart, which installs this chart or not. Without a parent "
        "chart it has no effect.",
    ),
    "global": ParentKey(
        "object",
        dict,
        "must be a map",
        "What a parent chart passes to all its charts. This chart does not use it.",
    ),
}


def is_open(model: type[BaseModel]) -> bool:
    """Tell whether a model takes keys that it does not declare: it is of values of a dependency."""
    return model.model_config.get("extra") == "allow"


def parent_keys(model: type[BaseModel]) -> dict[str, ParentKey]:
    """Return the keys that a values file may have for a parent chart, besides the model's own."""
    if is_open(model):
        return {}
    own = {field.alias or name for name, field in model.model_fields.items()}
    return {name: key for name, key in _KEYS.items() if name not in own}


def split_off(
    model: type[BaseModel], mapping: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return a values file without what is for a parent chart, and a line per fault in that."""
    keys = parent_keys(model)
    faults = [
        f"{name}{path}: {message}"
        for name, key in keys.items()
        for path, message in _faults(key, mapping.get(name))
    ]
    return {name: value for name, value in mapping.items() if name not in keys}, faults


def _faults(key: ParentKey, value: Any) -> list[tuple[str, str]]:
    if value is None:
        return []
    return json_faults(value) if isinstance(value, key.python) else [("", key.fault)]
