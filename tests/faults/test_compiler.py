"""A fault in the compiler is noticed when a chart is exported, without Helm.

Each fault is put into one part: the session, the loops, the evaluation. An export that would write
a wrong chart, or would say of a right one that it is wrong, is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cdk8s_plus_27 as kplus
import pytest

from tests.faults.faults import giving, put
from tests.programs.agreement import disagreement
from tests.programs.programs import Values, chart_of, config_map
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import HelmChart, chart_files
from todo_k8s.helm.chart import generated
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.content import each, each_entry, only_if, spread
from todo_k8s.helm.functions import default, mul, named
from todo_k8s.helm.functions.declaration import Function
from todo_k8s.helm.functions.maps import includes
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic import nodes, resolve, variables
from todo_k8s.helm.symbolic.session import Session
from todo_k8s.helm.symbolic.text_tokens import StrToken
from todo_k8s.helm.write.blocks import BlockWriter

Patch = pytest.MonkeyPatch
FAULTS: dict[str, Callable[[Patch], None]] = {}


def fault(apply: Callable[[Patch], None]) -> Callable[[Patch], None]:
    """Register a fault by its name."""
    FAULTS[apply.__name__] = apply
    return apply


def _pairs(words: Any, outer: Any) -> Any:
    return each(words, lambda word: f"{outer}, {word}")


def wide(chart: HelmChart, v: Any) -> None:
    """Use what the faults are about."""
    number = v.part.port * 1_000_000_000
    loops = [each(v.words, lambda word: {"a": word, "b": _pairs(v.words, word)})]
    config_map(
        chart,
        "thing",
        {
            "entries": each_entry(v.labels, lambda key, value: {"key": key, "value": value}),
            "map": each(v.labels, lambda key, value: f"{key}={value}"),
            "indices": each(v.words, lambda index, word: f"{index}: {word}"),
            "loops": loops,
            "spread": ["first", spread(v.words)],
            "maybe": default(v.maybe, v.number + 1),
            "if": only_if(v.flag, v.text, f"not {v.text}"),
            "number": f"{number}",
            "null": v.perhaps,
            "thing": v.thing,
            "served": only_if(chart.capabilities.has("example.com/v1"), "x", "y"),
            "new": only_if(chart.capabilities.kube_version_at_least("1.31"), "x", "y"),
            "named": named("name", f"{v.kind}-x"),
            "always": 1,
        },
    )


def keeping(chart: HelmChart, v: Any) -> None:
    """Generate a Secret once."""
    GeneratedSecret(chart, "secret", keys={"password": 32}, name=v.kind)


def two_of_a_name(chart: HelmChart, v: Any) -> None:
    """Give two bodies one name."""
    config_map(chart, "thing", {"a": named("x", f"{v.text}a"), "b": named("x", f"{v.text}b")})


def torn(chart: HelmChart, v: Any) -> None:
    """Change a marker."""
    config_map(chart, "thing", {"a": f"{v.text}"[1:] + "a"})


def computed(chart: HelmChart, v: Any) -> None:
    """Add to a number that stands for one, out of sight."""
    config_map(chart, "thing", {"a": f"{float.__add__(v.number, 997.0):.0f}"})


def replicated(chart: HelmChart, v: Any) -> None:
    """Send a number through cdk8s."""
    containers = [kplus.ContainerProps(image="a")]
    kplus.Deployment(chart, "web", replicas=v.count, containers=containers)


def too_large(chart: HelmChart, v: Any) -> None:
    """Compute what no int64 holds."""
    config_map(chart, "thing", {"a": f"{mul(v.part.port, 1_000_000_000_000_000_000)}"})


@fault
def names_are_not_claimed(patch: Patch) -> None:
    """Two helpers may have one name."""
    put(patch, nodes.alike, giving(value=True))


@fault
def torn_markers_are_text(patch: Patch) -> None:
    """A part of a marker is taken for text."""
    put(patch, Session.has_marker, giving(value=False))


@fault
def numbers_are_not_reserved(patch: Patch) -> None:
    """The number that stands for a value is one like any other."""
    put(patch, Session.reserved, giving(None))


@fault
def loops_shadow(patch: Patch) -> None:
    """A loop's variable has the name of one around it."""

    def shadowing(name: str, _: object) -> str:
        return f"${name}"

    put(patch, variables._variable, shadowing)


@fault
def markers_are_cut(patch: Patch) -> None:
    """A string with a token is cut where nobody sees it."""

    def cut(self: StrToken, _: str) -> str:
        return str.__str__(self)[:-1]

    put(patch, StrToken.__format__, cut)


