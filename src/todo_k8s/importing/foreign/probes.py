"""Health checks of other charts, with those that todo-chatbot adds: they ask what is asked now."""

from __future__ import annotations

import math
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.services.probes.values import StartupProbeValues

_DEFAULTS: dict[str, Any] = {"successThreshold": 1, "initialDelaySeconds": None}
"""What means nothing: checks wait for the startup probe, which has the delay in its budget."""
_OF_KUBERNETES = {"periodSeconds": 10, "timeoutSeconds": 1, "failureThreshold": 3}
"""What a check has that does not say it; the chart's are more often, and other in number."""
_OTHERS = {
    "startupProbe": ("livenessProbe", "readinessProbe"),
    "livenessProbe": ("readinessProbe", "startupProbe"),
    "readinessProbe": ("livenessProbe", "startupProbe"),
}
"""Which check is asked in place of one that is not there, the first that is."""
CHECKS = (*_OTHERS,)
"""The fields of a container that are checks."""
NO_CHECKS: dict[str, dict[str, Any]] = {check: {} for check in CHECKS}
"""What a container has whose checks are switched off."""
_OTHER_THAN_HTTP = frozenset(
    {
        *(21, 22, 25, 53, 110, 143, 389, 465, 587, 636, 993, 1025, 1080, 1433, 1521, 1883, 2181),
        *(3128, 3306, 4222, 4317, 5432, 5433, 5671, 5672, 6379, 6380, 6432, 8883, 9042, 9092, 9093),
        *(11211, 26379, 27017),
    }
)
"""Ports of other protocols than HTTP: of mail, queues, databases, proxies and others."""
_HANDLERS = ("httpGet", "tcpSocket", "grpc", "exec")
_STARTUP = StartupProbeValues()
_OFTEN = 5
"""Seconds from one added check of a start to the next, if each may be slow: all of them must end
before a rollout is given up."""


