"""What a chart class has, and what a chart is built with: what is said of anything else."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart.capabilities import Capabilities
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.articles import a_or_an


def check_given(chart: str, values: object, release: object, capabilities: object) -> None:
    """See that a chart is built with values, for a release and a cluster.

    Args:
        chart: The name of its class.
        values: What should be its values.
        release: What should be its release.
        capabilities: What should be said of its cluster.

    Raises:
        TemplateError: If one of them is something else.
    """
    if not isinstance(values, ChartValues):
        raise TemplateError(
            f"{chart}: values is {_what(values)}; build it with its values class: "
            "MyValues(…), or MyValues.from_mapping(…) for a map as in a values file"
        )
    _check_release(f"{chart}: release", release)
    check_capabilities(chart, capabilities)


def check_capabilities(chart: str, capabilities: object) -> None:
    """See that a cluster is described as such.

    Raises:
        TemplateError: If it is something else.
    """
    if not isinstance(capabilities, Capabilities):
        raise TemplateError(
            f"{chart}: capabilities is {_what(capabilities)}; give Capabilities: "
            "Capabilities(kube_version=…, api_versions=…)"
        )


_LOWEST = re.compile(r" *>= *v?(\d+)\.(\d+)(?:\.(\d+))?-0 *", re.ASCII)
"""A range of Kubernetes' versions that has a lower bound only, and takes what clouds add."""


def check_kube_version(metadata: ChartMetadata, capabilities: Capabilities) -> None:
    """See that a cluster is new enough for a chart.

    Ranges in another form than ``>=1.30.0-0`` are left to Helm: its versions do not agree on them.

    Raises:
        ValuesError: If it is not, as Helm refuses it.
    """
    lowest = lowest_version(metadata)
    version = re.findall(r"\d+", capabilities.kube_version)[:3]
    if lowest is not None and tuple(map(int, version)) < lowest:
        raise ValuesError(too_old(metadata))


def lowest_version(metadata: ChartMetadata) -> tuple[int, ...] | None:
    """Return the lowest version of Kubernetes that a chart takes, if its range has that form."""
    bound = _LOWEST.fullmatch(metadata.kube_version)
    return None if bound is None else tuple(int(part or 0) for part in bound.groups())


def too_old(metadata: ChartMetadata) -> str:
    """Return what is said of a cluster that is too old for a chart."""
    return (
        f"capabilities.kube_version: the chart {metadata.name} requires "
        f"{metadata.kube_version}; give the version of a newer cluster"
    )


def check_attributes(chart: Any) -> None:
    """See that a chart class has what each has.

    Raises:
        TemplateError: If its metadata or its default release are missing, or something else.
    """
    name = chart.__qualname__
    if not hasattr(chart, "metadata"):
        raise TemplateError(f"{name} has no metadata; {_SET}")
    if not isinstance(chart.metadata, ChartMetadata):
        raise TemplateError(f"{name}.metadata is {_what(chart.metadata)}; {_SET}")
    _check_release(f"{name}.default_release", chart.default_release)


_SET = "set it to a ChartMetadata: metadata = ChartMetadata(name=…, version=…, …)"


def _check_release(where: str, release: object) -> None:
    if not isinstance(release, Release):
        raise TemplateError(
            f"{where} is {_what(release)}; give a Release: Release(name=…, namespace=…)"
        )


def _what(found: object) -> str:
    if found is None:
        return "None"
    return f"the class {found.__qualname__}" if isinstance(found, type) else a_or_an(_kind(found))


def _kind(found: object) -> str:
    return type(found).__qualname__
