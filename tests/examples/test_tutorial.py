"""Pages are done as they say: their files are written, their commands run, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = {"tutorial": 16, "testing": 14}
"""Pages in docs/, and how many blocks each has at least."""
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.helm


def run(folder: Path, command: str) -> tuple[int, str]:
    """Run a line of the shell; return its status and all that it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["/bin/sh", "-euc", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_page_is_done_as_it_says(page: str, tmp_path: Path) -> None:
    """From top to bottom; what is shown after a command is printed by it."""
    printed, ran = "", 0
    for match in _BLOCK.finditer((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")):
        language, label, text = match.groups()
        file = tmp_path / (label or "")
        if language == "sh":
            status, printed = run(tmp_path, text)
            assert (status != 0) == (label == "fails"), printed
        elif language == "python" and label is None:
            status, printed = run(
                tmp_path, f"cat > snippet.py <<'END'\n{text}END\npython snippet.py"
            )
            assert status == 0, printed
        elif label is None or file.is_relative_to(tmp_path / "chart"):
            shown = printed if label is None else file.read_text(encoding="utf-8")
            assert text in shown, shown
        else:
            file.write_text(text, encoding="utf-8")
        ran += 1
    assert ran >= PAGES[page]
