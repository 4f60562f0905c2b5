"""What a release consists of, in one folder: wheel, source archive, chart, bills, checksums."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from releasing.bill import library_bill
from releasing.checks import State, faults
from releasing.interface import Interface, compared
from releasing.released import files_of, last_release, version_of
from todo_k8s.helm.write.files import written
from todo_k8s.helm.write.materials import write_bill
from todo_k8s.helm.write.package import write_package
from todo_k8s.todo_chatbot.compiled import PACKAGED, compile_anew, write

SUMS = "SHA256SUMS"
REPORT = "values-changed.md"


class ReleaseError(Exception):
    """A release is not made; one line for each fault."""


@contextmanager
def compiled_chart_packaged() -> Generator[None]:
    """Put the compiled chart into the source while it is built; it is old after the next change."""
    write(compile_anew(), PACKAGED)
    try:
        yield
    finally:
        PACKAGED.unlink()


def build_library(root: Path, to: Path) -> None:
    """Build the wheel and the source archive: the same bytes for the same source.

    Neither times, nor the umask, nor the folder go into them.
    """
    command = ["uv", "build", "--quiet", "--no-config", "--no-create-gitignore", f"--out-dir={to}"]
    subprocess.run([*command, str(root)], check=True, env={**os.environ, "UV_OFFLINE": "1"})


def make_release(root: Path, to: Path, tag: str | None = None) -> list[Path]:
    """Write a release into a folder, and return its files.

    Args:
        root: The project's folder.
        to: The folder; files of an older release in it are removed.
        tag: The tag to release, if it is there already.

    Raises:
        ReleaseError: If something stands against it; nothing is written then.
    """
    chart = compile_anew()
    files = written(chart)
    metadata = chart.metadata
    state = State(root, metadata.name, metadata.version, files, tag)
    interface, before = _interface(state)
    if found := faults(state, interface):
        raise ReleaseError("\n".join(found))
    to.mkdir(parents=True, exist_ok=True)
    for old in [*to.glob("todo*"), *to.glob(SUMS), *to.glob(REPORT)]:
        old.unlink()
    with compiled_chart_packaged():
        build_library(root, to)
    write_bill(chart, write_package(chart, files, to))
    bill = to / f"todo_k8s-{metadata.version}.cdx.json"
    bill.write_text(library_bill(root, metadata.version), encoding="utf-8")
    report = interface.markdown(before, metadata.version)
    (to / REPORT).write_text(report, encoding="utf-8")
    made = sorted(each for each in to.iterdir() if each.name != SUMS)
    (to / SUMS).write_text("".join(map(_sum, made)), encoding="utf-8")
    return [*made, to / SUMS]


def _interface(state: State) -> tuple[Interface, str]:
    """Return what changed since the last release, and its version."""
    archive = last_release(state.version)
    old = files_of(archive)["values.schema.json"]
    return compared(old, state.files["values.schema.json"]), str(version_of(archive))


def _sum(file: Path) -> str:
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
