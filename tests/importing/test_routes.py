"""Ingresses and HTTPRoutes of other charts: what they rewrite, each in its own language."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.foreign.gateways import gateway_values
from todo_k8s.importing.foreign.hosts import (
    main_hosts,
    paths_of,
    shared_certificates,
    with_defaults,
    with_hosts,
)
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.foreign.ports import NewPort
from todo_k8s.importing.foreign.rewrites import Rewrite, rewrites_of
from todo_k8s.importing.foreign.targets import Targets
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of

SHOP = "shop.example.com"
NGINX = "nginx.ingress.kubernetes.io"
MIDDLEWARES = "traefik.ingress.kubernetes.io/router.middlewares"
SLOTS = {"web": "frontend", "api": "backend"}


def ingress(
    name: str, annotations: dict[str, str], *paths: tuple[str, str], kind: str = "Prefix"
) -> Manifest:
    """Return an Ingress whose paths lead to Services."""
    served = [
        {"path": path, "pathType": kind, "backend": {"service": {"name": service}}}
        for path, service in paths
    ]
    content = {
        "kind": "Ingress",
        "metadata": {"name": name, "annotations": annotations},
        "spec": {"rules": [{"host": "shop.example.com", "http": {"paths": served}}]},
    }
    return Manifest(content, "routes.yaml")


def middleware(name: str, spec: dict[str, Any]) -> Manifest:
    """Return a Middleware of Traefik."""
    content = {"kind": "Middleware", "metadata": {"name": name}, "spec": spec}
    return Manifest(content, "routes.yaml")


def values_of(
    *ingresses: Manifest, middlewares: tuple[Manifest, ...] = ()
) -> tuple[dict[str, Any], Notes]:
    """Return the values of Ingresses, and what is said of them."""
    notes = Notes()
    found = Ingresses(Targets(SLOTS), notes, main_hosts(ingresses, SLOTS), middlewares)
    for each in ingresses:
        found.add(each)
    return found.values(), notes


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("/api(/|$)(.*)", "/$2", Rewrite("/api", "/")),
        ("/api(/|$)(.*)", "/v1/$2", Rewrite("/api", "/v1")),
        ("/api(/|$)(.*)", "/v1$1$2", Rewrite("/api", "/v1")),
        ("/api(/|$)(.*)", "/api/$2", Rewrite("/api", "")),
        (r"/v1\.2(/|$)(.*)", "/$2", Rewrite("/v1.2", "/")),
        ("/api/(.*)", "/$1", Rewrite("/api", "/")),
        ("/api/?(.*)", "/$1", Rewrite("/api", "/")),
        ("/()(.*)", "/$2", Rewrite("/", "")),
        ("/(.*)", "/$1", Rewrite("/", "")),
        ("/(.*)", "/app/$1", None),
        ("/api", "/", None),
        ("/(api|v1)(/|$)(.*)", "/$3", None),
    ],
)
def test_rewrites_of_nginx_are_undone(path: str, target: str, expected: Rewrite | None) -> None:
    """What has a form in the chart is a prefix and what takes its place."""
    made = ingress("api", {f"{NGINX}/rewrite-target": target}, (path, "api"))
    assert rewrites_of(made, [path], []).by_path.get(path) == expected


def test_paths_of_one_ingress_are_rewritten_alone() -> None:
    """The chart makes an Ingress for each; the annotations of the others stay."""
    found, notes = values_of(
        ingress("web", {"cert-manager.io/cluster-issuer": "public"}, ("/", "web")),
        ingress(
            "api",
            {f"{NGINX}/rewrite-target": "/$2", "cert-manager.io/cluster-issuer": "public"},
            ("/api(/|$)(.*)", "api"),
            kind="ImplementationSpecific",
        ),
    )
    assert found == {
        "enabled": True,
        "controller": "nginx",
        "hosts": ["shop.example.com"],
        "annotations": {"cert-manager.io/cluster-issuer": "public"},
        "paths": [{"path": "/api", "rewrite": "/"}],
    }
    assert notes == Notes()


def test_a_rewrite_without_a_form_is_of_no_other_path() -> None:
    """Set for all paths, it would lead the frontend's requests elsewhere: it is told."""
    found, notes = values_of(
        ingress("web", {}, ("/", "web")),
        ingress("api", {f"{NGINX}/rewrite-target": "/"}, ("/api", "api")),
    )
    assert "annotations" not in found
    assert notes.not_carried == [
        f"Ingress api: {NGINX}/rewrite-target cannot be set for some paths only"
    ]


