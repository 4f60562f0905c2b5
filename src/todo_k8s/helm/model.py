"""The base of every values model: what an operator can set, and the rules that hold across fields.

A field is camelCase in YAML and snake_case in Python, has a description (the string below it), a
default that works, and bounds. Nothing unknown is accepted, no type is converted, and no error
shows a value.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any, Self, TypeVar, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    JsonValue,
    ModelWrapValidatorHandler,
    SecretStr,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel

from todo_k8s.errors import ValuesError
from todo_k8s.helm.content import Raw
from todo_k8s.helm.faults import (
    BrokenRule,
    Location,
    broken_rules,
    fault_lines,
    rules_error,
    without_inputs,
)
from todo_k8s.helm.quiet import QuietModel
from todo_k8s.helm.shapes import is_list, is_map

_UNPRINTABLE = "\x7f-\x9f\u2028\u2029\ufffe\uffff"
PRINTABLE = f"^[^{_UNPRINTABLE}]*$"
"""What every plain string must match: Helm's toYaml loses the rest, or prints nothing at all."""

OBJECT_KEY = f"^[^<{_UNPRINTABLE}][^{_UNPRINTABLE}]*$"
"""What a key in a Kubernetes object must match: ``<<`` would be read back as a merge."""

SAFE_INTEGER = 2**53 - 1
"""Helm reads numbers as float64: larger ones lose digits."""


@dataclass(frozen=True)
class Check:
    """One outcome of a rule: whether it holds, and what to say if not.

    Args:
        holds: The condition.
        message: What is wrong and what to do, with the arithmetic; never a secret.
        field: The field to name, relative to the model that has the rule.
    """

    holds: bool
    message: str
    field: str = ""


Rule = Callable[[Any], "Check | list[Check]"]
_R = TypeVar("_R", bound=Rule)


def rule(method: _R) -> _R:
    """Mark a method of a values model as a rule across its fields.

    The method returns a `Check`, or a list of them (loops by `todo_k8s.helm.content.each`). It is
    written once with the functions of `todo_k8s.helm.functions` and holds in both renderings: as
    a validator of the model, and as a ``fail`` in the templates.
    """
    cast("Any", method).is_rule = True
    return method


