"""A dashboard for Grafana."""

from __future__ import annotations

import json
import re
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.functions import digest
from todo_k8s.services.monitoring.construct import monitor_metadata
from todo_k8s.services.monitoring.values import DashboardValues

_DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
_DEPLOYED = '{namespace="@namespace@",deployment=~"@deployments@"}'
_PODS = '{namespace="@namespace@",pod=~"(@deployments@)-.+",container!=""}'
_ASKED = '{job="@probe@"}'
_PANELS = (
    ("Answers from outside", "percentunit",
     f"avg_over_time(probe_success{_ASKED}[5m])", "instance"),
    ("Time of an answer", "s", f"probe_duration_seconds{_ASKED}", "instance"),
    ("Days of the certificate", "d",
     f"(probe_ssl_earliest_cert_expiry{_ASKED} - time()) / 86400", "instance"),
    ("Pods that are ready", "short", f"kube_deployment_status_replicas_available{_DEPLOYED}",
     "deployment"),
    ("Restarts in an hour", "short",
     f"increase(kube_pod_container_status_restarts_total{_PODS}[1h])", "pod"),
    ("CPU", "short",
     f"sum by (pod) (rate(container_cpu_usage_seconds_total{_PODS}[5m]))", "pod"),
    ("Memory", "bytes", f"sum by (pod) (container_memory_working_set_bytes{_PODS})", "pod"),
)  # fmt: skip
"""Title, unit, question and label of each panel."""


class Dashboard(Part):
    """A ConfigMap with a dashboard, which the sidecar of Grafana reads.

    Args:
        scope: The construct it belongs to.
        id: Its id, and its component.
        values: What can be set.
        title: The title of the dashboard.
        namespace: The namespace of the Deployments.
        deployments: A regular expression of their names.
        probe: The ``job`` of the uptime probe in Prometheus.

    References:
        https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: DashboardValues,
        title: str,
        namespace: str,
        deployments: str,
        probe: str,
    ) -> None:
        super().__init__(scope, id)
        uid = digest(f"{namespace}/{title}")  # Grafana takes 40 characters
        told = {"uid": uid, "title": title, "namespace": namespace}
        told |= {"deployments": deployments, "probe": probe}
        # They are names of objects, which JSON takes as they are.
        text = re.sub("@([a-z]+)@", lambda found: told[found[1]], json.dumps(_dashboard()))
        self.config_map: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": monitor_metadata(
                    scope, id, values, values.annotations, {"grafana_dashboard": "1"}
                ),
                "data": {f"{title}.json": text},
            },
        )


def _dashboard() -> dict[str, Any]:
    variable = {"name": "datasource", "type": "datasource", "query": "prometheus"}
    return {
        "title": "@title@",
        "uid": "@uid@",
        "schemaVersion": 39,
        "time": {"from": "now-6h", "to": "now"},
        "refresh": "1m",
        "templating": {"list": [variable]},
        "panels": [_panel(number, *panel) for number, panel in enumerate(_PANELS)],
    }


def _panel(number: int, title: str, unit: str, question: str, label: str) -> dict[str, Any]:
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": title,
        "datasource": _DATASOURCE,
        "gridPos": {"x": number % 2 * 12, "y": number // 2 * 8, "w": 12, "h": 8},
        "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
        "targets": [{"refId": "A", "expr": question, "legendFormat": f"{{{{{label}}}}}"}],
    }