def test_annotations_of_some_paths_are_told() -> None:
    """The chart has one set for all: it says which are to be looked at."""
    body, name = f"{NGINX}/proxy-body-size", f"{NGINX}/proxy-read-timeout"
    found, notes = values_of(
        ingress("web", {body: "1m"}, ("/", "web")),
        ingress("api", {body: "8m", name: "300"}, ("/api", "api")),
    )
    assert found["annotations"] == {body: "1m", name: "300"}
    assert notes.not_carried == [f"Ingress api: {body} cannot be set for some paths only"]
    assert [line.split()[1] for line in notes.to_do] == [body, name]


@pytest.mark.parametrize(
    ("spec", "new"),
    [
        ({"stripPrefix": {"prefixes": ["/api"]}}, "/"),
        ({"replacePathRegex": {"regex": "^/api(/|$)(.*)", "replacement": "/v2$1$2"}}, "/v2"),
        ({"replacePathRegex": {"regex": "^/api/(.*)", "replacement": "/$1"}}, "/"),
    ],
)
def test_middlewares_of_traefik_are_undone(spec: dict[str, Any], new: str) -> None:
    """The chart makes such a Middleware itself; others stay in the annotation."""
    strip, gzip = middleware("strip", spec), middleware("gzip", {"compress": {}})
    chain = "shop-gzip@kubernetescrd, shop-strip@kubernetescrd"
    made = ingress("api", {MIDDLEWARES: chain}, ("/api", "api"))
    found, _ = values_of(made, middlewares=(strip, gzip))
    assert found["controller"] == "traefik"
    assert found["paths"] == [{"path": "/api", "rewrite": new}]
    assert found["annotations"] == {MIDDLEWARES: "shop-gzip@kubernetescrd"}


def test_a_path_to_something_else_than_a_service_is_told() -> None:
    """By what it leads to."""
    bucket = {"resource": {"apiGroup": "k8s.io", "kind": "Bucket", "name": "s"}}
    rule = {"host": "app.io", "http": {"paths": [{"path": "/b", "backend": bucket}]}}
    content = {"kind": "Ingress", "metadata": {"name": "d"}, "spec": {"rules": [rule]}}
    _, notes = values_of(Manifest(content, "routes.yaml"))
    assert notes.not_carried == [
        "Ingress d: path /b leads to the Bucket s, which is no service of the chart"
    ]


