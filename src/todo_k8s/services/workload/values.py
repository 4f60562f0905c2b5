"""What can be set of a service: its pods, how many, how they are checked, replaced and reached."""

from collections.abc import Mapping
from typing import Any, ClassVar

from todo_k8s.explained import times
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    default,
    equals,
    has_key,
    is_set,
    let,
    not_,
)
from todo_k8s.helm.model import Check, rule
from todo_k8s.services.persistence.values import PersistenceValues
from todo_k8s.services.probes.values import ProbesValues, ProbeValues
from todo_k8s.services.scaling.values import AutoscalingValues, PodDisruptionBudgetValues
from todo_k8s.services.types import CountOrZero
from todo_k8s.services.workload.exposure import ExposedServiceValues, ServiceValues
from todo_k8s.services.workload.further_pod_values import FurtherPodValues
from todo_k8s.services.workload.passed_on import PassedOnValues
from todo_k8s.services.workload.pod_rules import ports_differ, seeded_paths_are_free
from todo_k8s.services.workload.pod_values import PodValues
from todo_k8s.services.workload.presets import is_writable, of_preset
from todo_k8s.services.workload.rollout import RolloutValues
from todo_k8s.services.workload.volume_rules import (
    containers_are_whole,
    mounts_have_volumes,
    volumes_are_whole,
)


