"""Every pod passes PodSecurity `restricted`; and the check knows one that does not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.judges.pod_security import pod_specs, violations
from tests.judges.renderings import VALUES_FILES, as_installed
from todo_k8s import render

PODS = {
    "default": {"Deployment": 2, "Pod": 2},
    "production": {"Deployment": 2, "Job": 1},
    "all-switches": {"Deployment": 4, "Pod": 3, "Job": 1, "CronJob": 1},
    "argo-cd": {"Deployment": 2, "Pod": 2, "Job": 1},
    "better-auth": {"Deployment": 2, "Pod": 2},
    "celery-redis": {"Deployment": 4, "Pod": 2},
    "cloudnative-pg": {"Deployment": 2, "Pod": 2, "Job": 1},
    "dapr": {"Deployment": 4, "Pod": 4},
    "keda": {"Deployment": 3, "Pod": 2},
    "mcp-server": {"Deployment": 3, "Pod": 3},
    "openshift": {"Deployment": 2, "Pod": 2},
    "own-model": {"Deployment": 3, "Pod": 3},
    "static-frontend": {"Deployment": 2, "Pod": 2},
    "vault-agent": {"Deployment": 2, "Pod": 2},
    "websockets": {"Deployment": 3, "Pod": 3},
}


@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_every_pod_is_restricted(rendering: str) -> None:
    """Pods of services, of migrations and of `helm test` alike."""
    specs = dict(pod_specs(as_installed(rendering)))
    kinds = [name.split("/")[0] for name in specs]
    assert {kind: kinds.count(kind) for kind in kinds} == PODS[rendering]
    assert {name: faults for name, spec in specs.items() if (faults := violations(spec))} == {}


BREAKS: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "host network": (("hostNetwork",), True),
    "host path": (("volumes", 0, "hostPath"), {"path": "/"}),
    "sysctl": (("securityContext", "sysctls"), [{"name": "kernel.msgmax", "value": "1"}]),
    "root allowed": (("securityContext", "runAsNonRoot"), False),
    "root": (("containers", 0, "securityContext", "runAsUser"), 0),
    "no profile": (("securityContext", "seccompProfile"), {"type": "Unconfined"}),
    "escalation": (("containers", 0, "securityContext", "allowPrivilegeEscalation"), None),
    "privileged": (("containers", 0, "securityContext", "privileged"), True),
    "nothing dropped": (("containers", 0, "securityContext", "capabilities"), {}),
    "added": (("containers", 0, "securityContext", "capabilities", "add"), ["SYS_TIME"]),
    "host port": (("containers", 0, "ports", 0, "hostPort"), 80),
    "init container": (("initContainers",), [{"name": "first", "image": "x"}]),
    "SELinux": (("containers", 0, "securityContext", "seLinuxOptions"), {"type": "x"}),
}


@pytest.mark.parametrize("case", BREAKS)
def test_refuses_a_pod_with_more_rights(case: str) -> None:
    """Each thing that `restricted` forbids is noticed."""
    path, value = BREAKS[case]
    spec: Any = copy.deepcopy(next(spec for _, spec in pod_specs(render({}))))
    place = spec
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    assert violations(spec)


def test_root_is_an_opt_out() -> None:
    """A service whose image only runs as root is not restricted, and nothing else changes."""
    specs = dict(pod_specs(render({"backend": {"podSecurityContext": {"allowRoot": True}}})))
    faults = {name: violations(spec) for name, spec in specs.items() if violations(spec)}
    assert faults == {
        "Deployment/todo-todo-chatbot-backend": ["runAsNonRoot", "backend: runAsNonRoot"]
    }
