"""How pods are replaced, and what they may take to end without losing a request."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm.functions import let
from todo_k8s.helm.model import ChartValues, Check, Integer, rule
from todo_k8s.values.types import CountOrZero, Seconds, SecondsOrZero

KUBELET_MARGIN = 2
"""Seconds the kubelet may take between the end of a preStop hook and SIGKILL."""


class RolloutValues(ChartValues):
    """How pods are replaced."""

    max_surge: CountOrZero = 1
    """Pods above the wanted number while rolling."""

    max_unavailable: CountOrZero = 0
    """Pods below the wanted number while rolling; 0 loses no capacity."""

    min_ready_seconds: SecondsOrZero = 5
    """Seconds a new pod must stay ready before it counts as available."""

    progress_deadline_seconds: Seconds = 300
    """Seconds without progress after which a rollout has failed."""

    drain_delay_seconds: SecondsOrZero = 10
    """Seconds a pod goes on serving after it is told to end, until every proxy has forgotten it:
    5 in a small cluster, 30 behind a cloud load balancer."""

    drain_seconds: SecondsOrZero = 15
    """Seconds the application may take to finish the requests in flight."""

    termination_grace_period_seconds: Seconds = 30
    """Seconds from the order to end until the pod is killed."""

    revision_history_limit: Annotated[Integer, Field(ge=0, le=100)] = 5
    """Old ReplicaSets kept for a rollback."""

    @rule
    def moves(self) -> Check:
        """A rollout must be able to add or take away a pod."""
        return Check(
            self.max_surge + self.max_unavailable >= 1,
            "maxSurge and maxUnavailable are both 0, so no pod could move; set maxSurge to 1",
            "maxSurge",
        )

    @rule
    def drain_budget(self) -> Check:
        """The grace period must cover the delay, the drain and the kubelet's margin."""
        needed = let("needed", self.drain_delay_seconds + self.drain_seconds + KUBELET_MARGIN)
        return Check(
            needed <= self.termination_grace_period_seconds,
            f"draining takes drainDelaySeconds + drainSeconds + {KUBELET_MARGIN} = "
            f"{self.drain_delay_seconds} + {self.drain_seconds} + {KUBELET_MARGIN} = {needed} s, "
            f"more than terminationGracePeriodSeconds ({self.termination_grace_period_seconds}); "
            "raise it, or lower the drain",
            "terminationGracePeriodSeconds",
        )

    @rule
    def settles_in_time(self) -> Check:
        """A pod must count as available before the rollout is given up."""
        return Check(
            self.min_ready_seconds < self.progress_deadline_seconds,
            f"minReadySeconds ({self.min_ready_seconds}) is not below progressDeadlineSeconds "
            f"({self.progress_deadline_seconds}), so no rollout could succeed; lower it",
            "minReadySeconds",
        )
