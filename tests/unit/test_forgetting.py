"""What one test imports from a folder of its own, no later test finds."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from tests.conftest import pytest_runtest_protocol


def test_a_module_of_a_test_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the project stays, as others have what it defines."""
    (tmp_path / "written_by_a_test.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))  # pyright: ignore[reportUnknownMemberType]
    around = pytest_runtest_protocol()
    next(around)
    importlib.import_module("written_by_a_test")
    importlib.import_module("tests.mistakes.right.clock")
    with pytest.raises(StopIteration):
        next(around)
    assert "written_by_a_test" not in sys.modules
    assert "tests.mistakes.right.clock" in sys.modules
