"""A typed chart as a Helm chart folder.

`chart_files` makes every file in memory; `export_chart` writes them, all or nothing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from todo_k8s.errors import ExportError
from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.soundness import sound_chart
from todo_k8s.helm.write import written


def chart_files(chart: type[HelmChart], values: type[ChartValues] | None = None) -> dict[str, str]:
    """Return the files of the Helm chart of a typed chart: path within the chart → text.

    A chart without notes or license text has no such file.

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
) -> Path:
    """Write the Helm chart of a typed chart into a folder, replacing what is there.

    The folder is written beside `to` and moved into place when it is whole: a failed export leaves
    the old folder untouched.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
        to: The chart's folder. If it exists it must be a chart's folder or empty.

    Returns:
        The folder.

    Raises:
        ExportError: If the folder cannot be written, or holds something that is not a chart.
        TemplateError: If the chart's content has no template form.
    """
    folder = Path(to)
    files = chart_files(chart, values)
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder}: is a file; name a folder")
    if folder.exists() and not (folder / "Chart.yaml").exists() and any(folder.iterdir()):
        raise ExportError(
            f"{folder}: holds files but no Chart.yaml; name an empty or a chart's folder"
        )
    try:
        _replace_folder(folder, files)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be written: {error.strerror}") from error
    return folder


def _replace_folder(folder: Path, files: dict[str, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        fresh = Path(scratch, "new")
        for name, text in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        old = Path(scratch, "old")
        if folder.exists():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


def read_folder(folder: Path) -> dict[str, str]:
    """Return the files of a chart folder, as `chart_files` gives them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
