"""Tokens exist only in a compilation; the tests of the machinery make theirs in this one."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import nullcontext
from pathlib import Path

import pytest

from todo_k8s.helm.symbolic.session import Session, compiling

SESSION = Session()
FOLDER = Path(__file__).parent


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Import the modules in the compilation, as some make tokens at their top."""
    with compiling(SESSION):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run each test in it; the hook is asked for those of other folders too."""
    with compiling(SESSION) if item.path.is_relative_to(FOLDER) else nullcontext():
        return (yield)
