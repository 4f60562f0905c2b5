"""Ask checkov about the renderings: ``python -m tests.judges.ask_checkov``.

References:
    https://www.checkov.io/5.Policy%20Index/kubernetes.html
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.judges.findings import Accepted, Finding, judge

OTHERS = "(?!(production|all-switches)/).*"

ACCEPTED = [
    Accepted(
        "CKV_K8S_43",
        OTHERS,
        "Digests: those of a build cannot be known here; production and all switches have them.",
    ),
    Accepted(
        "CKV_K8S_15",
        OTHERS,
        "Always pull: on Minikube the images are on the node and in no registry, so Always would "
        "never start a pod. It can be set.",
    ),
    Accepted(
        "CKV_K8S_40",
        "openshift/Pod/.*",
        "High user ids: the platform gives each namespace a range of them, and refuses others.",
    ),
    Accepted(
        "CKV_K8S_40",
        ".*/(Deployment|Job|CronJob)/.*",
        "High user ids: the files in an image belong to the user that it was built for: 1000 for "
        "uvicorn and Next.js, 101 for nginx. It can be set, and must be where the host has users.",
    ),
    Accepted(
        "CKV_K8S_35",
        ".*/(Deployment|Job|CronJob)/.*",
        "Secrets as files: the applications read variables, as FastAPI and Better Auth do. Each "
        "gets only the keys that it names.",
    ),
    Accepted(
        "CKV_K8S_8",
        ".*/Pod/.*-test",
        "Liveness: a test pod asks once, ends, and is given up by `helm test --timeout`.",
    ),
    Accepted(
        "CKV_K8S_9",
        ".*/Pod/.*-test",
        "Readiness: a test pod serves nothing, so nobody waits for it.",
    ),
    Accepted(
        "CKV_K8S_8",
        "celery-redis/Deployment/.*-(beat|worker)",
        "Liveness: Celery listens to no port, and asking all workers by the broker, as its own "
        "command does, would restart them when the broker is down.",
    ),
    Accepted(
        "CKV_K8S_9",
        "(celery-redis/Deployment/.*-(beat|worker)|keda/Deployment/.*-importer)",
        "Readiness: they take work from a queue; no Service sends them any.",
    ),
    Accepted(
        "CKV_K8S_38",
        "(dapr|vault-agent)/Deployment/.*",
        "Tokens: the sidecar shows it to its control plane, or to Vault.",
    ),
]


def ask(rendering: str, file: Path) -> list[Finding]:
    """Return every check that fails."""
    options = ["--framework=kubernetes", "--skip-download", "--quiet", "--output=json"]
    done = subprocess.run(
        ["checkov", *options, f"--file={file}"], check=False, capture_output=True, text=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["passed"]:
        sys.exit(f"{rendering}: checkov cannot read the manifests: {report['summary']}")
    return [
        Finding(failed["check_id"], _where(rendering, failed["resource"]), failed["check_name"])
        for failed in report["results"]["failed_checks"]
    ]


def _where(rendering: str, resource: str) -> str:
    """Say where, from ``Kind.namespace.name``, or the name of a template's pod with its labels."""
    kind, _, rest = resource.partition(".")
    name = rest.partition(".")[2].partition(".")[0]
    return f"{rendering}/{'Job' if name.endswith('-migrations') else kind}/{name}"


if __name__ == "__main__":
    sys.exit(judge(ask, ACCEPTED))
