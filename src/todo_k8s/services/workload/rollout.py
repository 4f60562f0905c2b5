"""How pods are replaced, and what they may take to end without losing a request."""

from typing import Annotated, Literal

from pydantic import Field

from todo_k8s.explained import times
from todo_k8s.helm.fields.types import IntOrPercent
from todo_k8s.helm.functions import (
    any_of,
    choose,
    equals,
    hundredths,
    let,
    matches,
    maximum,
    not_,
    quotient,
    string,
)
from todo_k8s.helm.model import ChartValues, Check, Integer, rule
from todo_k8s.services.types.numbers import NO_PODS, Seconds, SecondsOrZero

KUBELET_MARGIN = 2
"""Seconds the kubelet may take between the end of a preStop hook and SIGKILL."""


class RolloutValues(ChartValues):
    """How pods are replaced."""

    strategy: Literal["RollingUpdate", "Recreate"] = "RollingUpdate"
    """`RollingUpdate` replaces pods in waves, without a gap. `Recreate` ends all pods before it
    starts new ones: for what must not run twice, or has a disk that one node mounts."""

    max_surge: IntOrPercent = "25%"
    """Pods above the wanted number while rolling: a number, or a percentage, rounded up. As many
    new pods start at once, so it decides how long a rollout takes."""

    max_unavailable: IntOrPercent = 0
    """Pods below the wanted number while rolling: a number, or a percentage, rounded down; 0 loses
    no capacity."""

    start_seconds: SecondsOrZero = 3
    """Seconds from the start of a pod until it is ready, with the image present: what the
    application takes, for the rules that count how long a restart and a rollout take."""

    min_ready_seconds: SecondsOrZero = 5
    """Seconds a new pod must stay ready before it counts as available."""

    progress_deadline_seconds: Seconds = 300
    """Seconds without a further pod that is available, after which a rollout has failed."""

    drain_delay_seconds: SecondsOrZero = 10
    """Seconds a pod goes on serving after it is told to end, until every proxy has forgotten it:
    5 in a small cluster, 30 behind a cloud load balancer."""

    drain_seconds: SecondsOrZero = 15
    """Seconds the application may take to finish the requests in flight."""

    termination_grace_period_seconds: Annotated[Integer, Field(ge=1, le=86400)] = 30
    """Seconds from the order to end until the pod is killed."""

    revision_history_limit: Annotated[Integer, Field(ge=0, le=100)] = 5
    """Old ReplicaSets kept for a rollback."""

    @rule
    def moves(self) -> Check:
        """A rollout must be able to add or take away a pod."""
        return Check(
            any_of(
                self.recreates,
                not_(matches(string(self.max_surge), NO_PODS)),
                not_(matches(string(self.max_unavailable), NO_PODS)),
            ),
            "maxSurge and maxUnavailable are both 0, so no pod could move; set maxSurge to 1 or "
            "more, or to a percentage such as 25%",
            "maxSurge",
        )

    def step(self, pods: int) -> int:
        """Return how many pods a rollout replaces at once, of so many.

        References:
            https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
        """
        surge = let("surge", hundredths(self.max_surge, pods))
        unavailable = let("unavailable", hundredths(self.max_unavailable, pods))
        in_waves = times.at_once(quotient(surge + 99, 100), quotient(unavailable, 100))
        return choose(self.recreates, maximum(pods, 1), in_waves)

    @property
    def recreates(self) -> bool:
        """Whether all pods end before new ones start."""
        return equals(self.strategy, "Recreate")

    @property
    def ends_first(self) -> bool:
        """Whether a pod ends, or is about to, before its successor starts."""
        return any_of(self.recreates, hundredths(self.max_surge, 1) <= 0)

    @rule
    def drain_budget(self) -> Check:
        """The grace period must cover the delay, the drain and the kubelet's margin."""
        needed = let("needed", self.drain_delay_seconds + self.drain_seconds + KUBELET_MARGIN)
        return Check(
            needed <= self.termination_grace_period_seconds,
            f"draining takes drainDelaySeconds + drainSeconds + {KUBELET_MARGIN} = "
            f"{self.drain_delay_seconds} + {self.drain_seconds} + {KUBELET_MARGIN} = {needed} s, "
            f"more than terminationGracePeriodSeconds ({self.termination_grace_period_seconds}); "
            "raise it, or lower one of the two",
            "terminationGracePeriodSeconds",
        )

    @rule
    def settles_in_time(self) -> Check:
        """A pod must count as available before the rollout is given up."""
        return Check(
            self.min_ready_seconds < self.progress_deadline_seconds,
            f"minReadySeconds ({self.min_ready_seconds}) is not below progressDeadlineSeconds "
            f"({self.progress_deadline_seconds}), so no rollout could succeed; lower it, or raise "
            "progressDeadlineSeconds",
            "minReadySeconds",
        )
