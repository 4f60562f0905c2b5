"""How many pods there are, and how many may be away at once."""

from typing import Annotated, Any

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.types import Distinct, IntOrPercent
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    hundredths,
    includes,
    is_set,
    let,
    matches,
    not_,
    quotient,
    string,
    to_json,
)
from todo_k8s.helm.model import ChartValues, Check, Integer, rule
from todo_k8s.services.types.kubernetes import Behavior, Metric
from todo_k8s.services.types.names import Annotations, LabelKey, LooseName
from todo_k8s.services.types.numbers import NO_PODS, Count, CountOrZero

Percent = Annotated[Integer, Field(ge=0, le=1000)]


def _source(name: str, kind: str, before: str = "") -> str:
    return name + r'":\{.*' + before + r'"target":\{.*\},"type":"' + kind


_SOURCES = (
    _source("containerResource", "ContainerResource"),
    _source("resource", "Resource"),
    *(_source(kind.lower(), kind, r'"metric":\{.*') for kind in ("External", "Object", "Pods")),
)
_METRIC = r'^\{"(' + "|".join(_SOURCES) + r')"\}$'
"""The JSON of a metric, whose keys come in order."""
_OF_V2BETA1 = '"target(Average(Utilization|Value)|Value)":'


class AutoscalingValues(ChartValues):
    """A HorizontalPodAutoscaler, which then owns the number of pods."""

    enabled: bool = False
    """Scale with the load; `replicaCount` is then not used."""

    external: bool = False
    """Another autoscaler, such as KEDA or a HorizontalPodAutoscaler of your own, sets the number of
    pods: the chart creates none and sets no number. `minReplicas` and `maxReplicas` must be those
    of that autoscaler, as rules count with them."""

    min_replicas: CountOrZero = 2
    """Minimum number of pods. 0 is allowed only with `external`, because KEDA can scale to zero."""

    max_replicas: Count = 5
    """Maximum number of pods."""

    target_cpu_utilization_percentage: Percent | None = Field(
        default=70, alias="targetCPUUtilizationPercentage"
    )
    """Wanted average CPU use, in percent of the CPU request; 0 or null not to look at CPU."""

    target_memory_utilization_percentage: Percent | None = None
    """Wanted average memory use, in percent of the memory request; 0 or null not to look at
    memory."""

    metrics: list[Metric] = []
    """More metrics, each as a Kubernetes `MetricSpec`, in addition to the two targets. The metric
    that asks for most pods counts."""

    behavior: Behavior = {}
    """How fast to scale up and down, as a Kubernetes `HorizontalPodAutoscalerBehavior`. Without
    `scaleDown`, one pod is removed every 15 seconds, each time from the fullest node, so that the
    others stay spread."""

    @property
    def varies(self) -> bool:
        """Whether the number of pods is not `replicaCount`."""
        return any_of(self.enabled, self.external)

    @property
    def is_made(self) -> bool:
        """Whether the chart makes an autoscaler."""
        return all_of(self.enabled, not_(self.external))

    @rule
    def metrics_are_whole(self) -> Any:
        """A metric has one source, which its type names, and in it a target.

        Those of autoscaling/v2beta1, as old answers show them, have none.

        References:
            https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
        """
        return each(
            self.metrics,
            lambda index, metric: Check(
                all_of(
                    matches(to_json(metric), _METRIC),
                    not_(matches(to_json(metric), _OF_V2BETA1)),
                ),
                "must have the one source that its type names, with a target in it, as in {type: "
                "Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: "
                "70}}}; targetAverageValue and its like went with autoscaling/v2beta1",
                f"metrics[{index}]",
            ),
        )

    @rule
    def keeps_a_pod(self) -> Check:
        """A HorizontalPodAutoscaler keeps one, unless a feature of the cluster is switched on."""
        return Check(
            any_of(self.external, self.min_replicas >= 1),
            "must be at least 1; only where another program scales (external) may it be 0",
            "minReplicas",
        )

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
                not_(self.is_made),
                is_set(self.target_cpu_utilization_percentage),
                is_set(self.target_memory_utilization_percentage),
                is_set(self.metrics),
            ),
            "scales by nothing; set targetCPUUtilizationPercentage, "
            "targetMemoryUtilizationPercentage or metrics",
            "targetCPUUtilizationPercentage",
        )


