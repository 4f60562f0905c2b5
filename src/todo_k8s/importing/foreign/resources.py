"""Requests and limits of pods of others, without the limits of the chart that they did not have."""

from __future__ import annotations

from typing import Any

from todo_k8s.manifests.objects import at
from todo_k8s.services.security import ResourcesValues


def resource_values(container: dict[str, Any]) -> dict[str, Any]:
    """Return the values ``resources``; an empty text takes off a limit that the chart would add.

    A container that says nothing of its resources gets those of the chart.

    Args:
        container: A container as the chart would have it, see `pod_spec`.
    """
    given = at(container, "resources")
    requests, limits = at(given, "requests"), at(given, "limits")
    if not requests and not limits:
        return {}
    values = {"requests": requests, "limits": {**dict.fromkeys(_DEFAULT_LIMITS, ""), **limits}}
    return {key: item for key, item in values.items() if item}


_DEFAULT_LIMITS = tuple(ResourcesValues().limits)