@fault
def nulls_are_printed(patch: Patch) -> None:
    """What is null is not guarded."""

    def unguarded(expr: Any, **_options: Any) -> Any:
        return expr

    put(patch, resolve._guarded, unguarded)


@fault
def maps_in_any_order(patch: Patch) -> None:
    """A loop over a map goes through it as it was written."""
    sound = Evaluation._each

    def backwards(self: Evaluation, *args: Any) -> Any:
        found = sound(self, *args)
        return nodes.Splice(reversed(found)) if is_list(found) else found

    put(patch, Evaluation._each, backwards)


@fault
def integers_of_any_size(patch: Patch) -> None:
    """Whole numbers do not wrap around as in Helm."""

    def unbounded(self: Function, *args: Any) -> Any:
        return self.python(*args)

    put(patch, Function.compute, unbounded)


@fault
def helpers_are_mixed_up(patch: Patch) -> None:
    """A helper gives what another one gives."""
    put(patch, Evaluation._helper, giving("x"))


@fault
def splice_is_an_item(patch: Patch) -> None:
    """A list that is spliced in is one item."""

    def unspliced(self: Evaluation, content: Any, variables: Any) -> Any:
        found = (self.plain(item, variables) for item in content)
        return (item for item in found if item is not None)

    put(patch, Evaluation._items, unspliced)


@fault
def conditions_are_turned(patch: Patch) -> None:
    """An ``if`` takes the other branch."""
    sound = Evaluation._node

    def turned(self: Evaluation, node: Any, seen: Any) -> Any:
        if isinstance(node, nodes.If):
            node = nodes.If(node.condition, node.otherwise, node.then)
        return sound(self, node, seen)

    put(patch, Evaluation._node, turned)


@fault
def clusters_are_known(patch: Patch) -> None:
    """What is asked of the cluster is answered when the chart is exported."""
    put(patch, includes, giving(value=False))


@fault
def versions_are_texts(patch: Patch) -> None:
    """Versions are compared as texts."""

    def as_text(self: Function, *args: Any) -> Any:
        return args[0] >= args[1][2:-2] if self.name == "kube_at_least" else sound(self, *args)

    sound = Function.compute
    put(patch, Function.compute, as_text)


@fault
def secrets_of_another_namespace(patch: Patch) -> None:
    """What exists is looked for in another place."""
    put(patch, generated._namespace, giving("default"))


@fault
def generated_texts_are_short(patch: Patch) -> None:
    """Helm generates a character less."""
    sound = BlockWriter._generated

    def short(self: BlockWriter, data: nodes.Generated, place: Any) -> Any:
        keys = tuple((key, length - 1) for key, length in data.keys)
        return sound(self, replace(data, keys=keys), place)

    put(patch, BlockWriter._generated, short)


@fault
def generated_texts_are_swapped(patch: Patch) -> None:
    """A key keeps what another one has."""
    sound = Evaluation._node

    def swapped(self: Evaluation, node: Any, seen: Any) -> Any:
        if isinstance(node, nodes.Generated):
            return {"password": f"{node.name}"}
        return sound(self, node, seen)

    put(patch, Evaluation._node, swapped)


REFUSED_WITHOUT_FAULT = (two_of_a_name, torn, computed)
BY_HELM = {
    "generated_texts_are_short",
    "versions_are_texts",
    "integers_of_any_size",
    "nulls_are_printed",
}
"""Evaluation and constructs agree then."""
SHOWN_BY = {
    "names_are_not_claimed": two_of_a_name,
    "torn_markers_are_text": torn,
    "integers_of_any_size": too_large,
    "numbers_are_not_reserved": replicated,
    "secrets_of_another_namespace": keeping,
    "generated_texts_are_short": keeping,
    "generated_texts_are_swapped": keeping,
}


@pytest.mark.parametrize("program", REFUSED_WITHOUT_FAULT)
def test_program_is_refused(program: Callable[[HelmChart, Any], None]) -> None:
    """Without a fault the first net holds it."""
    with pytest.raises(TodoK8sError):
        chart_files(chart_of(program, Values))


def test_wide_program_exports() -> None:
    """Without a fault nothing is said."""
    assert chart_files(chart_of(wide, Values))
    assert chart_files(chart_of(keeping, Values))


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No chart is written, or Helm gives something else."""
    FAULTS[name](monkeypatch)
    chart = chart_of(SHOWN_BY.get(name, wide), Values)
    if name in BY_HELM:
        assert disagreement(chart)
    else:
        with pytest.raises(TodoK8sError):
            chart_files(chart)
