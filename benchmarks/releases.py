"""Measures many renderings in one process."""

from __future__ import annotations

import json

from benchmarks.measuring import interleaved, python, run
from benchmarks.results import Results

MANY = 1000
FIRST, LAST, WARM = "first half of the values files", "last half of the values files", "render({})"
GROWTH = "growth"


def measure(results: Results, *, quick: bool) -> None:
    """Render different values files, a half after the other; keep the largest growth."""

    def once() -> dict[str, float]:
        told = json.loads(run(*python("many.py", f"{100 if quick else MANY}")).output)
        results.counts[GROWTH] = max(told["growth"], results.counts.get(GROWTH, 0))
        return {FIRST: told["first half"], LAST: told["last half"], WARM: told["warm"]}

    interleaved(results, 1 if quick else 3, [once], warm=False)
