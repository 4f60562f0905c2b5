"""How long a restart and a rollout take at the most: for the rules of values, and for `explain`.

Numbers can be tokens, so that a rule refuses exactly what is explained of the manifests.

References:
    https://kubernetes.io/docs/concepts/workloads/pods/probes/
    https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
"""

from __future__ import annotations

from todo_k8s.helm.functions import maximum, minimum, quotient

LEAST_AFTER_HOOK = 2
"""Seconds that the kubelet gives a process after its preStop hook, whatever the grace period."""


def interval(period: int, timeout: int) -> int:
    """Return the seconds between two failed checks: the next waits for one that takes longer."""
    return maximum(period, timeout)


def longest_failure(failures: int, interval: int, timeout: int) -> int:
    """Return the seconds from the start of the first failed check to the end of the last one."""
    return (failures - 1) * interval + timeout


def noticed(period: int, failures: int, interval: int, timeout: int) -> int:
    """Return the seconds from when a process hangs until the last failed check has run out."""
    return period + (failures - 1) * interval + timeout


def killed(grace: int, sleep: int) -> int:
    """Return the seconds until a process has ended that does not react.

    Args:
        grace: Its grace period in seconds.
        sleep: The seconds that its preStop hook takes, which the grace period bounds.
    """
    return maximum(grace, minimum(sleep, grace) + LEAST_AFTER_HOOK)


def at_once(more: int, fewer: int) -> int:
    """Return how many pods a rollout replaces at once.

    Args:
        more: How many pods there may be beside those wanted.
        fewer: How many of those wanted may be missing.
    """
    return maximum(more + fewer, 1)


def waves(pods: int, step: int) -> int:
    """Return in how many steps a rollout replaces pods, so many at once."""
    return quotient(pods + step - 1, step)


def rollout(waves: int, start: int, ready: int) -> int:
    """Return the seconds that a rollout takes.

    Args:
        waves: In how many steps it goes.
        start: The seconds that a pod takes to start.
        ready: The seconds for which it must be ready then.
    """
    return waves * (start + ready)
