"""The same values with one of them changed: what they give tells what the value decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, SecretStr

from todo_k8s.errors import TodoK8sError
from todo_k8s.helm.compiled.origins import held
from todo_k8s.helm.compiled.reads import VALUES
from todo_k8s.helm.compiled.traced import TracedManifest
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import FieldAt
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.set_flags import Steps

Traced = Callable[[ChartValues], Sequence[TracedManifest]]
"""What gives the manifests for values."""

_DROPPED = object()
_SOME: dict[str, Any] = {"bool": True, "int": 1, "float": 1.0, "scalar": 1, "str": "x", "text": "x"}
"""What is tried in place of null."""
_FAILURES = (TodoK8sError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What the chart's code does with values that nobody has checked."""


@dataclass(frozen=True)
class Others:
    """The manifests for other values of a key.

    Args:
        manifests: Those for each other value.
        complete: Whether these are all the values that the key can have.
    """

    manifests: Sequence[Sequence[TracedManifest]] = ()
    complete: bool = False


def others(values: ChartValues, steps: Steps, found: FieldAt, traced: Traced) -> Others:
    """Return what the chart gives with other values of a key; rules are not asked about them.

    Args:
        values: All values.
        steps: The path of the key.
        found: What is known of the key's field.
        traced: What gives the manifests for values.
    """
    value = held(values, (VALUES, *steps))
    choices = _choices(found)
    tried = [each for each in choices if each != value] or [*_others_of(value, found)]
    if not choices:
        tried += _dropped(values, steps, found)
    given = [_manifests(values, steps, each, traced) for each in tried]
    made = [each for each in given if each is not None]
    return Others(made, complete=bool(choices) and len(made) == len(tried))


def _choices(found: FieldAt) -> tuple[Any, ...]:
    """Return all that a value can be; nothing if that is without end."""
    kind = found.kind
    choices = kind.choices or ((False, True) if kind.base == "bool" else ())
    return (*choices, None) if choices and kind.nullable else choices


def _others_of(value: Any, found: FieldAt) -> Iterator[Any]:
    if value is None:
        if (some := _SOME.get(found.kind.base)) is not None:
            yield some
        return
    for turn in range(2):
        yield _other(value, turn)


def _other(value: Any, turn: int) -> Any:
    """Return another value of the same kind; of a section, another one of all that is in it."""
    if isinstance(value, ChartValues):
        inner = {name: _other(getattr(value, name), turn) for name in type(value).model_fields}
        return _unchecked(value, inner)
    if is_map(value):
        return {key: _other(item, turn) for key, item in value.items()}
    if is_list(value):
        return [_other(item, turn) for item in value]
    if isinstance(value, SecretStr):
        return SecretStr(_other_text(value.get_secret_value(), turn))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1 if turn == 0 else max(0, value - 1)
    return _other_text(value, turn) if isinstance(value, str) else value


def _other_text(text: str, turn: int) -> str:
    """Return another text; one with a number, as a quantity has it, has another number first."""
    if turn == 0 and (number := re.search("[0-9]+", text)):
        return f"{text[: number.start()]}{int(number[0]) + 1}{text[number.end() :]}"
    return f"{text}x"


def _dropped(values: ChartValues, steps: Steps, found: FieldAt) -> Iterator[Any]:
    """Yield what stands for a key that is not given; nothing if it must be given."""
    if isinstance(held(values, (VALUES, *steps[:-1])), ChartValues):
        yield from default_of(values, steps, found)
    else:
        yield _DROPPED


def default_of(values: ChartValues, steps: Steps, found: FieldAt) -> Iterator[Any]:
    """Yield the default of a field, also of an item of a list or map; nothing if it has none.

    Args:
        values: What all values come to.
        steps: Where the field is.
        found: The field.
    """
    defaults = type(values).from_mapping({})
    if isinstance(held(defaults, (VALUES, *steps[:-1])), ChartValues):
        yield held(defaults, (VALUES, *steps))
    elif not found.info.is_required():
        yield found.info.get_default(call_default_factory=True, validated_data={})


def _manifests(
    values: ChartValues, steps: Steps, other: Any, traced: Traced
) -> Sequence[TracedManifest] | None:
    try:
        return traced(_with(values, steps, other))
    except _FAILURES:
        return None


def _with(around: Any, steps: Steps, other: Any) -> Any:
    """Return values with another one at a path."""
    if not steps:
        return other
    step, below = steps[0], steps[1:]
    if isinstance(around, ChartValues):
        fields = type(around).model_fields
        name = next(name for name, info in fields.items() if step in (info.alias, name))
        return _unchecked(around, {name: _with(getattr(around, name), below, other)})
    drops = not below and other is _DROPPED
    if is_map(around):
        kept = {key: item for key, item in around.items() if not (drops and key == step)}
        return kept if drops else {**kept, step: _with(around[step], below, other)}
    items = [*around]
    items[int(step) : int(step) + 1] = [] if drops else [_with(items[int(step)], below, other)]
    return items


def _unchecked(section: ChartValues, changed: dict[str, Any]) -> Any:
    """Return a section with other fields, which the one of `ChartValues` would check."""
    return BaseModel.model_copy(section, update=changed)
