"""A service: its Deployment, its Service, and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import cdk8s
from constructs import Construct

from todo_k8s.helm.chart import Manifest, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, named_map
from todo_k8s.helm.functions import all_of, equals, is_set, merge, not_
from todo_k8s.services.application import Application
from todo_k8s.services.persistence.construct import persistent_volume_claim
from todo_k8s.services.scaling.construct import horizontal_pod_autoscaler, pod_disruption_budget
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.workload.handles import (
    Deployment,
    DeploymentLine,
    Service,
    ServiceLine,
)
from todo_k8s.services.workload.objects import WorkloadObjects
from todo_k8s.services.workload.pod import Pod
from todo_k8s.services.workload.values import WorkloadValues

if TYPE_CHECKING:
    import cdk8s_plus_27 as kplus

D_co = TypeVar("D_co", covariant=True)
S_co = TypeVar("S_co", covariant=True)


class Workload(Part):
    """A service of an application, reachable inside the cluster.

    Produces a ``Deployment``, a ``Service`` where it listens to a port, a ``ServiceAccount``
    whose token is mounted only if asked for, and by their switches a second ``Service`` with an
    alias name, a ``ConfigMap`` of variables, a ``HorizontalPodAutoscaler`` and a
    ``PodDisruptionBudget`` (with two pods or more).

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        component: Its name in labels and the suffix of names, by default the id; within
            `todo_k8s.helm.for_each` the key, or a text that holds it.
        secrets: Where ``secretEnv`` takes its keys from; without it ``secretEnv`` is not used.
        env: Variables that the chart sets, which those of the values override.
        secret_env: Secrets that the chart hands over: a list of variables with their sources.
        secret_keys: The keys of those in the Secret, by variable; a change of one rolls the pods.
        config: Variables by ConfigMap, which those of the values override.
        workers: Processes in each pod.
        more_env: More variables of the container, a list; those of the values can refer to them.
        enabled: Whether its objects are there; without them it still has its names and ports.
        service_type: The type of its Service, where its values can name one and do not.

    References:
        https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: WorkloadValues,
        component: str | None = None,
        secrets: AppSecrets | None = None,
        env: Mapping[str, str] | None = None,
        secret_env: Content = None,
        secret_keys: Mapping[str, str] | None = None,
        config: Mapping[str, str] | None = None,
        workers: int = 1,
        more_env: Content = None,
        enabled: bool = True,
        service_type: str = "LoadBalancer",
    ) -> None:
        super().__init__(scope, id)
        self.values = values
        self.enabled = enabled
        self.application: Application = Application.of(scope)
        self.component: str = id if component is None else component
        self.name: str = self.application.object_name(self.component)
        """The name of the Deployment, the Service and their companions."""
        self._config = named_map(
            f"{self.component}.config",
            merge(values.config_map_env, {} if config is None else config),
        )
        self._pod = Pod(
            self.component,
            values,
            self.application,
            secrets=secrets,
            env=env,
            secret_env=secret_env,
            secret_keys=secret_keys,
            config=self._config,
            workers=workers,
            more_env=more_env,
        )
        self._objects = WorkloadObjects(
            self._pod,
            values,
            self.application,
            service_type=service_type,
            config=self._config,
        )
        self._deployment: Deployment | None = None
        self._service: Service | None = None
        if made := self.when_there(self, "if-enabled"):
            self._make(made)

    @property
    def deployment(self) -> kplus.Deployment:
        """The Deployment, to add to with plain cdk8s-plus 27."""
        return self._made_deployment().handle

    @property
    def service(self) -> kplus.Service:
        """The Service, to add to with plain cdk8s-plus 27."""
        return self._made_service().handle

    def deployment_of(self, line: DeploymentLine[D_co]) -> D_co:
        """Return the Deployment as an object of another line of cdk8s-plus, to add to.

        Handles of several lines add to the same Deployment, in the order in which they were made.

        Args:
            line: The line's module, such as `cdk8s_plus_36`.
        """
        return self._made_deployment().handle_of(line)

    def service_of(self, line: ServiceLine[S_co]) -> S_co:
        """Return the Service as an object of another line of cdk8s-plus, to add to.

        Args:
            line: The line's module, such as `cdk8s_plus_36`.
        """
        return self._made_service().handle_of(line)

    def _made_deployment(self) -> Deployment:
        """Return the Deployment; of a service that is switched off, one that is in no chart."""
        if self._deployment is None:
            self._deployment = self._deployment_in(_nowhere())
        return self._deployment

    def _made_service(self) -> Service:
        """Return the Service, or one that is in no chart."""
        if self._service is None:
            self._service = self._service_in(_nowhere())
        return self._service

    def _deployment_in(self, scope: Construct) -> Deployment:
        port = None if self.values.listens is False else self._pod.port
        content = self._objects.deployment()
        image = self._pod.image()
        return Deployment(
            scope, "deployment", content, component=self.component, image=image, port=port
        )

    def _service_in(self, scope: Construct) -> Service:
        return Service(scope, "service", self._objects.service(), port=self.port)

    @property
    def port(self) -> int:
        """The Service's port."""
        return self._objects.port

    @property
    def url(self) -> str:
        """The URL of the Service inside the namespace."""
        return f"http://{self.name}:{self.port}"

    def url_from_outside(self, namespace: str) -> str:
        """Return the URL of the Service for those outside of its namespace.

        Args:
            namespace: The Service's namespace.
        """
        return f"http://{self.name}.{namespace}:{self.port}"

    @property
    def has_config(self) -> bool:
        """Whether it has a ConfigMap of variables."""
        return is_set(self._config)

    @property
    def pod(self) -> Pod:
        """The pod template."""
        return self._pod

    @property
    def selector(self) -> Mapping[str, str]:
        """The labels that select the pods."""
        return self.application.selector_labels(self.component)

    def when_there(self, scope: Construct, id: str) -> Construct | None:
        """Return a scope for objects that are there while this service is, see `when`.

        Args:
            scope: The scope around it, which is returned itself if the service is always there.
            id: The id of the scope.
        """
        return _when(scope, id, self.enabled)

    def _make(self, made: Construct) -> None:
        """Make the Deployment, the Service, and what goes with them."""
        self._deployment = self._deployment_in(made)
        if scope := _when(made, "if-listens", self.values.listens):
            self._service = self._service_in(scope)
        self._make_companions(made)

    def _make_companions(self, made: Construct) -> None:
        """Make the objects beside Deployment and Service, each by its switch."""
        values, objects = self.values, self._objects
        if scope := when(made, "if-account", values.service_account.create):
            Manifest(scope, "service-account", objects.service_account())
        if scope := when(made, "if-config", self.has_config):
            Manifest(scope, "config-map", objects.config_map())
        alias = values.service.alias
        if scope := when(made, "if-alias", all_of(is_set(alias), not_(equals(alias, self.name)))):
            Manifest(scope, "alias-service", objects.alias())
        if scope := when(made, "if-scaled", values.autoscaling.is_made):
            scaler = horizontal_pod_autoscaler(objects.metadata(), values.autoscaling)
            Manifest(scope, "horizontal-pod-autoscaler", scaler)
        claim = values.persistence
        if scope := when(
            made, "if-claimed", all_of(claim.enabled, not_(is_set(claim.existing_claim)))
        ):
            content = persistent_volume_claim(self.application, self.component, claim)
            Manifest(scope, "persistent-volume-claim", content)
        budget = values.pod_disruption_budget
        if scope := when(made, "if-budget", all_of(budget.enabled, values.least_replicas > 1)):
            content = pod_disruption_budget(objects.metadata(), budget, self.selector)
            Manifest(scope, "pod-disruption-budget", content)


def _nowhere() -> Construct:
    """Return a scope of objects that no chart has: what is added to them has no effect."""
    return cdk8s.Chart(cdk8s.App(), "switched-off")


def _when(scope: Construct, id: str, condition: bool) -> Construct | None:
    """Return `when`, or the scope itself where the condition is known to hold."""
    return scope if condition is True else when(scope, id, condition)


class BackendService(Workload):
    """A service that is reached only inside the cluster: a `Workload` behind a ClusterIP Service.

    Its values have no way to expose it.
    """


class FrontendService(Workload):
    """A service that users reach: a `Workload` whose Service may be a NodePort or LoadBalancer.

    Whether it is depends on ``service.type`` of its values (`ExposedServiceValues`).
    """
