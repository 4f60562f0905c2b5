"""A typed chart as a Helm chart folder.

`chart_files` makes every file in memory; `export_chart` writes them, all or nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from todo_k8s.errors import ExportError
from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.folder.ownership import LIST, list_of, replaceable
from todo_k8s.helm.folder.replacing import Replacement
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.soundness.checks import sound_chart
from todo_k8s.helm.write.files import written


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
    overwrite: bool = False,
) -> Path:
    """Write the Helm chart of a typed chart into a folder.

    In a folder that an earlier export wrote, the generated files are replaced, and those that the
    chart no longer has are removed. All else stays as it is: ``crds/``, ``ci/``, ``.git``, …
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
    files = chart_files(chart, values)
    files[LIST] = list_of(files)
    folder = Path(to)
    if os.path.lexists(folder) and not folder.is_dir():
        what = "a link to no folder" if folder.is_symlink() else "a file"
        raise ExportError(f"{folder}: is {what}; name a folder")
    if dangling := next((p for p in folder.parents if p.is_symlink() and not p.exists()), None):
        raise ExportError(f"{dangling}: is a link to no folder; name a folder")
    if _runs_in(folder, files):
        raise ExportError(
            f"{folder}: is where this program runs, and would be replaced below it; run it from "
            "another folder"
        )
    try:
        ours: frozenset[str] = frozenset()
        if folder.exists() and any(folder.iterdir()):
            ours = replaceable(folder, chart.metadata.name, files, overwrite=overwrite)
        Replacement(Path(os.path.realpath(folder)), files, ours).run()
    except ExportError:
        raise
    except OSError as error:
        raise export_error(folder, error) from error
    return folder


def _runs_in(folder: Path, files: Iterable[str]) -> bool:
    """Tell whether this program runs in a folder of a chart that holds some of its files."""
    inner = {folder / parent for path in files for parent in PurePosixPath(path).parents}
    return any(each.is_dir() and each.samefile(Path()) for each in inner)


def export_error(path: Path, error: OSError) -> ExportError:
    """Return the error that says what could not be written."""
    if isinstance(error, shutil.Error):  # of several files that could not be kept
        first, _, reason = error.args[0][0]
        return ExportError(f"{first}: cannot be kept: {reason}")
    where = f" ({error.filename})" if error.filename else ""
    return ExportError(f"{path}: cannot be written: {error.strerror}{where}")


def read_folder(folder: Path) -> dict[str, str]:
    """Return the files of a chart folder, as `chart_files` gives them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