def test_rules_of_an_httproute_keep_what_they_say() -> None:
    """Rewrites, other filters and limits are values of the path, that of `/` too."""
    header = {"type": "RequestHeaderModifier", "requestHeaderModifier": {"remove": ["x-debug"]}}
    path = {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/"}
    content = {
        "kind": "HTTPRoute",
        "metadata": {"name": "web"},
        "spec": {
            "parentRefs": [{"name": "public"}],
            "hostnames": ["shop.example.com"],
            "rules": [
                {
                    "matches": [{"path": {"type": "PathPrefix", "value": "/api"}}],
                    "filters": [{"type": "URLRewrite", "urlRewrite": {"path": path}}, header],
                    "timeouts": {"request": "0s"},
                    "backendRefs": [{"name": "api", "port": 80}],
                },
                {"filters": [header], "backendRefs": [{"name": "web", "port": 80}]},
            ],
        },
    }
    notes = Notes()
    found = gateway_values([Manifest(content, "routes.yaml")], Targets(SLOTS), notes)
    assert found["paths"] == [
        {"path": "/api", "rewrite": "/", "filters": [header], "timeouts": {"request": "0s"}},
        {"path": "/", "service": "frontend", "filters": [header]},
    ]
    assert notes == Notes()


@pytest.mark.parametrize(
    ("weights", "others", "rounded"),
    [
        ([9, 1], {"backend": 10}, False),
        ([0, 5], {"backend": 100}, False),
        ([1, 1, 1], {"backend": 33, "jobs": 33}, True),
        ([None, None], {"backend": 50}, False),
        ([0, 0], {"backend": 0}, False),
    ],
)
def test_weights_become_percents(
    weights: list[int | None], others: dict[str, int], *, rounded: bool
) -> None:
    """The first has what is left, and what is rounded is said."""
    names = ("web", "api", "jobs")
    backends = [
        {"name": name, "port": 80, **({} if weight is None else {"weight": weight})}
        for name, weight in zip(names, weights, strict=False)
    ]
    route: dict[str, Any] = {"kind": "HTTPRoute", "metadata": {"name": "r"}}
    route["spec"] = {"rules": [{"backendRefs": backends}]}
    notes = Notes()
    found = gateway_values([Manifest(route, "f")], Targets({**SLOTS, "jobs": "jobs"}), notes)
    assert found["paths"] == [{"path": "/", "service": "frontend", "split": others}]
    assert bool(notes.judged) is rounded


@pytest.mark.parametrize(
    "backends",
    [
        [{"name": "web"}, {"name": "elsewhere"}],
        [{"name": "web"}, {"name": "web"}],
        [{"name": "web"}, {"name": "api", "port": "admin"}],
    ],
)
def test_other_shares_have_no_form(backends: list[dict[str, Any]]) -> None:
    """All must be services of the chart, each once, at ports of one name."""
    ports: dict[str, dict[int | str, NewPort]] = {"api": {"admin": NewPort("admin", 9001)}}
    route: dict[str, Any] = {"kind": "HTTPRoute", "metadata": {"name": "r"}}
    route["spec"] = {"rules": [{"matches": [{"path": {"value": "/x"}}], "backendRefs": backends}]}
    notes = Notes()
    found = gateway_values([Manifest(route, "f")], Targets(SLOTS, ports), notes)
    assert "paths" not in found
    assert notes.not_carried == ["HTTPRoute r: the rule of /x has no form in the chart"]


ISSUER = {"cert-manager.io/cluster-issuer": "letsencrypt"}


def _of_two_hosts(tls: list[dict[str, Any]], annotations: dict[str, str]) -> Manifest:
    """Return an Ingress whose hosts lead to two Services."""
    rules = [
        {"host": host, "http": {"paths": [{"path": "/", "backend": {"service": {"name": name}}}]}}
        for host, name in (("a.io", "web"), ("b.io", "api"))
    ]
    metadata = {"name": "both", "annotations": {**annotations, "x": "y"}}
    return Manifest(
        {"kind": "Ingress", "metadata": metadata, "spec": {"rules": rules, "tls": tls}}, "f"
    )


@pytest.mark.parametrize("hosts", [["a.io", "b.io"], []])
def test_one_ingress_asks_for_a_certificate_of_hosts_of_two(hosts: list[str]) -> None:
    """The other one reads it; two would ask for one of one host each, by turns."""
    both = _of_two_hosts([{"hosts": hosts, "secretName": "crt"}], ISSUER)
    own, other = with_hosts(both, {"a.io"}), with_hosts(both, {"a.io"}, wanted=False)
    assert own is not None
    assert other is not None
    assert shared_certificates(both, {"a.io"}) == ["crt"]
    assert annotations_of(own.content) == {"x": "y"}
    assert annotations_of(other.content) == {**ISSUER, "x": "y"}
    assert own.content["spec"]["tls"] == [{"hosts": hosts[:1], "secretName": "crt"}]
    assert other.content["spec"]["tls"] == [{"hosts": hosts, "secretName": "crt"}]


@pytest.mark.parametrize(
    ("hosts", "annotations"), [([["a.io"], ["b.io"]], ISSUER), ([["a.io", "b.io"]], {})]
)
def test_other_certificates_are_of_their_own_hosts(
    hosts: list[list[str]], annotations: dict[str, str]
) -> None:
    """Those of one Ingress only, and those that nobody issues."""
    tls = [{"hosts": each, "secretName": each[0]} for each in hosts]
    both = _of_two_hosts(tls, annotations)
    for wanted, host in ((True, "a.io"), (False, "b.io")):
        found = with_hosts(both, {"a.io"}, wanted=wanted)
        assert found is not None
        assert [each["hosts"] for each in found.content["spec"]["tls"]] == [[host]]
        assert annotations_of(found.content) == {**annotations, "x": "y"}


def test_a_default_backend_is_not_rewritten() -> None:
    """Its rules are those of an Ingress of their own, without what rewrites paths."""
    annotations = {f"{NGINX}/rewrite-target": "/$2", f"{NGINX}/proxy-body-size": "8m"}
    made = ingress("web", annotations, ("/api(/|$)(.*)", "api"))
    made.content["spec"]["defaultBackend"] = {"service": {"name": "web"}}
    found = with_defaults(made)
    assert [each.object.name for each in found] == ["web", "web-default"]
    assert [annotations_of(each.content) for each in found] == [
        annotations,
        {f"{NGINX}/proxy-body-size": "8m"},
    ]
    paths = [
        [path["path"] for rule in each.content["spec"]["rules"] for path in paths_of(rule)]
        for each in found
    ]
    assert paths == [["/api(/|$)(.*)"], ["/", "/"]]
    values, _ = values_of(*(one for each in found if (one := with_hosts(each, {SHOP}))))
    assert values["paths"] == [{"path": "/api", "rewrite": "/"}]
    assert f"{NGINX}/rewrite-target" not in values["annotations"]


def test_a_default_backend_without_rewriting_stays_in_one_ingress() -> None:
    """It is the last path of each host."""
    made = ingress("web", {}, ("/api", "api"))
    made.content["spec"]["defaultBackend"] = {"service": {"name": "web"}}
    (found,) = with_defaults(made)
    assert len(found.content["spec"]["rules"]) == 2
