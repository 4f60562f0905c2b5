"""Rules on label selectors and peers in Kubernetes' own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    has_key,
    is_set,
    matches,
    not_,
    replace_pattern,
    to_json,
    without,
)
from todo_k8s.helm.model import Check, KubernetesObject

_FIELDS = ["matchLabels", "matchExpressions"]
_SELECTOR = '"(podSelector|namespaceSelector)":'
_WHOLE = _SELECTOR + r'\{("matchLabels":|"matchExpressions":|\})'
"""A selector in the JSON of a peer that is empty, or has a field that one can have."""
_EXAMPLE = "as in {matchLabels: {app: redis}}"


def is_selector(selector: KubernetesObject, field: str) -> Check:
    """Return the check that a label selector has no other fields than Kubernetes knows.

    The API server would drop a label that stands beside ``matchLabels``, and then select all pods.
    """
    return Check(
        not_(is_set(without(selector, _FIELDS))),
        f"is no label selector; put its labels into matchLabels, {_EXAMPLE}",
        field,
    )


def are_peers(peers: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that each item is a ``NetworkPolicyPeer``."""

    def check(index: int, peer: Mapping[str, Any]) -> Check:
        kinds = ("podSelector", "namespaceSelector", "ipBlock")
        return Check(
            all_of(any_of(*(has_key(peer, kind) for kind in kinds)), _has_whole_selectors(peer)),
            "is no peer; it needs podSelector, namespaceSelector or ipBlock, and a selector has "
            f"its labels in matchLabels, {_EXAMPLE}",
            f"{field}[{index}]",
        )

    return each(peers, check)


def are_egress_rules(rules: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that the selectors of each ``NetworkPolicyEgressRule`` are whole."""
    return each(
        rules,
        lambda index, item: Check(
            _has_whole_selectors(item),
            f"has a selector without matchLabels; put its labels there, {_EXAMPLE}",
            f"{field}[{index}]",
        ),
    )


def _has_whole_selectors(item: Mapping[str, Any]) -> bool:
    return not_(matches(replace_pattern(to_json(item), _WHOLE, ""), _SELECTOR))
