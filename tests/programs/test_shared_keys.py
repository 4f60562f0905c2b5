"""Values that set a key of the chart's own are refused by all, with the path of each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import cdk8s
import pytest

from tests.unit.helms import MAJORS, render_files
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    Check,
    HelmChart,
    Manifest,
    Release,
    chart_files,
    render,
    rule,
)
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.compiled.shared_keys import own_keys
from todo_k8s.helm.content import each, each_entry, named_map, only_if, with_entries
from todo_k8s.helm.fields.types import ReservedKeys
from todo_k8s.helm.functions import has_key, merge, not_, without
from todo_k8s.helm.symbolic.distinct import may_be_equal
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Ref
from todo_k8s.testing import assert_law
from todo_k8s.testing.helm_programs import RefusedError


class Part(ChartValues):
    """An entry, or an item."""

    labels: dict[str, str] = {}


class Values(ChartValues):
    """Maps that stand beside the chart's own entries."""

    flag: bool = True
    name: str = "k"
    labels: dict[str, str] = {}
    more: dict[str, str] = {}
    either: dict[str, str] = {}
    ruled: dict[str, str] = {}
    reserved: Annotated[dict[str, str], ReservedKeys(r"^app$")] = {}
    parts: dict[str, Part] = {}
    items: list[Part] = []

    @rule
    def is_ruled(self) -> Check:
        """A rule with words of its own."""
        return Check(not_(has_key(self.ruled, "app")), "is the application; leave it", "ruled.app")


def config_map(name: str, labels: Any, **content: Any) -> dict[str, Any]:
    """Return a ConfigMap, or what looks like one."""
    metadata = {"name": name, "labels": labels}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, **content}


class Labelled(HelmChart[Values]):
    """A chart whose own keys an operator may set."""

    metadata = ChartMetadata(
        name="small", version="1.2.3", app_version="4.5", description="Labels everywhere"
    )

    def build(self) -> None:
        """Make two objects."""
        v = self.values
        own = {"app": "small", "tier": only_if(v.flag, "x")}
        labels = named_map("labels", with_entries(own, v.labels))
        Manifest(self, "first", config_map("first", labels))
        second = config_map(
            "second",
            labels,
            merged=with_entries({"app": "1"}, merge(v.labels, v.more)),
            either=only_if(has_key(v.either, "x"), v.either, with_entries({"x": "1"}, v.either)),
            without=with_entries({"app": "1"}, without(v.more, ["app"])),
            parts=each_entry(
                v.parts, lambda key, part: with_entries({"own": "1", f"{key}-x": "2"}, part.labels)
            ),
            items=[each(v.items, lambda item: with_entries({"own": "1"}, item.labels))],
            named=with_entries({"y": "1"}, {f"{v.name}": "2"}),
            ruled=with_entries({"app": "1"}, v.ruled, by_rule=True),
            reserved=with_entries({"app": "1"}, v.reserved),
        )
        Manifest(self, "second", second)


BY_CHART = "is set by the chart itself; remove it"
REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a label": ({"labels": {"app": "x"}}, ["labels.app"]),
    "one that is there under a condition": ({"labels": {"tier": "x"}}, ["labels.tier"]),
    "one of two maps": ({"more": {"app": "x"}}, ["more.app"]),
    "one of an entry": ({"parts": {"q": {"labels": {"own": "x"}}}}, ["parts.q.labels.own"]),
    "one that has the entry's key": (
        {"parts": {"q": {"labels": {"q-x": "x"}}}},
        ["parts.q.labels.q-x"],
    ),
    "one of an item": ({"items": [{}, {"labels": {"own": "x"}}]}, ["items[1].labels.own"]),
    "several at once": (
        {"labels": {"app": "x", "tier": "y"}, "items": [{"labels": {"own": "x"}}]},
        ["labels.app", "labels.tier", "items[0].labels.own"],
    ),
}
ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "other keys": {"labels": {"b": "x"}, "parts": {"q": {"labels": {"b": "x"}}}},
    "one that is not there": {"flag": False, "labels": {"tier": "x"}},
    "one where the chart's is not": {"either": {"x": "1"}},
    "another entry's": {"parts": {"q": {"labels": {"r-x": "x"}}}},
}


