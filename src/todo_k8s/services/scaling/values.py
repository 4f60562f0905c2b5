"""How many pods there are, and how many may be away at once."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm.functions import any_of, is_set, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, rule
from todo_k8s.services.types import Annotations, Count, LooseName

Percent = Annotated[Integer, Field(ge=0, le=1000)]


class AutoscalingValues(ChartValues):
    """A HorizontalPodAutoscaler, which then owns the number of pods."""

    enabled: bool = False
    """Whether to scale with the load; `replicaCount` is then not used."""

    min_replicas: Count = 2
    """Pods at the least."""

    max_replicas: Count = 5
    """Pods at the most."""

    target_cpu_utilization_percentage: Percent | None = Field(
        default=70, alias="targetCPUUtilizationPercentage"
    )
    """Wanted average CPU use, in percent of the CPU request; 0 or null not to look at CPU."""

    target_memory_utilization_percentage: Percent | None = None
    """Wanted average memory use, in percent of the memory request; 0 or null not to look at
    memory."""

    behavior: KubernetesObject = {}
    """How fast to scale up and down, in Kubernetes' own form (HorizontalPodAutoscalerBehavior)."""

    @rule
    def bounds_in_order(self) -> Check:
        """The least must not be more than the most."""
        return Check(
            self.min_replicas <= self.max_replicas,
            f"minReplicas ({self.min_replicas}) is more than maxReplicas ({self.max_replicas}); "
            "raise maxReplicas, or lower minReplicas",
            "minReplicas",
        )

    @rule
    def has_a_metric(self) -> Check:
        """An autoscaler needs something to look at."""
        return Check(
            any_of(
                not_(self.enabled),
                is_set(self.target_cpu_utilization_percentage),
                is_set(self.target_memory_utilization_percentage),
            ),
            "scales by nothing; set targetCPUUtilizationPercentage or "
            "targetMemoryUtilizationPercentage",
            "targetCPUUtilizationPercentage",
        )


class PodDisruptionBudgetValues(ChartValues):
    """How many pods a drain of nodes may take away at once."""

    enabled: bool = True
    """Whether to have a PodDisruptionBudget; with a single pod there is none, as it would block
    every drain."""

    max_unavailable: Count = 1
    """Pods that may be away at once."""


class TopologySpreadValues(ChartValues):
    """How pods are spread over nodes and zones."""

    enabled: bool = True
    """Whether to spread the pods over nodes and zones."""

    max_skew: Count = 1
    """How many pods more one node or zone may have than another."""

    strict: bool = False
    """Whether a pod that cannot be spread stays pending rather than run anyway."""


class ServiceAccountValues(ChartValues):
    """The identity of the pods; no token of it is mounted."""

    create: bool = True
    """Whether the chart makes the ServiceAccount."""

    name: LooseName = ""
    """Name of the ServiceAccount; empty for the service's own name, or `default` if the chart
    does not make it."""

    annotations: Annotations = {}
    """Annotations of the ServiceAccount."""
