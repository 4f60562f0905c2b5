"""Faults in what reads and checks values in Python, and in what it says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest

from tests.faults.faults import around, in_python, put
from todo_k8s.explained import times
from todo_k8s.helm.fields import faults as messages
from todo_k8s.helm.fields import free_form, removable
from todo_k8s.helm.fields import types as field_types
from todo_k8s.helm.functions import quotient
from todo_k8s.helm.model import ChartValues, Check, model
from todo_k8s.helm.model import overlay as reader
from todo_k8s.helm.plain.printable import PRINTABLE
from todo_k8s.helm.plain.shapes import overlaid
from todo_k8s.services.scaling.values import AutoscalingValues
from todo_k8s.services.workload import rollout

# The reader of values


@in_python
def null_kept(patch: pytest.MonkeyPatch) -> None:
    """Null, or an empty text, in a map does not remove an entry; "1" can stand in all such maps."""

    def kept(value: Any) -> Any:
        return {key: item or "1" for key, item in value.items()} if value else value

    patch.setattr(removable._kept, "__code__", kept.__code__)


@in_python
def map_replaced(patch: pytest.MonkeyPatch) -> None:
    """A map replaces the default, where it must be laid over it."""

    def replaced(_below: Any, above: Any, *, null_removes: bool) -> Any:
        return dict(above)

    put(patch, overlaid, cast("Any", replaced))


@in_python
def null_ignored(patch: pytest.MonkeyPatch) -> None:
    """Null leaves the default of a field as it is."""
    sound = reader.overlay

    def overlay(defaults: ChartValues, mapping: Mapping[str, Any], *settled: Any) -> dict[str, Any]:
        given = {key: mapping[key] for key in mapping if mapping[key] is not None}
        return sound(defaults, given, *settled)

    put(patch, sound, overlay)


def _reads_numbers(patch: pytest.MonkeyPatch, wrong: Callable[[Any], Any]) -> None:
    """Change how a whole number is read; pydantic holds on to the function."""
    patch.setattr(field_types.integral, "__code__", wrong.__code__)


@in_python
def whole_float_refused(patch: pytest.MonkeyPatch) -> None:
    """``2.0`` is no whole number."""
    _reads_numbers(patch, lambda value: value)


@in_python
def fraction_cut(patch: pytest.MonkeyPatch) -> None:
    """``2.5`` is read as 2."""
    _reads_numbers(patch, lambda value: int(value) if isinstance(value, float) else value)


@in_python
def null_within_objects_kept(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may hold null."""
    sound = free_form._object_scalar
    put(
        patch,
        free_form._object_scalar,
        lambda value: None if value is None else sound(value),
    )


@in_python
def manifest_of_no_kind(patch: pytest.MonkeyPatch) -> None:
    """An object of the operator's may lack its kind."""
    patch.setattr(free_form, "_MANIFEST_KEYS", ("apiVersion",))


@in_python
def number_that_loses_digits(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may hold any number."""
    patch.setattr(free_form, "SAFE_INTEGER", 2**63)


@in_python
def key_that_merges(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may have the key ``<<``."""
    patch.setattr(free_form, "OBJECT_KEY", PRINTABLE)


# Rules, and what is said


@in_python
def margin_of_the_kubelet(patch: pytest.MonkeyPatch) -> None:
    """A rule has another constant."""
    patch.setattr(rollout, "KUBELET_MARGIN", 1)


@in_python
def waves_of_a_rollout(patch: pytest.MonkeyPatch) -> None:
    """A rule counts a wave of a rollout too many."""

    def one_more(pods: int, step: int) -> int:
        return quotient(pods + step, step)

    put(patch, times.waves, one_more)


@in_python
def rule_not_held(patch: pytest.MonkeyPatch) -> None:
    """A rule is not asked."""
    sound = model._rules_of
    names = {"has_a_metric", "starts_in_time"}
    put(
        patch,
        model._rules_of,
        lambda kind: [rule for rule in sound(kind) if rule.__name__ not in names],
    )


@in_python
def less_for_at_most_in_python(patch: pytest.MonkeyPatch) -> None:
    """A rule has ``<`` where it must have ``<=``."""

    def strict(self: AutoscalingValues) -> Check:
        return Check(self.min_replicas < self.max_replicas, "", "minReplicas")

    def rules_of(sound: Any, kind: type[ChartValues]) -> list[Any]:
        return [strict if rule.__name__ == "bounds_in_order" else rule for rule in sound(kind)]

    around(patch, model._rules_of, rules_of)


@in_python
def field_without_its_section(patch: pytest.MonkeyPatch) -> None:
    """A broken rule is said of the section, not of the field."""
    put(patch, messages._joined, lambda path, _field: path)


@in_python
def item_without_its_number(patch: pytest.MonkeyPatch) -> None:
    """What is wrong in a list is said of the list."""
    sound = messages.written_path
    put(
        patch,
        messages.written_path,
        lambda location: sound(tuple(x for x in location if isinstance(x, str))),
    )


@in_python
def field_as_python_calls_it(patch: pytest.MonkeyPatch) -> None:
    """A fault names the field in snake_case."""
    sound = messages.written_path
    put(
        patch,
        messages.written_path,
        lambda location: re.sub("[A-Z]", lambda m: f"_{m[0].lower()}", sound(location)),
    )
