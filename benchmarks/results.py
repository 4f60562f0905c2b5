"""What was measured, as a file of pyperf: ``pyperf compare_to old.json results.json``."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("results.json")


@dataclass
class Results:
    """Seconds by what took them, a number for each round; counts, and what it was measured on."""

    times: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    about: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def read(cls, file: Path = FILE) -> Results:
        """Return the results in a file; the tests read it too, without pyperf."""
        content = json.loads(file.read_text(encoding="utf-8"))
        times = {
            benchmark["metadata"]["name"]: [
                number for run in benchmark["runs"] for number in run["values"]
            ]
            for benchmark in content["benchmarks"]
        }
        shared: dict[str, Any] = content["metadata"]
        counts = {name: value for name, value in shared.items() if type(value) is int}
        about = {name: value for name, value in shared.items() if name not in counts}
        del about["unit"]
        return cls(times, counts, about)

    def write(self, file: Path = FILE) -> None:
        """Write the file. Counts are metadata, as pyperf has no zero among its values."""
        pyperf: Any = importlib.import_module("pyperf")  # has no types
        shared = {**self.about, **self.counts, "unit": "second"}
        suite = pyperf.BenchmarkSuite(
            [
                pyperf.Benchmark(
                    [
                        pyperf.Run(
                            [round(number, 6) for number in numbers],
                            metadata={"name": name, **shared},
                            collect_metadata=False,  # it has the machine's name, and paths
                        )
                    ]
                )
                for name, numbers in self.times.items()
            ]
        )
        suite.dump(str(file), replace=True)
        text = json.dumps(json.loads(file.read_text(encoding="utf-8")), indent=1)
        file.write_text(f"{text}\n", encoding="utf-8")
