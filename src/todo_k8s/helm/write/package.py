"""A compiled chart as an archive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from todo_k8s.errors import ExportError
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.folder.archive import write_archive


def check_packable(chart: CompiledChart) -> None:
    """See that all that an archive of a chart must hold is at hand.

    Raises:
        ExportError: If the chart depends on others, which only Helm fetches.
    """
    if chart.metadata.dependencies:
        raise ExportError(
            f"{chart.metadata.name}: an archive holds the charts that it depends on, and only Helm "
            "fetches those; export the folder, then run helm package --dependency-update"
        )


def write_package(
    chart: CompiledChart, files: Mapping[str, str], to: str | os.PathLike[str]
) -> Path:
    """Write the archive of a chart's files, see `todo_k8s.helm.package_chart`."""
    check_packable(chart)
    return write_archive(chart.metadata.name, chart.metadata.version, files, to)
