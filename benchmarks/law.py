"""Measures what a values file costs the tests of the law, and a program those of the dialect.

It is the slope between few and many, so that what the tests make once does not count.
"""

from __future__ import annotations

import re
import sys

from benchmarks.measuring import Done, Run, interleaved, run
from benchmarks.results import Results

VALUES, PROGRAM = "a values file of the law", "a program"
_COMPARED = re.compile(r"(\d+) (?:accepted|refused)")


def measure(results: Results, *, quick: bool) -> None:
    """Measure both by runs of their tests, once: each of them measures many times."""
    runs = [values_file(10, 40)] if quick else [values_file(100, 400), program(1, 4)]
    interleaved(results, 1, runs, warm=False)


def values_file(few: int, many: int) -> Run:
    """Return what measures one values file: by constructs, the compiled tree and Helm 4."""

    def tried(examples: int) -> tuple[float, int]:
        done = _tests("tests/generated/test_generated_law.py", LAW_EXAMPLES=f"{examples}")
        told = done.output.partition("values files compared: ")[2]
        return done.seconds, sum(map(int, _COMPARED.findall(told)))

    def slope() -> dict[str, float]:
        (start, first), (end, last) = tried(few), tried(many)
        return {VALUES: (end - start) / (last - first)}

    return slope


def program(few: int, many: int) -> Run:
    """Return what measures one program, exported and rendered: the tests draw 25 at once."""

    def slope() -> dict[str, float]:
        start, end = (
            _tests("tests/programs/test_generated.py", LAW_PROGRAMS=f"{25 * charts}").seconds
            for charts in (few, many)
        )
        return {PROGRAM: (end - start) / (25 * (many - few))}

    return slope


def _tests(path: str, **environment: str) -> Done:
    options = ("-q", "-p", "no:cacheprovider", "--hypothesis-seed=0")
    return run(sys.executable, "-m", "pytest", path, *options, **environment, GOGC="800")
