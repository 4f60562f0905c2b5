"""A chart of one's own: a worker that sends mail from a queue, as a typed Helm chart.

It has its own values class, its own rule and its own secret; the rest is this library's.
``python examples/worker.py`` writes the chart into ``dist/mail-worker`` and its archive beside it;
another folder may be given.
"""

import sys
from pathlib import Path

from todo_k8s import AppSecrets, BackendService
from todo_k8s.constructs import ServicePolicy, tcp
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    Check,
    HelmChart,
    export_chart,
    package_chart,
    rule,
    when,
)
from todo_k8s.helm.content import Content
from todo_k8s.helm.functions import any_of, equals, has_key, not_
from todo_k8s.values import ImageValues, SecretsValues, ServicePolicyValues, WorkloadValues
from todo_k8s.values.types import Count, DataKey, Port


class QueueValues(ChartValues):
    """The message queue; its URL is a secret."""

    url_key: DataKey = "QUEUE_URL"
    """Key in the Secret of the queue's URL, which the worker gets as the variable QUEUE_URL."""

    port: Port = 5671
    """Port of the queue, which the network policy lets through (AMQP over TLS: 5671)."""

    prefetch: Count = 10
    """Messages each worker takes at once."""

    max_unacknowledged: Count = 100
    """Messages the queue hands out before it waits for answers."""


class MailWorkerValues(ChartValues):
    """What an operator of the mail worker can set."""

    worker: WorkloadValues = WorkloadValues(
        preset="uvicorn", image=ImageValues(repository="mail-worker"), port=9000
    )
    """The worker, and its API for health and metrics."""

    queue: QueueValues = QueueValues()
    """The message queue."""

    secrets: SecretsValues = SecretsValues(existing_secret="mail-worker-secrets")  # noqa: S106  # its name
    """Where credentials come from."""

    network_policy: ServicePolicyValues = ServicePolicyValues()
    """What the worker may reach. Nothing but the kubelet reaches it."""

    @rule
    def workers_fit_the_queue(self) -> Check:
        """Workers without a message would only wait."""
        queue, pods = self.queue, self.worker.most_replicas
        taken = pods * queue.prefetch
        return Check(
            taken <= queue.max_unacknowledged,
            f"{pods} workers take {pods} · {queue.prefetch} = {taken} messages, more than "
            f"maxUnacknowledged ({queue.max_unacknowledged}); lower prefetch or the replicas",
            "queue.prefetch",
        )

    @rule
    def queue_url_is_there(self) -> Check:
        """A Secret made from values must hold the queue's URL."""
        made, key = equals(self.secrets.mode, "values"), self.queue.url_key
        return Check(
            any_of(not_(made), has_key(self.secrets.values, key)),
            f"must hold {key}, the URL of the queue; set it",
            "secrets.values",
        )


class MailWorker(HelmChart[MailWorkerValues]):
    """The mail worker: a Deployment, its Service, its Secret, and a NetworkPolicy."""

    metadata = ChartMetadata(
        name="mail-worker",
        version="0.3.0",
        app_version="2.1.0",
        description="Sends mail from a queue",
        kube_version=">=1.30.0-0",
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        queue = values.queue
        self.secrets = AppSecrets(self, "secrets", values=values.secrets)
        self.worker = BackendService(
            self,
            "worker",
            values=values.worker,
            secrets=self.secrets,
            env={"QUEUE_PREFETCH": f"{queue.prefetch}"},
            secret_env={"name": "QUEUE_URL", "valueFrom": self.secrets.env_source(queue.url_key)},
        )
        if policed := when(self, "if-policy", values.network_policy.enabled):
            ServicePolicy(
                policed,
                "network-policy",
                values=values.network_policy,
                service=self.worker,
                peers=[],
                ports=[tcp(queue.port), tcp(443)],
            )

    def notes(self) -> Content:
        """Return the lines of NOTES.txt."""
        secret, key = self.secrets.secret_name, self.values.queue.url_key
        return [f"The worker takes the queue's URL from the Secret {secret}, key {key}."]


def main(folder: Path) -> None:
    """Write the chart's folder, and its archive beside it."""
    print(export_chart(MailWorker, to=folder))
    print(package_chart(MailWorker, to=folder.parent))


if __name__ == "__main__":
    main(Path(*sys.argv[1:] or ["dist", "mail-worker"]))
