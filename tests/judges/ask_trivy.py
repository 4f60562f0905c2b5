"""Ask trivy about the renderings, with the checks it brings: ``python -m tests.judges.ask_trivy``.

References:
    https://trivy.dev/docs/latest/guide/scanner/misconfiguration/
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.judges.findings import Accepted, Finding, judge

WORKLOADS = ".*/(Deployment|Job|CronJob)/.*"

ACCEPTED = [
    *(
        Accepted(
            check,
            WORKLOADS,
            "The files in an image belong to the user that it was built for: 1000 for uvicorn and "
            "Next.js, 101 for nginx. It can be set, and must be where the host has users.",
        )
        for check in ("KSV-0020", "KSV-0021")
    ),
    *(
        Accepted(
            check,
            "openshift/Pod/.*",
            "The platform gives each namespace a range of high ids, and refuses a pod that names "
            "one.",
        )
        for check in ("KSV-0020", "KSV-0021")
    ),
    Accepted(
        "KSV-0125",
        "(production|argo-cd|own-model)/.*",
        "The registries of these examples are none of those that trivy trusts; the registry of "
        "each image can be set, and global.imageRegistry for all of them.",
    ),
    Accepted(
        "KSV-0117",
        "all-switches/Deployment/todo-todo-chatbot-frontend",
        "nginx listens on port 80 in its own image; a sysctl of the pod lets it, without a "
        "capability. The port can be set.",
    ),
]


def ask(rendering: str, file: Path) -> list[Finding]:
    """Return every check that fails; trivy names files, so each object has one."""
    with TemporaryDirectory() as folder:
        objects = Path(folder) / "objects"
        objects.mkdir()
        for each in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            name = f"{each['kind']}.{each['metadata']['name']}.json"
            (objects / name).write_text(json.dumps(each), encoding="utf-8")
        flags = ("--format=json", "--quiet", "--skip-check-update", f"--cache-dir={folder}/cache")
        done = subprocess.run(
            ["trivy", "config", *flags, str(objects)], check=False, capture_output=True, text=True
        )
    if done.returncode:
        sys.exit(f"{rendering}: trivy cannot read the manifests: {done.stderr}")
    results: list[dict[str, Any]] = json.loads(done.stdout)["Results"]
    if not any(result["MisconfSummary"]["Successes"] for result in results):
        sys.exit(f"{rendering}: trivy has looked at nothing")
    return [*_findings(rendering, results)]


def _findings(rendering: str, results: list[dict[str, Any]]) -> Iterator[Finding]:
    for result in results:
        kind, _, name = result["Target"].removesuffix(".json").partition(".")
        for failed in result.get("Misconfigurations", []):
            if failed["Status"] == "FAIL":
                yield Finding(failed["ID"], f"{rendering}/{kind}/{name}", failed["Title"])


if __name__ == "__main__":
    sys.exit(judge(ask, ACCEPTED))
