"""Rules on label selectors, peers and rules of policies in Kubernetes' own form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import matches, to_json
from todo_k8s.helm.model import Check, KubernetesObject

_LABELS = r'\{("[^"\\]*":"[^"\\]*",?)*\}'
_EXPRESSIONS = r'\[(\{"key":"[^"\\]*","operator":"[A-Za-z]+"(,"values":\[[^\]]*\])?\},?)*\]'
_SELECTOR = rf'\{{("matchExpressions":{_EXPRESSIONS},?)?("matchLabels":{_LABELS})?\}}'
_BLOCK = r'\{"cidr":"[0-9A-Fa-f.:]+/[0-9]{1,3}"(,"except":\[[^\]]*\])?\}'
_PEER = rf'\{{("ipBlock":{_BLOCK}|("(namespace|pod)Selector":{_SELECTOR},?)+)\}}'
_PORT = r'\{("endPort":[0-9]+,)?("port":([0-9]+|"[a-z0-9-]+"),?)?("protocol":"[A-Z]+")?\}'
_EGRESS = rf'\{{("ports":\[({_PORT},?)*\],?)?("to":\[({_PEER},?)*\])?\}}'
"""The JSON of each: its keys come in order, and it has no comma at the end."""

_EXAMPLE = "{matchLabels: {app: redis}}"


def is_selector(selector: KubernetesObject, field: str) -> Check:
    """Return the check that an object is a Kubernetes ``LabelSelector``, or empty.

    The API server drops a label that stands beside ``matchLabels``, and then selects all pods.
    """
    return Check(
        matches(to_json(selector), f"^{_SELECTOR}$"),
        f"must be a label selector, as in {_EXAMPLE}",
        field,
    )


def are_peers(peers: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that each item is a Kubernetes ``NetworkPolicyPeer``."""
    return each(
        peers,
        lambda index, peer: Check(
            matches(to_json(peer), f"^{_PEER}$"),
            "must be a peer: podSelector, namespaceSelector or both, as in "
            f"{{podSelector: {_EXAMPLE}}}, or an ipBlock, as in {{ipBlock: {{cidr: 10.0.0.0/8}}}}",
            f"{field}[{index}]",
        ),
    )


def are_egress_rules(rules: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that each item is a Kubernetes ``NetworkPolicyEgressRule``.

    The API server drops other fields: a rule without ``to`` is then for all addresses.
    """
    return each(
        rules,
        lambda index, item: Check(
            matches(to_json(item), f"^{_EGRESS}$"),
            f"must be an egress rule, as in {{to: [{{podSelector: {_EXAMPLE}}}], ports: [{{port: "
            "6379}]}",
            f"{field}[{index}]",
        ),
    )
