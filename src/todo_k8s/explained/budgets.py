"""How long a restart, a drain and a rollout take at the most, and what pods ask of the nodes.

References:
    https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
    https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.explained import times
from todo_k8s.explained.quantities import shown_cpu, shown_memory, worth
from todo_k8s.explained.workloads import Manifest, Workload, workloads
from todo_k8s.manifests.pods import share


@dataclass(frozen=True)
class Restart:
    """How long a process that hangs goes without an answer, in seconds.

    Args:
        container: The container.
        noticed: Until the last failed check has run out.
        killed: Until the process has ended.
        started: Until the new one must answer.
    """

    container: str
    noticed: int
    killed: int
    started: int

    @property
    def total(self) -> int:
        """Until the container is started again."""
        return self.noticed + self.killed


@dataclass(frozen=True)
class Rollout:
    """How pods are replaced.

    Args:
        at_once: How many pods are replaced at a time.
        more: How many pods run beside the wanted ones.
        fewer: How many of the wanted ones may be missing.
        seconds: How long it takes at the most, if each pod starts in its time; None if a container
            has no startup probe, as there is no bound then.
        deadline: After so many seconds without progress the rollout has failed.
    """

    at_once: int
    more: int
    fewer: int
    seconds: int | None
    deadline: int


@dataclass(frozen=True)
class Budget:
    """What a workload comes to.

    Args:
        workload: The workload.
        drain: Seconds from when a pod is told to end until it is killed.
        sleep: Those of them in which it still serves, as traffic may still come.
        restarts: Of each container with a liveness probe.
        rollout: How its pods are replaced; None of jobs.
        evictable: How many pods a drain of nodes may take away at a time; None without a
            PodDisruptionBudget.
        requests: What a pod asks for, by resource.
        limits: What a pod may use, by resource; one that a container has no limit of is not there.
    """

    workload: Workload
    drain: int
    sleep: int
    restarts: tuple[Restart, ...]
    rollout: Rollout | None
    evictable: int | None
    requests: Mapping[str, float]
    limits: Mapping[str, float]

    @property
    def most_pods(self) -> int | None:
        """How many pods run at the most, those of a rollout included."""
        if self.workload.most is None:
            return None
        return self.workload.most + (self.rollout.more if self.rollout else 0)


def budgets(manifests: Sequence[Manifest]) -> Iterator[Budget]:
    """Yield what each workload among manifests comes to."""
    for workload in workloads(manifests):
        pod = workload.pod
        yield Budget(
            workload,
            int(pod.get("terminationGracePeriodSeconds", 30)),
            max((_sleep(container) for container in pod["containers"]), default=0),
            tuple(_restarts(workload)),
            _rollout(workload),
            _evictable(workload, manifests),
            _resources(workload, "requests"),
            _resources(workload, "limits"),
        )


def _sleep(container: Manifest) -> int:
    sleep = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {})
    return int(sleep.get("seconds", 0))


def _restarts(workload: Workload) -> Iterator[Restart]:
    if not workload.is_lasting:
        return
    grace = int(workload.pod.get("terminationGracePeriodSeconds", 30))
    for container in workload.pod["containers"]:
        if (probe := container.get("livenessProbe")) is not None:
            own = int(probe.get("terminationGracePeriodSeconds", grace))
            killed = times.killed(own, _sleep(container))
            yield Restart(container["name"], _failing(probe), killed, _starting(container) or 0)


def _failing(probe: Manifest) -> int:
    """Return after how many seconds a probe has failed for good, at the most."""
    period, timeout = int(probe.get("periodSeconds", 10)), int(probe.get("timeoutSeconds", 1))
    failures, interval = int(probe.get("failureThreshold", 3)), times.interval(period, timeout)
    return times.noticed(period, failures, interval, timeout)


def _starting(container: Manifest) -> int | None:
    """Return how many seconds a container has to start; None if nothing bounds it."""
    if (probe := container.get("startupProbe")) is None:
        return None
    return int(probe.get("initialDelaySeconds", 0)) + _failing(probe)


def _rollout(workload: Workload) -> Rollout | None:
    if not workload.is_lasting or workload.most is None:
        return None
    spec, pods = workload.manifest["spec"], workload.most
    deadline = int(spec.get("progressDeadlineSeconds", 600))
    more, fewer = _steps(workload, pods)
    at_once = max(1, min(pods, times.at_once(more, fewer)))
    starting = [_starting(container) for container in workload.pod["containers"]]
    each = max((seconds or 0 for seconds in starting), default=0)
    ready = int(spec.get("minReadySeconds", 0))
    seconds = times.rollout(times.waves(pods, at_once), each, ready)
    return Rollout(at_once, more, fewer, None if None in starting else seconds, deadline)


def _steps(workload: Workload, pods: int) -> tuple[int, int]:
    """Return how many pods there may be beside the wanted ones, and how many may be missing."""
    spec = workload.manifest["spec"]
    if workload.kind == "StatefulSet":
        return 0, 1
    strategy = spec.get("strategy", {})
    if strategy.get("type") == "Recreate":
        return 0, pods
    rolling = strategy.get("rollingUpdate", {})
    more = share(rolling.get("maxSurge", "25%"), pods, up=True)
    return more, share(rolling.get("maxUnavailable", "25%"), pods, up=False)


def _evictable(workload: Workload, manifests: Sequence[Manifest]) -> int | None:
    pods = workload.fewest
    template: Any = workload.manifest["spec"].get("template") or {}
    labels: Mapping[str, str] = template.get("metadata", {}).get("labels", {})
    for each in manifests:
        if each.get("kind") != "PodDisruptionBudget" or pods is None:
            continue
        budget: Manifest = each.get("spec") or {}  # an operator's may have none
        selector: Manifest = budget.get("selector") or {}
        wanted: Mapping[str, str] = selector.get("matchLabels") or {}
        if wanted and wanted.items() <= labels.items():
            return _allowed(budget, pods)
    return None


def _allowed(budget: Manifest, pods: int) -> int:
    if "maxUnavailable" in budget:
        return min(pods, share(budget["maxUnavailable"], pods, up=True))
    return max(0, pods - share(budget.get("minAvailable", 1), pods, up=True))


def _resources(workload: Workload, which: str) -> dict[str, float]:
    """Return what a pod asks for or may use: the main containers and sidecars together.

    Of the containers that end before these start, the largest counts, if it is larger.
    """
    first = workload.pod.get("initContainers", ())
    sidecars = [each for each in first if each.get("restartPolicy") == "Always"]
    together = [*sidecars, *workload.pod["containers"]]
    before = [each for each in first if each.get("restartPolicy") != "Always"]
    found = _sum(together, which)
    for container in before:
        for name, amount in _sum([container], which).items():
            if name in found:
                found[name] = max(found[name], amount)
    return found


def _sum(containers: Sequence[Manifest], which: str) -> dict[str, float]:
    """Return the sum of a resource over containers; one that a container leaves open has none."""
    each_has = [container.get("resources", {}).get(which, {}) for container in containers]
    names = {name for has in each_has for name in has if all(name in other for other in each_has)}
    return {name: sum(worth(str(has[name])) for has in each_has) for name in sorted(names)}


def shown_resources(resources: Mapping[str, float], pods: int = 1) -> str:
    """Return what pods ask for or may use: ``500m CPU, 512Mi``; empty if nothing is said."""
    parts = [
        shown_cpu(resources["cpu"] * pods) if "cpu" in resources else "",
        shown_memory(resources["memory"] * pods) if "memory" in resources else "",
    ]
    return ", ".join(filter(None, parts))
