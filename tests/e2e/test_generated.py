"""A Secret that is generated once keeps its texts, whatever becomes of the release."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import todo_k8s
from tests.e2e.commands import Helm, Kubectl, Object
from tests.versions.test_existing import Cache
from todo_k8s.helm import export_chart, render

pytestmark = pytest.mark.e2e

NAME = "todo-cache-auth"


def test_generated_secret_is_kept(
    cluster: Kubectl, helm_command: tuple[str, ...], tmp_path: Path
) -> None:
    """Through upgrades, a rollback, an uninstall and by hand; one that is deleted is made anew."""
    chart = export_chart(Cache, to=tmp_path / "cache")
    with cluster.fresh_namespace("todo-generated") as kubectl:
        helm = Helm(helm_command, kubectl)
        helm.deploy("install", "todo", chart, {})
        first = hashes(secret(kubectl))
        assert {*first} == {"password", "a.token"}
        assert len({*first.values()}) == 2
        release = todo_k8s.Release("todo", kubectl.namespace)
        (rendered,) = render(Cache, {}, release, existing=kubectl.items("secrets"))
        assert hashes(rendered) == first
        helm.deploy("upgrade", "todo", chart, {})
        assert hashes(secret(kubectl)) == first
        helm("rollback", "todo", "--wait")
        assert hashes(secret(kubectl)) == first
        helm("uninstall", "todo", "--wait")
        helm.deploy("install", "todo", chart, {})
        assert hashes(secret(kubectl)) == first
        changed = {"data": {"password": "Y2hhbmdlZCBieSBoYW5k"}}
        kubectl("patch", "secret", NAME, "--patch", json.dumps(changed))
        helm.deploy("upgrade", "todo", chart, {})
        assert hashes(secret(kubectl)) == {**first, **hashes(changed)}
        kubectl("delete", "secret", NAME)
        helm.deploy("upgrade", "todo", chart, {})
        assert not {*first.values()} & {*hashes(secret(kubectl)).values()}


def secret(kubectl: Kubectl) -> Object:
    """Return the Secret."""
    (found,) = (each for each in kubectl.items("secrets") if each["metadata"]["name"] == NAME)
    return found


def hashes(secret: dict[str, Any]) -> dict[str, str]:
    """Return the data of a Secret by hash, so that a failure does not show it."""
    return {key: hashlib.sha256(text.encode()).hexdigest() for key, text in secret["data"].items()}
