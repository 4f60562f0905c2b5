"""A map of workers, each a whole service, with what the team's platform asks for."""

from __future__ import annotations

from typing import Any

from tests.charts.platform import Name, closed
from todo_k8s import BackendService
from todo_k8s.constructs import ServicePolicy
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, for_each, when
from todo_k8s.values import ServicePolicyValues, WorkloadValues


class WorkersValues(ChartValues):
    """What an operator of the workers can set."""

    workers: dict[Name, WorkloadValues] = {}
    """The workers, by name."""

    network_policy: ServicePolicyValues = ServicePolicyValues()
    """What each of them may reach."""

    isolated: bool = True
    """Let nobody in from outside."""


class Workers(HelmChart[WorkersValues]):
    """Workers by name."""

    metadata = ChartMetadata(
        name="workers", version="0.9.0", app_version="9", description="Workers by name"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        policy = values.network_policy
        for entry, name, worker in for_each(self, "workers", values.workers):
            service = BackendService(
                entry, "worker", component=name, values=worker, env={"WORKER": name}
            )
            if policed := when(entry, "if-policy", policy.enabled):
                ServicePolicy(policed, "policy", values=policy, service=service, peers=[], ports=[])
        closed(self, "closed", enabled=values.isolated)


_MAIL: dict[str, Any] = {"image": {"repository": "mail", "tag": "1"}}
CHART = Workers
CASES: list[dict[str, Any]] = [
    {},
    {"workers": {"mail": _MAIL}, "isolated": False},
    {
        "workers": {
            "mail": {**_MAIL, "autoscaling": {"enabled": True, "minReplicas": 2}},
            "a-report": {**_MAIL, "replicaCount": 1, "env": {"A": "b"}},
        },
        "networkPolicy": {"enabled": False},
    },
]
REFUSED = {"workers.mail.replicaCount": {"workers": {"mail": {**_MAIL, "replicaCount": -1}}}}
