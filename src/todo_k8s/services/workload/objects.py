"""The objects of a service: what their manifests hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import Content, each, only_if, with_entries
from todo_k8s.helm.functions import default, is_set, merge, named, not_
from todo_k8s.services.application import Application
from todo_k8s.services.workload.exposure import ExposedServiceValues, ServiceValues
from todo_k8s.services.workload.pod import Pod
from todo_k8s.services.workload.values import WorkloadValues


class WorkloadObjects:
    """The manifests of a service.

    Args:
        pod: Its pods.
        values: What can be set.
        application: The application it belongs to.
        service_type: The type of its Service, where its values can name one and do not.
        config: The variables of its ConfigMap.
    """

    def __init__(
        self,
        pod: Pod,
        values: WorkloadValues,
        application: Application,
        *,
        service_type: str,
        config: Mapping[str, str],
    ) -> None:
        self._pod, self._values, self._application = pod, values, application
        self._own_type, self._config = service_type, config
        self._component = pod.component
        self._selector = application.selector_labels(pod.component)

    @property
    def port(self) -> int:
        """The Service's port."""
        own = self._values.service.port
        return named(f"{self._component}.servicePort", default(own, self._pod.port))

    def metadata(
        self, annotations: Mapping[str, str] | None = None, name: str | None = None
    ) -> dict[str, Any]:
        """Return the metadata of an object of this service."""
        return self._application.metadata(self._component, name=name, annotations=annotations)

    def deployment(self) -> dict[str, Any]:
        """Return the ``Deployment``."""
        metadata = self._values.metadata
        return {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {
                **self.metadata(metadata.annotations),
                "labels": merge(metadata.labels, self._application.labels(self._component)),
            },
            "spec": with_entries(
                self._deployment_spec(), self._values.deployment_spec, by_rule=True
            ),
        }

    def _deployment_spec(self) -> dict[str, Content]:
        rollout = self._values.rollout
        surge = {"maxSurge": rollout.max_surge, "maxUnavailable": rollout.max_unavailable}
        return {
            "replicas": only_if(not_(self._values.autoscaling.varies), self._values.replica_count),
            "revisionHistoryLimit": rollout.revision_history_limit,
            "minReadySeconds": rollout.min_ready_seconds,
            "progressDeadlineSeconds": rollout.progress_deadline_seconds,
            "strategy": {
                "type": rollout.strategy,
                "rollingUpdate": only_if(not_(rollout.recreates), surge),
            },
            "selector": {"matchLabels": self._selector},
            "template": self._pod.template(),
        }

    def service(self) -> dict[str, Any]:
        """Return the ``Service``."""
        return {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": self.metadata(self._values.service.annotations),
            "spec": with_entries(
                {**self._service_type(self._values.service), **self._service_spec()},
                self._values.service_spec,
                by_rule=True,
            ),
        }

    def _service_type(self, values: ServiceValues) -> dict[str, Content]:
        """Return how the Service is exposed; not at all unless its values have a type."""
        if not isinstance(values, ExposedServiceValues):
            return {"type": "ClusterIP"}
        return {
            "type": values.type_or(self._own_type),
            "loadBalancerSourceRanges": values.load_balancer_source_ranges,
        }

    def _service_spec(self) -> dict[str, Content]:
        node_port = getattr(self._values.service, "node_port", None)
        port = {
            "name": "http",
            "port": self.port,
            "targetPort": "http",
            "protocol": "TCP",
            "appProtocol": self._app_protocol(),
            "nodePort": only_if(is_set(node_port), node_port),
        }
        return {"selector": self._selector, "ports": [port, *self._further_ports()]}

    def _further_ports(self, prefix: str = "") -> list[Content]:
        def port(protocol: str) -> Callable[[str, int], Content]:
            return lambda name, number: {
                "name": f"{prefix}{name}",
                "port": number,
                "targetPort": name,
                "protocol": protocol,
            }

        values = self._values
        return [each(values.extra_ports, port("TCP")), each(values.udp_ports, port("UDP"))]

    def _app_protocol(self) -> Content:
        protocol = self._values.service.app_protocol
        return only_if(is_set(protocol), protocol)

    def alias(self) -> dict[str, Any]:
        """Return the ``Service`` with an alias name."""
        # its ports have other names, so that a ServiceMonitor does not find each pod twice
        port = {
            "name": "alias",
            "port": self.port,
            "targetPort": "http",
            "protocol": "TCP",
            "appProtocol": self._app_protocol(),
        }
        ports = [port, *self._further_ports("alias-")]
        return {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": self.metadata(name=self._values.service.alias),
            "spec": {"type": "ClusterIP", "selector": self._selector, "ports": ports},
        }

    def service_account(self) -> dict[str, Any]:
        """Return the ``ServiceAccount``."""
        values = self._values.service_account
        return {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": self.metadata(values.annotations, self._pod.service_account_name()),
            "automountServiceAccountToken": values.automount_token,
        }

    def config_map(self) -> dict[str, Any]:
        """Return the ``ConfigMap`` of variables."""
        return {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": self.metadata(),
            "data": self._config,
        }
