"""Alerts where a promise is not kept."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, only_if
from todo_k8s.helm.functions import merge, string
from todo_k8s.services.application import Application
from todo_k8s.services.monitoring.construct import monitor_metadata
from todo_k8s.services.monitoring.values import AlertsValues


class Alerts(Part):
    """A ``PrometheusRule`` (``monitoring.coreos.com/v1``) with an alert for each promise.

    Args:
        scope: The construct it belongs to.
        id: Its id, and its component.
        values: What can be set.
        namespace: The namespace of the Deployments.
        deployments: A regular expression of their names.
        probe: The ``job`` of the uptime probe in Prometheus, ``probe/<namespace>/<name>``.
        is_probed: Whether there is one.

    References:
        https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
        https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
        https://github.com/prometheus/blackbox_exporter
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: AlertsValues,
        namespace: str,
        deployments: str,
        probe: str,
        is_probed: bool,
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        title = Application.of(scope).fullname
        deployed = f'{{namespace="{namespace}",deployment=~"{deployments}"}}'
        pods = f'{{namespace="{namespace}",pod=~"({deployments})-.+"}}'
        rules = [
            *self._of_deployments(deployed, pods),
            *(only_if(is_probed, rule) for rule in self._of_probe(f'{{job="{probe}"}}')),
        ]
        self.rule: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "monitoring.coreos.com/v1",
                "kind": "PrometheusRule",
                "metadata": monitor_metadata(scope, id, values),
                "spec": {"groups": [{"name": f"{namespace}/{title}", "rules": rules}]},
            },
        )

    def _of_deployments(self, deployed: str, pods: str) -> list[Content]:
        """Return what kube-state-metrics tells."""
        wanted = f"kube_deployment_spec_replicas{deployed}"
        available = f"kube_deployment_status_replicas_available{deployed}"
        restarts = f"kube_pod_container_status_restarts_total{pods}"
        most = self._values.restarts_per_hour
        return [
            self._alert(
                "ServiceDown",
                f"{available} == 0 and {wanted} > 0",
                "1m",
                "critical",
                "{{ $labels.deployment }} has no pod that is ready",
            ),
            self._alert(
                "PodsMissing",
                f"{available} < {wanted}",
                "15m",
                "warning",
                "{{ $labels.deployment }} has fewer pods that are ready than it wants",
            ),
            self._alert(
                "ContainerRestarts",
                f"increase({restarts}[1h]) > {most}",
                "1m",
                "warning",
                "{{ $labels.container }} of {{ $labels.pod }} restarts again and again",
            ),
        ]

    def _of_probe(self, asked: str) -> list[Content]:
        """Return what the blackbox exporter tells."""
        values = self._values
        answered = f"avg_over_time(probe_success{asked}[1h]) * 100"
        took = f"avg_over_time(probe_duration_seconds{asked}[10m]) * 1000"
        left = f"probe_ssl_earliest_cert_expiry{asked} - time()"
        return [
            self._alert(
                "Unreachable",
                f"probe_success{asked} == 0",
                "2m",
                "critical",
                "{{ $labels.instance }} does not answer",
            ),
            self._alert(
                "AvailabilityLow",
                f"{answered} < {string(values.availability_percent)}",
                "5m",
                "warning",
                "{{ $labels.instance }} has answered {{ $value }} % of the last hour",
            ),
            self._alert(
                "AnswersSlow",
                f"{took} > {values.latency_milliseconds}",
                "5m",
                "warning",
                "{{ $labels.instance }} takes {{ $value }} ms to answer",
            ),
            self._alert(
                "CertificateExpires",
                f"{left} < 86400 * {values.certificate_days}",
                "1h",
                "warning",
                "The certificate of {{ $labels.instance }} ends in {{ humanizeDuration $value }}",
            ),
        ]

    def _alert(self, name: str, expr: str, held: str, severity: str, said: str) -> dict[str, Any]:
        return {
            "alert": name,
            "expr": expr,
            "for": held,
            "labels": merge(self._values.alert_labels, {"severity": severity}),
            "annotations": {"summary": said},
        }