def _integral(value: object) -> object:
    """Read ``2.0`` as 2, as a JSON schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _raw_faults(value: JsonValue, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield what Helm would not pass on unchanged, with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            if re.fullmatch(OBJECT_KEY, key):
                yield from _raw_faults(item, f"{path}.{key}")
            else:
                message = "must not be empty, start with <, or hold control characters"
                yield f"{path}.{key}", f"is no key: it {message}"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _raw_faults(item, f"{path}[{index}]")
    elif value is None:
        yield path, "must not be null; leave the key out"
    elif isinstance(value, str):
        if not re.fullmatch(PRINTABLE, value):
            yield path, "must not hold control characters or line separators"
    elif abs(value) > SAFE_INTEGER:
        yield path, "must not be a number beyond 2^53; write a string"


def _raw(value: JsonValue) -> JsonValue:
    """Mark objects as the operator's own."""
    if isinstance(value, dict):
        return Raw({key: _raw(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_raw(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _raw_object(value: JsonValue) -> JsonValue:
    if faults := list(_raw_faults(value)):
        raise broken_rules(*faults)
    return _raw(value)


Text = Annotated[str, StringConstraints(pattern=PRINTABLE)]
"""A string, without control characters other than tabs and line ends."""

Integer = Annotated[int, BeforeValidator(_integral)]
"""A whole number; ``2.0`` counts, as in a JSON schema."""

KubernetesObject = Annotated[
    dict[str, JsonValue],
    AfterValidator(_raw_object),
    WithJsonSchema({"type": "object", "kubernetesObject": True}),
]
"""An object in Kubernetes' own form, passed through as it is."""

_MANIFEST_KEYS = ("apiVersion", "kind")


def _manifest(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    wrong = [key for key in _MANIFEST_KEYS if not isinstance(value.get(key), str)]
    if wrong:
        raise broken_rules(*((key, "must be a string, as in every manifest") for key in wrong))
    return value


KubernetesManifest = Annotated[
    KubernetesObject,
    AfterValidator(_manifest),
    WithJsonSchema(
        {
            "type": "object",
            "kubernetesObject": True,
            "required": list(_MANIFEST_KEYS),
            "properties": {key: {"type": "string"} for key in _MANIFEST_KEYS},
        }
    ),
]
"""A whole manifest in Kubernetes' own form."""


class ChartValues(QuietModel):
    """Base of values models; see the module."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        validate_default=False,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        ser_json_inf_nan="constants",
    )

    @classmethod
    def rules(cls) -> list[Rule]:
        """Return the rules of this model, in the order they are written."""
        return _rules_of(cls)

    def checks(self) -> Iterable[Check]:
        """Yield what the rules of this model (not of the models in it) say of these values."""
        for method in type(self).rules():
            yield from _flatten(method(self))

    @model_validator(mode="wrap")
    @classmethod
    def _hold_rules(cls, data: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        """Hold the rules of the whole tree once it is whole, so that each broken one is told.

        Types and bounds come first, as Helm asks the schema first.
        """
        if (made := _made.get()) is not None:  # a model around this one is being validated
            model = validate(data)
            if model is not data:
                made.append(model)
            return model
        try:
            with _validation() as made:
                model = validate(data)
            if model is not data:
                _hold(model, [*made, model])
        except ValidationError as error:
            shown = without_inputs(error)
        else:
            return model
        raise shown  # out here, so that the error it stands for is not its context

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Read values as Helm reads a values file: `mapping` laid over the defaults.

        Maps merge; anything else replaces. ``null`` takes a default away, as in Helm.

        Raises:
            ValuesError: If the values break the model; one line a fault.
        """
        try:
            return cls.model_validate(_overlay(cls(), mapping), by_name=False, by_alias=True)
        except ValidationError as error:
            faults = [
                line
                for details in error.errors(include_input=False)
                for line in fault_lines(details)
            ]
        raise ValuesError(*faults)

    def to_mapping(self) -> dict[str, Any]:
        """Return the values as a values file has them: camelCase, secrets in plain text."""
        return {
            field.alias or name: _plain(getattr(self, name))
            for name, field in type(self).model_fields.items()
        }


_made: ContextVar[list[ChartValues] | None] = ContextVar("made", default=None)
"""The models that the validation that is going on has made so far."""


@contextmanager
def _validation() -> Generator[list[ChartValues]]:
    """Collect the models that are made within."""
    made: list[ChartValues] = []
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)


def _hold(model: ChartValues, made: list[ChartValues]) -> None:
    """Raise the broken rules of all of `made` in the tree; the others in it hold theirs already."""
    if broken := list(_broken(model, set(map(id, made)))):
        raise rules_error(type(model).__name__, broken)


def _broken(values: Any, made: set[int], path: Location = ()) -> Iterator[BrokenRule]:
    if isinstance(values, ChartValues):
        for name, field in type(values).model_fields.items():
            yield from _broken(getattr(values, name), made, (*path, field.alias or name))
        if id(values) in made:
            for check in values.checks():
                if not check.holds:
                    yield path, check.field, check.message
    elif is_map(values) and not isinstance(values, Raw):
        for key, item in values.items():
            yield from _broken(item, made, (*path, key))
    elif is_list(values):
        for index, item in enumerate(values):
            yield from _broken(item, made, (*path, index))


@functools.cache
def _rules_of(model: type[ChartValues]) -> list[Rule]:
    members = [member for base in reversed(model.__mro__) for member in vars(base).items()]
    names = dict.fromkeys(name for name, item in members if getattr(item, "is_rule", False))
    methods = (getattr(model, name) for name in names)
    return [method for method in methods if getattr(method, "is_rule", False)]


def _flatten(outcome: Any) -> Iterable[Check]:
    if is_list(outcome):
        for item in outcome:
            yield from _flatten(item)
    elif outcome is not None:
        yield outcome


def _plain(value: Any) -> Any:
    if isinstance(value, ChartValues):
        return value.to_mapping()
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if is_map(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    return value


def _overlay(defaults: ChartValues, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Lay `mapping` over the defaults of a model, field by field."""
    merged: dict[str, Any] = defaults.to_mapping()
    names = {field.alias or name: name for name, field in type(defaults).model_fields.items()}
    for key, value in mapping.items():
        default = getattr(defaults, names[key]) if key in names else None
        if is_map(value) and isinstance(default, ChartValues):
            merged[key] = _overlay(default, value)
        elif is_map(value) and is_map(merged.get(key)):
            merged[key] = _merge_maps(merged[key], value)
        else:
            merged[key] = value
    return merged


def _merge_maps(defaults: dict[str, Any], mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two maps as Helm does: ``null`` deletes a default, and stays where there is none."""
    merged = dict(defaults)
    for key, value in mapping.items():
        old = merged.get(key)
        if is_map(value) and is_map(old):
            merged[key] = _merge_maps(old, value)
        elif value is None and key in merged:
            del merged[key]
        else:
            merged[key] = value
    return merged
