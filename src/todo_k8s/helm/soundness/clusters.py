"""Clusters to try a chart with: each question that it asks of one has both answers."""

from __future__ import annotations

from collections.abc import Iterator

from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities
from todo_k8s.helm.compiled.compiled import CompiledChart


def clusters(compiled: CompiledChart) -> list[Capabilities]:
    """Return the default cluster, and others if the chart asks for anything.

    Among them are one with all that the chart asks for, one with nothing, and for each question
    one of which only that is true or, for a version, just true and just not.
    """
    apis, minimums = compiled.apis, compiled.minimums
    if not (apis or minimums):
        return [DEFAULT]
    versions = [version for minimum in minimums for version in _around(minimum)]
    return [
        DEFAULT,
        Capabilities("99999.0.0", apis),
        Capabilities("0.0.1-0"),
        *(Capabilities(api_versions=[api]) for api in apis),
        *(Capabilities(version, apis[turn % 2 :]) for turn, version in enumerate(versions)),
    ]


def _around(minimum: str) -> Iterator[str]:
    """Yield the lowest version that is at least another, and one just below it."""
    major, minor = map(int, minimum.split("."))
    yield f"v{major}.{minor}.0-0"
    if minor:
        yield f"v{major}.{minor - 1}.99+build.1"
    elif major:
        yield f"v{major - 1}.99.99-gke.100"
