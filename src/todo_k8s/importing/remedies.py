"""Answers to the rules of todo-chatbot about what no manifest shows: limits, and what must fit."""

from __future__ import annotations

import re
from collections.abc import Callable

from todo_k8s.importing.inversion.fits import Added, Setting, Steps

_Answer = Callable[[Steps, "re.Match[str]"], Setting]


def remedy(fault: str) -> Setting | None:
    """Return the value that answers a fault, None if there is none.

    A limit that is policy, such as `restartBudgetSeconds`, is lifted where what is deployed already
    breaks it. Nothing that a manifest shows is changed.
    """
    if (allowed := allowed_as_plain(fault)) is not None:
        return allowed
    path, _, message = fault.partition(": ")
    steps = tuple(path.split("."))
    for pattern, answer in _ANSWERS:
        if match := re.search(pattern, message):
            return answer(("Values", *steps), match)
    return None


def allowed_as_plain(fault: str) -> Setting | None:
    """Return the value that lets a plain variable be which only has the name of a credential.

    It is a rule of every chart with the library's services.
    """
    found = re.match(r"(.+)\.env\.([^.:]+): has the name of a credential", fault)
    if found is None:
        return None
    return Setting((*found[1].split("."), "allowPlainEnv"), Added(found[2]))


def _service(steps: Steps) -> Steps:
    """Return the section of a service that a path leads into: ``backend``, ``services.worker``."""
    return steps[:3] if len(steps) > 1 and steps[1] in {"services", "cronJobs"} else steps[:2]


def _restart_budget(steps: Steps, _: re.Match[str]) -> Setting:
    return Setting((*_service(steps)[1:], "probes", "restartBudgetSeconds"), 0)


def _deploy_budget(_steps: Steps, _: re.Match[str]) -> Setting:
    return Setting(("deployBudgetSeconds",), 0)


def _connections(_: Steps, match: re.Match[str]) -> Setting:
    return Setting(("database", "maxConnections"), int(match[1]) + _RESERVED)


_RESERVED = 7
"""What the server keeps for itself, by default."""


def _drain(steps: Steps, match: re.Match[str]) -> Setting:
    delay, margin, grace = int(match[1]), int(match[2]), int(match[3])
    return Setting(
        (*_service(steps)[1:], "rollout", "drainSeconds"), max(0, grace - delay - margin)
    )


def _shared(steps: Steps, _: re.Match[str]) -> Setting:
    return Setting((*_service(steps)[1:], "persistence", "accessModes"), ["ReadWriteMany"])


def _one_after_the_other(steps: Steps, _: re.Match[str]) -> Setting:
    return Setting((*_service(steps)[1:], "rollout", "strategy"), "Recreate")


_ANSWERS: tuple[tuple[str, _Answer], ...] = (
    (r"more than restartBudgetSeconds", _restart_budget),
    (r"more than deployBudgetSeconds", _deploy_budget),
    (r"= (\d+) connections, more than maxConnections", _connections),
    (r"only one node can mount it by accessModes", _shared),
    (r"a new pod would wait for a disk", _one_after_the_other),
    (r"= (\d+) \+ \d+ \+ (\d+) = \d+ s, more than terminationGracePeriodSeconds \((\d+)\)", _drain),
)
