"""The health check of a service of compose as the probes of a container."""

from __future__ import annotations

import math
import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.units import seconds, words
from todo_k8s.importing.notes import Notes

_URL = re.compile(
    r"\b(?:curl|wget|http)\b.*?(https?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(/[^\s\"'|&;]*)?"
)


def probes_of(service: str, check: Any, notes: Notes) -> dict[str, Any]:
    """Return the probes that ask what a health check of compose asks; none if there is none.

    Args:
        service: The name of the service.
        check: What compose says.
        notes: What is not carried goes there.
    """
    if not is_map(check) or check.get("disable") is True:
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
    start = seconds(check.get("start_period")) if check.get("start_period") is not None else None
    if start is not None:
        often = seconds(check.get("start_interval")) or min(5, times["periodSeconds"])
        failures = max(2, math.ceil(start / often))
        found["startupProbe"] = {
            **handler,
            **times,
            "periodSeconds": often,
            "timeoutSeconds": min(times["timeoutSeconds"], often),
            "failureThreshold": failures,
        }
    return found


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
    kind, *rest = (words(test) or ["NONE"]) if is_list(test) else ["CMD-SHELL", f"{test or ''}"]
    if kind == "NONE" or not rest or not rest[0]:
        return None
    line = " ".join(rest)
    if (match := _URL.search(line)) and kind in {"CMD", "CMD-SHELL"}:
        default = 443 if match[1] == "https" else 80
        asked = int(match[2] or default)
        get: dict[str, Any] = {"path": match[3] or "/", "port": asked}
        if match[1] == "https":
            get["scheme"] = "HTTPS"
        return {"httpGet": get}
    command = rest if kind == "CMD" else ["sh", "-c", line]
    return {"exec": {"command": command}}
