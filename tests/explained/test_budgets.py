"""What pods come to: the times that Kubernetes takes for a restart, a rollout and a drain."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s import TodoChatbotValues, render
from todo_k8s.errors import ValuesError
from todo_k8s.explained.budgets import Budget, Rollout, budgets, shown_resources
from todo_k8s.explained.quantities import shown_cpu, shown_memory, worth
from todo_k8s.explained.variables import variables
from todo_k8s.helm.chart.release import Release
from todo_k8s.todo_chatbot.connections import connections, counted

RELEASE = Release("todo", "ns")
PROBE = {"periodSeconds": 5, "failureThreshold": 3, "timeoutSeconds": 2}


def budget(kind: str = "Deployment", *more: dict[str, Any], **changes: Any) -> Budget:
    """Return what a workload of one container comes to."""
    container = {"name": "app", **changes.pop("container", {})}
    pod = {"containers": [container], **changes.pop("pod", {})}
    template = {"metadata": {"labels": {"app": "x"}}, "spec": pod}
    spec = {"replicas": 4, "template": template, **changes}
    manifest = {"kind": kind, "metadata": {"name": "x"}, "spec": spec}
    return next(iter(budgets([manifest, *more])))


def test_a_process_that_hangs_is_back_in_time() -> None:
    """All failed checks, the last one to its end, then the time to end of the check or the pod."""
    probes = {"livenessProbe": PROBE, "startupProbe": {**PROBE, "initialDelaySeconds": 1}}
    (restart,) = budget(container=probes).restarts
    assert (restart.noticed, restart.killed, restart.total, restart.started) == (17, 30, 47, 18)
    own = {"livenessProbe": {**PROBE, "terminationGracePeriodSeconds": 7}}
    (restart,) = budget(container=own, pod={"terminationGracePeriodSeconds": 60}).restarts
    assert (restart.killed, restart.started) == (7, 0)


ROLLOUTS: dict[str, tuple[dict[str, Any], tuple[int, int, int]]] = {
    "by default": ({}, (2, 1, 1)),
    "one more": ({"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}, (1, 1, 0)),
    "percentages": ({"rollingUpdate": {"maxSurge": "30%", "maxUnavailable": "30%"}}, (3, 2, 1)),
    "more than there are": ({"rollingUpdate": {"maxSurge": 9, "maxUnavailable": 0}}, (4, 9, 0)),
    "all at once": ({"type": "Recreate"}, (4, 0, 4)),
}


@pytest.mark.parametrize("case", ROLLOUTS)
def test_pods_are_replaced_in_steps(case: str) -> None:
    """As many at a time as there may be more and fewer: rounded as Kubernetes rounds."""
    strategy, wanted = ROLLOUTS[case]
    rollout = budget(strategy=strategy).rollout
    assert rollout is not None
    assert (rollout.at_once, rollout.more, rollout.fewer) == wanted


def test_a_rollout_takes_the_time_of_its_steps() -> None:
    """Start and minReadySeconds, once a step; without a startup probe there is no bound."""
    strategy = {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
    made = budget(strategy=strategy, container={"startupProbe": PROBE}, minReadySeconds=3)
    assert made.rollout is not None
    assert made.rollout.seconds == 4 * (17 + 3)
    assert made.most_pods == 5
    unbounded = budget(strategy=strategy).rollout
    assert unbounded is not None
    assert unbounded.seconds is None


def test_a_check_that_is_slower_than_its_period_comes_less_often() -> None:
    """The next one waits for it."""
    slow = {"periodSeconds": 5, "failureThreshold": 3, "timeoutSeconds": 9}
    (restart,) = budget(container={"livenessProbe": slow}).restarts
    assert restart.noticed == 5 + 2 * 9 + 9


def test_a_process_has_two_seconds_after_its_hook() -> None:
    """The grace period counts from the start of the hook, and the kubelet adds to it at its end."""
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 40}}}}
    (restart,) = budget(container={"livenessProbe": PROBE, **hook}).restarts
    assert restart.killed == 30 + 2


RESTARTS: list[dict[str, Any]] = [
    {},
    {"rollout": {"drainDelaySeconds": 1, "startSeconds": 7}},
    {"probes": {"liveness": {"periodSeconds": 4, "failureThreshold": 4, "timeoutSeconds": 2}}},
    {"probes": {"liveness": {"terminationGracePeriodSeconds": 20}}},
]


@pytest.mark.parametrize("values", RESTARTS)
def test_the_rule_on_restarts_counts_what_is_explained(values: dict[str, Any]) -> None:
    """A budget of as many seconds is kept, and one second less is refused with the same number."""
    start = values.get("rollout", {}).get("startSeconds", 3)
    probes = values.get("probes", {})

    def within(seconds: int) -> Budget:
        more = {**values, "probes": {**probes, "restartBudgetSeconds": seconds}}
        return of_backend({"backend": more})

    (restart,) = within(0).restarts
    total = restart.total + start
    within(total)
    with pytest.raises(ValuesError, match=f"= {total} s, more than restartBudgetSeconds"):
        within(total - 1)


@pytest.mark.parametrize("surge", [1, "30%", "60%"])
def test_the_rule_on_rollouts_counts_what_is_explained(surge: int | str) -> None:
    """As many pods at once, in as many waves."""
    values = {"replicaCount": 7, "rollout": {"maxSurge": surge, "maxUnavailable": 1}}
    more = {"backend": values, "database": {"maxConnections": 500}}
    rollout = of_backend(more).rollout
    assert rollout is not None
    with pytest.raises(ValuesError, match=f" {rollout.at_once} at once .* {waves(rollout)} waves"):
        of_backend({**more, "deployBudgetSeconds": 1})


def waves(rollout: Rollout) -> int:
    """Return in how many steps seven pods are replaced."""
    return -(-7 // rollout.at_once)


def of_backend(values: dict[str, Any]) -> Budget:
    """Return what the backend comes to."""
    (found,) = (
        each for each in budgets(render(values, RELEASE)) if each.workload.name.endswith("-backend")
    )
    return found


def test_the_rule_on_connections_counts_what_is_explained() -> None:
    """As many are allowed, and one less is refused with the same numbers."""
    values: dict[str, Any] = {
        "backend": {"replicaCount": 3},
        "frontend": {"databaseConnections": 2},
        "database": {"poolSize": 2, "maxOverflow": 1, "reservedConnections": 0},
    }
    found = counted(TodoChatbotValues.from_mapping(values))
    steps = f"{found.pods} backend pods .* {found.per_pod} \\+ {found.frontend} for the frontend"
    values["database"]["maxConnections"] = found.most
    told = connections(TodoChatbotValues.from_mapping(values))
    assert told.startswith(f"{found.pods * found.per_pod} for the backend + {found.rest} of the ")
    values["database"]["maxConnections"] = found.most - 1
    with pytest.raises(ValuesError, match=f"{steps} .* = {found.most} connections"):
        TodoChatbotValues.from_mapping(values)


def test_jobs_are_not_rolled() -> None:
    """They end by themselves."""
    job = budget("Job", parallelism=3)
    assert (job.rollout, job.restarts, job.workload.most) == (None, (), 3)


def test_a_drain_takes_what_the_budget_allows() -> None:
    """By a number or a share of the fewest pods."""
    selector = {"matchLabels": {"app": "x"}}
    for spec, wanted in (
        ({"maxUnavailable": 1}, 1),
        ({"minAvailable": 3}, 1),
        ({"maxUnavailable": "50%"}, 2),
        ({"minAvailable": "100%"}, 0),
    ):
        each = {"kind": "PodDisruptionBudget", "spec": {**spec, "selector": selector}}
        assert budget("Deployment", each).evictable == wanted
    other = {"kind": "PodDisruptionBudget", "spec": {"selector": {"matchLabels": {"app": "y"}}}}
    assert budget("Deployment", other).evictable is None


def test_autoscaling_says_how_many_pods_there_are() -> None:
    """The bounds of the HorizontalPodAutoscaler, not the replicas."""
    target = {"kind": "Deployment", "name": "x"}
    scaling = {
        "kind": "HorizontalPodAutoscaler",
        "spec": {"scaleTargetRef": target, "minReplicas": 2, "maxReplicas": 8},
    }
    made = budget("Deployment", scaling).workload
    assert (made.fewest, made.most) == (2, 8)


def test_resources_of_containers_are_added() -> None:
    """Sidecars run beside the main ones; what ends before them counts if it is larger."""
    small = {"requests": {"cpu": "100m", "memory": "64Mi"}}
    large = {"requests": {"cpu": "1", "memory": "1Gi"}}
    first = [
        {"name": "proxy", "restartPolicy": "Always", "resources": small},
        {"name": "wait", "resources": large},
    ]
    made = budget(container={"resources": small}, pod={"initContainers": first})
    assert made.requests == {"cpu": 1.0, "memory": worth("1Gi")}
    assert shown_resources(made.requests, 3) == "3 CPU, 3Gi"
    assert made.limits == {}


def test_amounts_are_written_as_people_do() -> None:
    """Cores in whole or in thousandths, memory in the largest unit."""
    assert [shown_cpu(worth(text)) for text in ("250m", "2", "1.5")] == [
        "250m CPU",
        "2 CPU",
        "1500m CPU",
    ]
    assert [shown_memory(worth(text)) for text in ("256Mi", "1536Mi", "512")] == [
        "256Mi",
        "1.5Gi",
        "512",
    ]


def test_the_secrets_of_each_container_are_known() -> None:
    """By variable, with the Secret and its key; plain values are no secrets."""
    found = list(variables(render({"backend": {"env": {"LEVEL": "debug"}}}, RELEASE)))
    secrets = {
        (each.container, each.name, each.source, each.key) for each in found if each.is_secret
    }
    assert ("backend", "DATABASE_URL", "Secret todo-chatbot-secrets", "DATABASE_URL") in secrets
    assert {container for container, *_ in secrets} == {"backend"}
    assert [each.source for each in found if each.name == "LEVEL"] == ["value"]


def test_envfrom_and_files_are_known_too() -> None:
    """All keys of a Secret, and one that is mounted."""
    container = {
        "name": "app",
        "envFrom": [
            {"secretRef": {"name": "all"}, "prefix": "X_"},
            {"configMapRef": {"name": "c"}},
        ],
        "env": [{"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}],
        "volumeMounts": [{"name": "keys", "mountPath": "/keys"}],
    }
    volumes = [
        {"name": "keys", "secret": {"secretName": "files", "items": [{"key": "a", "path": "b"}]}}
    ]
    spec = {"containers": [container], "volumes": volumes}
    pod = {"kind": "Pod", "metadata": {"name": "p"}, "spec": spec}
    assert [(each.name, each.source, each.key) for each in variables([pod])] == [
        ("X_*", "Secret all", "*"),
        ("*", "ConfigMap c", "*"),
        ("IP", "field", "status.podIP"),
        ("file /keys", "Secret files", "a"),
    ]