class PodDisruptionBudgetValues(ChartValues):
    """How many pods a drain of nodes may take away at once."""

    enabled: bool = True
    """Create a PodDisruptionBudget. With a single pod none is created, because it would block every
    drain."""

    max_unavailable: IntOrPercent = 1
    """Pods that may be away at once: a number, or a percentage, rounded up. Not used with
    `minAvailable`."""

    min_available: IntOrPercent = 0
    """Pods that must stay: a number, or a percentage, rounded up; 0 to use `maxUnavailable`."""

    @property
    def says_what_stays(self) -> bool:
        """Whether `minAvailable` counts."""
        return not_(matches(string(self.min_available), NO_PODS))

    def leaves_a_pod(self, pods: int) -> list[Check]:
        """Return the checks that a drain can go on, and leaves a pod.

        Args:
            pods: How many there are at the least.
        """
        pods = let("pods", pods)
        away = let("away", _rounded_up(self.max_unavailable, pods))
        stay = let("stay", _rounded_up(self.min_available, pods))
        free, by_stay = any_of(not_(self.enabled), pods <= 1), self.says_what_stays
        return [
            Check(
                any_of(free, by_stay, away < pods),
                f"maxUnavailable ({away} pods) would let a drain take all {pods} pods; lower it, "
                "or raise the number of pods",
                "podDisruptionBudget.maxUnavailable",
            ),
            Check(
                any_of(free, by_stay, not_(matches(string(self.max_unavailable), NO_PODS))),
                "lets a drain take no pod, so that no node could be drained; set it to 1 or more, "
                "or set minAvailable",
                "podDisruptionBudget.maxUnavailable",
            ),
            Check(
                any_of(free, stay < pods),
                f"minAvailable ({stay} pods) lets a drain take none of {pods} pods, so that no "
                "node could be drained; lower it, or raise the number of pods",
                "podDisruptionBudget.minAvailable",
            ),
        ]


def _rounded_up(amount: int | str, pods: int) -> int:
    """Return how many pods a number or a percentage is, as Kubernetes rounds it."""
    return quotient(hundredths(amount, pods) + 99, 100)


class TopologySpreadValues(ChartValues):
    """How pods are spread over nodes and zones."""

    enabled: bool = True
    """Spread the pods over nodes and zones."""

    keys: Distinct[LabelKey] = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
    """Labels of nodes: the pods are spread over the values of each."""

    max_skew: Count = 1
    """How many pods more one node or zone may have than another."""

    strict: bool = False
    """Leave a pod pending that cannot be spread, rather than run it anyway."""

    strict_keys: Distinct[LabelKey] = ["kubernetes.io/hostname"]
    """Those of `keys` that `strict` is about. Each node must have such a label: a pod never runs on
    one without it. Add topology.kubernetes.io/zone where all nodes have a zone."""

    @rule
    def strict_keys_are_keys(self) -> Any:
        """Another key would make nothing strict."""
        return each(
            self.strict_keys,
            lambda index, key: Check(
                any_of(not_(self.strict), includes(self.keys, key)),
                f"{key} is not in keys, so strict has no effect on it; add it to keys, or set "
                "strictKeys to some of them",
                f"strictKeys[{index}]",
            ),
        )


class ServiceAccountValues(ChartValues):
    """The identity of the pods."""

    create: bool = True
    """Create the ServiceAccount."""

    name: LooseName = ""
    """Name of the ServiceAccount; empty for the service's own name, or `default` if the chart
    does not make it."""

    annotations: Annotations = {}
    """Annotations of the ServiceAccount."""

    automount_token: bool = False
    """Give the pods a token of it, to ask the API server: for Dapr, Vault's agent, and programs
    that watch the cluster."""

    @rule
    def annotations_have_an_account(self) -> Check:
        """They would be lost, and with them an identity at a cloud."""
        return Check(
            any_of(self.create, not_(is_set(self.annotations))),
            "belong to a ServiceAccount that the chart makes, and create is false; set create to "
            "true, or annotate your own",
            "annotations",
        )
