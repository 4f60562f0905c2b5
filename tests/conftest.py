"""How tests are shared among workers."""

from __future__ import annotations

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Return what keeps some tests together, where tests are shared in groups."""
    from tests.sharing import Sharing  # needs pytest-xdist

    return Sharing(config, log) if config.option.dist == "loadgroup" else None
