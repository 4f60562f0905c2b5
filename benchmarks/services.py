"""Measures services: how many calls of jsii they take, and how the time grows with their number."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from benchmarks.measuring import NODE, PROGRAMS, Run, interleaved, process, python, run
from benchmarks.results import Results

NUMBERS = (1, 25, 50, 75, 100)
CONSTRUCTS, RENDERED = "constructs in a chart of cdk8s", "constructs, rendered"
BY_HAND, NATIVE = "cdk8s-plus in Python", "cdk8s-plus in JavaScript"
WAYS = (CONSTRUCTS, RENDERED, BY_HAND, NATIVE)
PACKAGES = {"cdk8s": "cdk8s", "cdk8s-plus-27": "cdk8s_plus_27", "constructs": "constructs"}
"""The packages of Node.js, and the Python packages that have each as an archive."""


def measure(results: Results, *, quick: bool) -> None:
    """Measure processes that make services, in four ways."""
    results.counts |= json.loads(run(*python("calls.py")).output)
    with tempfile.TemporaryDirectory() as folder:
        unpack(Path(folder))
        numbers = NUMBERS[:2] if quick else NUMBERS
        interleaved(results, 1 if quick else 3, ways(folder, numbers), warm=False)


def ways(folder: str, numbers: Sequence[int]) -> list[Run]:
    """Return what is measured in turn, with the packages of Node.js in a folder."""
    native = ["/usr/bin/env", f"NODE_PATH={folder}", NODE, PROGRAMS / "services.js"]
    return [
        process(f"{number} services, {way}", [*command, f"{number}"])
        for number in numbers
        for way, command in (
            (CONSTRUCTS, python("services.py", "constructs")),
            (RENDERED, python("rendered.py")),
            (BY_HAND, python("services.py", "by-hand")),
            (NATIVE, native),
        )
    ]


def unpack(folder: Path) -> None:
    """Unpack the packages of Node.js that the Python wheels bring, as node_modules has them."""
    for name, package in PACKAGES.items():
        home = Path(os.fspath(files(package).joinpath("_jsii")))  # type: ignore[call-overload]  # this one is a path
        with tarfile.open(next(home.glob("*.tgz"))) as archive:
            archive.extractall(folder / f".{name}", filter="data")
        (folder / f".{name}" / "package").rename(folder / name)
