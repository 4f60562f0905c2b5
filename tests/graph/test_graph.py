"""Which nodes and edges a graph has, and that its edges are what the policies let through."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graph.objects import EVERY, Object, manifests_of, peer, pods, policy, service
from tests.reach.table import reach
from todo_k8s.graph import Graph, graph_of
from todo_k8s.manifests.policies import Door, Place, passes
from todo_k8s.manifests.selectors import selector_text, selects

URL = [{"name": "API_URL", "value": "http://api:80/path"}]
KEYS = ("BETTER_AUTH_SECRET", "DATABASE_URL", "GEMINI_API_KEY")
PORT = [{"protocol": "TCP", "port": 80}]


def edges(graph: Graph, *kinds: str) -> set[str]:
    """Return the edges of some kinds, or of all, each as a text with the names of its ends."""
    names = {node.id: f"{node.title} {node.name}" for node in graph.nodes}
    return {
        f"{names[edge.source]} {edge.kind} {names[edge.target]}: {', '.join(edge.labels)}"
        for edge in graph.edges
        if not kinds or edge.kind in kinds
    }


def details(graph: Graph, name: str) -> list[str]:
    """Return the further lines about a workload."""
    return [line for node in graph.nodes if node.name == name for line in node.details]


def test_graph_of_the_default_values() -> None:
    """Users reach the frontend, that the backend, and that a database and an API; one Secret."""
    name = "todo-todo-chatbot"
    assert edges(graph_of(manifests_of("default"), "todo")) == {
        f"outside users route Service {name}-frontend: 3000",
        f"Service {name}-frontend selects Deployment {name}-frontend: http",
        f"Deployment {name}-frontend allowed Service {name}-backend: 8000, BACKEND_URL",
        f"Service {name}-backend selects Deployment {name}-backend: http",
        f"Deployment {name}-backend allowed addresses any address: 5432, 443",
        f"Secret todo-chatbot-secrets reads Deployment {name}-backend: {', '.join(KEYS)}",
    }


@pytest.mark.parametrize("rendering", ["default", "all-switches"])
def test_edges_between_pods_are_those_of_the_table(rendering: str) -> None:
    """The same as the tables of README.md say, which are worked out in another way."""
    table = reach(rendering)
    graph = graph_of(manifests_of(rendering), "todo")
    short = {node.id: node.name.removeprefix("todo-todo-chatbot-") for node in graph.nodes}
    pairs = {
        (short[edge.source], short[edge.target]) for edge in graph.edges if edge.kind == "allowed"
    }
    inside = {name for name in table if name in set(short.values())}
    wanted = {(name, to) for name in inside for to in inside if name != to and table[name].get(to)}
    assert {(one, other) for one, other in pairs if {one, other} <= inside} == wanted
    assert wanted


@pytest.mark.parametrize("name", EVERY)
def test_edges_have_both_ends(name: str) -> None:
    """No two are alike, each node is there once, and ends are nodes."""
    graph = graph_of(manifests_of(name), "todo")
    ids = [node.id for node in graph.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= set(ids)
    keys = [(edge.source, edge.target, edge.kind) for edge in graph.edges]
    assert len(keys) == len(set(keys))
    assert graph == graph_of(manifests_of(name), "todo")


FLOWS: dict[str, tuple[list[Object], set[str]]] = {
    "by a variable, without policies": (
        [pods("web", env=URL), pods("api"), service("api")],
        {"Deployment web allowed Service api: 80, API_URL"},
    ),
    "without a variable": ([pods("web"), pods("api"), service("api")], set()),
    "another host": (
        [
            pods("web", env=[{"name": "A", "value": "http://my-api:80"}]),
            pods("api"),
            service("api"),
        ],
        set(),
    ),
    "a whole name": (
        [
            pods("web", env=[{"name": "A", "value": "api.shop.svc.cluster.local"}]),
            pods("api"),
            service("api"),
        ],
        {"Deployment web allowed Service api: 80, A"},
    ),
    "by a rule of the target": (
        [pods("web"), pods("api"), policy("api", ingress=[{"from": [peer("web")], "ports": PORT}])],
        {"Deployment web allowed Deployment api: 80"},
    ),
    "by the name of a port": (
        [
            pods("web"),
            pods("api"),
            policy("api", ingress=[{"from": [peer("web")], "ports": [{"port": "http"}]}]),
        ],
        {"Deployment web allowed Deployment api: 80"},
    ),
    "at another port": (
        [
            pods("web"),
            pods("api"),
            policy("api", ingress=[{"from": [peer("web")], "ports": [{"port": 81}]}]),
        ],
        set(),
    ),
    "closed at the target": (
        [pods("web", env=URL), pods("api"), service("api"), policy("api", ingress=[])],
        {"Deployment web blocked Service api: API_URL"},
    ),
    "closed at the source": (
        [
            pods("web", env=URL),
            pods("api"),
            service("api"),
            policy("web", policyTypes=["Egress"], egress=[]),
        ],
        {"Deployment web blocked Service api: API_URL"},
    ),
    "let out and not let in": (
        [
            pods("web"),
            pods("api"),
            policy("web", policyTypes=["Egress"], egress=[{"to": [peer("api")]}]),
            policy("api", ingress=[{"from": [peer("other")]}]),
        ],
        {
            "Deployment web blocked Deployment api: ",
            "pods app=other allowed Deployment api: any port",
        },
    ),
    "pods of another namespace": (
        [
            pods("api"),
            policy(
                "api",
                ingress=[
                    {
                        "from": [
                            {
                                "namespaceSelector": {
                                    "matchLabels": {"kubernetes.io/metadata.name": "m"}
                                }
                            },
                            {"namespaceSelector": {"matchLabels": {"team": "a"}}, **peer("b")},
                        ],
                        "ports": [{"port": 80, "endPort": 90}],
                    }
                ],
            ),
        ],
        {
            "namespace m allowed Deployment api: 80–90",
            "pods app=b allowed Deployment api: 80–90",
        },
    ),
    "addresses": (
        [
            pods("api"),
            policy(
                "api",
                policyTypes=["Egress"],
                egress=[
                    {"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}], "ports": [{"port": 5432}]},
                    {"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53}]},
                    {"ports": [{"port": 123, "protocol": "UDP"}]},
                ],
            ),
        ],
        {
            "Deployment api allowed addresses 10.0.0.0/8: 5432",
            "Deployment api allowed outside anything: 123/UDP",
        },
    ),
}


@pytest.mark.parametrize("case", FLOWS)
def test_connections_are_those_that_policies_let_through(case: str) -> None:
    """And of those the ones that somebody names; what is named and closed is told too."""
    objects, wanted = FLOWS[case]
    assert edges(graph_of(objects, "shop"), "allowed", "blocked") == wanted


def test_what_is_open_to_all_is_told_at_the_pods() -> None:
    """No lines lead from everywhere."""
    objects = [pods("web"), pods("api"), policy("web", ingress=[{"ports": PORT}])]
    graph = graph_of(objects)
    assert details(graph, "web") == ["1 pod", "open to everybody: 80", "may connect to anything"]
    assert details(graph, "api") == ["1 pod", "open to every pod", "may connect to anything"]
    (note,) = graph_of([pods("web")]).notes
    assert note.startswith("there are no NetworkPolicies")


def test_routes_lead_from_users_to_services() -> None:
    """Of each kind, with their paths; hosts are told at the route."""
    graph = graph_of(routed())
    assert edges(graph, "route", "reads") == {
        "outside users route Ingress in: ",
        "outside users route HTTPRoute gate: ",
        "outside users route Route shift: ",
        "outside users route Service web: 80",
        "Ingress in route Service api: otherwise, /v1",
        "HTTPRoute gate route Service api: /v2",
        "Route shift route Service api: ",
        "Secret cert reads Ingress in: TLS",
    }
    assert details(graph, "gate") == ["b.example.com", "at Gateway public"]


@pytest.mark.parametrize(("more", "told"), [(1, "and 1 more host"), (2, "and 2 more hosts")])
def test_many_hosts_are_counted(more: int, told: str) -> None:
    """Four of them are named."""
    hosts = [f"h{number}.example.com" for number in range(4 + more)]
    route = {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": "gate"},
        "spec": {"hostnames": hosts, "rules": [{"backendRefs": [{"name": "api", "port": 80}]}]},
    }
    graph = graph_of([pods("api"), service("api"), route])
    assert details(graph, "gate") == [*hosts[:4], told]


def routed() -> list[Object]:
    """Return Services with routes of each kind."""
    backend = {"service": {"name": "api", "port": {"number": 80}}}
    paths = {"http": {"paths": [{"path": "/v1", "backend": backend}]}}
    return [
        pods("api"),
        service("api"),
        service("web", type="LoadBalancer", selector={"app": "web"}),
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": {"name": "in"},
            "spec": {
                "rules": [{"host": "a.example.com", **paths}],
                "defaultBackend": backend,
                "tls": [{"secretName": "cert"}],
            },
        },
        {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "HTTPRoute",
            "metadata": {"name": "gate"},
            "spec": {
                "hostnames": ["b.example.com"],
                "parentRefs": [{"name": "public"}],
                "rules": [
                    {"matches": [{"path": {"value": "/v2"}}], "backendRefs": [{"name": "api"}]}
                ],
            },
        },
        {
            "apiVersion": "route.openshift.io/v1",
            "kind": "Route",
            "metadata": {"name": "shift"},
            "spec": {"host": "c.example.com", "to": {"name": "api"}},
        },
    ]


def test_secrets_are_told_key_by_key() -> None:
    """Which key becomes which variable, or where it is mounted; and where the Secret is from."""
    graph = graph_of(reading())
    assert edges(graph, "reads") == {
        "Secret creds reads Deployment web: password → DB_PASSWORD",
        "ConfigMap conf reads Deployment web: all keys",
        "Secret more reads Deployment web: k → /keys",
        "PersistentVolumeClaim disk reads Deployment web: → /data",
    }
    assert details(graph, "creds") == ["made by ExternalSecret from SecretStore vault"]
    assert details(graph, "more") == ["not in the chart"]


def reading() -> list[Object]:
    """Return pods that read each kind of object, and what makes a Secret."""
    key = {"secretKeyRef": {"name": "creds", "key": "password"}}
    web = pods(
        "web",
        env=[{"name": "DB_PASSWORD", "valueFrom": key}],
        envFrom=[{"configMapRef": {"name": "conf"}}],
        volumeMounts=[{"name": "v", "mountPath": "/keys"}, {"name": "d", "mountPath": "/data"}],
    )
    web["spec"]["template"]["spec"]["volumes"] = [
        {"name": "v", "secret": {"secretName": "more", "items": [{"key": "k", "path": "k"}]}},
        {"name": "d", "persistentVolumeClaim": {"claimName": "disk"}},
    ]
    made = {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {"name": "x"},
        "spec": {"target": {"name": "creds"}, "secretStoreRef": {"name": "vault"}},
    }
    return [web, made]


def test_services_that_do_the_same_are_one() -> None:
    """An alias is told at the Service."""
    alias = {**service("api"), "metadata": {"name": "other"}}
    graph = graph_of(
        [pods("web", env=[{"name": "A", "value": "other"}]), pods("api"), service("api"), alias]
    )
    assert details(graph, "api")[0] == "ClusterIP :80"
    assert "also other" in details(graph, "api")
    assert edges(graph, "allowed") == {"Deployment web allowed Service api: 80, A"}


EXPRESSIONS: dict[str, tuple[dict[str, Any], bool, str]] = {
    "in": ({"key": "a", "operator": "In", "values": ["1", "2"]}, True, "a in (1,2)"),
    "not in": ({"key": "a", "operator": "NotIn", "values": ["1"]}, False, "a notin (1)"),
    "not in, missing": ({"key": "b", "operator": "NotIn", "values": ["1"]}, True, "b notin (1)"),
    "exists": ({"key": "b", "operator": "Exists"}, False, "b"),
    "does not exist": ({"key": "b", "operator": "DoesNotExist"}, True, "!b"),
    "unknown": ({"key": "a", "operator": "Gt", "values": ["0"]}, False, "!a"),
}


@pytest.mark.parametrize("case", EXPRESSIONS)
def test_expressions_of_selectors_are_read(case: str) -> None:
    """As Kubernetes reads them, and as kubectl takes them."""
    expression, wanted, text = EXPRESSIONS[case]
    selector = {"matchExpressions": [expression]}
    assert selects(selector, {"a": "1"}) is wanted
    assert case == "unknown" or selector_text(selector) == text
    assert selects({}, {})
    assert not selects(None, {})


def test_policies_of_other_namespaces_are_theirs() -> None:
    """A policy selects pods of its own namespace only."""
    closed = policy("web", ingress=[])
    closed["metadata"]["namespace"] = "other"
    place = Place("10.0.0.1", {"app": "web"}, "shop")
    assert passes([closed], Place("10.0.0.2"), Door(place, 80), "shop")
    assert not passes([policy("web", ingress=[])], Place("10.0.0.2"), Door(place, 80), "shop")
