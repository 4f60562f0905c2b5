"""Ask Prometheus' own rule engine about the alerts: ``python -m tests.judges.ask_prometheus``.

`tools/promrules` reads the rules as Prometheus does, runs them on series, and tells which fire.

References:
    https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.cases.files import ACCEPTED
from todo_k8s import Release, render

CASE = ACCEPTED["alerts"]
RELEASE = Release("todo", "prod")
FULLNAME = "todo-todo-chatbot"
AN_HOUR = 3600
DAY = 86400

_BACKEND = f'{{namespace="prod",deployment="{FULLNAME}-backend"}}'
_MAIL = f'{{namespace="prod",deployment="{FULLNAME}-mail"}}'
_OTHER = '{namespace="prod",deployment="other"}'
_POD = f'{{namespace="prod",pod="{FULLNAME}-backend-5c9-x",container="backend"}}'
_OTHER_POD = f'{{namespace="test",pod="{FULLNAME}-backend-5c9-x",container="backend"}}'
_ASKED = f'{{job="probe/monitoring/{FULLNAME}-frontend",instance="https://todo.example.com"}}'
_URL = "https://todo.example.com"

HEALTHY = {
    f"kube_deployment_spec_replicas{_BACKEND}": "2x70",
    f"kube_deployment_status_replicas_available{_BACKEND}": "2x70",
    f"kube_deployment_spec_replicas{_MAIL}": "0x70",
    f"kube_deployment_status_replicas_available{_MAIL}": "0x70",
    f"kube_deployment_spec_replicas{_OTHER}": "2x70",
    f"kube_deployment_status_replicas_available{_OTHER}": "0x70",
    f"kube_pod_container_status_restarts_total{_POD}": "1x70",
    f"kube_pod_container_status_restarts_total{_OTHER_POD}": "0+1x70",
    f"probe_success{_ASKED}": "1x70",
    f"probe_duration_seconds{_ASKED}": "0.749x70",
    f"probe_ssl_earliest_cert_expiry{_ASKED}": f"{31 * DAY + AN_HOUR}x70",
}
"""Series that break no promise: of what is not ours, or wants no pods, nothing is said."""

BROKEN: dict[str, tuple[dict[str, str], str, dict[str, list[str]]]] = {
    "nothing": ({}, "instance", {}),
    "no pod": (
        {f"kube_deployment_status_replicas_available{_BACKEND}": "2x50 0x20"},
        "deployment",
        {"ServiceDown": [f"{FULLNAME}-backend"], "PodsMissing": [f"{FULLNAME}-backend"]},
    ),
    "one pod too few": (
        {f"kube_deployment_status_replicas_available{_BACKEND}": "1x70"},
        "deployment",
        {"PodsMissing": [f"{FULLNAME}-backend"]},
    ),
    "restarts": (
        {f"kube_pod_container_status_restarts_total{_POD}": "0+0.2x70"},
        "pod",
        {"ContainerRestarts": [f"{FULLNAME}-backend-5c9-x"]},
    ),
    "no answer": (
        {f"probe_success{_ASKED}": "1x58 0x10"},
        "instance",
        {"Unreachable": [_URL], "AvailabilityLow": [_URL]},
    ),
    "an answer too few": (
        {f"probe_success{_ASKED}": "1x30 0 1x50"},
        "instance",
        {"AvailabilityLow": [_URL]},
    ),
    "slow answers": (
        {f"probe_duration_seconds{_ASKED}": "0.751x70"},
        "instance",
        {"AnswersSlow": [_URL]},
    ),
    "a certificate that ends": (
        {f"probe_ssl_earliest_cert_expiry{_ASKED}": f"{30 * DAY + AN_HOUR - 1}x70"},
        "instance",
        {"CertificateExpires": [_URL]},
    ),
}
"""What is otherwise than in `HEALTHY`, the label to tell alerts by, and those that then fire."""


SHOWN = {
    "probe": {"enabled": True, "namespace": "monitoring"},
    "dashboard": {"enabled": True},
}
KNOWN_PANELS = {
    "Answersfromoutside",
    "Timeofananswer",
    "Daysofthecertificate",
    "Podsthatareready",
    "Restartsinanhour",
}
"""The panels whose series are among these; those of CPU and memory are cAdvisor's."""


def rules() -> str:
    """Return the rule file that a Prometheus Operator makes of the alerts."""
    (made,) = (one for one in render(CASE.values, RELEASE) if one["kind"] == "PrometheusRule")
    return yaml.safe_dump(made["spec"])


def panels() -> str:
    """Return a rule file with what the panels of the dashboard ask, by their titles."""
    made = render({**CASE.values, "monitoring": SHOWN}, RELEASE)
    (shown,) = (one for one in made if one["metadata"]["name"].endswith("-dashboard"))
    (text,) = shown["data"].values()
    asked = [
        {"alert": panel["title"].replace(" ", ""), "expr": panel["targets"][0]["expr"]}
        for panel in json.loads(text)["panels"]
    ]
    return yaml.safe_dump({"groups": [{"name": "dashboard", "rules": asked}]})


def firing(program: str, rules: str, series: dict[str, str], label: str) -> dict[str, list[str]]:
    """Return the alerts that fire after an hour, each with the values of a label."""
    load = "load 1m\n" + "".join(f"  {name} {values}\n" for name, values in series.items())
    asked: dict[str, Any] = {"rules": rules, "load": load, "at": AN_HOUR, "label": label}
    done = subprocess.run(
        [program], input=json.dumps(asked), check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"Prometheus refuses the rules: {done.stderr}")
    fires: dict[str, list[str]] = json.loads(done.stdout)
    return fires


def main() -> None:
    """Ask, and fail at the first answer that is another."""
    program = str(Path(sys.executable).with_name("promrules"))
    for name, (other, label, wanted) in BROKEN.items():
        found = firing(program, rules(), {**HEALTHY, **other}, label)
        if found != wanted:
            sys.exit(f"{name}: {found} fires, not {wanted}")
    shown = firing(program, panels(), HEALTHY, "instance")
    if shown.keys() != KNOWN_PANELS:
        sys.exit(f"the dashboard shows {sorted(shown)}")
    sys.stdout.write(f"Prometheus agrees: {len(BROKEN)} scenarios\n")


if __name__ == "__main__":
    main()
