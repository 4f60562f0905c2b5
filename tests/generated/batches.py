"""Helm 4, asked about the schema for many values at once.

To read a schema takes Helm longer than to render all templates, and it reads it anew each time. So
values are rendered without the schema; those that a reader of JSON schemas takes wait for each
other, and Helm is asked about all in one go. What that reader refuses, Helm is asked at once.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import helm_python
import jsonschema

from todo_k8s import Release
from todo_k8s.testing.helm_library import by_helm_4, loaded
from todo_k8s.testing.helm_programs import without_schema
from todo_k8s.testing.verdicts import Renderer, Verdict

MOST_WAITING = 100


class Schema:
    """The schema of a chart: an array of values has it for its items."""

    def __init__(self, chart: helm_python.Chart, name: str) -> None:
        self._chart, self._name = chart, name
        self._waiting: list[Any] = []

    def ask_later(self, values: Mapping[str, Any]) -> None:
        """Let values wait for others."""
        self._waiting.append(values)
        if len(self._waiting) >= MOST_WAITING:
            self.ask()

    def ask(self) -> None:
        """Fail unless Helm takes all that waits."""
        waiting, self._waiting = self._waiting, []
        try:
            self._chart.validate_schema({"values": waiting})
        except helm_python.HelmError as error:
            refused = [values for values in waiting if self._refuses(values)]
            message = f"{self._name}: Helm's schema refuses what another takes: {error}; {refused}"
            raise AssertionError(message) from None

    def _refuses(self, values: Any) -> bool:
        try:
            self._chart.validate_schema({"values": [values]})
        except helm_python.HelmError:
            return True
        return False


@contextmanager
def schema_of(name: str, files: Mapping[str, str]) -> Generator[Schema]:
    """Load the schema of a chart's files; at the end all that waits is asked."""
    schema = json.loads(files["values.schema.json"])
    many = {
        "$schema": schema.pop("$schema"),
        "definitions": schema.pop("definitions", {}),
        "properties": {"values": {"type": "array", "items": schema}},
    }
    wrapped = {
        "Chart.yaml": files["Chart.yaml"],
        "values.yaml": "{}",
        "values.schema.json": json.dumps(many),
    }
    with loaded(wrapped, name) as chart:
        found = Schema(chart, name)
        yield found
        found.ask()


@contextmanager
def in_batches(name: str, files: Mapping[str, str]) -> Generator[Renderer]:
    """Return a renderer with Helm 4 of a chart's files."""
    taken: Any = jsonschema.Draft7Validator(json.loads(files["values.schema.json"]))
    with ExitStack() as stack:
        whole, bare = (
            stack.enter_context(loaded(each, name)) for each in (files, without_schema(files))
        )
        schema = stack.enter_context(schema_of(name, files))
        render_whole, render_bare = by_helm_4(whole), by_helm_4(bare)

        def run(values: dict[str, Any], release: Release) -> Verdict:
            merged = bare.merge_values(values)
            if not taken.is_valid(merged):
                return render_whole(values, release)
            schema.ask_later(merged)
            return render_bare(values, release)

        yield run
