"""Rules of how a service's pods are checked: when a hung one is back, and what fails first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.explained import times
from todo_k8s.helm.functions import any_of, equals, is_set, let, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.probes.values import ProbeValues

if TYPE_CHECKING:
    from todo_k8s.services.workload.values import WorkloadValues


def restart_fits_its_budget(values: WorkloadValues) -> Check:
    """Return the check that a hung process is found, killed and started again in time."""
    probe, budget = values.probes.liveness, values.probes.restart_budget_seconds
    period, timeout = probe.period_seconds, probe.timeout_seconds
    failures = probe.failure_threshold
    interval = let("interval", times.interval(period, timeout))
    start = values.rollout.start_seconds
    grace = probe.termination_grace_period_seconds
    kill = let("kill", times.killed(grace, values.rollout.drain_delay_seconds))
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


def liveness_is_sound(values: WorkloadValues) -> list[Check]:
    """Return the checks that a liveness check does not kill on one slow answer, nor overlap."""
    probe, grace = values.probes.liveness, values.rollout.termination_grace_period_seconds
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


def readiness_fails_first(values: WorkloadValues) -> Check:
    """Return the check that a pod leaves its Service before it is restarted."""
    ready, live = values.probes.readiness, values.probes.liveness
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


def starts_in_time(values: WorkloadValues) -> Check:
    """Return the check that the startup check ends before the rollout is given up."""
    probe, rollout = values.probes.startup, values.rollout
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


def commands_are_given(values: WorkloadValues) -> list[Check]:
    """Return the checks that the handler exec has a command."""
    kinds: dict[str, Any] = {
        "startup": values.probes.startup,
        "liveness": values.probes.liveness,
        "readiness": values.probes.readiness,
    }
    return [
        Check(
            any_of(not_(equals(probe.handler, "exec")), is_set(probe.command)),
            "the handler exec needs a command; set it",
            f"probes.{name}.command",
        )
        for name, probe in kinds.items()
    ]


def _longest_failure(probe: ProbeValues, interval: int) -> int:
    """Return the seconds from the first failed check to the last one that counts."""
    return times.longest_failure(probe.failure_threshold, interval, probe.timeout_seconds)
