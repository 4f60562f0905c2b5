"""A deployment made by hand comes under the chart, as docs/adopting.md says, and serves on."""

from __future__ import annotations

import json
import time

import pytest

from tests.e2e.commands import Kubectl, Object, eventually
from tests.e2e.release import EXISTING_SECRET, Release, stage
from tests.e2e.users import fetch, load

pytestmark = pytest.mark.e2e

OLD = {"app": "by-hand", "part": "backend"}
"""The labels by which the Deployment of before selects its pods."""


def by_hand(name: str, release: Release) -> list[Object]:
    """Return a Deployment and a Service with the names of the chart's, and other selectors."""
    container: Object = {
        "name": "api",
        "image": "todo-backend:1.0",
        "env": [
            {
                "name": key,
                "valueFrom": {"secretKeyRef": {"name": EXISTING_SECRET, "key": key}},
            }
            for key in release.credentials
        ]
        + [
            {"name": key, "value": value}
            for key, value in {
                **release.values["backend"]["env"],
                "AI_PROVIDER": "gemini",
                "AI_MODEL": "gemini-2.5-flash",
                "UVICORN_HOST": "0.0.0.0",
                "UVICORN_PORT": "8000",
            }.items()
        ],
        "ports": [{"name": "http", "containerPort": 8000}],
        "readinessProbe": {"httpGet": {"path": "/health/ready", "port": "http"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "runAsNonRoot": True,
            "runAsUser": 1000,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
    }
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": name},
            "spec": {
                "replicas": 2,
                "selector": {"matchLabels": OLD},
                "template": {
                    "metadata": {"labels": OLD},
                    "spec": {"containers": [container]},
                },
            },
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": name},
            "spec": {"selector": OLD, "ports": [{"port": 8000, "targetPort": "http"}]},
        },
    ]


def endpoints(kubectl: Kubectl, name: str) -> set[str]:
    """Return the names of the pods behind a Service that are ready."""
    slices = kubectl.items("endpointslices", "-l", f"kubernetes.io/service-name={name}")
    return {
        end["targetRef"]["name"]
        for one in slices
        for end in one["endpoints"] or ()
        if end["conditions"].get("ready")
    }


def test_deployment_by_hand_is_adopted(
    cluster: Kubectl, loaded: None, helm_command: tuple[str, ...]
) -> None:
    """Its Service keeps its address, and has ready pods behind it all the time."""
    with stage(cluster, helm_command) as release:
        kubectl, name = release.kubectl, f"{release.name}-todo-chatbot-backend"
        release.make_secret()
        kubectl.apply(*by_hand(name, release))
        kubectl("rollout", "status", f"deployment/{name}", "--timeout=180s", seconds=200)
        address = "jsonpath={.spec.clusterIP}"
        before, old = kubectl("get", "service", name, "-o", address), endpoints(kubectl, name)
        assert len(old) == 2

        labels = {"name": "todo-chatbot", "instance": release.name, "component": "backend"}
        selector = {f"app.kubernetes.io/{key}": value for key, value in labels.items()}
        marks = (f"{key}={value}" for key, value in selector.items())
        kubectl("label", "pods", "--selector=app=by-hand", *marks)
        patch = [{"op": "replace", "path": "/spec/selector", "value": selector}]
        kubectl("patch", "service", name, "--type=json", f"--patch={json.dumps(patch)}")
        assert endpoints(kubectl, name) == old
        kubectl("delete", "deployment", name, "--cascade=orphan")
        kubectl(
            "annotate",
            f"service/{name}",
            f"meta.helm.sh/release-name={release.name}",
            f"meta.helm.sh/release-namespace={kubectl.namespace}",
            "--overwrite",
        )
        kubectl("label", f"service/{name}", "app.kubernetes.io/managed-by=Helm", "--overwrite")
        release.install()
        release.settle()

        assert kubectl("get", "service", name, "-o", address) == before
        assert old < endpoints(kubectl, name)
        entry = release.entry()
        with load(entry, users=10) as users:
            kubectl("label", "pods", "--selector=app=by-hand", "app.kubernetes.io/component-")
            assert eventually(lambda: not old & endpoints(kubectl, name))
            time.sleep(15)
            kubectl("delete", "replicaset", "--selector=app=by-hand")
            release.settle()
        assert [answer for answer in users.answers if not answer.ok] == []
        assert fetch(entry, "/")[0] == 200
        assert set(release.names("backend")) == endpoints(kubectl, name)
