"""Objects in Kubernetes' own form, by their types.

Where the type is open, a rule says which fields there are, as it can say more of others.
"""

from __future__ import annotations

from typing import Annotated

from todo_k8s.helm.fields.kubernetes_types import OfKubernetes
from todo_k8s.helm.model import KubernetesObject

Affinity = Annotated[KubernetesObject, OfKubernetes("Affinity")]
Behavior = Annotated[KubernetesObject, OfKubernetes("HorizontalPodAutoscalerBehavior")]
ClaimSpec = Annotated[KubernetesObject, OfKubernetes("PersistentVolumeClaimSpec", is_open=True)]
Container = Annotated[KubernetesObject, OfKubernetes("Container", is_open=True)]
DeploymentSpec = Annotated[KubernetesObject, OfKubernetes("DeploymentSpec", is_open=True)]
JobSpec = Annotated[KubernetesObject, OfKubernetes("JobSpec", is_open=True)]
Metric = Annotated[KubernetesObject, OfKubernetes("MetricSpec")]
PodSpec = Annotated[KubernetesObject, OfKubernetes("PodSpec", is_open=True)]
ServiceSpec = Annotated[KubernetesObject, OfKubernetes("ServiceSpec", is_open=True)]
Volume = Annotated[KubernetesObject, OfKubernetes("Volume", is_open=True)]
