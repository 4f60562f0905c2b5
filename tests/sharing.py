"""Which tests stay together when several workers share them.

pytest-xdist cannot do it by its mark ``xdist_group``: it writes the group into the names of tests,
which pytest 9.2 keeps as they are.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has no types

TOGETHER = ("tests/cases/test_rules.py", "tests/faults/test_faults.py")
"""Files whose tests share what takes minutes to make."""


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # pyright: ignore[reportUntypedBaseClass]  # as above
    """Gives a free worker the next test, or all tests of a file of those that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((file for file in TOGETHER if nodeid.startswith(f"{file}::")), nodeid)
