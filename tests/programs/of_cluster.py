"""Programs that ask the cluster: which APIs it serves, and how new it is."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from constructs import Construct

from tests.programs.programs import AGREES, Program, Values, chart_of, config_map
from todo_k8s.helm import Capabilities, Check, HelmChart, Manifest, for_each, when
from todo_k8s.helm.content import each, only_if
from todo_k8s.helm.functions import all_of, choose, named, not_

GATEWAY = "gateway.networking.k8s.io/v1"
FROZEN = "known only at install"


def asking(name: str, outcome: str, content: Callable[[Capabilities, Any], Any]) -> Program:
    """Return a program of one object whose content depends on the cluster."""
    return Program(
        name,
        outcome,
        lambda chart, v: config_map(
            chart, "thing", {"x": content(chart.capabilities, v), "always": 1}
        ),
    )


def _route(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"x": values.text}, "always")
    served = chart.capabilities.has(f"{GATEWAY}/HTTPRoute")
    if routed := when(chart, "if-served", all_of(served, values.turn)):
        config_map(routed, "route", {"x": values.text}, "route")
    if plain := when(chart, "if-not-served", not_(served)):
        config_map(plain, "ingress", {"x": values.text}, "ingress")


def _api_version(chart: HelmChart, _values: Any) -> None:
    version = choose(chart.capabilities.has("example.com/v2"), "example.com/v2", "example.com/v1")
    Manifest(chart, "thing", {"apiVersion": version, "kind": "Thing", "metadata": {"name": "a"}})


def _either(chart: HelmChart, _values: Any) -> None:
    served = chart.capabilities.has("example.com/v2")
    for version, is_made in (("v2", served), ("v1", not_(served))):
        if scope := when(chart, f"if-{version}", is_made):
            content = {"apiVersion": f"example.com/{version}", "kind": "Thing"}
            Manifest(scope, f"thing-{version}", {**content, "metadata": {"name": "a"}})


def _per_entry(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"x": 1}, "always")
    for scope, key, word in for_each(chart, "words", values.words):
        spec = {"x": only_if(chart.capabilities.kube_version_at_least("1.33"), word), "y": 1}
        if new := when(scope, "if-new", chart.capabilities.kube_version_at_least("1.30")):
            config_map(new, "thing", spec, f"t-{key}")


def _required(chart: HelmChart, values: Any) -> None:
    config_map(chart, "thing", {"x": 1})
    is_new = chart.capabilities.kube_version_at_least("1.31")
    chart.require(Check(all_of(is_new, not_(values.flag)), "needs Kubernetes 1.31", "flag"))


class _Asking(Construct):
    def __init__(self, chart: HelmChart) -> None:
        super().__init__(chart, "asking")
        config_map(self, "thing", {"x": only_if(chart.capabilities.has(GATEWAY), 1, 2)})


def _inner(chart: HelmChart, values: Any) -> None:
    def build(inner: HelmChart, v: Any) -> None:
        config_map(inner, "thing", {"x": only_if(inner.capabilities.has(GATEWAY), v.text, 1)})

    chart_of(build, Values)(chart, "inner", values=values)


_kept: list[bool] = []


def _answer_of_an_earlier_build(cluster: Capabilities, _values: Any) -> Any:
    _kept.append(cluster.has(GATEWAY))
    return only_if(_kept[0], "y", "n")


PROGRAMS = [
    Program("an object where an API is served", AGREES, _route),
    Program("an apiVersion by what is served", "expecting GROUP/VERSION", _api_version),
    Program("an object of either apiVersion", AGREES, _either),
    Program("objects per entry by the version of Kubernetes", AGREES, _per_entry),
    Program("what the chart requires of the cluster", AGREES, _required),
    Program("a construct that asks the cluster", AGREES, lambda chart, _v: _Asking(chart)),
    Program("a chart in a chart that asks the cluster", AGREES, _inner),
    asking("an answer of the cluster as content", AGREES, lambda c, _v: c.has("example.com/v1")),
    asking(
        "an answer of the cluster with a name",
        AGREES,
        lambda c, _v: named("is-new", c.kube_version_at_least("1.31")),
    ),
    asking(
        "the cluster asked in a loop",
        AGREES,
        lambda c, v: [each(v.words, lambda word: only_if(c.has(GATEWAY), word, f"no {word}"))],
    ),
    asking(
        "the cluster asked in a helper of a loop",
        AGREES,
        lambda c, v: [
            each(v.words, lambda word: named("w", choose(c.has("a.b/v1"), f"{word}1", f"{word}2")))
        ],
    ),
    asking(
        "several versions of Kubernetes",
        AGREES,
        lambda c, _v: [choose(c.kube_version_at_least(f"1.{n}"), n, 0) for n in (9, 29, 30, 31)],
    ),
    asking(
        "a question to the cluster after if",
        "use when(), only_if() or choose()",
        lambda c, _v: 1 if c.has(GATEWAY) else 2,
    ),
    asking(
        "bool() of an answer of the cluster",
        "use when(), only_if() or choose()",
        lambda c, _v: bool(c.has(GATEWAY)),
    ),
    asking(
        "a map by an answer of the cluster",
        "is known only",
        lambda c, _v: {True: 1}.get(c.has(GATEWAY)),
    ),
    asking(
        "isinstance of an answer of the cluster",
        "gives something else than the constructs",
        lambda c, _v: "y" if isinstance(c.has(GATEWAY), bool) else "n",  # pyright: ignore[reportUnnecessaryIsInstance]  # a token is none
    ),
    asking(
        "an answer of the cluster that is True",
        "is known only at install",
        lambda c, _v: "y" if c.has(GATEWAY) is True else "n",
    ),
    asking(
        "a version of the cluster that is True",
        "is known only at install",
        lambda c, _v: "y" if c.kube_version_at_least("99.0") is True else "n",
    ),
    asking("an answer of an earlier build", "in another build", _answer_of_an_earlier_build),
    asking("the version of Kubernetes as text", FROZEN, lambda c, _v: c.kube_version),
    asking("the APIs of the cluster", FROZEN, lambda c, _v: sorted(c.api_versions)),
    asking("clusters compared", FROZEN, lambda c, _v: 1 if c == Capabilities() else 2),
    asking("a cluster as a key", FROZEN, lambda c, _v: {c: 1}),
    asking(
        "an API of Kubernetes itself", "ask kube_version_at_least", lambda c, _v: c.has("batch/v1")
    ),
    asking(
        "a kind of Kubernetes itself",
        "ask kube_version_at_least",
        lambda c, _v: c.has("networking.k8s.io/v1/Ingress"),
    ),
    asking("an API of the values", "takes a literal group/version", lambda c, v: c.has(v.text)),
    asking("an API without a version", "takes a literal group/version", lambda c, _v: c.has("a.b")),
    asking(
        "a version of the values",
        "takes a literal major.minor",
        lambda c, v: c.kube_version_at_least(v.text),
    ),
    asking(
        "a version with a patch",
        "takes a literal major.minor",
        lambda c, _v: c.kube_version_at_least("1.31.2"),
    ),
]
