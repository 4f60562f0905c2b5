"""Ask kube-score about the renderings: ``python -m tests.judges.ask_kube_score``.

References:
    https://github.com/zegl/kube-score/blob/master/README_CHECKS.md
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.judges.findings import Accepted, Finding, judge

PASSED = 10
SERVICES = ".*/Deployment/.*"
WORKLOADS = ".*/(Deployment|Job|CronJob)/.*"
CLAIMED = "(all-switches/Deployment/.*-mail-api|own-model/Deployment/.*-ollama)"

ACCEPTED = [
    Accepted(
        "container-image-pull-policy",
        "(?!all-switches/).*",
        "On Minikube the images are on the node and in no registry, so Always would never start "
        "a pod; with a digest, as in production, it would fetch the same bytes. It can be set.",
    ),
    Accepted(
        "container-security-context-user-group-id",
        "openshift/Pod/.*",
        "The platform gives each namespace a range of high ids, and refuses a pod that names one.",
    ),
    Accepted(
        "container-security-context-user-group-id",
        WORKLOADS,
        "The files in an image belong to the user that it was built for: 1000 for uvicorn and "
        "Next.js, 101 for nginx. It can be set, and must be where the host has users.",
    ),
    Accepted(
        "container-ephemeral-storage-request-and-limit",
        ".*",
        "The root is read-only, and every directory that can be written to is an emptyDir with a "
        "sizeLimit. resources takes ephemeral-storage too.",
    ),
    Accepted(
        "pod-probes-identical",
        SERVICES,
        "The images have one health path, which does not touch the database. That readiness "
        "fails before liveness is a rule of the chart, by periods and thresholds.",
    ),
    Accepted(
        "deployment-has-host-podantiaffinity",
        SERVICES,
        "topologySpreadConstraints spread pods over hosts and over zones, and only those of the "
        "same version, which an anti-affinity cannot.",
    ),
    Accepted(
        "deployment-strategy",
        CLAIMED,
        "Its claim can be mounted by one node, so the old pod ends before the new one starts.",
    ),
    Accepted(
        "deployment-replicas",
        CLAIMED,
        "As above: a second pod, on another node, could not mount the claim.",
    ),
    Accepted(
        "deployment-has-poddisruptionbudget",
        "keda/Deployment/todo-todo-chatbot-importer",
        "It may have a single pod, which a budget would keep from ever leaving its node.",
    ),
    Accepted(
        "service-type",
        "all-switches/Service/todo-todo-chatbot-frontend",
        "NodePort is one of the switches, for Minikube; the default is LoadBalancer.",
    ),
]


def ask(rendering: str, file: Path) -> list[Finding]:
    """Return every check that is not passed in full."""
    done = subprocess.run(
        ["kube-score", "score", "--output-format=json", str(file)],
        check=False,
        capture_output=True,
        text=True,
    )
    objects: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        Finding(check["check"]["id"], _where(rendering, scored), _said(check))
        for scored in objects
        for check in scored["checks"]
        if not check["skipped"] and check["grade"] < PASSED
    ]


def _where(rendering: str, scored: dict[str, Any]) -> str:
    return f"{rendering}/{scored['type_meta']['kind']}/{scored['object_meta']['name']}"


def _said(check: dict[str, Any]) -> str:
    comments: list[dict[str, str]] = check["comments"] or []
    return "; ".join(comment["summary"] for comment in comments)


if __name__ == "__main__":
    sys.exit(judge(ask, ACCEPTED))
