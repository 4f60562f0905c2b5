"""Plain data that is printed as it is."""

from __future__ import annotations

from typing import Any


class Raw(dict[str, Any]):
    """A Kubernetes object or part of one as the operator wrote it; nothing in it is left out.

    With entries of the chart's own beside it, `theirs` are the keys of the operator's.
    """

    theirs: frozenset[str] | None = None
