"""A typed chart as a Helm chart folder or archive.

`chart_files` makes every file in memory; `export_chart` and `package_chart` write them, all or
nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.folder.ownership import LIST
from todo_k8s.helm.folder.writing import write_folder
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.soundness.checks import sound_chart
from todo_k8s.helm.write.files import written
from todo_k8s.helm.write.package import write_package


def chart_files(chart: type[HelmChart], values: type[ChartValues] | None = None) -> dict[str, str]:
    """Return the files of the Helm chart of a typed chart: path within the chart → text.

    A chart without notes or license text has no such file. What its dependencies need, Chart.lock
    and ``charts/``, Helm makes of Chart.yaml: ``helm dependency update``.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
    """
    return written(sound_chart(chart, values))


def export_chart(
    chart: type[HelmChart],
    values: type[ChartValues] | None = None,
    *,
    to: str | os.PathLike[str],
    overwrite: bool = False,
) -> Path:
    """Write the Helm chart of a typed chart into a folder.

    In a folder that an earlier export wrote, the generated files are replaced, and those that the
    chart no longer has are removed. All else stays as it is: ``charts/``, ``ci/``, ``.git``, …
    Generated files are those that ``.generated.sha256`` in the folder lists.

    The folder is written beside `to` and exchanged with it in one step: whatever fails, and when
    the program is interrupted or terminated, `to` is the old folder or the new one, whole.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
        to: The chart's folder, or a link to it. If it exists it must be empty, or a folder that
            this chart was exported to.
        overwrite: Replace generated files that were changed since, and other files where the chart
            has one of the same name.

    Returns:
        The folder.

    Raises:
        ExportError: If the folder cannot be written, is that of another chart, or if something
            would be lost in it; each such file is named.
        TemplateError: If the chart's content has no template form.
    """
    compiled = sound_chart(chart, values)
    return write_folder(compiled.metadata.name, written(compiled), to, overwrite=overwrite)


def package_chart(
    chart: type[HelmChart],
    values: type[ChartValues] | None = None,
    *,
    to: str | os.PathLike[str] = "dist",
) -> Path:
    """Write ``<name>-<version>.tgz`` and its ``.sha256``; Helm is not needed.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
        to: The folder to write into.

    Returns:
        The archive's path.

    Raises:
        ExportError: If a file cannot be written, something else than an archive of the chart is in
            its place, or the chart has dependencies: Helm fetches them, and packs them itself.
    """
    compiled = sound_chart(chart, values)
    return write_package(compiled, written(compiled), to)


def read_folder(folder: Path) -> dict[str, str]:
    """Return the files of a chart folder, as `chart_files` gives them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