def without_defaults(content: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Return a map without what is a default; None as a default stands for every value."""
    return {
        key: value
        for key, value in content.items()
        if key not in defaults or (defaults[key] is not None and value != defaults[key])
    }


def probes_of(container: dict[str, Any], port: int | None) -> dict[str, Any]:
    """Return the checks of a container as the chart should render them; none if it has none.

    Args:
        container: The container.
        port: The port that the chart calls ``http``.
    """
    names = {each.get("name"): each.get("containerPort") for each in items_at(container, "ports")}
    given = {key: container[key] for key in _OTHERS if _asks(at(container, key))}
    found = {key: _probe(probe, port, names) for key, probe in given.items()}
    for key, others in _OTHERS.items():
        source = next((other for other in others if other in given), None)
        if key not in given and source is not None:
            asked = _probe(given[source], port, names)
            handler = {each: asked[each] for each in _HANDLERS if each in asked}
            found[key] = handler | _timing_of_added(key, asked)
            if (key, source) == ("livenessProbe", "readinessProbe"):
                found[key] |= _timing_of_restart(asked)
    if restarts_too_soon(container):
        found["livenessProbe"]["failureThreshold"] += 1
    return {key: found[key] | _patience(key, given) for key in _OTHERS if key in found}


def restarts_too_soon(container: dict[str, Any]) -> bool:
    """Tell whether Kubernetes' own number of failures restarts a container that is not yet unready.

    The chart refuses that; its pods are restarted one failure later.
    """
    liveness, readiness = at(container, "livenessProbe"), at(container, "readinessProbe")
    own, more = _seconds_to_act(liveness), _number(liveness, "periodSeconds", 10)
    are_both = _asks(liveness) and _asks(readiness)
    is_default = _number(liveness, "failureThreshold", 3) == _OF_KUBERNETES["failureThreshold"]
    return are_both and is_default and own <= _seconds_to_act(readiness) < own + more


def _seconds_to_act(probe: dict[str, Any]) -> int:
    """Return how long a check fails before something is done, from the first failure on."""
    period, timeout, failures = (
        _number(probe, key, default) for key, default in _OF_KUBERNETES.items()
    )
    return (failures - 1) * period + timeout


def asked_ports(container: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Return the values ``probes`` for the checks of a container that ask a port by its number.

    Args:
        container: The container as the chart should render it.
    """
    found: dict[str, dict[str, int]] = {}
    for key in _OTHERS:
        for handler in ("httpGet", "tcpSocket", "grpc"):
            port = at(container, key, handler).get("port")
            if type(port) is int:
                found[key.removesuffix("Probe")] = {"port": port}
    return found


def checks_of(container: dict[str, Any], port: int | None) -> dict[str, dict[str, Any]]:
    """Return the values ``probes`` of a container without checks: not the chart's, by HTTP.

    Args:
        container: The container as it was.
        port: Its main port.
    """
    names = [key.removesuffix("Probe") for key in _OTHERS]
    if all(container.get(key) == {} for key in CHECKS):
        return {name: {"enabled": False} for name in names}
    if port in _OTHER_THAN_HTTP and not any(container.get(key) for key in CHECKS):
        return {name: {"handler": "tcp"} for name in names}
    return {}


def queries_of(container: dict[str, Any]) -> dict[str, str]:
    """Return the queries of the paths that the checks of a container ask, which are left out."""
    paths = {check: f"{at(container, check, 'httpGet').get('path')}" for check in CHECKS}
    return {check: path.partition("?")[2] for check, path in paths.items() if "?" in path}


def seconds_to_start(probes: dict[str, Any]) -> int:
    """Return how long a container may take to start, by its startup check as the chart has it."""
    probe: dict[str, Any] = probes.get("startupProbe") or {}
    period = _number(probe, "periodSeconds", _STARTUP.period_seconds)
    timeout = _number(probe, "timeoutSeconds", _STARTUP.timeout_seconds)
    failures = _number(probe, "failureThreshold", _STARTUP.failure_threshold)
    return failures * max(period, timeout)


def _patience(key: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return how often the startup check may fail: no start is cut off that was not before."""
    if key != "startupProbe":
        return {}
    if (own := given.get(key)) is not None:
        period = _number(own, "periodSeconds", 10)
        failures = math.ceil(_seconds_until_a_restart(own) / period)
        return {"periodSeconds": period, "failureThreshold": failures}
    seconds = max(_seconds_until_a_restart(probe) for probe in given.values())
    default = _STARTUP.period_seconds * _STARTUP.failure_threshold
    timing = _timing_of_added(key, next(given[each] for each in _OTHERS[key] if each in given))
    failures = math.ceil(max(seconds, default) / timing.get("periodSeconds", 1))
    return {"failureThreshold": failures} if timing or seconds > default else {}


def _timing_of_added(key: str, source: dict[str, Any]) -> dict[str, int]:
    """Return how long an added check waits for an answer, if its source waits for a slow one."""
    if not _is_slow(source):
        return {}
    timeout, period = _number(source, "timeoutSeconds", 1), _number(source, "periodSeconds", 10)
    often = min(_OFTEN, period) if key == "startupProbe" else max(timeout, period)
    return {"timeoutSeconds": timeout, "periodSeconds": often}


def _timing_of_restart(readiness: dict[str, Any]) -> dict[str, int]:
    """Return how often an added liveness check is made: it restarts what is unready already."""
    times = {key: readiness[key] for key in _OF_KUBERNETES}
    return {**times, "failureThreshold": times["failureThreshold"] + 1}


def _asks(probe: dict[str, Any]) -> bool:
    """Tell whether a check asks anything; a credential in its command is left out before."""
    return any(at(probe, handler) for handler in _HANDLERS)


def _is_slow(probe: dict[str, Any]) -> bool:
    """Tell whether a check waits longer for an answer than the chart's do."""
    return _number(probe, "timeoutSeconds", 1) > _STARTUP.timeout_seconds


def _seconds_until_a_restart(probe: dict[str, Any]) -> int:
    """Return how long a check fails before the kubelet acts, from the container's start."""
    period, failures = _number(probe, "periodSeconds", 10), _number(probe, "failureThreshold", 3)
    return _number(probe, "initialDelaySeconds", 0) + period * failures


def _number(probe: dict[str, Any], key: str, default: int) -> int:
    value = probe.get(key)
    return value if type(value) is int and value > 0 else default


def _probe(probe: dict[str, Any], port: int | None, names: dict[Any, Any]) -> dict[str, Any]:
    found = without_defaults(probe, _DEFAULTS)
    found |= {key: _number(probe, key, default) for key, default in _OF_KUBERNETES.items()}
    for handler in ("httpGet", "tcpSocket"):
        if is_map(probe.get(handler)):
            inner = without_defaults(probe[handler], {"scheme": "HTTP"})
            given = inner.get("port")
            number = names.get(given, given)
            inner["port"] = "http" if number == port else number
            if "?" in f"{inner.get('path')}":  # the chart's paths have none; `queries_of` tells it
                inner["path"] = inner["path"].partition("?")[0]
            found[handler] = inner
    return found
