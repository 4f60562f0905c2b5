"""NetworkPolicies of the tests' own."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from tests.e2e.commands import Kubectl, Object, eventually
from tests.e2e.visitor import LABELS, Visitor


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


def enforces_policies(kubectl: Kubectl, visitor: Visitor, host: str, port: int) -> bool:
    """Tell whether a policy that lets the visitor reach nothing does so, for a door that is open.

    Args:
        kubectl: The namespace that the visitor is in.
        visitor: A pod that may reach the door.
        host: Where the door is.
        port: Its port.
    """
    with staying_in(kubectl, LABELS):
        enforced = eventually(lambda: not visitor.connects(host, port), seconds=10)
    assert eventually(lambda: visitor.connects(host, port), seconds=10)
    return enforced
