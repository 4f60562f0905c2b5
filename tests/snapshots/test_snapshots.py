"""What the chart deploys, for a reviewer to read: one file a manifest, and what values change."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from todo_k8s import render
from todo_k8s.testing import ManifestSnapshot, manifests_yaml

SECRETS = {
    "DATABASE_URL": "postgresql://user:not-a-secret@db.example.com/todo",
    "GEMINI_API_KEY": "not-a-secret-but-20-characters-long",
    "BETTER_AUTH_SECRET": "not-a-secret-but-32-characters-long",
}

CASES: dict[str, dict[str, Any]] = {
    "nginx-frontend": {"frontend": {"preset": "nginx", "service": {"type": "NodePort"}}},
    "one-replica": {"backend": {"replicaCount": 1}},
    "autoscaled": {"backend": {"autoscaling": {"enabled": True}}},
    "secrets-by-values": {"secrets": {"mode": "values", "values": SECRETS}},
    "secrets-by-operator": {
        "secrets": {
            "mode": "external",
            "externalSecret": {
                "storeName": "vault",
                "data": {key: {"key": "todo", "property": key} for key in SECRETS},
            },
        }
    },
    "ingress": {
        "ingress": {"enabled": True, "hosts": ["todo.example.com"], "tlsSecretName": "todo-tls"},
        "auth": {"url": "https://todo.example.com"},
    },
    "gateway": {
        "gateway": {
            "enabled": True,
            "parentRefs": [{"name": "public", "namespace": "gateways"}],
            "hostnames": ["todo.example.com"],
            "backendPaths": ["/api"],
        },
        "networkPolicy": {"backendFrom": [{"podSelector": {"matchLabels": {"app": "proxy"}}}]},
    },
    "operations": {
        "monitoring": {"serviceMonitor": {"enabled": True}, "probe": {"enabled": True}},
        "migrations": {"enabled": True, "command": ["alembic", "upgrade", "head"]},
        "database": {"directUrlKey": "DIRECT_URL"},
    },
    "better-auth-in-frontend": {
        "frontend": {
            "secretEnv": {
                "BETTER_AUTH_SECRET": "BETTER_AUTH_SECRET",
                "DATABASE_URL": "DATABASE_URL",
            }
        }
    },
}


class DiffFile(ManifestSnapshot):
    """Keeps a snapshot as a unified diff."""

    file_extension = "diff"


def named_manifests(values: dict[str, Any]) -> dict[str, str]:
    """Return the manifests for values, as YAML by kind and name."""
    return {
        f"{manifest['kind']}-{manifest['metadata']['name']}": manifests_yaml([manifest])
        for manifest in render(values)
    }


def differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Yield a unified diff of every manifest that is not the same."""
    for name in sorted({*before, *after}):
        old, new = before.get(name, ""), after.get(name, "")
        yield from difflib.unified_diff(
            old.splitlines(keepends=True), new.splitlines(keepends=True), name, name, n=1
        )


def test_default_values_deploy(snapshot: SnapshotAssertion) -> None:
    """The manifests for the default values are the reviewed ones, one file each."""
    found = named_manifests({})
    assert len(found) == 14
    for name, text in found.items():
        assert text == snapshot(name=name, extension_class=ManifestSnapshot)


@pytest.mark.parametrize("case", CASES)
def test_values_change(case: str, snapshot: SnapshotAssertion) -> None:
    """Values change the manifests in the reviewed way, and nothing beside it."""
    changed = "".join(differences(named_manifests({}), named_manifests(CASES[case])))
    assert changed
    assert changed == snapshot(extension_class=DiffFile)
