"""What a Prometheus Operator is told."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, only_if, with_entries
from todo_k8s.helm.functions import is_set, merge
from todo_k8s.services.application import Application
from todo_k8s.services.monitoring.values import ProbeMonitorValues, ServiceMonitorValues
from todo_k8s.services.workload.construct import Workload


class ServiceMonitor(Part):
    """A ``ServiceMonitor`` (``monitoring.coreos.com/v1``) of one service.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service to scrape.

    References:
        https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ServiceMonitorValues,
        service: Workload,
    ) -> None:
        super().__init__(scope, id)
        endpoint = {
            "port": "http",
            "path": values.path,
            "interval": values.interval,
            "scrapeTimeout": values.scrape_timeout,
        }
        self.service_monitor: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "monitoring.coreos.com/v1",
                "kind": "ServiceMonitor",
                "metadata": monitor_metadata(scope, service, values.labels),
                "spec": {"selector": {"matchLabels": service.selector}, "endpoints": [endpoint]},
            },
        )


class UptimeProbe(Part):
    """A ``Probe`` (``monitoring.coreos.com/v1``): uptime, response time and failures from outside.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service that users reach.
        url: What to ask where the values name no targets.

    References:
        https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Probe
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ProbeMonitorValues,
        service: Workload,
        url: str,
    ) -> None:
        super().__init__(scope, id)
        targets: Content = only_if(is_set(values.targets), values.targets, [url])
        self.probe: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "monitoring.coreos.com/v1",
                "kind": "Probe",
                "metadata": monitor_metadata(scope, service, values.labels),
                "spec": {
                    "prober": {"url": values.prober_url},
                    "module": values.module,
                    "interval": values.interval,
                    "targets": {"staticConfig": {"static": targets}},
                },
            },
        )


def monitor_metadata(scope: Construct, service: Workload, labels: Any) -> dict[str, Any]:
    """Return a monitor's metadata; `labels` are those by which a Prometheus finds it."""
    application = Application.of(scope)
    own = application.own_labels(service.component)
    entries = with_entries(own, merge(labels, application.common_labels))
    return {**application.metadata(service.component), "labels": entries}
