"""NetworkPolicies of other charts: what they let through from beside the release."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.foreign.connections import connections_in
from todo_k8s.importing.foreign.policies import ANYBODY, add_policies, let_through, tell_open
from todo_k8s.importing.foreign.roles import Roles
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.sources.manifests import Manifest, Manifests

LABELS = {"app": "api"}
MONITORING = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}
PARTNER = {"ipBlock": {"cidr": "10.9.0.0/16"}}
OWN = {"podSelector": {"matchLabels": {"app": "web"}}}

SEARCH = {"ports": [{"port": 9200}]}


def translation(**spec: Any) -> Translation:
    """Return a translation of a backend and its NetworkPolicy."""
    pod = {"metadata": {"labels": LABELS}, "spec": {"containers": [{"name": "api"}]}}
    backend = {"kind": "Deployment", "metadata": {"name": "api"}, "spec": {"template": pod}}
    selector = {"podSelector": {"matchLabels": LABELS}}
    policy = {"kind": "NetworkPolicy", "metadata": {"name": "api"}, "spec": {**selector, **spec}}
    own = [Manifest(backend, "all.yaml"), Manifest(policy, "all.yaml")]
    asked = connections_in(own)
    return Translation(Manifests(own, {}), "todo", Notes(), asked, SecretKeys(), backend="api")


@pytest.mark.parametrize(
    ("rule", "carried"),
    [
        (
            {"to": [PARTNER, OWN], "ports": [{"port": 9200}]},
            [{"to": [PARTNER], "ports": [{"port": 9200}]}],
        ),
        ({"ports": [{"port": 8883}]}, [{"ports": [{"port": 8883}]}]),
        ({"to": [OWN]}, None),
        ({"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]}, None),
        ({}, None),
    ],
)
def test_what_pods_reach_beside(rule: dict[str, Any], carried: list[dict[str, Any]] | None) -> None:
    """The chart knows the application itself, and DNS."""
    found = translation(egress=[rule])
    add_policies(found)
    assert found.values.get("networkPolicy", {}).get("extraEgress") == carried
    assert bool(found.notes.to_do) == (rule == {})


def test_who_reaches_the_backend_from_beside() -> None:
    """Peers of a policy take the place of all namespaces, which a route lets in."""
    found = translation(ingress=[{"from": [MONITORING, OWN]}])
    let_through(found, "backend", ANYBODY)
    add_policies(found)
    tell_open(found)
    assert found.values == {"networkPolicy": {"backendFrom": [MONITORING]}}
    assert found.notes.to_do == []


def test_who_is_let_in_without_need_is_told() -> None:
    """Nothing says which pods a Gateway has."""
    found = translation()
    let_through(found, "backend", ANYBODY)
    let_through(found, "worker", ANYBODY)
    tell_open(found)
    assert [line.split()[1] for line in found.notes.to_do] == [
        "networkPolicy.backendFrom",
        "services.worker.networkPolicy.extraFrom",
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([{"from": [PARTNER, OWN]}], [PARTNER]),
        ([{"from": [PARTNER]}, {"ports": [{"port": 80}]}], None),
        ([{"from": [OWN]}], None),
    ],
)
def test_who_reaches_the_frontend(rules: list[dict[str, Any]], expected: Any) -> None:
    """Those whom its policy names, unless one of its rules lets everybody in."""
    found = translation(ingress=rules)
    found.roles = Roles({"api": "frontend"}, {})
    add_policies(found)
    assert found.values.get("networkPolicy", {}).get("frontendFrom") == expected


def test_a_policy_of_all_pods_is_left_to_be_carried() -> None:
    """Its place is not taken for pods that are not the chart's."""
    found = translation(podSelector={}, policyTypes=["Ingress"])
    add_policies(found)
    assert [each.object.kind for each in found.rest if each.object.kind == "NetworkPolicy"]
    assert found.notes.not_carried == []
