"""The health check of a service of compose as the probes of a container."""

from __future__ import annotations

import math
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.gets import get_of
from todo_k8s.importing.compose.units import listed, seconds, words
from todo_k8s.importing.notes import Notes


def probes_of(service: str, check: Any, notes: Notes) -> dict[str, Any]:
    """Return the probes that ask what a health check of compose asks; none if there is none.

    Args:
        service: The name of the service.
        check: What compose says.
        notes: What is not carried goes there.
    """
    if not is_map(check) or is_off(check):
        return {}
    handler = _handler(check.get("test"))
    if handler is None:
        if check.get("test") is not None:
            notes.lose(f"{service}: healthcheck without a command")
        return {}
    times = _times(service, check, notes)
    probe = {**handler, **times}
    # the chart restarts a pod only after it is unready, so one failure later
    restart = {**probe, "failureThreshold": times["failureThreshold"] + 1}
    found = {"livenessProbe": restart, "readinessProbe": probe}
    if (start := seconds(check.get("start_period"))) is not None:
        found["startupProbe"] = {**handler, **_times_of_start(start, check, times)}
    return found


def _times_of_start(start: int, check: dict[str, Any], times: dict[str, int]) -> dict[str, int]:
    """Return how often a start is checked: failures count for compose only after `start`."""
    often = seconds(check.get("start_interval")) or min(5, times["periodSeconds"])
    longest = start + times["failureThreshold"] * times["periodSeconds"]
    return {**times, "periodSeconds": often, "failureThreshold": math.ceil(longest / often)}


def _times(service: str, check: dict[str, Any], notes: Notes) -> dict[str, int]:
    """Return how often a check is made and how long it may take; no longer than until the next."""
    period, given = seconds(check.get("interval")) or 30, seconds(check.get("timeout"))
    timeout = min(given or 30, period)
    if given is not None and timeout < given:
        notes.lose(
            f"{service}: healthcheck.timeout ({given} s) is more than its interval; "
            f"it is {timeout} s"
        )
    retries = check.get("retries")
    return {
        "periodSeconds": period,
        "timeoutSeconds": timeout,
        "failureThreshold": max(1, retries) if isinstance(retries, int) else 3,
    }


def _handler(test: Any) -> dict[str, Any] | None:
    kind, *rest = (words(test) or ["CMD"]) if is_list(test) else ["CMD-SHELL", f"{test or ''}"]
    if not rest or not rest[0]:
        return None
    command = rest if kind == "CMD" else ["sh", "-c", " ".join(rest)]
    get = get_of(command)
    if get is None or "?" in get["path"]:  # the chart's paths have no query
        return {"exec": {"command": command}}
    return {"httpGet": get}


def is_off(check: Any) -> bool:
    """Tell whether a check is switched off, also one of the image."""
    if not is_map(check):
        return False
    return check.get("disable") is True or listed(check.get("test"))[:1] == ["NONE"]
