"""Clusters to try a chart with: each question that it asks of one has both answers."""

from __future__ import annotations

from collections.abc import Iterator

from todo_k8s.helm.chart.capabilities import API_VERSIONS, DEFAULT, Capabilities
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.functions.cluster import kube_at_least
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr
from todo_k8s.helm.symbolic.nodes import expressions_in


def clusters(compiled: CompiledChart) -> list[Capabilities]:
    """Return the default cluster, and others if the chart asks for anything.

    Among them are one with all that the chart asks for, one with nothing, and for each question
    one of which only that is true or, for a version, just true and just not.
    """
    calls = [expr for expr in _expressions(compiled) if isinstance(expr, Call)]
    apis = [_text(x.args[1]) for x in calls if x.args[:1] == (API_VERSIONS,)]
    bounds = [_text(x.args[1]) for x in calls if x.function == kube_at_least.__name__]
    versions = [version for bound in bounds for version in _around(bound)]
    if not calls or not (apis or versions):
        return [DEFAULT]
    return [
        DEFAULT,
        Capabilities("99999.0.0", apis),
        Capabilities("0.0.1-0"),
        *(Capabilities(api_versions=[api]) for api in apis),
        *(Capabilities(version, apis[turn % 2 :]) for turn, version in enumerate(versions)),
    ]


def _text(expr: Expr) -> str:
    return str(expr.value) if isinstance(expr, Const) else ""


def _around(bound: str) -> Iterator[str]:
    """Yield the lowest version within a range, and one just below it."""
    major, minor = map(int, bound[len(">=") : -len("-0")].split("."))
    yield f"v{major}.{minor}.0-0"
    if minor:
        yield f"v{major}.{minor - 1}.99+build.1"
    elif major:
        yield f"v{major - 1}.99.99-gke.100"


def _expressions(compiled: CompiledChart) -> Iterator[Expr]:
    made = compiled.objects.values()
    contents = [part.content for part in made]
    conditions = [list(part.conditions) for part in made]
    yield from expressions_in(
        [*contents, *conditions, compiled.faults, compiled.requirements, compiled.notes]
    )
