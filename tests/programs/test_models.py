"""A model is refused when it is defined, or Helm and Python take the same values of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import helm_python
import pytest
from pydantic import create_model

from tests.programs.agreement import RELEASE, manifests_in
from tests.programs.of_fields import AGREEING, MODELS
from tests.programs.programs import chart_of, config_map
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm import ChartValues, HelmChart, chart_files, render
from todo_k8s.helm.content import unless_none
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.testing.printed import canonical

SCALARS: tuple[Any, ...] = (
    *("30s", "1h30m", "1.5h"),
    *("", "a", "b", "ab", "aaa", "1", "true", "a\n", "\x7f", "é", "x" * 3000, "word " * 700),
    *(0.25, 0.3, 1e-7, 5e-324, -0.0, 1e300),
    *(0, 1, 2, 3, 11, -1, 1.0, 2.0, 1.5, 1e15, 2**53 - 1, 2**53, 2**53 + 2, -(2**53), True, False),
)
KEYS = ("", "a", "ab", "@", "<", "<<", "<a", "\x7f", '"' * 168, '"' * 169, "x" * 1000, "x" * 1001)
"""The last ones are as long as Helm prints them, and longer."""


@pytest.mark.filterwarnings("ignore:Field name", "ignore:fields may not start")
@pytest.mark.parametrize("name", MODELS)
def test_model_is_refused_when_it_is_defined(name: str) -> None:
    """As its row in the table says."""
    words, make = MODELS[name]
    with pytest.raises(TemplateError, match=words):
        make()


def _shown(values: ChartValues, name: str) -> Any:
    kind, value = field_kind(type(values), name), getattr(values, name)
    if kind.model is not None:
        names = kind.model.model_fields
        return unless_none(value, lambda part: {inner: getattr(part, inner) for inner in names})
    return value


def _build(chart: HelmChart, values: ChartValues) -> None:
    fields = {name: _shown(values, name) for name in type(values).model_fields}
    config_map(chart, "thing", {**fields, "always": 1})


def candidates() -> Iterator[Any]:
    """Yield what a field may be given, valid or not."""
    items: list[Any] = [*SCALARS, None, [], {}, [1], {"a": 1}, {"a": []}, {"a": ["a"]}]
    maps: list[Any] = [{key: value} for key in KEYS for value in ("a", 1)]
    yield from items
    yield from maps
    yield from ([item] for item in (*items, *maps[::2]))
    yield from ({"a": item} for item in items)
    yield from (["a", "a"], {"held": ["a"]}, {"held": [1]}, {"range": "a"}, {"_own": 1})


@pytest.mark.parametrize("name", AGREEING)
def test_model_is_read_alike(name: str) -> None:
    """What Python takes or refuses, Helm does too, and both print the same."""
    annotation, default = AGREEING[name]
    model = create_model("Model", __base__=ChartValues, field=(annotation, default))
    key = model.model_fields["field"].alias or "field"
    chart = chart_of(_build, model)
    with helm_python.Chart.load_archive(archive_bytes("program", chart_files(chart))) as loaded:
        differing = [
            (value, mine, theirs)
            for value in candidates()
            if (mine := in_python(chart, {key: value})) != (theirs := in_helm(loaded, {key: value}))
        ]
    assert differing == []


def in_python(chart: type[HelmChart], given: dict[str, Any]) -> list[str] | None:
    """Return the manifests for values, or None if they are refused."""
    try:
        return canonical(render(chart, given, RELEASE))
    except ValuesError:
        return None


def in_helm(loaded: helm_python.Chart, given: dict[str, Any]) -> list[str] | None:
    """Return the manifests for values, or None if they are refused."""
    try:
        printed = loaded.render(given, name=RELEASE.name, namespace=RELEASE.namespace)
    except helm_python.HelmError:
        return None
    return canonical(manifests_in(printed))
