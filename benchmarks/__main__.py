"""Measures everything: ``nox -s bench``; ``nox -s bench -- --quick`` to try it out, in a minute."""

from __future__ import annotations

import argparse
import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version

import helm_python

from benchmarks import charts, law, page, processes, releases, services
from benchmarks.figures import FIGURES
from benchmarks.measuring import HELM, NODE, run
from benchmarks.results import Results

PARTS = (processes, services, releases, charts, law)


def main() -> None:
    """Measure, print the figures and the targets missed, and write the results and the page."""
    parser = argparse.ArgumentParser(prog="nox -s bench --")
    parser.add_argument("--quick", action="store_true", help="few rounds; write nothing")
    quick: bool = parser.parse_args().quick
    results = Results(about=about())
    for part in PARTS:
        print(f"measuring {part.__name__.partition('.')[2]}", flush=True)
        part.measure(results, quick=quick)
    print(table(results))
    if not quick:
        results.write()
        page.main()


def about() -> dict[str, str]:
    """Return what kind of machine this is, and the versions that matter."""
    helm = run(HELM, "version", "--template={{.Version}}").output.strip("v")
    return {
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Node.js": run(NODE, "--version").output.strip().removeprefix("v"),
        "cdk8s": version("cdk8s"),
        "pydantic": version("pydantic"),
        "Helm 3": helm,
        "Helm 4": helm_python.helm_sdk_version().removeprefix("v"),
        "day": datetime.now(UTC).date().isoformat(),
    }


def table(results: Results) -> str:
    """Return the figures as text, and which targets are missed."""
    measured = [figure for figure in FIGURES if figure.is_in(results)]
    rows = [[figure.name, *page.cells(figure, results)[1:]] for figure in measured]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    missed = [figure.name for figure in measured if not figure.is_met(results)]
    told = f"targets missed: {'; '.join(missed) or 'none'}"
    return re.sub("[*`]", "", "\n".join([*lines, told]))


if __name__ == "__main__":
    main()
