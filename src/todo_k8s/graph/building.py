"""Makes the graph of manifests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from todo_k8s.graph.flows import Flows
from todo_k8s.graph.model import Graph, Node, joined
from todo_k8s.graph.routes import routes_in
from todo_k8s.graph.sources import sources_of
from todo_k8s.graph.workloads import edges_of_services, services_in, tests_in, workloads_in
from todo_k8s.manifests.objects import Manifest, flat
from todo_k8s.manifests.policies import policies_of

_NO_POLICIES = "there are no NetworkPolicies: every pod may connect to every pod, and anywhere"
_NO_DNS = "DNS is left out"


def graph_of(manifests: Iterable[Any], namespace: str = "", title: str = "") -> Graph:
    """Return the graph of manifests.

    Tests of a release are left out. No value of a variable or a Secret is in the graph.

    Args:
        manifests: Documents, lists among them.
        namespace: The namespace of objects that name none.
        title: What all of it is called.
    """
    known: list[Manifest] = [*flat(manifests)]
    workloads = [*workloads_in(known, namespace)]
    services = services_in(known, workloads, namespace)
    tests = [*tests_in(known, namespace)]
    flows = Flows(policies_of(known), workloads, services, namespace, tests)
    routes, from_outside = routes_in(known, services, namespace)
    strangers, of_strangers = flows.strangers()
    sources, reading = sources_of(known, workloads, namespace)
    pods = [
        replace(each.node, details=(*each.node.details, *dict.fromkeys(flows.openness(each))))
        for each in workloads
    ]
    edges = joined(
        [*from_outside, *edges_of_services(services), *flows.edges(), *of_strangers, *reading]
    )
    nodes = [*routes, *(each.node for each in services), *pods, *strangers, *sources]
    notes = (_NO_DNS if flows.policies else _NO_POLICIES,) if workloads else ()
    return Graph(title, _unique(nodes), edges, notes)


def _unique(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple({node.id: node for node in nodes}.values())
