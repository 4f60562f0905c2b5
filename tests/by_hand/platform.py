"""A team's own library for charts written by hand in cdk8s: names, labels, and a Redis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cdk8s_plus_27 import k8s
from constructs import Construct
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

RESTRICTED = k8s.PodSecurityContext(
    run_as_non_root=True,
    run_as_user=10001,
    seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
)
LOCKED = k8s.SecurityContext(
    allow_privilege_escalation=False,
    read_only_root_filesystem=True,
    capabilities=k8s.Capabilities(drop=["ALL"]),
)

Quantity = Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?$")]
Text = Annotated[str, Field(min_length=1)]


class Values(BaseModel):
    """What is set in a values file."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, alias_generator=to_camel, populate_by_name=True
    )


class RedisValues(Values):
    """A Redis with a disk."""

    image: Text = "redis:7.4"
    """Its image."""

    port: Annotated[int, Field(ge=1, le=65535)] = 6379
    """Its port."""

    storage: Quantity = "1Gi"
    """Size of its disk."""

    storage_class: str | None = None
    """Class of its disk; by default the cluster's own."""


@dataclass(frozen=True)
class Application:
    """How the objects of a release are called and labelled."""

    chart: str
    version: str
    app_version: str
    release: str

    @property
    def fullname(self) -> str:
        """The release, then the chart unless the release is called like it."""
        name = self.release if self.chart in self.release else f"{self.release}-{self.chart}"
        return name[:63].removesuffix("-")

    def selector(self, component: str) -> dict[str, str]:
        """Return the labels by which a component's pods are selected."""
        return {
            "app.kubernetes.io/name": self.chart,
            "app.kubernetes.io/instance": self.release,
            "app.kubernetes.io/component": component,
        }

    def metadata(self, component: str) -> k8s.ObjectMeta:
        """Return name and labels of a component's objects."""
        labels = {
            **self.selector(component),
            "app.kubernetes.io/part-of": self.chart,
            "app.kubernetes.io/managed-by": "Helm",
            "app.kubernetes.io/version": self.app_version,
            "helm.sh/chart": f"{self.chart}-{self.version}",
        }
        return k8s.ObjectMeta(name=f"{self.fullname}-{component}", labels=labels)


class Redis(Construct):
    """A StatefulSet with a disk, and the headless Service that names its pod."""

    def __init__(
        self, scope: Construct, id: str, *, values: RedisValues, application: Application
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        self._metadata = application.metadata(id)
        self._selector = application.selector(id)
        self._name = f"{application.fullname}-{id}"
        self.url = f"redis://{self._name}:{values.port}/0"
        self._service()
        self._stateful_set()

    def _service(self) -> None:
        target = k8s.IntOrString.from_string("redis")
        port = k8s.ServicePort(name="redis", port=self._values.port, target_port=target)
        spec = k8s.ServiceSpec(cluster_ip="None", selector=self._selector, ports=[port])
        k8s.KubeService(self, "service", metadata=self._metadata, spec=spec)

    def _stateful_set(self) -> None:
        pod = k8s.PodSpec(
            automount_service_account_token=False,
            security_context=k8s.PodSecurityContext(
                run_as_non_root=RESTRICTED.run_as_non_root,
                run_as_user=RESTRICTED.run_as_user,
                seccomp_profile=RESTRICTED.seccomp_profile,
                fs_group=10001,
            ),
            containers=[self._container()],
        )
        template = k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(labels=self._selector),
            spec=pod,
        )
        spec = k8s.StatefulSetSpec(
            service_name=self._name,
            replicas=1,
            selector=k8s.LabelSelector(match_labels=self._selector),
            template=template,
            volume_claim_templates=[self._claim()],
        )
        k8s.KubeStatefulSet(self, "statefulset", metadata=self._metadata, spec=spec)

    def _container(self) -> k8s.Container:
        port = self._values.port
        return k8s.Container(
            name="redis",
            image=self._values.image,
            args=["--appendonly", "yes", "--port", f"{port}"],
            ports=[k8s.ContainerPort(name="redis", container_port=port)],
            security_context=LOCKED,
            volume_mounts=[k8s.VolumeMount(name="data", mount_path="/data")],
        )

    def _claim(self) -> k8s.KubePersistentVolumeClaimProps:
        storage = k8s.Quantity.from_string(self._values.storage)
        spec = k8s.PersistentVolumeClaimSpec(
            access_modes=["ReadWriteOnce"],
            storage_class_name=self._values.storage_class,
            resources=k8s.ResourceRequirements(requests={"storage": storage}),
        )
        return k8s.KubePersistentVolumeClaimProps(metadata=k8s.ObjectMeta(name="data"), spec=spec)
