"""What can be set of a service: its image, its pods, and how it is reached."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, choose, has_key, is_set, matches, maximum, minimum, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, rule
from todo_k8s.values.image import ImageValues
from todo_k8s.values.presets import PresetName
from todo_k8s.values.probes import ProbesValues
from todo_k8s.values.rollout import RolloutValues
from todo_k8s.values.scaling import (
    AutoscalingValues,
    PodDisruptionBudgetValues,
    ServiceAccountValues,
    TopologySpreadValues,
)
from todo_k8s.values.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.values.types import (
    Annotations,
    CountOrZero,
    Directory,
    EnvMap,
    Labels,
    Port,
    Quantity,
    SecretEnvMap,
    ServiceName,
)

START_SECONDS = 3
"""Seconds that a container takes to start again, image present (measured on a one-node cluster)."""


class ServiceValues(ChartValues):
    """How a service is reached inside the cluster."""

    port: Port | None = None
    """Port of the Service; null for the container's."""

    alias: ServiceName = ""
    """Name of a second Service with the same pods, for an image with a hard-coded upstream."""

    annotations: Annotations = {}
    """Annotations of the Service."""


class ExposedServiceValues(ServiceValues):
    """How a service is reached, also from outside the cluster."""

    type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "LoadBalancer"
    """Kind of Service. ClusterIP behind an Ingress or HTTPRoute, NodePort on Minikube."""

    node_port: Annotated[Integer, Field(ge=30000, le=32767)] | None = None
    """Fixed port on every node; null to let Kubernetes choose a free one."""

    load_balancer_source_ranges: list[str] = []
    """Client addresses a LoadBalancer lets in, as CIDR blocks; empty for all."""

    @rule
    def node_port_has_a_type(self) -> Check:
        """A node port needs a Service that has one."""
        return Check(
            any_of(not_(is_set(self.node_port)), matches(self.type, "^(NodePort|LoadBalancer)")),
            "needs type NodePort or LoadBalancer; set the type, or nodePort to null",
            "nodePort",
        )


