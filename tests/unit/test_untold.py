"""Charts of which Node.js is not told are as those of which it is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cdk8s
import pytest
from constructs import Construct

from todo_k8s.errors import TemplateError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    HelmChart,
    Manifest,
    chart_files,
    for_each,
    render,
    when,
)
from todo_k8s.helm.chart.building import untold_constructs

Act = Callable[["Tree"], object]


class TreeValues(ChartValues):
    """What can be set."""

    hosts: dict[str, str] = {"10": "a", "9": "b", "x": "c"}
    """Hosts."""
    enabled: bool = True
    """Whether one is there."""


class Tree(HelmChart[TreeValues]):
    """A chart that does something, after it has asked Node.js a question or not."""

    metadata = ChartMetadata(name="tree", version="1.2.3", app_version="4", description="Tree")
    asks = False
    was_untold = False
    act: Act = staticmethod(bool)

    def build(self) -> None:
        """Ask, if it is to, and do it."""
        if self.asks:
            assert self.node.path == "tree"
        type(self).act(self)
        type(self).was_untold = untold_constructs() is not None


def thing(scope: Construct, id: str, name: str | None = None) -> Manifest:
    """Make an object."""
    content = {"apiVersion": "v1", "kind": "Thing", "metadata": {"name": name or f"n-{id}".lower()}}
    return Manifest(scope, id, content)


def numbered(chart: Tree) -> None:
    """Give ids that JavaScript puts in another order than they came."""
    for number in ("b", "10", "a", "9", "010", "4294967294", "4294967295", "-1", "1.5", "0"):
        thing(chart, number)


def nested(chart: Tree) -> None:
    """Make objects between and in plain constructs, conditions and loops."""
    first = Construct(chart, "first")
    second = Construct(first, "2")
    thing(second, "z")
    thing(chart, "last")
    thing(first, "1")
    if scope := when(chart, "if", chart.values.enabled):
        thing(scope, "conditional")
    for scope, key, host in for_each(chart, "hosts", chart.values.hosts):
        thing(scope, "thing", f"{chart.release.name}-{key}-{host}")
    cdk8s.ApiObject(
        first, "plain", api_version="v1", kind="Plain", metadata=cdk8s.ApiObjectMetadata(name="p")
    )


def charts(chart: Tree) -> None:
    """Put charts into the chart, with labels and a namespace of their own."""
    inner = HelmChart(chart, "inner", values=ChartValues(), labels={"a": "b"}, namespace="there")
    thing(inner, "of-inner")
    thing(chart, "after")
    thing(Construct(inner, "c"), "deeper")


class Labelled(cdk8s.Chart):
    """A chart that says by itself what its objects have from it."""

    @property
    def labels(self) -> dict[str, str]:
        """Its labels."""
        return {"of": "its-own"}

    @property
    def namespace(self) -> str:
        """Its namespace."""
        return "its-own"


def labelled(chart: Tree) -> None:
    """Put a chart into the chart whose class is asked when an object in it is made."""
    inner = Labelled(chart, "inner")
    thing(inner, "of-inner")
    metadata = cdk8s.ApiObjectMetadata(name="p")
    cdk8s.ApiObject(inner, "plain", api_version="v1", kind="Plain", metadata=metadata)


def copied(chart: Tree) -> None:
    """Make objects in copies of a construct, which are names for the same one."""
    scope = Construct(chart, "a")
    thing(copy.copy(scope), "b")
    thing(copy.deepcopy(scope), "c")
    thing(scope, "d")


TREES: list[Act] = [numbered, nested, charts, labelled, copied]


def of(act: Act, *, asks: bool) -> type[Tree]:
    """Return a chart that does something."""
    return type("Tree", (Tree,), {"act": staticmethod(act), "asks": asks, "__doc__": "A tree."})


@pytest.mark.parametrize("act", TREES)
def test_manifests_are_the_same_in_the_same_order(act: Act) -> None:
    """Both rendered and exported, where the ids are names for files."""
    told, untold = of(act, asks=True), of(act, asks=False)
    assert render(untold, {}) == render(told, {})
    assert untold.was_untold is (act is not labelled)
    if act is not numbered:
        assert chart_files(untold) == chart_files(told)
        assert untold.was_untold is (act is not labelled)
    assert not told.was_untold


@pytest.mark.parametrize("act", TREES)
def test_a_question_in_the_middle_changes_nothing(act: Act) -> None:
    """All that was made before it is made in Node.js then, at its place."""

    def asking(chart: Tree) -> None:
        act(chart)
        assert [item.node.path for item in chart.node.children]
        thing(chart, "more")

    def more(chart: Tree) -> None:
        act(chart)
        thing(chart, "more")

    assert render(of(asking, asks=False), {}) == render(of(more, asks=False), {})


def twice(chart: Tree) -> None:
    """Give an id twice; what is escaped alike is the same."""
    thing(chart, "a--b")
    thing(chart, "a/b", "other")


def nameless(chart: Tree) -> None:
    """Give no id."""
    Construct(chart, "")


def outside(chart: Tree) -> None:
    """Make an object that is in no chart."""
    thing(cdk8s.App(), "thing")


def of_no_name(chart: Tree) -> None:
    """Make an object in a loop without a name."""
    for scope, _, _ in for_each(chart, "hosts", chart.values.hosts):
        cdk8s.ApiObject(scope, "thing", api_version="v1", kind="Thing")


def of_javascript(chart: Tree) -> None:
    """Give an id that no construct can have."""
    thing(chart, "constructor")


def of_no_group(chart: Tree) -> None:
    """Make an object of no group."""
    content = {"apiVersion": "a/b/c", "kind": "Thing", "metadata": {"name": "a"}}
    Manifest(chart, "thing", content)


def no_labels(chart: Tree) -> None:
    """Give a number as a label, which types alone do not find."""
    wrong: Any = {"a": "b", "c": 1}
    HelmChart(chart, "inner", values=ChartValues(), labels=wrong)


def no_name(chart: Tree) -> None:
    """Give an object a list as an annotation."""
    wrong: Any = {"a": "b", "c": ["d"]}
    metadata = cdk8s.ApiObjectMetadata(name="a", annotations=wrong)
    cdk8s.ApiObject(chart, "thing", api_version="v1", kind="Thing", metadata=metadata)


def no_text(chart: Tree) -> None:
    """Give a number as an id."""
    number: Any = 1
    Construct(chart, number)


WRONG: list[Act] = [
    *(twice, nameless, outside, of_no_name, of_javascript, of_no_group),
    *(no_labels, no_name, no_text),
]


@pytest.mark.parametrize("act", WRONG)
def test_errors_are_the_same(act: Act) -> None:
    """What fails fails where it is made, in the same words."""

    def refused(*, asks: bool) -> tuple[str, str, int]:
        with pytest.raises(Exception, match=r".") as caught:
            render(of(act, asks=asks), {})
        place = next(each for each in caught.traceback if each.name == act.__name__)
        return type(caught.value).__name__, str(caught.value), place.lineno

    assert refused(asks=False) == refused(asks=True)


def test_what_is_held_is_told_of_later() -> None:
    """Who holds a construct may ask for what is around it, after the build too."""
    held: list[Any] = []

    def act(chart: Tree) -> None:
        held.append(thing(Construct(chart, "a"), "b"))

    render(of(act, asks=False), {})
    assert held[0].node.path == "tree/a/b"
    assert held[0].node.scope.node.find_child("b") is held[0]
    assert cdk8s.Chart.of(held[0]).node.children[0].node.path == "tree/a"


def test_what_is_held_may_be_built_on() -> None:
    """A construct of an earlier build is a scope in a later one, which its objects do not join."""
    held: list[Construct] = []
    render(of(lambda chart: held.append(Construct(chart, "a")), asks=False), {})

    def later(chart: Tree) -> None:
        thing(held[0], "b")
        thing(chart, "own")

    for asks in (False, True):
        held[0] = Construct(held[0], f"{asks}")
        (made,) = render(of(later, asks=asks), {})
        assert made["metadata"]["name"] == "n-own"
        assert [each.node.id for each in held[0].node.children] == ["b"]


def test_threads_of_a_build() -> None:
    """Threads that make constructs and ask for them find all that the others have made."""

    def act(chart: Tree) -> None:
        def make(number: int) -> str:
            made = [thing(chart, f"{number}-{each}") for each in range(20)]
            return made[0].node.path

        with ThreadPoolExecutor(8) as threads:
            assert [*threads.map(make, range(8))] == [f"tree/{each}-0" for each in range(8)]

    assert len(render(of(act, asks=False), {})) == 160


def test_a_chart_that_labels_by_itself() -> None:
    """The property of its class counts, as it does for cdk8s."""
    own = type("Own", (Tree,), {"labels": Labelled.labels, "act": staticmethod(charts)})
    made = render(own, {})
    assert made[0]["metadata"]["labels"] == {"of": "its-own"}
    assert [each["metadata"].get("namespace") for each in made] == [None, "there", "there"]


def test_an_id_of_many_digits() -> None:
    """No text of digits is too long to be an id."""
    long = "9" * 5000
    assert render(of(lambda chart: thing(chart, long, "a"), asks=False), {})


def test_validations_and_dependencies_count() -> None:
    """They are questions to Node.js, and so it is told."""

    def reversed_(chart: Tree) -> None:
        thing(chart, "a").add_dependency(thing(chart, "b"))

    assert [each["metadata"]["name"] for each in render(of(reversed_, asks=False), {})] == [
        "n-b",
        "n-a",
    ]

    def circle(chart: Tree) -> None:
        first, second = thing(chart, "a"), thing(chart, "b")
        first.add_dependency(second)
        second.add_dependency(first)

    with pytest.raises(RuntimeError, match="cycle"):
        render(of(circle, asks=False), {})


def test_ids_of_values_are_refused() -> None:
    """A construct's id cannot be a value."""

    def act(chart: Tree) -> None:
        thing(Construct(chart, chart.release.name), "a")

    with pytest.raises(TemplateError, match="an id cannot hold a value"):
        chart_files(of(act, asks=False))
