"""The chart that others depend on, exported once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.exported import exported_files


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """The files of todo-chatbot."""
    return exported_files()
