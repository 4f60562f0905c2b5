"""Redirects of HTTPRoutes: paths without a service, or a route of its own listener."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text, rendered
from todo_k8s.importing.reading import Import

HOST = "todo.example.com"
SERVICE = {
    "kind": "Service",
    "metadata": {"name": "api"},
    "spec": {"selector": {"app": "api"}, "ports": [{"port": 80, "targetPort": 8000}]},
}
TO_API = {"backendRefs": [{"name": "api", "port": 80}]}


def _redirect(**to: Any) -> dict[str, Any]:
    return {"type": "RequestRedirect", "requestRedirect": to}


def _rule(path: str, kind: str, *filters: Any, **more: Any) -> dict[str, Any]:
    return {"matches": [{"path": {"type": kind, "value": path}}], "filters": [*filters], **more}


def _route(name: str, *rules: Any, hosts: tuple[str, ...] = (HOST,)) -> dict[str, Any]:
    spec = {"parentRefs": [{"name": "gw"}], "hostnames": [*hosts], "rules": [*rules]}
    meta = {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute"}
    return {**meta, "metadata": {"name": name}, "spec": spec}


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.safe_dump_all(manifests))


def _of_api(*routes: Any) -> Import:
    return _imported(deployment(), SERVICE, *routes)


def _rules(found: Import) -> list[dict[str, Any]]:
    """Return the rules of all routes of the rendering."""
    manifests = rendered(found.found.values, found.found.release)
    routes = [each["spec"] for each in manifests if each["kind"] == "HTTPRoute"]
    return [rule for each in routes for rule in each["rules"]]


def test_a_path_that_is_a_redirect_leads_to_no_service() -> None:
    """It is a path of the values, and the same rule in the rendering."""
    to = _redirect(path={"type": "ReplaceFullPath", "replaceFullPath": "/new"}, statusCode=301)
    found = _of_api(_route("r", _rule("/old", "Exact", to), TO_API))
    assert found.found.values["gateway"]["paths"][0] == {
        "path": "/old",
        "type": "Exact",
        "filters": [to],
    }
    assert _rule("/old", "Exact", to) in _rules(found)
    assert found.notes.not_carried == []


def test_the_redirect_of_another_host_is_one_of_its_host() -> None:
    """It does not lead the main host away."""
    to = _redirect(hostname=HOST)
    found = _of_api(
        _route("www", {"filters": [to]}, hosts=("www.example.com",)), _route("r", TO_API)
    )
    gateway = found.found.values["gateway"]
    assert gateway["hostnames"] == [HOST]
    assert {"path": "/", "filters": [to], "hostnames": ["www.example.com"]} in gateway["paths"]
    assert found.notes.not_carried == []


def test_a_redirect_lets_nobody_through() -> None:
    """What it would lead to is no more open for it than before."""
    worker = deployment("worker")
    away = _rule("/old", "PathPrefix", _redirect(hostname="old.example.com"))
    found = _imported(deployment("web"), worker, deployment(), _route("r", away))
    assert "backendFrom" not in f"{found.found.values.get('networkPolicy')}"
    assert found.notes.not_carried == []


@pytest.mark.parametrize(
    ("to", "hosts"),
    [
        ({"scheme": "https"}, (HOST,)),
        ({"scheme": "https", "hostname": HOST}, (HOST,)),
        ({"scheme": "https", "hostname": HOST}, ()),
    ],
)
def test_a_route_to_https_is_carried(to: dict[str, str], hosts: tuple[str, ...]) -> None:
    """On the listener of the other paths it would lead to itself."""
    rule = {"filters": [_redirect(**to)]}
    found = _of_api(_route("https", rule, hosts=hosts), _route("r", TO_API))
    (carried,) = found.found.values["extraObjects"]
    assert carried["spec"]["rules"] == [rule]
    assert found.found.values["gateway"]["paths"] == [{"path": "/"}]


@pytest.mark.parametrize("filters", [[_redirect(scheme="https")], [], None, "x", [1], [{}]])
def test_a_rule_that_leads_nowhere_is_told(filters: Any) -> None:
    """So is a change of the scheme alone beside paths to services."""
    rule = {**_rule("/a", "PathPrefix"), "filters": filters}
    found = _of_api(_route("r", rule, TO_API))
    lines = [each for each in found.notes.not_carried if "the rule of /a has no form" in each]
    assert len(lines) == 1
