"""Services and workloads that are not one to one: names and ports lead to what the chart has."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated
from todo_k8s.importing.foreign.translation import Translation

PORTS = [{"name": "main", "containerPort": 8000}, {"name": "admin", "containerPort": 9001}]


def _service(name: str, *ports: tuple[str, int, int], **spec: Any) -> dict[str, Any]:
    entries = [{"name": key, "port": port, "targetPort": to} for key, port, to in ports]
    own = {"selector": {"app": "api"}, "ports": entries, **spec}
    return {"kind": "Service", "metadata": {"name": name}, "spec": own}


def _found(*others: dict[str, Any], **variables: str) -> Translation:
    """Return the translation of an API, which two Services lead to, and of who asks it."""
    api, web = deployment(), deployment("web")
    api["spec"]["template"]["spec"]["containers"][0]["ports"] = PORTS
    main = web["spec"]["template"]["spec"]["containers"][0]
    main |= {"ports": [{"containerPort": 3000}]}
    main["env"] = [{"name": name, "value": value} for name, value in variables.items()]
    services = (
        _service("api", ("main", 80, 8000), ("admin", 81, 9001)),
        _service("api-admin", ("admin", 80, 9001), ("again", 8080, 8000), ("none", 7000, 7001)),
        _service("api-pods", ("main", 80, 8000), clusterIP="None"),
    )
    return translated(api, web, *services, *others)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://api/x", "http://todo-backend/x"),
        ("http://api:80/x", "http://todo-backend:80/x"),
        ("http://api:81", "http://todo-backend:9001"),
        ("http://api-admin/x", "http://todo-backend:9001/x"),
        ("http://u@api-admin:80", "http://u@todo-backend:9001"),
        ("api-admin:8080", "todo-backend:80"),
        ("http://api-admin:7000", "http://todo-backend:7000"),
        ("http://api-pods:8000", "http://todo-backend:80"),
    ],
)
def test_an_address_has_the_port_of_the_new_service(url: str, expected: str) -> None:
    """The chart's Service has the main port, and all others under the container's numbers."""
    assert _found().renaming.in_variable("X_URL", url) == expected


def test_new_ports_are_told() -> None:
    """One that the chart does not know has to be corrected."""
    notes = _found().notes
    assert [line for line in notes.not_carried if "its port" in line] == [
        "Service api: its port 81 is 9001 of todo-backend",
        "Service api-admin: its port 80 is 9001 of todo-backend",
        "Service api-admin: its port 8080 is 80 of todo-backend",
    ]
    assert "correct who asks port 7000 of api-admin: the chart has no equal" in notes.to_do


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"name": "api", "port": {"name": "main"}}, {"port": {"name": "http"}}),
        ({"name": "api", "port": {"name": "admin"}}, {"port": {"name": "admin"}}),
        ({"name": "api", "port": {"number": 81}}, {"port": {"number": 9001}}),
        ({"name": "api-admin", "port": 8080}, {"port": 80}),
        ({"name": "api-admin", "port": {"name": ["x"]}}, {"port": {"name": ["x"]}}),
    ],
)
def test_a_reference_has_the_port_of_the_new_service(reference: Any, expected: Any) -> None:
    """By name and by number."""
    found = _found().renaming.in_object({"service": reference})["service"]
    assert found == {"name": "todo-backend", **expected}
    old = {"serviceName": "api", "servicePort": "admin"}
    assert _found().renaming.in_object({"backend": old})["backend"] == {
        "serviceName": "todo-backend",
        "servicePort": "admin",
    }


def test_the_url_of_the_backend_is_that_of_its_main_port() -> None:
    """A variable for another port is one of its own."""
    found = _found(ADMIN_URL="http://api-admin", API_URL="http://api-admin:8080")
    assert found.values["frontend"]["backendUrlEnv"] == "API_URL"


def test_a_further_port_has_the_number_of_the_pods() -> None:
    """Even if the container does not name it; the first one for a port counts."""
    service = _service("api", ("web", 80, 8000), ("admin", 81, 9001), ("again", 8080, 8000))
    (made,) = (
        each for each in translated(deployment(), service).wanted if each["kind"] == "Service"
    )
    assert [(each["name"], each["port"]) for each in made["spec"]["ports"]] == [
        ("http", 80),
        ("admin", 9001),
    ]


def test_a_port_may_be_named_by_a_sidecar() -> None:
    """Kubernetes looks for the name in all containers of the pod."""
    api = deployment()
    sidecar: dict[str, Any] = {"name": "exporter", "image": "exporter:1"}
    sidecar["ports"] = [{"name": "metrics", "containerPort": 9102}]
    api["spec"]["template"]["spec"]["containers"].append(sidecar)
    service = _service("api", ("web", 80, 8000), ("m", 9102, 0))
    service["spec"]["ports"][1]["targetPort"] = "metrics"
    found = translated(api, service)
    assert not [line for line in found.notes.to_do if "9102" in line]
    (made,) = (each for each in found.wanted if each["kind"] == "Service")
    assert [each["port"] for each in made["spec"]["ports"]] == [80, 9102]


def test_udp_is_beside_the_main_port() -> None:
    """Its number may be that of the main port, and it is open to whoever the Service lets in."""
    turn, web = deployment("turn"), deployment("web")
    udp = {"name": "media", "containerPort": 8000, "protocol": "UDP"}
    turn["spec"]["template"]["spec"]["containers"][0]["ports"] = [udp, PORTS[0]]
    service = _service("turn", ("main", 80, 8000), selector={"app": "turn"}, type="LoadBalancer")
    service["spec"]["ports"].insert(0, {"name": "u", "port": 8000, "protocol": "UDP"})
    found = translated(turn, web, deployment(), service)
    (made,) = (each for each in found.wanted if each["kind"] == "Service")
    assert [(each["name"], each["port"], each["protocol"]) for each in made["spec"]["ports"]] == [
        ("media", 8000, "UDP"),
        ("http", 80, "TCP"),
    ]
    assert made["spec"]["type"] == "LoadBalancer"
    outside = [{"ipBlock": {"cidr": "0.0.0.0/0"}}]
    assert found.values["services"]["turn"]["networkPolicy"] == {"extraFrom": outside}
    assert [line for line in found.notes.not_carried if "turn" in line] == []


def test_a_path_leads_to_another_port() -> None:
    """The service has that port, by the name that the path says."""
    backend = {"service": {"name": "api", "port": {"name": "admin"}}}
    paths = [{"path": "/admin", "pathType": "Prefix", "backend": backend}]
    spec = {"rules": [{"host": "a.example.com", "http": {"paths": paths}}]}
    ingress = {"kind": "Ingress", "metadata": {"name": "i"}, "spec": spec}
    rule = {
        "matches": [{"path": {"value": "/admin"}}],
        "backendRefs": [{"name": "api-admin", "port": 80}],
    }
    route = {"kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": {"rules": [rule]}}
    found = _found(ingress, route)
    assert [line for line in found.notes.not_carried if "path" in line] == []
    path = {"path": "/admin", "port": "admin"}
    assert found.values["ingress"]["paths"] == [path]
    assert found.values["gateway"]["paths"] == [path]
    assert found.values["backend"]["extraPorts"] == {"admin": 9001}


def test_a_service_of_two_workloads_is_that_of_the_main_one() -> None:
    """Whoever asks it asks that one, which is told."""
    canary = deployment("api-canary")
    canary["spec"]["template"]["metadata"]["labels"] = {"app": "api"}
    found = _found(canary, BACKEND_URL="http://api")
    assert found.slots["api"] == "backend"
    assert "reachableFrom" not in found.values["services"]["api-canary"]
    assert (
        "Service api: led to the pods of backend and of api-canary; in the chart each has a "
        "Service of its own, and who asked this one asks backend only"
    ) in found.notes.not_carried
