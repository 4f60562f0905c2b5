"""Faults in what writes the schema, values.yaml and the rules."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.faults import in_export, put
from todo_k8s.helm.compiled import faults
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.helm.symbolic.expressions import Named
from todo_k8s.helm.write import schema, values_file
from todo_k8s.helm.write.gotext import GoText

# The schema


def _schema_without(keyword: str) -> None:
    """Register a fault: a keyword is nowhere in the schema."""

    def keyword_missing(patch: pytest.MonkeyPatch) -> None:
        sound = schema.values_schema
        put(patch, schema.values_schema, lambda model: _without(keyword, sound(model)))

    keyword_missing.__name__ = f"schema_without_{keyword}"
    in_export(keyword_missing)


def _without(keyword: str, node: Any) -> Any:
    """Return a schema without a keyword; a field may be called like one."""
    if is_list(node):
        return [_without(keyword, item) for item in node]
    if not is_map(node):
        return node
    kept = {key: value for key, value in node.items() if key != keyword or is_map(value)}
    return {key: _without(keyword, value) for key, value in kept.items()}


for _keyword in (
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "enum",
    "required",
    "additionalProperties",
):
    _schema_without(_keyword)


@in_export
def schema_knows_no_null(patch: pytest.MonkeyPatch) -> None:
    """A field that may be null must have a value."""
    put(patch, schema._nullable, lambda options, _definitions: dict(options[0]))


@in_export
def schema_takes_fractions(patch: pytest.MonkeyPatch) -> None:
    """A whole number may be a fraction."""
    sound = schema.schema_text
    put(
        patch,
        schema.schema_text,
        lambda model: sound(model).replace('"integer"', '"number"'),
    )


@in_export
def exclusive_bound(patch: pytest.MonkeyPatch) -> None:
    """The greatest number that a field takes is refused."""
    sound = schema.schema_text
    put(
        patch,
        schema.schema_text,
        lambda model: sound(model).replace('"maximum"', '"exclusiveMaximum"'),
    )


@in_export
def null_within_objects(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may hold null."""
    kinds = [*schema._KUBERNETES_VALUE["type"], "null"]
    patch.setitem(schema._KUBERNETES_VALUE, "type", kinds)


@in_export
def any_key_within_objects(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may have any key."""
    patch.delitem(schema._KUBERNETES_VALUE, "additionalProperties")


@in_export
def any_number_within_objects(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may hold numbers that lose digits."""
    patch.delitem(schema._KUBERNETES_VALUE, "maximum")


@in_export
def any_text_within_objects(patch: pytest.MonkeyPatch) -> None:
    """A free-form object may hold characters that Helm loses."""
    patch.delitem(schema._KUBERNETES_VALUE, "not")


@in_export
def any_object_for_a_manifest(patch: pytest.MonkeyPatch) -> None:
    """An object of the operator's may lack its kind."""
    sound = schema.values_schema

    def any_object(model: type[ChartValues]) -> dict[str, Any]:
        found = sound(model)
        del found["properties"]["extraObjects"]["items"]["required"]
        return found

    put(patch, sound, any_object)


# values.yaml


@in_export
def default_of_a_type(patch: pytest.MonkeyPatch) -> None:
    """values.yaml has 0 for every number."""
    sound = values_file._value_lines

    def zero(key: str, value: Any, indent: int) -> list[str]:
        return sound(key, 0 if type(value) is int else value, indent)

    put(patch, sound, zero)


@in_export
def null_left_out(patch: pytest.MonkeyPatch) -> None:
    """values.yaml has no line for what is null, empty, 0 or false."""
    sound = values_file._value_lines
    put(
        patch,
        values_file._value_lines,
        lambda key, value, indent: sound(key, value, indent) if value else [],
    )


# The rules


def _with_checks(
    patch: pytest.MonkeyPatch, change: Callable[[str, Check], tuple[str, Check] | None]
) -> None:
    """Change the checks that rules.yaml is made of; those of loops stay."""
    sound = faults.fault

    def changed(check: Any, path: str, _model: Any = None) -> Any:
        found = change(path, check) if isinstance(check, Check) else (path, check)
        return sound(found[1], found[0]) if found else None

    put(patch, sound, changed)


@in_export
def rule_left_out(patch: pytest.MonkeyPatch) -> None:
    """A rule is not in the chart."""
    _with_checks(
        patch, lambda path, check: None if check.field == "probes.liveness" else (path, check)
    )


@in_export
def section_without_rules(patch: pytest.MonkeyPatch) -> None:
    """The rules of one section are not in the chart."""
    _with_checks(
        patch,
        lambda path, check: None if not is_symbolic(path) and path == "secrets" else (path, check),
    )


@in_export
def rule_names_python_field(patch: pytest.MonkeyPatch) -> None:
    """A rule names the field as Python calls it."""

    def renamed(path: str, check: Check) -> tuple[str, Check]:
        if is_symbolic(check.field):  # the key of an entry is in it
            return path, check
        field = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", check.field)
        return path, dataclasses.replace(check, field=field)

    _with_checks(patch, renamed)


@in_export
def rule_without_its_section(patch: pytest.MonkeyPatch) -> None:
    """A rule names its field without the section that it is in."""

    def shortened(path: str, check: Check) -> tuple[str, Check]:
        return path if is_symbolic(path) else path.rpartition(".")[0], check

    _with_checks(patch, shortened)


@in_export
def rule_in_other_words(patch: pytest.MonkeyPatch) -> None:
    """A rule says something else than in Python."""

    def reworded(path: str, check: Check) -> tuple[str, Check]:
        return path, dataclasses.replace(check, message=f"{check.message}.")

    _with_checks(patch, reworded)


@in_export
def named_by_another(patch: pytest.MonkeyPatch) -> None:
    """Two helpers have one name, and the first is taken for both."""
    sound = GoText.include

    def one_name(self: GoText, named: Named, root: str) -> str:
        return sound(self, named, root).replace("presetPort", "presetUser")

    put(patch, sound, one_name)