class WorkloadValues(ChartValues):
    """What can be set of a service and its pods."""

    preset: PresetName = "none"
    """Kind of image, which decides the user id, writable paths, variables, port and health path
    that are not set here: `uvicorn`, `nextjs` (standalone), `nginx` (static files) or `none`."""

    image: ImageValues = ImageValues()
    """The image to run."""

    replica_count: CountOrZero = 2
    """Number of pods; not used while autoscaling. One pod cannot be replaced without a gap when
    its node fails."""

    port: Port | None = None
    """Port the container listens on; null for the preset's."""

    service: ServiceValues = ServiceValues()
    """How it is reached."""

    command: list[str] = []
    """Command in place of the image's entry point. Not a shell that starts the server: it would
    not pass on SIGTERM."""

    args: list[str] = []
    """Arguments in place of the image's."""

    env: EnvMap = {}
    """Environment variables by name, before the preset's. For secrets use `secretEnv`."""

    secret_env: SecretEnvMap = {}
    """Which secrets it gets: variable name → key in the Secret. `null` takes a default away."""

    config_map_env: EnvMap = {}
    """Environment variables that come from a ConfigMap the chart makes; a change rolls the pods."""

    extra_env_from: list[KubernetesObject] = []
    """More sources of variables, in Kubernetes' own form (EnvFromSource)."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    probes: ProbesValues = ProbesValues()
    """Health checks."""

    rollout: RolloutValues = RolloutValues()
    """How pods are replaced."""

    autoscaling: AutoscalingValues = AutoscalingValues()
    """Scaling with the load."""

    pod_disruption_budget: PodDisruptionBudgetValues = PodDisruptionBudgetValues()
    """What a drain of nodes may take away."""

    pod_security_context: PodSecurityContextValues = PodSecurityContextValues()
    """Users and kernel settings of the pod."""

    security_context: SecurityContextValues = SecurityContextValues()
    """What the container may do."""

    writable_paths: dict[Directory, Quantity] = {}
    """Directories it writes to, and how much (an emptyDir each), beside the preset's."""

    extra_volumes: list[KubernetesObject] = []
    """More volumes, in Kubernetes' own form (Volume)."""

    extra_volume_mounts: list[KubernetesObject] = []
    """More mounts of the container, in Kubernetes' own form (VolumeMount)."""

    init_containers: list[KubernetesObject] = []
    """Containers that run before, in Kubernetes' own form (Container)."""

    sidecars: list[KubernetesObject] = []
    """Containers that run beside, in Kubernetes' own form (Container)."""

    node_selector: Labels = {}
    """Labels that a node must have."""

    tolerations: list[KubernetesObject] = []
    """Taints of nodes to tolerate, in Kubernetes' own form (Toleration)."""

    affinity: KubernetesObject = {}
    """Wishes for nodes and neighbours, in Kubernetes' own form (Affinity)."""

    topology_spread: TopologySpreadValues = TopologySpreadValues()
    """Spread over nodes and zones."""

    priority_class_name: str = Field(
        default="", max_length=253, pattern=r"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$"
    )
    """PriorityClass of the pods."""

    pod_annotations: Annotations = {}
    """Annotations of the pods."""

    pod_labels: Labels = {}
    """Labels of the pods, beside the chart's."""

    service_account: ServiceAccountValues = ServiceAccountValues()
    """Identity of the pods."""

    @property
    def least_replicas(self) -> int:
        """Pods there are at the least."""
        return choose(self.autoscaling.enabled, self.autoscaling.min_replicas, self.replica_count)

    @property
    def most_replicas(self) -> int:
        """Pods there are at the most, those of a rollout included."""
        most = choose(self.autoscaling.enabled, self.autoscaling.max_replicas, self.replica_count)
        return most + self.rollout.max_surge

    @rule
    def restart_budget(self) -> Check:
        """A hung process must be found, killed and started again within the budget.

        References:
            https://kubernetes.io/docs/concepts/workloads/pods/probes/
        """
        probe, budget = self.probes.liveness, self.probes.restart_budget_seconds
        interval = maximum(probe.period_seconds, probe.timeout_seconds)
        grace = probe.termination_grace_period_seconds
        kill = maximum(grace, minimum(self.rollout.drain_delay_seconds, grace) + 2)
        total = (
            probe.period_seconds
            + (probe.failure_threshold - 1) * interval
            + probe.timeout_seconds
            + kill
            + START_SECONDS
        )
        return Check(
            any_of(not_(probe.enabled), not_(is_set(budget)), total <= budget),
            f"a hung process would be back after {probe.period_seconds} + "
            f"{probe.failure_threshold - 1}·{interval} + {probe.timeout_seconds} + {kill} + "
            f"{START_SECONDS} = {total} s, more than restartBudgetSeconds ({budget}); lower "
            "periodSeconds, failureThreshold, timeoutSeconds or terminationGracePeriodSeconds",
            "probes.liveness",
        )

    @rule
    def liveness_is_sound(self) -> list[Check]:
        """A liveness check must not kill on one slow answer, nor overlap itself."""
        probe, grace = self.probes.liveness, self.rollout.termination_grace_period_seconds
        where = "probes.liveness"
        return [
            Check(
                probe.timeout_seconds <= probe.period_seconds,
                f"timeoutSeconds ({probe.timeout_seconds}) is more than periodSeconds "
                f"({probe.period_seconds}); lower it",
                f"{where}.timeoutSeconds",
            ),
            Check(
                probe.failure_threshold >= 2,
                "one slow answer would restart the container; set failureThreshold to 2 or more",
                f"{where}.failureThreshold",
            ),
            Check(
                probe.termination_grace_period_seconds <= grace,
                f"terminationGracePeriodSeconds ({probe.termination_grace_period_seconds}) is more "
                f"than that of the pod ({grace}); lower it",
                f"{where}.terminationGracePeriodSeconds",
            ),
        ]

    @rule
    def readiness_fails_first(self) -> Check:
        """A pod must leave its Service before it is restarted."""
        ready, live = self.probes.readiness, self.probes.liveness
        until_unready = (ready.failure_threshold - 1) * ready.period_seconds + ready.timeout_seconds
        until_restart = (live.failure_threshold - 1) * live.period_seconds + live.timeout_seconds
        return Check(
            any_of(not_(ready.enabled), not_(live.enabled), until_unready < until_restart),
            f"a pod would be unready after {ready.failure_threshold - 1}·{ready.period_seconds} + "
            f"{ready.timeout_seconds} = {until_unready} s, not before its restart after "
            f"{until_restart} s; lower failureThreshold or periodSeconds",
            "probes.readiness",
        )

    @rule
    def starts_in_time(self) -> Check:
        """The startup check must end before the rollout is given up."""
        probe, rollout = self.probes.startup, self.rollout
        longest = probe.period_seconds * probe.failure_threshold
        allowed = rollout.progress_deadline_seconds - rollout.min_ready_seconds
        return Check(
            any_of(not_(probe.enabled), longest <= allowed),
            f"may take periodSeconds · failureThreshold = {probe.period_seconds}·"
            f"{probe.failure_threshold} = {longest} s, more than rollout.progressDeadlineSeconds - "
            f"minReadySeconds ({allowed}); lower failureThreshold",
            "probes.startup",
        )

    @rule
    def commands_are_given(self) -> list[Check]:
        """The handler exec needs a command."""
        kinds: dict[str, Any] = {
            "startup": self.probes.startup,
            "liveness": self.probes.liveness,
            "readiness": self.probes.readiness,
        }
        return [
            Check(
                any_of(not_(matches(probe.handler, "^exec$")), is_set(probe.command)),
                "the handler exec needs a command; set it",
                f"probes.{name}.command",
            )
            for name, probe in kinds.items()
        ]

    @rule
    def autoscaler_can_measure(self) -> list[Check]:
        """Use in percent is measured against a request."""
        scaling, requests = self.autoscaling, self.resources.requests
        targets = {
            "cpu": scaling.target_cpu_utilization_percentage,
            "memory": scaling.target_memory_utilization_percentage,
        }
        return [
            Check(
                any_of(not_(scaling.enabled), not_(is_set(target)), has_key(requests, resource)),
                f"autoscaling looks at {resource} in percent of the request, and there is none; "
                f"set resources.requests.{resource}",
                f"resources.requests.{resource}",
            )
            for resource, target in targets.items()
        ]

    @rule
    def budget_leaves_a_pod(self) -> Check:
        """A drain must not take every pod away."""
        budget = self.pod_disruption_budget
        return Check(
            any_of(
                not_(budget.enabled),
                self.least_replicas <= 1,
                budget.max_unavailable < self.least_replicas,
            ),
            f"maxUnavailable ({budget.max_unavailable}) would let a drain take all "
            f"{self.least_replicas} pods; lower it",
            "podDisruptionBudget.maxUnavailable",
        )

    @rule
    def variables_are_not_frozen(self) -> list[Any]:
        """Next.js puts NEXT_PUBLIC_* into its pages when the image is built."""
        maps = {"env": self.env, "configMapEnv": self.config_map_env, "secretEnv": self.secret_env}
        return [each(variables, _not_frozen(where)) for where, variables in maps.items()]

    @rule
    def variables_have_one_source(self) -> Any:
        """A variable is either a plain value or a secret."""
        return each(
            self.env,
            lambda name, _value: Check(
                not_(has_key(self.secret_env, name)),
                f"is in secretEnv too; remove it here, or set secretEnv.{name} to null",
                f"env.{name}",
            ),
        )


def _not_frozen(where: str) -> Callable[[str, str], Check]:
    """Return the check of one variable of a map."""

    def check(name: str, _value: str) -> Check:
        return Check(
            not_(matches(name, "^NEXT_PUBLIC_")),
            "has no effect at run time, as Next.js reads it when the image is built; remove it",
            f"{where}.{name}",
        )

    return check
