"""What can be set of a service: its pods, how many, how they are checked, replaced and reached."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from todo_k8s.explained import times
from todo_k8s.helm.functions import (
    any_of,
    choose,
    default,
    has_key,
    is_set,
    let,
    not_,
)
from todo_k8s.helm.model import Check, rule
from todo_k8s.services.mistaken import OF_SERVICES
from todo_k8s.services.persistence.values import PersistenceValues
from todo_k8s.services.probes.values import ProbesValues
from todo_k8s.services.scaling.values import AutoscalingValues, PodDisruptionBudgetValues
from todo_k8s.services.types.numbers import CountOrZero
from todo_k8s.services.workload import probe_rules
from todo_k8s.services.workload.container_rules import (
    containers_are_measured,
    containers_are_whole,
    init_containers_are_not_checked,
    sidecars_are_their_own,
)
from todo_k8s.services.workload.exposure import ExposedServiceValues, ServiceValues
from todo_k8s.services.workload.further_pod_values import FurtherPodValues
from todo_k8s.services.workload.lifecycle_rules import hooks_can_run
from todo_k8s.services.workload.passed_on import PassedOnValues
from todo_k8s.services.workload.pod_rules import (
    claim_has_its_own_place,
    headless_service_has_the_ports_of_its_pods,
    ports_differ,
    seeded_paths_are_free,
)
from todo_k8s.services.workload.pod_values import PodValues
from todo_k8s.services.workload.presets import of_preset
from todo_k8s.services.workload.rollout import RolloutValues
from todo_k8s.services.workload.volume_rules import (
    containers_mount_volumes,
    is_mounted,
    mounts_have_volumes,
    volumes_are_whole,
)


class WorkloadValues(PassedOnValues, FurtherPodValues, PodValues):
    """What can be set of a service and its pods."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_SERVICES

    replica_count: CountOrZero = 2
    """Number of pods; not used while autoscaling. One pod cannot be replaced without a gap when
    its node fails."""

    service: ServiceValues = ServiceValues()
    """How it is reached."""

    probes: ProbesValues = ProbesValues()
    """Health checks."""

    rollout: RolloutValues = RolloutValues()
    """How pods are replaced."""

    persistence: PersistenceValues = PersistenceValues()
    """A disk that outlives the pods."""

    autoscaling: AutoscalingValues = AutoscalingValues()
    """Scaling with the load."""

    pod_disruption_budget: PodDisruptionBudgetValues = PodDisruptionBudgetValues()
    """What a drain of nodes may take away."""

    @property
    def listens(self) -> bool:
        """Whether it listens to a port, so that it has a Service."""
        return True

    @property
    def container_port(self) -> int:
        """The port that it listens on, if it does."""
        return default(self.port, of_preset(self.preset, lambda preset: preset.port))

    @property
    def is_exposed(self) -> bool:
        """Whether the values of its Service say how it is reached from outside."""
        return isinstance(self.service, ExposedServiceValues)

    @property
    def least_replicas(self) -> int:
        """Pods there are at the least."""
        return choose(self.autoscaling.varies, self.autoscaling.min_replicas, self.replica_count)

    @property
    def wanted_replicas(self) -> int:
        """Pods that are wanted at the most: those of `replicaCount`, or of the autoscaler."""
        return choose(self.autoscaling.varies, self.autoscaling.max_replicas, self.replica_count)

    @property
    def most_replicas(self) -> int:
        """Pods there are at the most: in a rollout all new ones, while all old ones still end.

        A Deployment counts a pod out as soon as it is told to end, so `maxSurge` does not bound it.
        """
        return self.wanted_replicas * 2

    def rollout_within(self, budget: int, name: str) -> Check:
        """Return the check that a rollout ends within a budget, if all goes well.

        It goes in waves: `maxSurge` and `maxUnavailable` pods at once, and the next ones when those
        have been ready for `minReadySeconds`.

        Args:
            budget: Seconds it may take; 0 for no limit.
            name: What the budget is called.
        """
        rollout, pods = self.rollout, let("pods", self.wanted_replicas)
        step = let("step", rollout.step(pods))
        waves = let("waves", times.waves(pods, step))
        ready = rollout.min_ready_seconds
        seconds = let("seconds", times.rollout(waves, rollout.start_seconds, ready))
        remedy = choose(
            waves <= 1,
            "lower startSeconds or minReadySeconds",
            "raise maxSurge or maxUnavailable, lower minReadySeconds or the number of pods",
        )
        return Check(
            any_of(not_(is_set(budget)), seconds <= budget),
            f"a rollout of {pods} pods, {step} at once (maxSurge + maxUnavailable), would take "
            f"{waves} waves · (startSeconds {rollout.start_seconds} + minReadySeconds "
            f"{ready}) = {seconds} s, more than {name} ({budget}); {remedy}, or raise "
            f"{name} (0 for no limit)",
            "rollout.maxSurge",
        )

    @rule
    def restart_budget(self) -> Check:
        """A hung process must be found, killed and started again within the budget.

        References:
            https://kubernetes.io/docs/concepts/workloads/pods/probes/
        """
        return probe_rules.restart_fits_its_budget(self)

    @rule
    def liveness_is_sound(self) -> list[Check]:
        """A liveness check must not kill on one slow answer, nor overlap itself."""
        return probe_rules.liveness_is_sound(self)

    @rule
    def readiness_fails_first(self) -> Check:
        """A pod must leave its Service before it is restarted."""
        return probe_rules.readiness_fails_first(self)

    @rule
    def starts_in_time(self) -> Check:
        """The startup check must end before the rollout is given up."""
        return probe_rules.starts_in_time(self)

    @rule
    def commands_are_given(self) -> list[Check]:
        """The handler exec needs a command."""
        return probe_rules.commands_are_given(self)

    @rule
    def autoscaler_can_measure(self) -> list[Any]:
        """Use in percent is measured against a request."""
        scaling, requests = self.autoscaling, self.resources.requests
        targets = {
            "cpu": scaling.target_cpu_utilization_percentage,
            "memory": scaling.target_memory_utilization_percentage,
        }
        found: list[Any] = []
        for resource, target in targets.items():
            off = any_of(not_(scaling.is_made), not_(is_set(target)))
            found += [
                Check(
                    any_of(off, has_key(requests, resource)),
                    f"autoscaling looks at {resource} in percent of the request, and there is "
                    f"none; set resources.requests.{resource}",
                    f"resources.requests.{resource}",
                ),
                *containers_are_measured(self, resource, off),
            ]
        return found

    @rule
    def claim_moves_with_the_pod(self) -> list[Check]:
        """A disk that one node mounts must be free before the next pod can start elsewhere."""
        claim, rollout = self.persistence, self.rollout
        free = any_of(not_(claim.enabled), claim.is_shared)
        pods = let("pods", self.wanted_replicas)
        return [
            Check(
                any_of(free, pods <= 1),
                f"only one node can mount it by accessModes, and there may be {pods} pods; set "
                "replicaCount to 1 and autoscaling.enabled to false, or use ReadWriteMany",
                "persistence.accessModes",
            ),
            Check(
                any_of(free, rollout.ends_first),
                "a new pod would wait for a disk that the old one has; set rollout.strategy to "
                "Recreate, or maxSurge to 0 and maxUnavailable to 1",
                "rollout.maxSurge",
            ),
        ]

    @rule
    def claim_has_its_own_place(self) -> list[Any]:
        """Two volumes cannot be mounted at one place."""
        return claim_has_its_own_place(self)

    @rule
    def parts_of_the_operator_are_whole(self) -> list[Any]:
        """Kubernetes would refuse the pods: Helm would wait for a rollout that cannot start."""
        claimed, no_root = self.persistence.enabled, not_(self.pod_security_context.allow_root)
        volumes, mounts = self.extra_volumes, self.extra_volume_mounts
        further = {"initContainers": self.init_containers, "sidecars": self.sidecars}
        return [
            *(
                containers_are_whole(where, containers, no_root)
                for where, containers in further.items()
            ),
            *sidecars_are_their_own(self),
            init_containers_are_not_checked(self.init_containers),
            *volumes_are_whole(volumes, claimed=claimed),
            *mounts_have_volumes(mounts, volumes, taken=partial(is_mounted, self), claimed=claimed),
            *(
                containers_mount_volumes(where, containers, volumes, claimed=claimed)
                for where, containers in further.items()
            ),
            *hooks_can_run(self.lifecycle, self.rollout.termination_grace_period_seconds),
        ]

    @rule
    def budget_leaves_a_pod(self) -> list[Check]:
        """A drain must not take every pod away, nor be blocked."""
        return self.pod_disruption_budget.leaves_a_pod(self.least_replicas)

    @rule
    def ports_differ(self) -> Any:
        """A container and a Service have each port once."""
        return [
            *ports_differ(self),
            headless_service_has_the_ports_of_its_pods(self),
        ]

    @rule
    def seeded_paths_are_their_own(self) -> Any:
        """Two volumes cannot be mounted at one place."""
        return seeded_paths_are_free(self)
