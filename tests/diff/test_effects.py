"""What changes do to a cluster: pods that roll, data that is lost, pods that see nothing of it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from tests.diff.pairs import BASES, LABELS, Object, made, workload
from tests.judges.renderings import as_installed
from tests.leaks.canaries import RIGHT
from todo_k8s import render
from todo_k8s.diff import Diff, compared
from todo_k8s.diff.defaults import with_defaults
from todo_k8s.diff.effects import KINDS


def told(diff: Diff) -> list[str]:
    """Return the effects, each in a line."""
    return [f"{each.kind} {each.object}: {each.message}" for each in diff.effects]


def deployment(container: Mapping[str, Any], **spec: Any) -> Object:
    """Return a Deployment of one container."""
    pod = {"containers": [{"name": "web", "image": "web:1", **container}]}
    return workload("Deployment", template={"metadata": {"labels": LABELS}, "spec": pod}, **spec)


NOTHING: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "protocol": (
        {"ports": [{"containerPort": 80}]},
        {"ports": [{"containerPort": 80, "protocol": "TCP"}]},
    ),
    "pull policy": ({}, {"imagePullPolicy": "IfNotPresent"}),
    "pull policy of latest": (
        {"image": "host:5000/web"},
        {"image": "host:5000/web", "imagePullPolicy": "Always"},
    ),
    "probe": (
        {"readinessProbe": {"httpGet": {"port": 80}}},
        {
            "readinessProbe": {
                "httpGet": {"port": 80, "path": "/", "scheme": "HTTP"},
                "periodSeconds": 10,
            }
        },
    ),
    "empty lists": ({"args": [], "env": []}, {"resources": {}}),
    "quantities": (
        {"resources": {"limits": {"cpu": "1000m", "memory": "1Gi"}}},
        {"resources": {"limits": {"cpu": 1, "memory": "1024Mi"}}},
    ),
    "null": ({"command": None}, {}),
}


def of_pod(**fields: Any) -> Object:
    """Return a Deployment whose pods have further fields."""
    made = deployment({"volumeMounts": [{"name": "v", "mountPath": "/v"}]})
    volumes = {"volumes": [{"name": "v", "secret": {"secretName": "a"}}]}
    made["spec"]["template"]["spec"] |= {**volumes, **fields}
    return made


POD_FIELDS: dict[str, tuple[Object, Object]] = {
    "fields of the pod": (
        of_pod(),
        of_pod(
            restartPolicy="Always",
            dnsPolicy="ClusterFirst",
            schedulerName="default-scheduler",
            terminationGracePeriodSeconds=30,
            securityContext={},
            nodeSelector={},
            tolerations=[],
        ),
    ),
    **{
        f"volume of {kind}": (
            of_pod(volumes=[{"name": "v", kind: less}]),
            of_pod(volumes=[{"name": "v", kind: {**less, **more}}]),
        )
        for kind, less, more in (
            ("secret", {"secretName": "a"}, {"defaultMode": 420}),
            ("configMap", {"name": "a"}, {"defaultMode": 420}),
            ("downwardAPI", {}, {"defaultMode": 420}),
            ("projected", {"sources": [{"secret": {"name": "a"}}]}, {"defaultMode": 420}),
            ("hostPath", {"path": "/a"}, {"type": ""}),
        )
    },
    "container": (
        deployment(
            {
                "env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}],
                "livenessProbe": {"grpc": {"port": 80}},
                "lifecycle": {"preStop": {"httpGet": {"port": 80, "path": "/a"}}},
            }
        ),
        deployment(
            {
                "env": [
                    {
                        "name": "A",
                        "valueFrom": {
                            "fieldRef": {"fieldPath": "status.podIP", "apiVersion": "v1"}
                        },
                    }
                ],
                "livenessProbe": {
                    "grpc": {"port": 80, "service": ""},
                    "timeoutSeconds": 1,
                    "successThreshold": 1,
                    "failureThreshold": 3,
                },
                "lifecycle": {"preStop": {"httpGet": {"port": 80, "path": "/a", "scheme": "HTTP"}}},
                "terminationMessagePath": "/dev/termination-log",
                "terminationMessagePolicy": "File",
            }
        ),
    ),
}
SAME = {
    **{case: (deployment(old), deployment(new)) for case, (old, new) in NOTHING.items()},
    **POD_FIELDS,
}
"""Deployments whose pods are the same ones."""


@pytest.mark.parametrize("case", SAME)
def test_defaults_of_the_api_server_roll_no_pods(case: str) -> None:
    """A field that is written out where the API server fills in the same changes nothing."""
    old, new = SAME[case]
    assert told(compared([old], [new])) == []
    assert with_defaults(old) == with_defaults(new)


ROLLS: dict[str, tuple[Object, Object, str]] = {
    "requests": (  # which only pods get from their limits
        deployment({"resources": {"limits": {"cpu": "1"}}}),
        deployment({"resources": {"limits": {"cpu": "1"}, "requests": {"cpu": "1"}}}),
        (
            "containers[web].resources: 1 pod in 1 wave (maxSurge 25%, maxUnavailable 25%), "
            "failed after 600 s without progress"
        ),
    ),
    "links": (
        of_pod(),
        of_pod(enableServiceLinks=True),
        (
            "enableServiceLinks: 1 pod in 1 wave (maxSurge 25%, maxUnavailable 25%), "
            "failed after 600 s without progress"
        ),
    ),
    "image": (
        deployment({}, replicas=4),
        deployment({"image": "web:2"}, replicas=4),
        (
            "containers[web].image: 4 pods in 2 waves (maxSurge 25%, maxUnavailable 25%), "
            "failed after 600 s without progress"
        ),
    ),
    "waves": (
        deployment({}, replicas=10, minReadySeconds=5, progressDeadlineSeconds=60),
        deployment(
            {"env": [{"name": "A", "value": "1"}]},
            replicas=10,
            minReadySeconds=5,
            progressDeadlineSeconds=60,
            strategy={"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}},
        ),
        (
            "containers[web].env[A]: 10 pods in 4 waves (maxSurge 25%, maxUnavailable 0), "
            "20 s at least, failed after 60 s without progress"
        ),
    ),
    "recreate": (
        deployment({}, strategy={"type": "Recreate"}),
        deployment({"image": "web:2"}, strategy={"type": "Recreate"}),
        (
            "containers[web].image: all pods end before new ones start (Recreate), so nothing "
            "answers meanwhile"
        ),
    ),
    "no pods": (
        deployment({}, replicas=0),
        deployment({"image": "web:2"}, replicas=0),
        "containers[web].image: it runs no pods",
    ),
    "paused": (
        deployment({}, paused=True),
        deployment({"image": "web:2"}, paused=True),
        "containers[web].image: nothing happens while the Deployment is paused",
    ),
    "stateful set": (
        workload("StatefulSet", replicas=5, minReadySeconds=2),
        workload(
            "StatefulSet",
            replicas=5,
            minReadySeconds=2,
            template={"metadata": {"labels": {**LABELS, "a": "b"}}, "spec": BASES["Pod"]["spec"]},
            updateStrategy={"rollingUpdate": {"partition": 2}},
        ),
        (
            "metadata.labels.a, tolerations[a/Exists/].key, tolerations[a/Exists/].operator: "
            "3 pods one by one, the highest number first, 6 s at least; those below number 2 stay "
            "as they are"
        ),
    ),
    "daemon set": (
        workload("DaemonSet"),
        workload(
            "DaemonSet",
            template={
                "metadata": {"labels": {**LABELS, "a": "b"}},
                "spec": BASES["Deployment"]["spec"]["template"]["spec"],
            },
        ),
        "metadata.labels.a: node by node (maxSurge 0, maxUnavailable 1)",
    ),
    "on delete": (
        workload("DaemonSet", updateStrategy={"type": "OnDelete"}),
        workload(
            "DaemonSet",
            updateStrategy={"type": "OnDelete"},
            template={
                "metadata": {"labels": {**LABELS, "a": "b"}},
                "spec": BASES["Deployment"]["spec"]["template"]["spec"],
            },
        ),
        "metadata.labels.a: pods keep the old template until you delete them (OnDelete)",
    ),
}


@pytest.mark.parametrize("case", ROLLS)
def test_pods_roll_because_of_their_template(case: str) -> None:
    """It is said which fields, how, and how long it takes at least."""
    old, new, wanted = ROLLS[case]
    (found,) = told(compared([old], [new]))
    assert found == f"rolls {old['kind']} {old['kind'].lower()}: because of {wanted}"


def test_replicas_alone_roll_nothing() -> None:
    """They scale; without a number the API server takes one."""
    more = compared([deployment({}, replicas=2)], [deployment({}, replicas=3)])
    assert told(more) == ["scales Deployment deployment: 2 → 3 pods"]
    (none,) = told(compared([deployment({}, replicas=2)], [deployment({})]))
    assert none.startswith("scales Deployment deployment: 2 → 1 pod, the default")


def test_checksum_rolls_because_of_the_secret() -> None:
    """In place of an annotation it is said what has changed."""
    keys = {
        key: RIGHT["secrets"]["values"][key] for key in ("BETTER_AUTH_SECRET", "GEMINI_API_KEY")
    }
    old, new = (
        render(
            {
                "secrets": {
                    "mode": "values",
                    "values": {**keys, "DATABASE_URL": f"postgresql://u:{word}@host/db"},
                },
                "backend": {"configMapEnv": {"A": word}},
            }
        )
        for word in ("one-password", "other-password")
    )
    (found,) = [each for each in told(compared(old, new)) if each.startswith("rolls")]
    start = "rolls Deployment todo-todo-chatbot-backend: because of "
    config, secret = "ConfigMap todo-todo-chatbot-backend", "Secret todo-todo-chatbot-secrets"
    assert found.startswith(f"{start}{config}, {secret}: ")
    assert "checksum" not in found


SOURCES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], bool]] = {
    "variables": ({"envFrom": [{"configMapRef": {"name": "configmap"}}]}, {}, True),
    "a variable": (
        {
            "env": [
                {"name": "A", "valueFrom": {"configMapKeyRef": {"name": "configmap", "key": "a"}}}
            ]
        },
        {},
        True,
    ),
    "a volume": (
        {"volumeMounts": [{"name": "v", "mountPath": "/v"}]},
        {"volumes": [{"name": "v", "configMap": {"name": "configmap"}}]},
        False,
    ),
    "a file of a volume": (
        {"volumeMounts": [{"name": "v", "mountPath": "/v", "subPath": "a"}]},
        {
            "volumes": [
                {"name": "v", "projected": {"sources": [{"configMap": {"name": "configmap"}}]}}
            ]
        },
        True,
    ),
    "another one": ({"envFrom": [{"configMapRef": {"name": "other"}}]}, {}, False),
}


@pytest.mark.parametrize("case", SOURCES)
def test_pods_that_do_not_see_a_change_are_told(case: str) -> None:
    """Variables and files by subPath keep the old content; other volumes follow."""
    container, pod, is_stale = SOURCES[case]
    old = deployment(container)
    old["spec"]["template"]["spec"] |= pod
    changed = {**BASES["ConfigMap"], "data": {"a": "2"}}
    diff = compared([old, BASES["ConfigMap"]], [old, changed])
    assert [each.kind for each in diff.effects] == ["stale"] * is_stale
    gone = compared([old, BASES["ConfigMap"]], [old])
    assert [each.kind for each in gone.effects] == ["missing"] * (case != "another one")


def test_what_is_optional_is_not_missed() -> None:
    """Pods start without it."""
    read = deployment({"envFrom": [{"configMapRef": {"name": "configmap", "optional": True}}]})
    assert told(compared([read, BASES["ConfigMap"]], [read])) == []


def ingress(name: str, *hosts: str) -> Object:
    """Return an Ingress for hosts."""
    rules = {"rules": [{"host": host} for host in hosts]}
    return {**made("networking.k8s.io/v1", "Ingress", {"spec": rules}), "metadata": {"name": name}}


def route(*hosts: str) -> Object:
    """Return an HTTPRoute for hosts."""
    return made("gateway.networking.k8s.io/v1", "HTTPRoute", {"spec": {"hostnames": [*hosts]}})


KEPT = {"metadata": {"name": "secret", "annotations": {"helm.sh/resource-policy": "keep"}}}
NODE_PORT = made(
    "v1", "Service", {"spec": {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080}]}}
)
LOST: dict[str, tuple[list[Object], list[Object], list[str]]] = {
    "claim": ([BASES["PersistentVolumeClaim"]], [], ["is removed, and its data"]),
    "secret": ([BASES["Secret"]], [], ["is removed, and what it holds is lost"]),
    "kept secret": ([{**BASES["Secret"], **KEPT}], [], []),
    "definition": ([BASES["CustomResourceDefinition"]], [], ["with every object of its kind"]),
    "config map": ([BASES["ConfigMap"]], [], []),
    "balancer": (
        [BASES["BalancedService"]],
        [{**BASES["BalancedService"], "spec": {"ports": [{"port": 80}]}}],
        ["its external address is given up: the type becomes ClusterIP"],
    ),
    "cluster address": (
        [BASES["Service"]],
        [{**BASES["ExternalService"], "metadata": BASES["Service"]["metadata"]}],
        ["its cluster address is given up"],
    ),
    "port": (
        [BASES["Service"]],
        [{**BASES["Service"], "spec": {"ports": [{"port": 81}]}}],
        ["no longer answers at port 80/TCP"],
    ),
    "node port": (
        [NODE_PORT],
        [{**NODE_PORT, "spec": {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30081}]}}],
        ["nodes no longer answer at port 30080"],
    ),
    "host": (
        [ingress("a", "a.example.com", "b.example.com")],
        [ingress("a", "a.example.com")],
        ["nothing answers for b.example.com any more"],
    ),
    "host that moves": ([ingress("a", "a.example.com")], [route("a.example.com")], []),
    "host of a route": (
        [route("a.example.com")],
        [route("b.example.com")],
        ["nothing answers for a.example.com any more"],
    ),
    "claims of pods": (
        [
            workload(
                "StatefulSet",
                replicas=3,
                persistentVolumeClaimRetentionPolicy={"whenScaled": "Delete"},
            )
        ],
        [workload("StatefulSet", replicas=1)],
        ["the claims of 2 pods are deleted with their data"],
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_what_is_lost_is_told(case: str) -> None:
    """Data, addresses, ports and hosts."""
    old, new, wanted = LOST[case]
    found = [line for line in told(compared(old, new)) if line.startswith("destructive")]
    assert len(found) == len(wanted)
    assert all(part in line for line, part in zip(found, wanted, strict=True))


def test_claims_that_grow_depend_on_the_cluster() -> None:
    """Not every StorageClass lets them."""
    new = copy.deepcopy(BASES["PersistentVolumeClaim"])
    new["spec"]["resources"]["requests"]["storage"] = "2Gi"
    (found,) = told(compared([BASES["PersistentVolumeClaim"]], [new]))
    assert found.startswith("check PersistentVolumeClaim persistentvolumeclaim: grows")


def test_the_worst_comes_first() -> None:
    """Effects are in the order in which `KINDS` has them, for a chart that changes everywhere."""
    diff = compared(as_installed("all-switches"), as_installed("default"), "todo")
    kinds = [each.kind for each in diff.effects]
    assert kinds == sorted(kinds, key=[*KINDS].index)
    assert {"destructive", "rolls", "scales"} <= set(kinds)
    assert not diff.is_refused
