"""What a service passes on in Kubernetes' own form, as the chart has no value for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from todo_k8s.helm.functions import any_of, has_key, not_
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.kubernetes_fields import (
    CONTAINER,
    DEPLOYMENT,
    EXPOSED_SERVICE,
    POD,
    SERVICE,
    Fields,
    are_passed_on,
)
from todo_k8s.services.types.kubernetes import Container, DeploymentSpec, PodSpec, ServiceSpec
from todo_k8s.services.types.names import Annotations, Labels


class MetadataValues(ChartValues):
    """More labels and annotations of one object."""

    labels: Labels = {}
    """Labels, beside the chart's."""

    annotations: Annotations = {}
    """Annotations."""


class PassedOnValues(ChartValues):
    """What goes into the objects of a service as it is."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(DEPLOYMENT.passed_on, "deploymentSpec"),
        **dict.fromkeys(EXPOSED_SERVICE.passed_on, "serviceSpec"),
        **dict.fromkeys(CONTAINER.passed_on, "containerSpec"),
        **dict.fromkeys(POD.passed_on, "podSpec"),
    }

    metadata: MetadataValues = MetadataValues()
    """Labels and annotations of the Deployment. Those of its pods are `podLabels` and
    `podAnnotations`."""

    pod_spec: PodSpec = {}
    """More fields of the pods, in Kubernetes' own form (PodSpec), such as `hostAliases`,
    `dnsConfig` or `runtimeClassName`. What another value sets is refused here."""

    container_spec: Container = {}
    """More fields of the container, in Kubernetes' own form (Container), such as `workingDir` or
    `stdin`. What another value sets is refused here."""

    deployment_spec: DeploymentSpec = {}
    """More fields of the Deployment, in Kubernetes' own form (DeploymentSpec): `paused`."""

    service_spec: ServiceSpec = {}
    """More fields of the Service, in Kubernetes' own form (ServiceSpec), such as `ipFamilies` or
    `sessionAffinity`. What another value sets is refused here."""

    @property
    def is_exposed(self) -> bool:
        """Whether the values of its Service say how it is reached from outside."""
        return False

    @rule
    def fields_are_passed_on(self) -> list[Any]:
        """What the chart sets, it sets once; and nothing is spelled wrong."""
        service = EXPOSED_SERVICE if self.is_exposed else SERVICE
        specs: dict[str, tuple[Mapping[str, Any], Fields]] = {
            "podSpec": (self.pod_spec, POD),
            "containerSpec": (self.container_spec, CONTAINER),
            "deploymentSpec": (self.deployment_spec, DEPLOYMENT),
            "serviceSpec": (self.service_spec, service),
        }
        return [
            *(are_passed_on(where, spec, fields) for where, (spec, fields) in specs.items()),
            restarts_by_rules(self.container_spec),
        ]


def restarts_by_rules(spec: Mapping[str, Any]) -> Check:
    """Return the check that the main container has a restart policy only beside rules of its own.

    That is what Kubernetes 1.34 and later take; alone it is meant for the pod.

    References:
        https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules
    """
    return Check(
        any_of(not_(has_key(spec, "restartPolicy")), has_key(spec, "restartPolicyRules")),
        "is meant for the pod, where the chart sets it; remove it, or set restartPolicyRules "
        "beside it",
        "containerSpec.restartPolicy",
    )
