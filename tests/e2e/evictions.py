"""The Eviction API, which a drain of nodes uses."""

from __future__ import annotations

import json

from tests.e2e.commands import CommandError, Kubectl


def evicted(kubectl: Kubectl, pod: str) -> bool:
    """Ask to evict a pod; tell whether the disruption budget lets it go."""
    metadata = {"name": pod, "namespace": kubectl.namespace}
    eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": metadata}
    path = f"/api/v1/namespaces/{kubectl.namespace}/pods/{pod}/eviction"
    try:
        kubectl("create", f"--raw={path}", "-f", "-", stdin=json.dumps(eviction))
    except CommandError as error:
        if "disruption budget" in str(error):
            return False
        raise
    return True
