"""A chart folder as a ``.tgz`` archive: the same source gives the same bytes on every machine."""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import tarfile
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from todo_k8s.errors import ExportError
from todo_k8s.helm.folder.deflate import deflate
from todo_k8s.helm.folder.replacing import scratch_beside
from todo_k8s.helm.folder.signals import signals_held
from todo_k8s.helm.folder.writing import export_error

EPOCH = 315532800
"""1980-01-01T00:00:00Z, the time of every entry; zip-based tools take nothing older."""

_STAYS_INSIDE = re.compile(r"(?!\.\.?/)[\w.-]+(/(?!\.\.?(/|\Z))[\w .+-]+)+")
"""A path within a folder: neither absolute, nor with ``..``, backslashes or control characters."""


def archive_bytes(name: str, files: Mapping[str, str]) -> bytes:
    """Return a gzipped tar of a chart's files: Chart.yaml first, fixed owners, modes and times.

    Raises:
        ExportError: If a path could lead out of the chart's folder where it is unpacked.
    """
    for path in (f"{name}/{path}" for path in files):
        if not _STAYS_INSIDE.fullmatch(path):
            raise ExportError(f"{path!a}: is no name for a file in an archive; choose another")
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(files, key=_order):
            data = files[path].encode()
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mtime, entry.mode = len(data), EPOCH, 0o644
            tar.addfile(entry, io.BytesIO(data))
    return _gzip(plain.getvalue())


def _order(path: str) -> tuple[bool, str, list[str], str]:
    """Put files of one kind side by side: compression finds what is alike within 32 kB only."""
    folder, _, name = path.rpartition("/")
    words = name.partition(".")[0].split("-")
    return path != "Chart.yaml", folder, words[::-1], name


def _gzip(data: bytes) -> bytes:
    """Return data as gzip: no flags, time 0, unknown system (RFC 1952)."""
    ends = b"\x1f\x8b\x08" + bytes(6) + b"\xff", struct.pack("<II", zlib.crc32(data), len(data))
    return ends[0] + deflate(data) + ends[1]


def write_archive(
    name: str, version: str, files: Mapping[str, str], to: str | os.PathLike[str]
) -> Path:
    """Write ``<name>-<version>.tgz`` and its ``.sha256``.

    Args:
        name: The chart's name.
        version: Its version.
        files: Path within the chart → text.
        to: The folder to write into.

    Raises:
        ExportError: If a file cannot be written, or something else than an archive of the chart is
            in its place.
    """
    data = archive_bytes(name, files)
    archive = Path(to, f"{name}-{version}.tgz")
    digest = hashlib.sha256(data).hexdigest()
    beside = archive.with_name(f"{archive.name}.sha256")
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        _check_replaceable(name, archive, beside)
        _write({archive: data, beside: f"{digest}  {archive.name}\n".encode()})
    except ExportError:
        raise
    except OSError as error:
        raise export_error(archive, error) from error
    return archive


def _check_replaceable(name: str, archive: Path, beside: Path) -> None:
    """Refuse to replace what is no archive of this chart, or no file."""
    for path in (archive, beside):
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
            raise ExportError(f"{path}: is a link or a folder; move it")
    if archive.exists() and not _is_archive_of(name, archive):
        raise ExportError(f"{archive}: is no archive of the chart {name}; move it")


def _is_archive_of(name: str, archive: Path) -> bool:
    try:
        with tarfile.open(archive) as tar:
            return (tar.next() or tarfile.TarInfo()).name.startswith(f"{name}/")
    except (tarfile.TarError, EOFError, zlib.error):  # cut off, or broken
        return False


def _write(files: Mapping[Path, bytes]) -> None:
    """Write whole files or none; their times are fixed too, as an OCI push records them."""
    with signals_held(), ExitStack() as ending:
        written: dict[Path, Path] = {}
        for path, data in files.items():
            scratch = scratch_beside(path)
            with scratch.open("xb") as file:  # fails on anything that is there, links too
                ending.callback(scratch.unlink, missing_ok=True)
                file.write(data)
            os.utime(scratch, (EPOCH, EPOCH))
            written[scratch] = path
        for scratch, path in written.items():
            scratch.replace(path)