class WorkloadValues(PassedOnValues, FurtherPodValues, PodValues):
    """What can be set of a service and its pods."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "containerPort": "port",
        "environment": "env",
        "extraEnv": "env",
        "hpa": "autoscaling",
        "labels": "podLabels",
        "livenessProbe": "probes.liveness",
        "pdb": "podDisruptionBudget",
        "pvc": "persistence",
        "readinessProbe": "probes.readiness",
        "serviceAccountName": "serviceAccount.name",
        "startupProbe": "probes.startup",
    }

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
        return Check(
            any_of(not_(is_set(budget)), seconds <= budget),
            f"a rollout of {pods} pods, {step} at once (maxSurge + maxUnavailable), would take "
            f"{waves} waves · (startSeconds {rollout.start_seconds} + minReadySeconds "
            f"{ready}) = {seconds} s, more than {name} ({budget}); raise "
            f"maxSurge or maxUnavailable, lower minReadySeconds or the number of pods, or raise "
            f"{name} (0 for no limit)",
            "rollout.maxSurge",
        )

    @rule
    def restart_budget(self) -> Check:
        """A hung process must be found, killed and started again within the budget.

        References:
            https://kubernetes.io/docs/concepts/workloads/pods/probes/
        """
        probe, budget = self.probes.liveness, self.probes.restart_budget_seconds
        period, timeout = probe.period_seconds, probe.timeout_seconds
        failures = probe.failure_threshold
        interval = let("interval", times.interval(period, timeout))
        start = self.rollout.start_seconds
        grace = probe.termination_grace_period_seconds
        kill = let("kill", times.killed(grace, self.rollout.drain_delay_seconds))
        noticed = times.noticed(period, failures, interval, timeout)
        total = let("total", noticed + kill + start)
        return Check(
            any_of(not_(probe.enabled), not_(is_set(budget)), total <= budget),
            f"a hung process would be back after {period} + {failures - 1}·{interval} + "
            f"{timeout} + {kill} + {start} = {total} s, more than restartBudgetSeconds ({budget}); "
            "lower periodSeconds, failureThreshold, timeoutSeconds, "
            "terminationGracePeriodSeconds or rollout.startSeconds, or raise "
            "restartBudgetSeconds (0 for no limit)",
            "probes.liveness",
        )

    @rule
    def liveness_is_sound(self) -> list[Check]:
        """A liveness check must not kill on one slow answer, nor overlap itself."""
        probe, grace = self.probes.liveness, self.rollout.termination_grace_period_seconds
        where, off = "probes.liveness", not_(probe.enabled)
        return [
            Check(
                any_of(off, probe.timeout_seconds <= probe.period_seconds),
                f"timeoutSeconds ({probe.timeout_seconds}) is more than periodSeconds "
                f"({probe.period_seconds}); lower it, or raise periodSeconds",
                f"{where}.timeoutSeconds",
            ),
            Check(
                any_of(off, probe.failure_threshold >= 2),
                "one slow answer would restart the container; set failureThreshold to 2 or more",
                f"{where}.failureThreshold",
            ),
            Check(
                any_of(off, probe.termination_grace_period_seconds <= grace),
                f"terminationGracePeriodSeconds ({probe.termination_grace_period_seconds}) is more "
                f"than rollout.terminationGracePeriodSeconds ({grace}); lower it, or raise that",
                f"{where}.terminationGracePeriodSeconds",
            ),
        ]

    @rule
    def readiness_fails_first(self) -> Check:
        """A pod must leave its Service before it is restarted."""
        ready, live = self.probes.readiness, self.probes.liveness
        interval = let("interval", times.interval(ready.period_seconds, ready.timeout_seconds))
        until_unready = let("untilUnready", _longest_failure(ready, interval))
        until_restart = let("untilRestart", _longest_failure(live, live.period_seconds))
        return Check(
            any_of(not_(ready.enabled), not_(live.enabled), until_unready < until_restart),
            f"a pod would be unready after {ready.failure_threshold - 1}·{interval} + "
            f"{ready.timeout_seconds} = {until_unready} s, not before its restart after "
            f"{until_restart} s; lower failureThreshold, periodSeconds or timeoutSeconds, or raise "
            "those of probes.liveness",
            "probes.readiness",
        )

    @rule
    def starts_in_time(self) -> Check:
        """The startup check must end before the rollout is given up."""
        probe, rollout = self.probes.startup, self.rollout
        interval = let("interval", times.interval(probe.period_seconds, probe.timeout_seconds))
        longest = let("longest", interval * probe.failure_threshold)
        allowed = let("allowed", rollout.progress_deadline_seconds - rollout.min_ready_seconds)
        return Check(
            any_of(not_(probe.enabled), longest <= allowed),
            f"may take {interval}·{probe.failure_threshold} = {longest} s, more than "
            f"rollout.progressDeadlineSeconds - minReadySeconds ({allowed}); lower "
            "failureThreshold, periodSeconds or timeoutSeconds, or raise progressDeadlineSeconds",
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
                any_of(not_(equals(probe.handler, "exec")), is_set(probe.command)),
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
                any_of(not_(scaling.is_made), not_(is_set(target)), has_key(requests, resource)),
                f"autoscaling looks at {resource} in percent of the request, and there is none; "
                f"set resources.requests.{resource}",
                f"resources.requests.{resource}",
            )
            for resource, target in targets.items()
        ]

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
        claim = self.persistence
        of_preset = is_writable(self.preset, claim.mount_path)
        places: dict[str, Mapping[str, Any]] = {
            "writablePaths": self.writable_paths,
            "secretFiles": self.secret_files,
        }
        return [
            *(
                Check(
                    any_of(not_(claim.enabled), not_(has_key(paths, claim.mount_path))),
                    f"is in {where} too; remove it there, or choose another",
                    "persistence.mountPath",
                )
                for where, paths in places.items()
            ),
            Check(
                not_(all_of(claim.enabled, of_preset)),
                "is a writable path of the preset too; choose another",
                "persistence.mountPath",
            ),
        ]

    @rule
    def parts_of_the_operator_are_whole(self) -> list[Any]:
        """Kubernetes would refuse the pods: Helm would wait for a rollout that cannot start."""
        return [
            *containers_are_whole(self),
            *volumes_are_whole(self),
            *mounts_have_volumes(self),
        ]

    @rule
    def budget_leaves_a_pod(self) -> list[Check]:
        """A drain must not take every pod away, nor be blocked."""
        return self.pod_disruption_budget.leaves_a_pod(self.least_replicas)

    @rule
    def ports_differ(self) -> Any:
        """A container and a Service have each port once."""
        return ports_differ(self.extra_ports, self.container_port, self.service.port)

    @rule
    def seeded_paths_are_their_own(self) -> Any:
        """Two volumes cannot be mounted at one place."""
        return seeded_paths_are_free(self)


def _longest_failure(probe: ProbeValues, interval: int) -> int:
    """Return the seconds from the first failed check to the last one that counts."""
    return times.longest_failure(probe.failure_threshold, interval, probe.timeout_seconds)
