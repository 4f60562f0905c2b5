"""A service of the shop by hand in cdk8s: its Deployment with all that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import cdk8s
from cdk8s_plus_27 import k8s
from constructs import Construct
from pydantic import Field

from tests.by_hand.platform import LOCKED, Application, Quantity, Values

UVICORN = {
    "FORWARDED_ALLOW_IPS": "*",
    "UVICORN_HOST": "0.0.0.0",
    "UVICORN_PORT": "8000",
    "UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN": "15",
    "UVICORN_TIMEOUT_KEEP_ALIVE": "75",
    "UVICORN_WORKERS": "1",
}
HTTP = k8s.IntOrString.from_string("http")
SLEEP = {"preStop": {"sleep": {"seconds": 10}}}

_VARIABLE = r"^([-_A-Za-z]|\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253}$"
Variables = dict[Annotated[str, Field(pattern=_VARIABLE)], str]


class ImageValues(Values):
    """Which image a container runs."""

    repository: Annotated[str, Field(pattern="^[a-z0-9]+([._/-]+[a-z0-9]+)*$")] = "shop"
    """Name of the image."""

    tag: Annotated[str, Field(pattern="^[A-Za-z0-9_.-]{0,128}$")] = ""
    """Tag of the image; by default the version of the application."""

    pull_policy: Literal["Always", "IfNotPresent", "Never"] = "IfNotPresent"
    """When the kubelet pulls it."""

    def reference(self, application: Application) -> str:
        """Return the image as Kubernetes names it."""
        return f"{self.repository}:{self.tag or application.app_version}"


class RequestsValues(Values):
    """What a container asks for."""

    cpu: Quantity = "100m"
    """Processors."""

    memory: Quantity = "128Mi"
    """Memory."""


class LimitsValues(Values):
    """What a container may take."""

    cpu: Quantity = "500m"
    """Processors."""

    memory: Quantity = "256Mi"
    """Memory."""


class ResourcesValues(Values):
    """Resources of a container."""

    requests: RequestsValues = RequestsValues()
    """What it asks for."""

    limits: LimitsValues = LimitsValues()
    """What it may take."""


class ServiceValues(Values):
    """A service of the shop."""

    image: ImageValues = ImageValues()
    """Which image it runs."""

    replica_count: Annotated[int, Field(ge=0, le=1000)] = 2
    """Number of pods."""

    args: list[str] = []
    """Arguments of the container."""

    env: Variables = {}
    """Variables, in addition to those that the chart sets."""

    resources: ResourcesValues = ResourcesValues()
    """Resources of the container."""


def environment(env: Mapping[str, str]) -> list[k8s.EnvVar]:
    """Return variables by name."""
    return [k8s.EnvVar(name=name, value=value) for name, value in sorted(env.items())]


class Service(Construct):
    """A Deployment with its Service, ServiceAccount and PodDisruptionBudget."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ServiceValues,
        application: Application,
        env: Mapping[str, str],
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        self._application = application
        self._metadata = application.metadata(id)
        self._labels = application.selector(id)
        self._selector = k8s.LabelSelector(match_labels=self._labels)
        self._name = f"{application.fullname}-{id}"
        self._deployment(env)
        self._service()
        k8s.KubeServiceAccount(
            self, "account", metadata=self._metadata, automount_service_account_token=False
        )
        if values.replica_count > 1:
            self._budget()

    def _deployment(self, env: Mapping[str, str]) -> None:
        rolling = k8s.RollingUpdateDeployment(
            max_surge=k8s.IntOrString.from_string("25%"),
            max_unavailable=k8s.IntOrString.from_number(0),
        )
        template = k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(labels=self._labels), spec=self._pod(env)
        )
        spec = k8s.DeploymentSpec(
            replicas=self._values.replica_count,
            revision_history_limit=5,
            min_ready_seconds=5,
            progress_deadline_seconds=300,
            strategy=k8s.DeploymentStrategy(type="RollingUpdate", rolling_update=rolling),
            selector=self._selector,
            template=template,
        )
        made = k8s.KubeDeployment.manifest(metadata=self._metadata, spec=spec)
        # Types of Kubernetes 1.27: they have no sleep, and drop what a patch adds to their objects.
        made["spec"]["template"]["spec"]["containers"][0]["lifecycle"] = SLEEP
        deployment = cdk8s.ApiObject(self, "deployment", api_version="apps/v1", kind="Deployment")
        for part in ("metadata", "spec"):
            deployment.add_json_patch(cdk8s.JsonPatch.add(f"/{part}", made[part]))

    def _pod(self, env: Mapping[str, str]) -> k8s.PodSpec:
        size = k8s.Quantity.from_string("64Mi")
        writable = k8s.Volume(
            name="writable-e9671acd", empty_dir=k8s.EmptyDirVolumeSource(size_limit=size)
        )
        return k8s.PodSpec(
            service_account_name=self._name,
            automount_service_account_token=False,
            enable_service_links=False,
            termination_grace_period_seconds=30,
            security_context=k8s.PodSecurityContext(
                run_as_non_root=True,
                run_as_user=1000,
                run_as_group=1000,
                fs_group=1000,
                seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
            ),
            containers=[self._container(env)],
            volumes=[writable],
            topology_spread_constraints=[
                self._spread("kubernetes.io/hostname"),
                self._spread("topology.kubernetes.io/zone"),
            ],
        )

    def _spread(self, key: str) -> k8s.TopologySpreadConstraint:
        return k8s.TopologySpreadConstraint(
            topology_key=key,
            max_skew=1,
            when_unsatisfiable="ScheduleAnyway",
            label_selector=self._selector,
            match_label_keys=["pod-template-hash"],
        )

    def _container(self, env: Mapping[str, str]) -> k8s.Container:
        values = self._values
        return k8s.Container(
            name=self.node.id,
            image=values.image.reference(self._application),
            image_pull_policy=values.image.pull_policy,
            args=values.args or None,
            ports=[k8s.ContainerPort(name="http", container_port=8000, protocol="TCP")],
            env=self._env({**UVICORN, **env}),
            resources=self._resources(),
            startup_probe=_probe(period=1, failures=120),
            liveness_probe=_probe(period=5, failures=3, grace=5),
            readiness_probe=_probe(period=5, failures=2),
            security_context=LOCKED,
            volume_mounts=[k8s.VolumeMount(name="writable-e9671acd", mount_path="/tmp")],
        )

    def _env(self, chart: Mapping[str, str]) -> list[k8s.EnvVar]:
        own = {name: value or chart.get(name, "") for name, value in self._values.env.items()}
        return environment({**chart, **own})

    def _resources(self) -> k8s.ResourceRequirements:
        resources = self._values.resources
        return k8s.ResourceRequirements(
            requests=_amounts(resources.requests), limits=_amounts(resources.limits)
        )

    def _service(self) -> None:
        port = k8s.ServicePort(name="http", port=8000, target_port=HTTP, protocol="TCP")
        spec = k8s.ServiceSpec(type="ClusterIP", selector=self._labels, ports=[port])
        k8s.KubeService(self, "service", metadata=self._metadata, spec=spec)

    def _budget(self) -> None:
        spec = k8s.PodDisruptionBudgetSpec(
            max_unavailable=k8s.IntOrString.from_number(1),
            unhealthy_pod_eviction_policy="AlwaysAllow",
            selector=self._selector,
        )
        k8s.KubePodDisruptionBudget(self, "budget", metadata=self._metadata, spec=spec)


def _amounts(values: RequestsValues | LimitsValues) -> dict[str, k8s.Quantity]:
    return {
        "cpu": k8s.Quantity.from_string(values.cpu),
        "memory": k8s.Quantity.from_string(values.memory),
    }


def _probe(*, period: int, failures: int, grace: int | None = None) -> k8s.Probe:
    return k8s.Probe(
        http_get=k8s.HttpGetAction(path="/health", port=HTTP),
        period_seconds=period,
        timeout_seconds=2,
        failure_threshold=failures,
        termination_grace_period_seconds=grace,
    )
