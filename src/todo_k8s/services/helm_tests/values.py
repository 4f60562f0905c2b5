"""The tests that `helm test` runs."""

from typing import Any

from todo_k8s.helm.model import ChartValues, KubernetesObject, rule
from todo_k8s.services.image import ImageValues
from todo_k8s.services.tolerations import tolerations_are_whole
from todo_k8s.services.types.names import Annotations, Labels, NodeLabels


class TestsValues(ChartValues):
    """Pods of `helm test`, which ask both services for their health."""

    __test__ = False  # the name is the chart's word, not a test for pytest

    enabled: bool = True
    """Whether to have the test pods."""

    image: ImageValues = ImageValues(repository="busybox", tag="1.37")
    """Image that has `wget` and `nc`."""

    node_selector: NodeLabels = {}
    """Labels that a node must have."""

    tolerations: list[KubernetesObject] = []
    """Taints of nodes to tolerate, each as a Kubernetes `Toleration`. Without them `helm test`
    waits in vain where all nodes have taints."""

    pod_annotations: Annotations = {}
    """Annotations of the pods, such as one that keeps a mesh's proxy out of them."""

    pod_labels: Labels = {}
    """Labels of the pods, beside the chart's."""

    @rule
    def tolerations_are_whole(self) -> Any:
        """Kubernetes would refuse the pods."""
        return tolerations_are_whole(self.tolerations)
