"""How tests are shared among workers."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Return what keeps some tests together, where tests are shared in groups."""
    from tests.sharing import Sharing  # needs pytest-xdist

    return Sharing(config, log) if config.option.dist == "loadgroup" else None
