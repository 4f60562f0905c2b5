"""Which labels and annotations the objects of todo-chatbot have."""

from __future__ import annotations

from typing import Any

from todo_k8s import render

EVERYTHING: dict[str, Any] = {
    "commonLabels": {"team": "web"},
    "commonAnnotations": {"example.com/owner": "web"},
    "backend": {"autoscaling": {"enabled": True}, "service": {"alias": "api"}},
    "ingress": {"enabled": True, "hosts": ["todo.example.com"]},
    "gateway": {"enabled": True, "parentRefs": [{"name": "public"}]},
    "monitoring": {"serviceMonitor": {"enabled": True}, "probe": {"enabled": True}},
    "migrations": {"enabled": True, "command": ["alembic", "upgrade", "head"]},
    "secrets": {
        "mode": "external",
        "externalSecret": {
            "storeName": "vault",
            "data": {
                key: {"key": key}
                for key in ("DATABASE_URL", "BETTER_AUTH_SECRET", "GEMINI_API_KEY")
            },
        },
    },
}
OWN = {
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/component",
    "app.kubernetes.io/part-of",
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/version",
    "helm.sh/chart",
}


def test_every_object_has_the_labels_of_the_chart_and_the_common_ones() -> None:
    """Whatever its kind; so one selector finds all that a release made."""
    for manifest in render(EVERYTHING):
        labels, where = manifest["metadata"]["labels"], (manifest["kind"], manifest["metadata"])
        assert set(labels) == {*OWN, "team"}, where
        assert manifest["metadata"]["annotations"]["example.com/owner"] == "web", where


def test_labels_of_a_monitor_go_before_the_common_ones() -> None:
    """They are what a Prometheus finds it by."""
    own = {"serviceMonitor": {"enabled": True, "labels": {"team": "operations"}}}
    monitors = [
        manifest
        for manifest in render({"commonLabels": {"team": "web"}, "monitoring": own})
        if manifest["kind"] == "ServiceMonitor"
    ]
    assert [monitor["metadata"]["labels"]["team"] for monitor in monitors] == ["operations"]
