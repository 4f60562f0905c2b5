"""Where each field of a manifest comes from: no value changes what is not said to read it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from todo_k8s import Release, TodoChatbotValues
from todo_k8s.errors import ValuesError
from todo_k8s.explained.changing import changes
from todo_k8s.explained.others import Others
from todo_k8s.helm.chart.capabilities import DEFAULT
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.compiled.origins import Tracing
from todo_k8s.helm.compiled.reads import VALUES
from todo_k8s.helm.compiled.traced import TracedManifest
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_values
from todo_k8s.helm.reading.set_flags import shown
from todo_k8s.todo_chatbot.compiled import compiled_chart

RELEASE = Release("todo", "ns")
FILES = sorted(Path("tests/cases/accepted").glob("*.yaml"))
CASES = [file for file in FILES if "\n---\n" not in file.read_text()]


@cache
def chart() -> CompiledChart:
    """Return the compiled chart."""
    return compiled_chart()


def traced(mapping: dict[str, Any]) -> list[TracedManifest]:
    """Return the manifests for values, or raise what is wrong with them."""
    values = TodoChatbotValues.from_mapping(mapping)
    evaluation = Tracing(chart(), values, RELEASE, DEFAULT)
    if refused := evaluation.refused():
        raise ValuesError(*map(str, refused))
    return evaluation.traced()


def test_traced_manifests_are_those_of_the_chart() -> None:
    """Of all cases; keeping the origins changes nothing."""
    tried = 0
    for file in CASES:
        mapping = read_values(file.read_text())
        values = TodoChatbotValues.from_mapping(mapping)
        try:
            wanted = evaluated(chart(), values, RELEASE)
        except ValuesError:  # it wants another release
            continue
        assert [each.manifest for each in traced(mapping)] == wanted, file.name
        tried += 1
    assert tried > 300


@pytest.mark.parametrize("file", CASES[::5], ids=lambda file: file.stem)
def test_a_value_changes_only_what_reads_it(file: Path) -> None:
    """Each value of a case is left out by itself: each field that differs is among its changes."""
    mapping = read_values(file.read_text())
    try:
        before = traced(mapping)
    except ValuesError:
        pytest.skip("it wants another release")
    for path in given(mapping, ()) if mapping else ():
        try:
            after = traced(without(mapping, path))
        except ValuesError:
            continue
        told = {
            (change.target, unnumbered(change.field))
            for side, other in ((before, after), (after, before))
            for change in changes((VALUES, *path), side, Others([other]))
        }
        for target, field in different(before, after):
            named = field == "" and (target, "metadata.name") in told
            assert named or {(target, field), (target, "")} & told, (path, target, field)


def given(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the values that are given."""
    if is_map(value) and value:
        for key, item in value.items():
            yield from given(item, (*path, key))
    else:
        yield path


def without(mapping: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Return values without the one at a path."""
    copied = copy.deepcopy(mapping)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return copied


def different(
    before: list[TracedManifest], after: list[TracedManifest]
) -> Iterator[tuple[str, str]]:
    """Yield the fields that differ, of objects on both sides, and objects of one side.

    An item more in a list moves those after it, so that indices are left out.
    """
    one, other = (
        {f"{m.manifest['kind']} {m.manifest['metadata']['name']}": m for m in side}
        for side in (before, after)
    )
    for target in one.keys() ^ other.keys():
        yield target, ""
    for target in one.keys() & other.keys():
        left, right = (by_field(side[target].manifest) for side in (one, other))
        for field in left.keys() | right.keys():
            if left.get(field) != right.get(field):
                yield target, field


def by_field(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """Return the scalars of a manifest by their paths without indices, sorted."""
    found: dict[str, list[str]] = {}
    for path, value in scalars(manifest, ()):
        found.setdefault(unnumbered(shown(path)), []).append(repr(value))
    return {field: sorted(values) for field, values in found.items()}


def unnumbered(field: str) -> str:
    """Return a path without its indices."""
    return re.sub(r"\[\d+\]", "[]", field)


def scalars(content: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, Any]]:
    """Yield the scalars in a manifest, by their paths."""
    if is_map(content) or is_list(content):
        pairs = content.items() if is_map(content) else enumerate(content)
        for key, item in pairs:
            yield from scalars(item, (*path, key))
    else:
        yield path, content
