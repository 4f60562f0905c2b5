"""The pictures that Artifact Hub shows of the chart: what Helm really says, in a terminal."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

import helm_python

from releasing.changelog import ROOT

FOLDER = ROOT / "docs" / "images"
CHART = "chart-export"
WRONG = """\
backend:
  replicas: 3
  resources:
    requests: {memory: 2Gi}
  probes:
    liveness: {periodSeconds: 60}
ingress:
  enabled: true
"""
"""Values with mistakes of several kinds."""

_PAGE = """\
<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #11161d; color: #d7dde5; }}
pre {{ margin: 0; padding: 28px 32px; font: 15px/1.5 "DejaVu Sans Mono", monospace;
       white-space: pre-wrap; }}
b {{ color: #7fd1b9; font-weight: 600; }} i {{ color: #f0b37e; font-style: normal; }}
</style><pre>{content}</pre>"""


def write_pictures(folder: Path = FOLDER) -> list[Path]:
    """Write the pictures; Helm and Chromium must be on PATH.

    Args:
        folder: Where they go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        values = Path(scratch, "values.yaml")
        values.write_text(WRONG, encoding="utf-8")
        refused = _said(["helm", "template", "todo", CHART, "--values", str(values)])
        shown = f"<b>$ cat values.yaml</b>\n{html.escape(WRONG)}\n"
        command = "<b>$ helm install todo todo-chatbot -f values.yaml -n todo</b>\n"
        pages = {
            "refusal": f"{shown}{command}<i>{html.escape(refused)}</i>",
            "notes": f"<b>$ helm install todo todo-chatbot -n todo</b>\n{html.escape(_notes())}",
        }
        return [_picture(Path(scratch), folder / f"{name}.png", pages[name]) for name in pages]


def _said(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stderr or done.stdout).split("Use --debug")[0].strip()


def _notes() -> str:
    """Return what Helm prints after an installation with the defaults."""
    files = helm_python.Chart.load(ROOT / CHART).render({}, name="todo", namespace="todo")
    return next(text for name, text in files.items() if name.endswith("NOTES.txt"))


def _picture(scratch: Path, file: Path, content: str) -> Path:
    page = scratch / "page.html"
    page.write_text(_PAGE.format(content=content), encoding="utf-8")
    chromium = shutil.which("chromium") or "chromium"
    height = 28 * 2 + 23 * _lines(content)
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size=1180,{height}"]
    command = [chromium, *options, f"--screenshot={file}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file


def _lines(content: str) -> int:
    """Return how many lines a text has where it is broken after 120 characters."""
    return sum(1 + len(line) // 120 for line in content.splitlines())
