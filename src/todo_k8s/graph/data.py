"""A graph as data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from todo_k8s.graph.model import Graph


def as_data(graph: Graph) -> dict[str, Any]:
    """Return a graph as JSON has it: ``title``, ``nodes``, ``edges`` and ``notes``.

    A node has ``id``, ``kind``, ``title``, ``name`` and ``details``; an edge ``source`` and
    ``target``, which are ids of nodes, ``kind`` and ``labels``.
    """
    return asdict(graph)