@pytest.mark.parametrize("case", REFUSED)
def test_all_refuse_the_same(case: str, tmp_path: Path) -> None:
    """Constructs, the tree and both Helms name each value."""
    values, paths = REFUSED[case]
    faults = {f"{path}: {BY_CHART}" for path in paths}
    with pytest.raises(ValuesError) as refused:
        render(Labelled, values)
    assert {*refused.value.faults} == faults
    evaluation = Evaluation(compile_chart(Labelled), Values.from_mapping(values), Release())
    assert {*evaluation.refused()} == faults
    files = chart_files(Labelled)
    for major in MAJORS:
        with pytest.raises(RefusedError) as said:
            render_files(major, tmp_path, files, values)
        assert [fault for fault in faults if fault not in str(said.value)] == []


@pytest.mark.parametrize("case", ACCEPTED)
def test_all_accept_the_same(case: str, tmp_path: Path) -> None:
    """What is not there twice is not refused."""
    assert len(render(Labelled, ACCEPTED[case])) == 2
    files = chart_files(Labelled)
    for major in MAJORS:
        assert render_files(major, tmp_path, files, ACCEPTED[case]).count("kind: ConfigMap") == 2


def test_two_keys_of_values_are_told_by_the_object() -> None:
    """Of a key that a value is, no map of the values can be named."""
    with pytest.raises(ValuesError, match=r"^second: y is set twice; give it one value"):
        render(Labelled, {"name": "y"})


def test_law_draws_shared_keys() -> None:
    """`assert_law` gives maps the keys that the chart has itself, and all agree on them."""
    compiled = compile_chart(Labelled)
    assert {"app", "tier", "x", "own", "y"} == {*own_keys(compiled)}
    few = assert_law(Labelled, wrong=0, examples=0, trial_rounds=0, helm="none")
    many = assert_law(Labelled, wrong=0, examples=60, trial_rounds=0)
    assert many.refused > few.refused == 0


def test_own_app_refuses_it_too() -> None:
    """A chart that a program puts into an app of its own says the same, at once."""
    values = Values.from_mapping({"labels": {"app": "x"}})
    with pytest.raises(ValuesError, match=rf"^labels\.app: {BY_CHART}$"):
        Labelled(cdk8s.App(), "small", values=values)


def test_a_chart_that_cannot_be_exported_names_the_key() -> None:
    """Where no tree can be asked, the key is told."""

    class Branching(Labelled):
        def build(self) -> None:
            labels = with_entries({"app": "small"}, self.values.labels)
            if self.values.name == "k":
                Manifest(self, "first", config_map("first", labels))

    with pytest.raises(TemplateError, match="app is set twice; give it one value"):
        render(Branching, {"labels": {"app": "x"}})


def test_rules_of_ones_own_are_left_alone() -> None:
    """Nothing is derived for keys that a rule, or the type of the map, refuses."""
    rules = chart_files(Labelled)["templates/rules.yaml"]
    assert "ruled.app: is the application; leave it" in rules
    assert f"ruled.app: {BY_CHART}" not in rules
    assert f"reserved.app: {BY_CHART}" not in rules


def test_by_rule_needs_the_rule() -> None:
    """An export finds out that no rule refuses the key."""

    class Unruled(Labelled):
        def build(self) -> None:
            labels = with_entries({"app": "small"}, self.values.labels, by_rule=True)
            Manifest(self, "first", config_map("first", labels))

    with pytest.raises(TemplateError, match="'app' may be a key of what with_entries"):
        chart_files(Unruled)


NAME: Expr = Ref("str", ("Values", "name"))
OTHER: Expr = Ref("str", ("Values", "other"))


def text(*parts: str | Expr) -> Expr:
    """Return a text that is put together."""
    return Call("str", "concat", tuple(Const("str", x) if isinstance(x, str) else x for x in parts))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a", "a", True),
        ("a", "ab", False),
        ("a", NAME, True),
        ("a", text(NAME, "-x"), False),
        ("q-x", text(NAME, "-x"), True),
        ("-x", text(NAME, "-x"), True),
        (text("a-", NAME), text("b-", NAME), False),
        (text("a-", NAME), text("a-b", OTHER), True),
        (text(NAME, "/a"), text(NAME, "/b"), False),
        (text(NAME, "/a"), text(OTHER, "/b"), False),
        (text(NAME, "/a"), text(OTHER, "/a"), True),
        (text(NAME, "a"), NAME, False),
        (text(NAME, OTHER), NAME, True),
        (text("a", NAME, "b"), text("a", NAME, "c"), False),
    ],
)
def test_keys_may_be_equal(one: str | Expr, other: str | Expr, expected: bool) -> None:  # a case
    """Starts and ends tell texts apart, whatever the values."""
    assert may_be_equal(one, other) is may_be_equal(other, one) is expected
