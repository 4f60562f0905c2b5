"""The seconds of the defaults, as the chart's own rules count them.

A rule says its arithmetic where its budget is too small, so a picture that reads them from there
cannot say something else than the chart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from todo_k8s import TodoChatbotValues, render
from todo_k8s.errors import ValuesError

_RESTART = re.compile(r"back after (\d+) \+ (\d+)·(\d+) \+ (\d+) \+ (\d+) \+ (\d+) = (\d+) s")
_ROLLOUT = re.compile(
    r"a rollout of (\d+) pods, (\d+) at once .* (\d+) waves · "
    r"\(startSeconds (\d+) \+ minReadySeconds (\d+)\) = (\d+) s"
)


@dataclass(frozen=True)
class Restart:
    """How long a hung process may stay, at the worst, in seconds."""

    first: int
    """Until the first check that it does not answer starts."""

    further: int
    """Further checks that must fail."""

    interval: int
    """From one check to the next."""

    timeout: int
    """Until a check has failed."""

    kill: int
    """From the decision until the process is killed."""

    start: int
    """Until the new one is ready."""

    total: int
    """All of it."""

    budget: int
    """What it may take."""


@dataclass(frozen=True)
class Rollout:
    """How long a rollout takes, in seconds."""

    pods: int
    """How many pods there are."""

    step: int
    """How many are replaced at once."""

    waves: int
    """How often."""

    start: int
    """From the start of a pod until it is ready."""

    settle: int
    """How long it must be ready to count as available."""

    total: int
    """Until the last new pod is available."""


def restart() -> Restart:
    """Return the seconds of a restart of the backend."""
    budget = TodoChatbotValues().backend.probes.restart_budget_seconds
    said = _said({"backend": {"probes": {"restartBudgetSeconds": 1}}}, _RESTART)
    return Restart(*[*said, budget])


def rollout() -> Rollout:
    """Return the seconds of a rollout of the backend."""
    return Rollout(*_said({"deployBudgetSeconds": 1}, _ROLLOUT))


def _said(values: dict[str, Any], form: re.Pattern[str]) -> list[int]:
    """Return the numbers of what the rules say of values with a budget that is too small.

    Raises:
        LookupError: If no rule says it in this form any more.
    """
    try:
        render(values)
    except ValuesError as error:
        for fault in error.faults:
            if match := form.search(fault):
                return [*map(int, match.groups())]
    raise LookupError(f"no rule says: {form.pattern}")
