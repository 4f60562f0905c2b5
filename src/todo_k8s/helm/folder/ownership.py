"""Which files of a chart folder are ours: those that a list in the folder names, with their sums.

What the list does not name is the user's own. A file that is no longer what was written has been
changed by hand, and is not replaced unless the caller says so.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from todo_k8s.errors import ExportError

LIST = ".generated.sha256"
"""The list's name, in the folder; ``sha256sum --check`` reads it. No archive has it."""

_HEAD = "# The files that were generated, with their SHA-256. What is not listed here is yours.\n"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_NAME = re.compile(r"""(?m)^name:[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t\r]*(?:#.*)?$""")
_MARK = re.compile(rb"[^\n]* Generated from [^\s;]+; change that, not this file\.")
"""How a template starts, after what opens a comment."""

FIXED = (
    *(".helmignore", "Chart.yaml", "LICENSE", "README.md", "values.schema.json", "values.yaml"),
    *("templates/NOTES.txt", "templates/_helpers.tpl", "templates/rules.yaml"),
    *("templates/rules/guards.yaml", "templates/rules/_keys.tpl", "templates/rules/_shared.tpl"),
)
"""The files that any chart of ours may have; the others are templates of objects, and further."""

_TEMPLATE = re.compile(r"templates/[a-z0-9][a-z0-9._-]{0,200}\.yaml")
"""Helm passes over templates that start with a dot, and renders none that starts with ``_``."""

_FURTHER = re.compile(
    r"(?!charts/|Chart\.lock\Z)(?:[A-Za-z0-9][\w.+-]{0,200}/){0,20}[A-Za-z0-9][\w.+-]{0,200}",
    re.ASCII,
)
"""A path within a chart at which no file is hidden, and none that Helm or Git has for itself."""

_UNKNOWN = ""
"""In place of the sum of a file of ours that may be as it was written, or not."""


def is_template(path: str) -> bool:
    """Return whether a path within a chart is one that a template of an object can have."""
    return _TEMPLATE.fullmatch(path) is not None


def is_further(path: str) -> bool:
    """Return whether a path within a chart is one that a CRD or a file of its author can have."""
    return _FURTHER.fullmatch(path) is not None


def list_of(files: Mapping[str, str]) -> str:
    """Return the text of the list for the files of a chart: path → text."""
    lines = (f"{_sum(files[path].encode())}  {path}\n" for path in sorted(files))
    return _HEAD + "".join(lines)


def replaceable(
    folder: Path, name: str, files: Mapping[str, str], *, overwrite: bool
) -> frozenset[str]:
    """Return which files of a folder an export may replace or remove.

    Args:
        folder: A folder with something in it.
        name: The name of the chart that is exported.
        files: What will be written: path within the folder → text.
        overwrite: Replace files too that were changed by hand or are not ours, where the chart has
            a file.

    Raises:
        ExportError: If the folder is not one of this chart, or something of the user would be
            lost; one line for each file.
    """
    known = _known(folder, name)
    faults = [
        fault
        for path in sorted(known.keys() | files.keys())
        if (fault := _fault(folder, path, known.get(path), files.get(path), overwrite=overwrite))
    ]
    if faults:
        raise ExportError("\n".join(dict.fromkeys(faults)))
    return frozenset([*known, *files] if overwrite else known)


def _known(folder: Path, name: str) -> dict[str, str]:
    """Return the paths of our files in a folder, with the sums that they had when written."""
    chart = _read(folder / "Chart.yaml")
    if chart is None:
        raise ExportError(
            f"{folder}: holds files but no Chart.yaml; name an empty or a chart's folder"
        )
    names = {found[1] for found in _NAME.finditer(chart.decode(errors="replace"))}
    if names != {name}:
        other = f"the chart {' or '.join(sorted(names))}" if names else "another chart"
        raise ExportError(f"{folder}: is the folder of {other}, not of {name}; name another folder")
    return _listed(folder) or _marked(folder)


def _listed(folder: Path) -> dict[str, str]:
    """Return what the list in a folder names; nothing if there is none, or one that is damaged."""
    text = (_read(folder / LIST) or b"").decode(errors="replace")
    found = [_LINE.fullmatch(line) for line in text.splitlines() if not line.startswith("#")]
    known = {match[2]: match[1] for match in found if match and _can_be_ours(match[2])}
    return {**known, LIST: _sum(text.encode())} if len(known) == len(found) > 0 else {}


def _can_be_ours(path: str) -> bool:
    return path in FIXED or is_template(path) or is_further(path)


def _marked(folder: Path) -> dict[str, str]:
    """Return what a chart without a list has of ours: one from before there were lists, or lost.

    A file of it is only known to be as it was written if it is the one to be written now.
    """
    texts = {f"templates/{path.name}": _read(path) for path in folder.glob("templates/*.yaml")}
    marked = [path for path, text in texts.items() if text and _MARK.match(text)]
    if not marked:
        raise ExportError(
            f"{folder}: holds a chart that was not generated: no file in templates/ says "
            "'Generated from'; name another folder"
        )
    ours = {path: _read(folder / path) for path in (*FIXED, *filter(is_template, marked))}
    return {path: _UNKNOWN for path, text in ours.items() if text is not None}


def _fault(
    folder: Path, path: str, known: str | None, text: str | None, *, overwrite: bool
) -> str | None:
    """Return why what is at the path of a file of ours must stay; None if it need not."""
    place = folder / path
    for above in (folder / parent for parent in PurePosixPath(path).parents[:-1]):
        if os.path.lexists(above) and (above.is_symlink() or not above.is_dir()):
            return f"{above}: is a link or a file where the chart has a folder; move it"
    present = _read(place)
    if present is None:
        what = f"{place}: is a link or a folder where the chart has a file; move it"
        return what if os.path.lexists(place) else None
    if overwrite or _sum(present) == known or (text is not None and present == text.encode()):
        return None
    if known is None:
        return f"{place}: is not generated, and the chart has such a file; rename it, {_OR_LOSE}"
    return f"{place}: was changed after it was generated; change the source instead, {_OR_LOSE}"


_OR_LOSE = "or pass overwrite=True (--overwrite) to lose it"


def _read(path: Path) -> bytes | None:
    """Return the content of a plain file; None if there is none, or something else."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
