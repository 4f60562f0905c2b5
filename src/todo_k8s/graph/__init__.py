"""What a chart deploys as a picture: who talks to whom, and who reads which secret.

Worked out from manifests of any chart alone; see `graph_of`.
"""

from todo_k8s.graph.building import graph_of
from todo_k8s.graph.model import Edge, Graph, Node

__all__ = ["Edge", "Graph", "Node", "graph_of"]
