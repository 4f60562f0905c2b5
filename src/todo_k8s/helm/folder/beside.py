"""Files that go with an archive, beside it: its provenance, its bill of materials."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from todo_k8s.errors import ExportError
from todo_k8s.helm.folder.replacing import scratch_beside
from todo_k8s.helm.folder.signals import signals_held
from todo_k8s.helm.folder.writing import export_error


def write_beside(archive: Path, suffix: str, data: bytes, is_ours: Callable[[bytes], bool]) -> Path:
    """Write a file beside an archive, whole or not at all.

    Args:
        archive: The archive.
        suffix: What the file's name has after the archive's.
        data: What to write.
        is_ours: Whether what a file holds was written so before, and may be replaced.

    Raises:
        ExportError: If it cannot be written, or something else is in its place.
    """
    path = archive.with_name(f"{archive.name}{suffix}")
    scratch = scratch_beside(path)
    try:
        _check_replaceable(path, is_ours)
        with signals_held():
            try:
                with scratch.open("xb") as file:
                    file.write(data)
                scratch.replace(path)
            finally:
                scratch.unlink(missing_ok=True)
    except ExportError:
        raise
    except OSError as error:
        raise export_error(path, error) from error
    return path


def _check_replaceable(path: Path, is_ours: Callable[[bytes], bool]) -> None:
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        raise ExportError(f"{path}: is a link or a folder; move it")
    if path.exists() and not is_ours(path.read_bytes()):
        raise ExportError(f"{path}: was not written for this archive; move it")
