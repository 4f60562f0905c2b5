"""What a Prometheus Operator is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, only_if, with_entries
from todo_k8s.helm.functions import default, get, is_set, merge
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
        namespace: The namespace of the service, for a monitor in another one.

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
        namespace: str = "default",
    ) -> None:
        super().__init__(scope, id)
        endpoint: dict[str, Content] = {
            "port": default(get(values.ports, service.component), "http"),
            "path": default(get(values.paths, service.component), values.path),
            "interval": values.interval,
            "scrapeTimeout": values.scrape_timeout,
        }
        self.service_monitor: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "monitoring.coreos.com/v1",
                "kind": "ServiceMonitor",
                "metadata": monitor_metadata(scope, service.component, values),
                "spec": {
                    "namespaceSelector": only_if(
                        is_set(values.namespace), {"matchNames": [namespace]}
                    ),
                    "selector": {"matchLabels": service.selector},
                    "endpoints": [with_entries(endpoint, values.endpoint, by_rule=True)],
                },
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
                "metadata": monitor_metadata(scope, service.component, values),
                "spec": {
                    "prober": {"url": values.prober_url},
                    "module": values.module,
                    "interval": values.interval,
                    "targets": {"staticConfig": {"static": targets}},
                },
            },
        )


class _Found(Protocol):
    """Values of an object that another namespace may have, and that is found by labels."""

    @property
    def namespace(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...


def monitor_metadata(
    scope: Construct,
    component: str,
    values: _Found,
    annotations: Mapping[str, str] | None = None,
    found_by: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the metadata of an object by which a Prometheus or Grafana is told something.

    Args:
        scope: A construct of the application.
        component: The component.
        values: Its namespace, and labels by which it is found.
        annotations: Annotations of the values.
        found_by: More labels by which it is found, which those of the values override.
    """
    application = Application.of(scope)
    own = application.own_labels(component)
    return {
        **application.metadata(component, annotations=annotations),
        "namespace": only_if(is_set(values.namespace), values.namespace),
        "labels": with_entries(
            own, merge(values.labels, found_by or {}, application.common_labels)
        ),
    }
