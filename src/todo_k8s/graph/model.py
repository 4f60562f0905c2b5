"""A graph of what is deployed: nodes, edges between them, and notes about all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

NodeKind = Literal[
    "outside", "route", "service", "workload", "job", "secret", "config", "claim", "external"
]
EdgeKind = Literal["route", "selects", "allowed", "blocked", "reads"]

EDGES: dict[EdgeKind, str] = {
    "route": "requests from outside are sent there",
    "selects": "a Service sends to these pods",
    "allowed": "may connect, by the NetworkPolicies",
    "blocked": "means to connect, and a NetworkPolicy does not let it",
    "reads": "pods read it",
}
"""What the kinds of edges mean."""


@dataclass(frozen=True)
class Node:
    """Something that is deployed, or that is outside.

    Args:
        id: What identifies it in the graph.
        kind: What it is in the picture.
        title: What it is to Kubernetes: ``Deployment``.
        name: Its name.
        details: Further lines about it.
    """

    id: str
    kind: NodeKind
    title: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """A connection between two nodes.

    Args:
        source: The `id` of the node that connects, or that is read.
        target: The `id` of the other one.
        kind: One of `EDGES`.
        labels: Ports, paths, or keys and the variables that they become.
    """

    source: str
    target: str
    kind: EdgeKind
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """What is deployed; see `graph_of`.

    Args:
        title: What all of it is called.
        nodes: The nodes, those that requests reach first before others.
        edges: The edges; no two have the same ends and kind.
        notes: What is true of all of it.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[str, ...] = ()


def joined(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return edges with one for those of the same ends and kind, that has the labels of all."""
    found: dict[tuple[str, str, EdgeKind], Edge] = {}
    for edge in edges:
        key = edge.source, edge.target, edge.kind
        before = found[key].labels if key in found else ()
        found[key] = replace(edge, labels=tuple(dict.fromkeys([*before, *edge.labels])))
    return tuple(found.values())
