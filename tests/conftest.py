"""How tests are shared, which of the many mutations are tried in a run, and what one forgets."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

MUTATIONS = (
    "tests/faults/test_faults.py::test_law_notices[",
    "tests/cases/test_rules.py::test_each_rule_is_tried_at_its_border[",
    "tests/cases/test_rules.py::test_each_condition_of_a_rule_is_tried[",
)
"""Tests that break something on purpose, hundreds of times, to see that it is noticed."""
PARTS = 4
DAY = "TODO_K8S_DAY_OF_MUTATIONS"
KEPT = (Path(__file__).resolve().parents[1], Path(sys.prefix), Path(sys.base_prefix))
"""Where modules are from that one test may leave to the next."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let all mutations be tried."""
    parser.addoption(
        "--mutations",
        choices=["some", "all"],
        default="some",
        help=f"some: one in {PARTS} of the mutations, other ones each day; all: every one",
    )


def pytest_configure() -> None:
    """Fix the day, so that all workers agree on it."""
    os.environ.setdefault(DAY, str(datetime.now(UTC).toordinal()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the mutations of other days; one that is named by its id is always tried."""
    if config.option.mutations == "all" or any("::" in each for each in config.args):
        return
    mutations = sorted(item.nodeid for item in items if item.nodeid.startswith(MUTATIONS))
    left_out = {x for n, x in enumerate(mutations) if (n + int(os.environ[DAY])) % PARTS}
    if left_out:
        config.hook.pytest_deselected(items=[x for x in items if x.nodeid in left_out])
        items[:] = [item for item in items if item.nodeid not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Forget the modules that a test wrote into a folder of its own, such as a ``shop.py``."""
    before = {*sys.modules}
    result = yield
    for name in sys.modules.keys() - before:
        file = getattr(sys.modules[name], "__file__", None)
        if file and not any(Path(file).is_relative_to(folder) for folder in KEPT):
            del sys.modules[name]
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Return what keeps some tests together, where tests are shared in groups."""
    from tests.sharing import Sharing  # needs pytest-xdist

    return Sharing(config, log) if config.option.dist == "loadgroup" else None
