"""The engine of the page, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.engine import Engine, engine


@pytest.fixture(scope="session")
def page_engine() -> Iterator[Engine]:
    """The engine in Node.js; each test gives it the chart that it is about."""
    with engine() as started:
        yield started
