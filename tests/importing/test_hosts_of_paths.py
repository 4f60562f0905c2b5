"""Hosts that lead elsewhere than the main ones: of paths where the chart's Ingress fits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated

ISSUER = {"cert-manager.io/cluster-issuer": "letsencrypt"}


def _service(name: str, port: int) -> dict[str, Any]:
    spec = {"selector": {"app": name}, "ports": [{"port": port}]}
    return {"kind": "Service", "metadata": {"name": name}, "spec": spec}


def _ingress(
    name: str, hosts: dict[str, str], annotations: dict[str, str], **spec: Any
) -> dict[str, Any]:
    rules = [
        {
            "host": host,
            "http": {
                "paths": [
                    {
                        "path": "/",
                        "pathType": "Prefix",
                        "backend": {"service": {"name": service, "port": {"number": 80}}},
                    }
                ]
            },
        }
        for host, service in hosts.items()
    ]
    tls = [{"hosts": [*hosts], "secretName": f"{name}-tls"}]
    metadata = {"name": name, "annotations": annotations}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata,
        "spec": {"rules": rules, "tls": tls, **spec},
    }


def _values(*ingresses: dict[str, Any]) -> dict[str, Any]:
    web = deployment("web")
    web["spec"]["template"]["spec"]["containers"][0]["ports"] = [{"containerPort": 3000}]
    made = [deployment("api"), web, _service("api", 80), _service("web", 80)]
    return translated(*made, *ingresses).values


def test_one_ingress_of_two_hosts_is_one() -> None:
    """With the certificate of both."""
    hosts = {"app.io": "web", "api.io": "api", "old.io": "api"}
    found = _values(_ingress("both", hosts, ISSUER))
    assert found["ingress"] == {
        "enabled": True,
        "hosts": ["app.io"],
        "annotations": ISSUER,
        "tlsSecretName": "both-tls",
        "paths": [{"path": "/", "hosts": ["api.io", "old.io"]}],
    }
    assert "extraObjects" not in found
    assert "backendFrom" in found["networkPolicy"]


def test_two_alike_become_one() -> None:
    """Each with its certificate."""
    found = _values(
        _ingress("app", {"app.io": "web"}, ISSUER), _ingress("api", {"api.io": "api"}, ISSUER)
    )
    assert found["ingress"]["paths"] == [{"path": "/", "hosts": ["api.io"]}]
    assert found["ingress"]["tls"] == [
        {"secretName": "app-tls", "hosts": ["app.io"]},
        {"secretName": "api-tls", "hosts": ["api.io"]},
    ]
    assert "extraObjects" not in found


OTHER: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, {}),
    (ISSUER, {"ingressClassName": "internal"}),
]
DEFAULT = {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}


@pytest.mark.parametrize(("annotations", "spec"), OTHER)
def test_another_stays_apart(annotations: dict[str, str], spec: dict[str, Any]) -> None:
    """What the chart says of its one Ingress does not hold for it."""
    found = _values(
        _ingress("app", {"app.io": "web"}, ISSUER),
        _ingress("api", {"api.io": "api"}, annotations, **spec),
    )
    assert "paths" not in found["ingress"]
    (carried,) = found["extraObjects"]
    assert carried["spec"]["rules"][0]["host"] == "api.io"


def test_a_default_backend_spreads_no_path_to_other_hosts() -> None:
    """It is where all hosts lead, and each of them with what it does not lead elsewhere."""
    old = _ingress("old", {"old.io": "api"}, {}, **DEFAULT)
    old["spec"]["rules"][0]["http"]["paths"][0]["path"] = "/old"
    assert _values(old)["ingress"]["hosts"] == ["*"]
    assert _values(old)["ingress"]["paths"] == [
        {"path": "/old", "hosts": ["old.io"]},
        {"path": "/", "service": "frontend", "hosts": ["old.io"]},
    ]


def test_a_host_that_leads_everything_elsewhere_has_no_use_for_a_default_backend() -> None:
    """The chart's Ingress can be both."""
    found = _values(
        _ingress("app", {"app.io": "web"}, ISSUER),
        _ingress("api", {"api.io": "api"}, ISSUER, **DEFAULT),
    )
    assert found["ingress"]["hosts"] == ["app.io", "*"]
    assert found["ingress"]["paths"] == [{"path": "/", "hosts": ["api.io"]}]
    assert "extraObjects" not in found


@pytest.mark.parametrize("kind", ["GRPCRoute", "TLSRoute", "TCPRoute"])
def test_the_gateway_of_a_route_that_is_carried_is_let_in(kind: str) -> None:
    """As that of an HTTPRoute is."""
    spec = {"parentRefs": [{"name": "gw"}], "rules": [{"backendRefs": [{"name": "api"}]}]}
    found = _values({"kind": kind, "metadata": {"name": "r"}, "spec": spec})
    assert [each["kind"] for each in found["extraObjects"]] == [kind]
    assert found["networkPolicy"]["backendFrom"] == [{"namespaceSelector": {}}]


def _route(hostnames: list[str], service: str, path: str = "/") -> dict[str, Any]:
    rule = {
        "matches": [{"path": {"type": "PathPrefix", "value": path}}],
        "backendRefs": [{"name": service, "port": 80}],
    }
    spec = {"parentRefs": [{"name": "shared"}], "hostnames": hostnames, "rules": [rule]}
    name = f"{service}{len(path)}{len(hostnames)}"
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": name},
        "spec": {key: value for key, value in spec.items() if value},
    }


def test_names_of_another_route_are_of_its_paths() -> None:
    """The names of the one with the frontend lead to no path of the other."""
    found = _values(
        _route(["app.io", "www.io"], "web"),
        _route(["app.io", "www.io"], "api", "/api"),
        _route(["api.io"], "api"),
        _route(["old.io"], "web"),
    )
    assert found["gateway"]["hostnames"] == ["app.io", "www.io"]
    assert found["gateway"]["paths"] == [
        {"path": "/api"},
        {"path": "/", "hostnames": ["api.io"]},
        {"path": "/", "service": "frontend", "hostnames": ["old.io"]},
    ]


def test_a_route_of_main_names_and_others_is_of_both() -> None:
    """Its path is there once for all, and once for the others."""
    found = _values(_route(["app.io"], "web"), _route(["app.io", "api.io"], "api", "/api"))
    assert found["gateway"]["hostnames"] == ["app.io"]
    assert found["gateway"]["paths"] == [
        {"path": "/api"},
        {"path": "/api", "hostnames": ["api.io"]},
    ]


def test_names_of_the_listener_stay() -> None:
    """Beside one of a path."""
    found = _values(_route([], "web"), _route(["api.io"], "api"))
    assert "hostnames" not in found["gateway"]
    assert found["gateway"]["paths"] == [{"path": "/", "hostnames": ["api.io"]}]
