"""A values file that a command writes: never over a file that somebody else wrote, unasked."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import Any

from todo_k8s.errors import ExportError, printable
from todo_k8s.importing.writing import MARK


def add_values_output(command: Any) -> None:
    """Add where the values file goes."""
    command.add_argument(
        "--to", type=Path, metavar="FILE", help="the values file; by default it is printed"
    )
    command.add_argument(
        "--overwrite",
        action="store_true",
        help="replace the file; one that todo-k8s did not write, only after asking at a terminal",
    )


def in_commands(path: Path | None) -> str:
    """Return a values file as the commands name it that come next."""
    return quote(printable(str(path or "values.yaml")))


def write_values(path: Path, text: str, *, overwrite: bool) -> None:
    """Write a values file, whole or not at all.

    Raises:
        ExportError: If there is a file that may not be replaced.
        OSError: If it cannot be written.
    """
    if path.exists() and not (overwrite and (_is_ours(path) or _agrees(path))):
        remedy = "name another file" if overwrite else "name another file, or use --overwrite"
        raise ExportError(f"{printable(str(path))}: exists already; {remedy}")
    from todo_k8s.helm.folder.replacing import scratch_beside  # seldom needed

    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = scratch_beside(path)
    try:
        scratch.write_text(text, encoding="utf-8")
        if overwrite:
            scratch.replace(path)
        else:
            path.hardlink_to(scratch)  # fails if somebody has made it meanwhile
    finally:
        scratch.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Tell whether this library wrote a file."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.readline().startswith(MARK)
    except OSError:
        return False


def _agrees(path: Path) -> bool:
    """Ask at a terminal whether a file may be replaced."""
    if sys.stdin is None or not sys.stdin.isatty():  # pyright: ignore[reportUnnecessaryComparison]  # None in pythonw
        return False
    question = f"{printable(str(path))} was not written by todo-k8s. Replace it? [y/N] "
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
