"""A Helm chart's files as a folder, all or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from todo_k8s.errors import ExportError
from todo_k8s.helm.folder.ownership import LIST, list_of, replaceable
from todo_k8s.helm.folder.replacing import Replacement


def write_folder(
    name: str, files: Mapping[str, str], to: str | os.PathLike[str], *, overwrite: bool = False
) -> Path:
    """Write the files of a Helm chart into a folder, see `todo_k8s.helm.export_chart`.

    Args:
        name: The chart's name.
        files: Path within the chart → text.
        to: The chart's folder.
        overwrite: Replace files that were changed by hand, and others of the same names.

    Raises:
        ExportError: If the folder cannot be written, is that of another chart, or if something
            would be lost in it.
    """
    files = {**files, LIST: list_of(dict(files))}
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
            ours = replaceable(folder, name, files, overwrite=overwrite)
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
