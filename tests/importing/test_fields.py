"""Fields of workloads, Services and jobs: carried where the chart takes them, else told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text, manifests_of
from todo_k8s.importing.reading import Import


def _service(
    labels: Any = None, name: str = "api", port: Any = None, **spec: Any
) -> dict[str, Any]:
    ports: list[Any] = [{"port": 8000, **(port or {})}]
    content: dict[str, Any] = {"selector": {"app": "api"}, "ports": ports, **spec}
    return {"kind": "Service", "metadata": {"name": name, "labels": labels or {}}, "spec": content}


def _imported(*manifests: dict[str, Any]) -> Import:
    return imported_text(yaml.safe_dump_all(manifests))


def _lost(found: Import, part: str) -> list[str]:
    return [line for line in found.notes.not_carried if part in line]


@pytest.mark.parametrize(
    "spec",
    [
        {"internalTrafficPolicy": "Local", "trafficDistribution": "PreferClose"},
        {"ipFamilyPolicy": "PreferDualStack", "publishNotReadyAddresses": True},
        {"clusterIP": "None"},
    ],
)
def test_fields_of_a_service_are_passed_on(spec: dict[str, Any]) -> None:
    """As the chart has no values for them."""
    found = _imported(deployment(), _service(**spec))
    assert found.found.values["backend"]["serviceSpec"] == spec
    assert not found.notes.not_carried


def test_a_headless_service_may_name_the_port_of_the_pods() -> None:
    """It is theirs all the same."""
    api = deployment()
    api["spec"]["template"]["spec"]["containers"][0]["ports"][0]["name"] = "web"
    found = _imported(api, _service(port={"targetPort": "web"}, clusterIP="None"))
    assert found.found.values["backend"]["serviceSpec"] == {"clusterIP": "None"}


def test_what_the_server_sets_of_a_service_is_not_passed_on() -> None:
    """Neither its address nor a default."""
    added: dict[str, Any] = {
        "clusterIP": "10.0.0.1",
        "clusterIPs": ["10.0.0.1"],
        "ipFamilies": ["IPv4"],
        "ipFamilyPolicy": "SingleStack",
        "internalTrafficPolicy": "Cluster",
        "sessionAffinity": "None",
    }
    found = _imported(deployment(), _service(**added))
    assert "serviceSpec" not in found.found.values["backend"]
    assert not found.notes.not_carried


def test_what_a_service_has_no_place_for_is_told() -> None:
    """Its labels, its addresses outside, and those of all pods behind another port."""
    found = _imported(
        deployment(),
        _service({"team": "x", "app": "api"}, externalIPs=["1.2.3.4"]),
        _service(name="peers", clusterIP="None"),
    )
    assert "serviceSpec" not in found.found.values["backend"]
    assert _lost(found, "Service api: its labels team are not carried")
    assert _lost(found, "Service api: spec.externalIPs")
    assert _lost(found, "Service peers: its name gave the addresses of all pods")
    found = _imported(
        deployment(), _service(port={"port": 80, "targetPort": 8000}, clusterIP="None")
    )
    assert found.found.values["backend"]["service"] == {"port": 80}
    assert _lost(found, "as its ports are not those of the pods")


def test_the_protocol_of_the_main_port_is_carried() -> None:
    """For meshes and routes."""
    found = _imported(deployment(), _service(port={"appProtocol": "kubernetes.io/h2c"}))
    assert found.found.values["backend"]["service"] == {"appProtocol": "kubernetes.io/h2c"}
    assert not found.notes.not_carried


def test_fields_of_a_workload_are_passed_on() -> None:
    """Of its Deployment and of its pods."""
    api = deployment(nodeName="n1")
    api["spec"]["paused"] = True
    api["metadata"]["labels"] = {"team": "x", "app": "api", "argocd.argoproj.io/instance": "a"}
    found = _imported(api)
    backend = found.found.values["backend"]
    assert backend["deploymentSpec"] == {"paused": True}
    assert backend["podSpec"] == {"nodeName": "n1"}
    assert backend["metadata"] == {"labels": {"team": "x"}}
    assert not found.notes.not_carried


def test_what_a_pod_has_no_place_for_is_told() -> None:
    """Each with what there is instead."""
    api = deployment(enableServiceLinks=True)
    main = api["spec"]["template"]["spec"]["containers"][0]
    main["ports"][0]["hostPort"] = 80
    main["resources"] = {"claims": [{"name": "gpu"}]}
    found = _imported(api)
    for part in ("hostPort 80", "resources.claims.gpu", "enableServiceLinks"):
        assert _lost(found, f"Deployment api: {part} is not carried")


def test_a_bare_pod_has_fields_of_the_server() -> None:
    """They say nothing of how it should run."""
    pod = deployment(enableServiceLinks=True, nodeName="n1")["spec"]["template"]
    found = _imported({"kind": "Pod", **pod, "metadata": {**pod["metadata"], "name": "api"}})
    assert "podSpec" not in found.found.values["backend"]
    assert not _lost(found, "enableServiceLinks")


def test_pods_of_a_job_keep_their_labels_and_annotations() -> None:
    """Those of the job itself have no place."""
    described = {"labels": {"c": "d", "app": "n"}, "annotations": {"a": "b"}}
    pod = {"metadata": described, "spec": {"containers": [{"name": "n", "image": "acme/n:1"}]}}
    job = {"metadata": {"annotations": {"j": "k"}}, "spec": {"template": pod}}
    found = _imported(
        {
            "kind": "CronJob",
            "metadata": {"name": "nightly", "labels": {"l": "m"}},
            "spec": {"schedule": "0 0 * * *", "jobTemplate": job},
        }
    )
    values = found.found.values["cronJobs"]["nightly"]
    assert (values["podLabels"], values["podAnnotations"]) == ({"c": "d"}, {"a": "b"})
    assert _lost(found, "metadata.labels.l is not carried")
    assert _lost(found, "jobTemplate.metadata.annotations.j is not carried")


@pytest.mark.parametrize(("limit", "is_told"), [({}, True), ({"sizeLimit": "1Gi"}, False)])
def test_an_empty_directory_that_the_chart_has_too_is_that(
    limit: dict[str, str], is_told: bool
) -> None:
    """With its limit; that there was none is told."""
    api = deployment(volumes=[{"name": "tmp", "emptyDir": limit}])
    main = api["spec"]["template"]["spec"]["containers"][0]
    main["volumeMounts"] = [{"name": "tmp", "mountPath": "/tmp"}]  # a volume
    found = _imported(api)
    backend = found.found.values["backend"]
    assert "extraVolumes" not in backend
    assert backend.get("writablePaths") == (None if is_told else {"/tmp": "1Gi"})
    assert bool(_lost(found, "/tmp has no limit; in the chart it holds 64Mi")) == is_told
    assert len(found.notes.not_carried) == is_told


def test_addresses_of_a_service_without_selector_are_kept() -> None:
    """No controller makes them anew."""
    slice_of = {"labels": {"kubernetes.io/service-name": "legacy"}, "name": "legacy-1"}
    found = manifests_of(
        deployment(),
        _service(),
        {"kind": "Service", "metadata": {"name": "legacy"}, "spec": {"ports": [{"port": 3306}]}},
        {"kind": "EndpointSlice", "metadata": slice_of},
        {"kind": "Endpoints", "metadata": {"name": "legacy"}},
        {"kind": "Endpoints", "metadata": {"name": "api"}},
        {"kind": "EndpointSlice", "metadata": {"name": "api-1"}},
    )
    kept = [f"{each}" for each in found.own if each.object.kind.startswith("Endpoint")]
    assert kept == ["EndpointSlice legacy-1", "Endpoints legacy"]


def test_keys_that_are_no_variables_are_told() -> None:
    """The rest of the ConfigMap is in variables."""
    api = deployment()
    main = api["spec"]["template"]["spec"]["containers"][0]
    main["envFrom"] = [{"configMapRef": {"name": "gw"}}]
    data = {"dotted.key": "v", "UP": "1"}
    found = _imported(api, {"kind": "ConfigMap", "metadata": {"name": "gw"}, "data": data})
    assert found.found.values["backend"]["env"] == {"UP": "1"}
    assert len(_lost(found, "ConfigMap gw: its keys dotted.key become no variables")) == 1
    assert [line for line in found.notes.judged if line.endswith("now, but for dotted.key")]


def test_pods_have_the_secrets_for_images_of_their_account() -> None:
    """As the API server adds them to pods without any."""
    secrets = [{"name": "reg"}]
    account = {"kind": "ServiceAccount", "imagePullSecrets": secrets, "metadata": {"name": "old"}}
    found = _imported(deployment(serviceAccountName="old"), account).found.values
    assert found["imagePullSecrets"] == secrets
    account["metadata"] = {"name": "default"}
    assert _imported(deployment(), account).found.values["imagePullSecrets"] == secrets
    own = deployment(imagePullSecrets=[{"name": "own"}])
    assert _imported(own, account).found.values["imagePullSecrets"] == [{"name": "own"}]


def test_a_key_that_an_external_secret_makes_of_others_is_there() -> None:
    """Its template says so."""
    api = deployment()
    source = {"secretKeyRef": {"name": "db", "key": "url"}}
    main = api["spec"]["template"]["spec"]["containers"][0]
    main["env"] = [{"name": "DATABASE_URL", "valueFrom": source}]
    target = {"name": "db", "template": {"data": {"url": "x{{ .user }}"}}}
    data = [{"secretKey": "user", "remoteRef": {"key": "db"}}]
    spec = {"secretStoreRef": {"name": "v"}, "target": target, "data": data}
    external = {"apiVersion": "external-secrets.io/v1", "kind": "ExternalSecret", "spec": spec}
    found = _imported(external | {"metadata": {"name": "db"}}, api)
    assert not [line for line in found.notes.to_do if "db" in line]
