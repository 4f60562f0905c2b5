"""Objects of the cluster itself are left out, and what it assigned is not carried."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import, imported_files
from todo_k8s.importing.sources.documents import SourceError
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

ADDRESSES = {"clusterIP": "10.96.0.7", "clusterIPs": ["10.96.0.7"], "healthCheckNodePort": 30999}


def _of(kind: str, name: str, /, namespace: str = "todo", **fields: Any) -> dict[str, Any]:
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, **fields}


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.safe_dump_all([deployment(), *manifests]))


def _carried(*manifests: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _imported(*manifests).found.values["extraObjects"]
    return [each["spec"] for each in found]


@pytest.mark.parametrize(
    "manifest",
    [
        _of("ConfigMap", "kube-root-ca.crt", data={"ca.crt": "x"}),
        _of("ConfigMap", "openshift-service-ca.crt", data={"ca.crt": "x"}),
        _of("ConfigMap", "istio-ca-root-cert", data={"ca.crt": "x"}),
        _of("Service", "kubernetes", "default", spec={**ADDRESSES, "ports": [{"port": 443}]}),
        _of("Endpoints", "kubernetes", "default"),
        _of("ServiceAccount", "default"),
        _of("Secret", "sh.helm.release.v1.x.v1", type="helm.sh/release.v1", data={"release": "x"}),
        _of("Secret", "t", type="kubernetes.io/service-account-token", data={"token": "x"}),
    ],
)
def test_what_each_namespace_has_is_left_out(manifest: dict[str, Any]) -> None:
    """It is there in the new one too."""
    alone, found = _imported(), _imported(manifest)
    assert found.found.values == alone.found.values
    assert vars(found.notes) == vars(alone.notes)


@pytest.mark.parametrize(
    "manifest",
    [
        _of("ConfigMap", "istio", data={"a": "x"}),
        _of("Service", "kubernetes", spec={"ports": [{"port": 443}]}),
    ],
)
def test_what_somebody_made_is_carried(manifest: dict[str, Any]) -> None:
    """It only sounds like one of the cluster."""
    assert "extraObjects" in _imported(manifest).found.values


@pytest.mark.parametrize("name", [[], {}, None, 1])
def test_a_type_that_is_none_is_no_type_of_the_cluster(name: Any) -> None:
    """A Secret of any shape is told."""
    found = _imported(_of("Secret", "s", type=name, data={"key": "x"}))
    assert any("the Secret s" in each for each in found.notes.to_do)


def test_a_service_that_is_carried_has_no_address_of_the_old_one() -> None:
    """The server gives it another one, but none to a headless one."""
    spec = {"type": "LoadBalancer", "ports": [{"port": 443, "nodePort": 30443}]}
    headless = {"clusterIP": "None", "clusterIPs": ["None"], "ports": [{"port": 5}]}
    found = _carried(
        _of("Service", "a", spec={**spec, **ADDRESSES}), _of("Service", "b", spec=headless)
    )
    assert found == [
        {"type": "LoadBalancer", "ports": [{"port": 443}]},
        {"clusterIP": "None", "ports": [{"port": 5}]},
    ]


@pytest.mark.parametrize(
    ("volume", "annotations", "stays"),
    [
        ("pvc-0f8fad5b-d9cb-469f-a165-70867728950e", {}, False),
        ("disk-7", {"pv.kubernetes.io/bound-by-controller": "yes"}, False),
        ("disk-7", {"pv.kubernetes.io/bind-completed": "yes"}, True),
        ("disk-7", {}, True),
    ],
)
def test_a_claim_that_is_carried_names_only_a_disk_that_somebody_chose(
    volume: str, annotations: dict[str, str], stays: bool
) -> None:
    """One that the cluster chose is bound to the old claim, and the new one would wait for it."""
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    claim = _of("PersistentVolumeClaim", "data", spec={**spec, "volumeName": volume})
    claim["metadata"]["annotations"] = annotations
    (found,) = _carried(claim)
    assert found == {**spec, **({"volumeName": volume} if stays else {})}


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer"])
def test_a_port_of_the_nodes_is_that_of_a_type_of_nodes(kind: str) -> None:
    """That of a load balancer is the server's choice; two Services do not share one."""
    port = {"port": 80, "targetPort": 8000, "nodePort": 30080}
    service = _of(
        "Service", "web", spec={"type": kind, "selector": {"app": "web"}, "ports": [port]}
    )
    other = _of("Service", "a", spec={"type": kind, "ports": [{"port": 4, "nodePort": 30004}]})
    found = _imported(deployment("web"), service, other)
    numbers = {"web": "30080", "a": "30004"}
    expected = [
        f"remove nodePort {number} here, or the Service {name} before you install: two Services of "
        "a cluster do not share one"
        for name, number in numbers.items()
    ]
    lines = [each for each in found.notes.to_do if "nodePort" in each]
    assert lines == (expected if kind == "NodePort" else [])
    assert ("nodePort" in f"{found.found.values}") == (kind == "NodePort")


@pytest.mark.parametrize(
    ("owners", "who"),
    [([{"kind": "App", "name": "todo"}], "App todo"), (["?"], "another"), ({"a": 1}, "another")],
)
def test_what_is_left_out_for_its_owner_is_named_when_it_is_asked_for(
    owners: Any, who: str
) -> None:
    """Who looks for it in the file finds it there."""
    made = deployment("core")
    made["metadata"]["ownerReferences"] = owners
    data = yaml.safe_dump_all([deployment(), made]).encode()
    line = f"--backend core: is left out, as {who} makes it; name another, or remove its"
    with pytest.raises(SourceError, match=line):
        imported_files(compiled_chart(), [(data, "f")], Wishes(backend="core"), Notes(), RELEASE)
