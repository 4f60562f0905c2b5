"""Renders many values files in one process: ``many.py 1000``.

Prints the seconds of the first and of the last half, of one more with all at their defaults, and by
how many bytes the process has grown.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from todo_k8s import render


def values(number: int) -> dict[str, Any]:
    """Return values that no other number gives."""
    return {
        "backend": {"env": {f"NUMBER_{number}": str(number)}, "replicaCount": 1 + number % 3},
        "frontend": {"podAnnotations": {f"example.com/n{number}": "x" * (number % 50)}},
    }


def resident() -> int:
    """Return the bytes of memory that this process has (Linux)."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def spent(numbers: range) -> float:
    """Return the processor seconds for the values of these numbers."""
    start = time.process_time()
    for number in numbers:
        render(values(number))
    return time.process_time() - start


def elapsed(action: Callable[[], object]) -> float:
    """Return the seconds on the clock that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    many = int(sys.argv[1])
    render({})
    warm = statistics.median(elapsed(lambda: render({})) for _ in range(30))
    spent(range(many, many + 50))
    before = resident()
    first, last = spent(range(many // 2)), spent(range(many // 2, many))
    told = {"first half": first, "last half": last, "growth": resident() - before, "warm": warm}
    print(json.dumps(told))
