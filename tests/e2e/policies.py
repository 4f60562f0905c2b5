"""NetworkPolicies of the tests' own."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from tests.e2e.commands import Kubectl, Object


@contextmanager
def staying_in(kubectl: Kubectl, labels: dict[str, str]) -> Generator[None]:
    """Let pods with these labels connect to nothing meanwhile."""
    spec: Object = {"podSelector": {"matchLabels": labels}, "policyTypes": ["Egress"]}
    policy = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": spec}
    kubectl.apply({**policy, "metadata": {"name": "stay-in"}})
    try:
        yield
    finally:
        kubectl("delete", "networkpolicy", "stay-in")
