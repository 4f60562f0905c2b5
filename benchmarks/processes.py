"""Measures processes from start to end: the import, a validation, the command, an export."""

from __future__ import annotations

import sys

from benchmarks.measuring import BIN, HELM, NODE, PROGRAMS, ROOT, interleaved, process, python, run
from benchmarks.results import Results

PRODUCTION = ROOT / "examples" / "values" / "production.yaml"
CHART = ROOT / "chart-export"
STARTED = {
    "import": "import todo_k8s, todo_k8s.values",
    "validation": f"import runpy, sys; sys.argv = ['validate.py', {str(PRODUCTION)!r}]; "
    f"runpy.run_path({str(PROGRAMS / 'validate.py')!r}, run_name='__main__')",
    "rendering": "import todo_k8s; todo_k8s.render({})",
}
"""Of what the started processes are counted: programs that need no Node.js."""


def measure(results: Results, *, quick: bool) -> None:
    """Measure processes, and count those that they start."""
    short = [
        process("import pydantic and PyYAML", [sys.executable, "-c", "import pydantic, yaml"]),
        process("import todo_k8s", [sys.executable, "-c", "import todo_k8s"]),
        process("validate", python("validate.py", PRODUCTION)),
        process("todo-k8s render", [BIN / "todo-k8s", "render"]),
        process("helm template", [HELM, "template", "todo", CHART]),
    ]
    interleaved(results, 2 if quick else 15, short)
    long = [
        process("an empty chart", python("empty_chart.py")),
        process("export without checks", python("export.py", "unchecked")),
        process("export", python("export.py", "checked")),
    ]
    interleaved(results, 1 if quick else 7, long, warm=not quick)
    on_path = f"{NODE.parent}:/usr/bin:/bin"  # as for somebody who has Node.js
    for name, text in STARTED.items():
        done = run(*python("children.py", text), JSII_NODE="", PATH=on_path)
        results.counts[f"processes started by {name}"] = int(done.output)
