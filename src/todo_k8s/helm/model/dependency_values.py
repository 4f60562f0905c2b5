"""The values of a chart that another one depends on, as a field of that one's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import ConfigDict, JsonValue, PlainValidator

from todo_k8s.helm.fields.faults import broken_rules
from todo_k8s.helm.fields.free_form import json_faults
from todo_k8s.helm.model.model import ChartValues


def _any_json(value: Any) -> Any:
    if faults := json_faults(value):
        raise broken_rules(*faults)
    return value


class DependencyValues(ChartValues):
    """Values of a dependency: a field of the root of a values class, called by its alias or name.

    As it is, it takes any values, which go to the dependency and nowhere else. A subclass declares
    those that this chart's objects, rules or a ``condition`` use: scalars, lists, and sections that
    are subclasses too. Defaults of others are given by ``from_mapping``:
    ``cache: DependencyValues = DependencyValues.from_mapping({"replicas": 3})``.

    Helm lays the values over the dependency's own. So a map would hold more in Helm than in Python,
    and what may be null would be what the dependency has by default: neither can be declared.
    """

    _config: ClassVar[ConfigDict] = {**ChartValues.model_config, "extra": "allow"}
    model_config: ClassVar[ConfigDict] = _config
    if not TYPE_CHECKING:  # which would take it for a field
        __pydantic_extra__: dict[str, Annotated[JsonValue, PlainValidator(_any_json)]]
