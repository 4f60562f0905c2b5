"""The tests that `helm test` runs."""

from todo_k8s.helm.model import ChartValues
from todo_k8s.services.image import ImageValues


class TestsValues(ChartValues):
    """Pods of `helm test`, which ask both services for their health."""

    __test__ = False  # the name is the chart's word, not a test for pytest

    enabled: bool = True
    """Whether to have the test pods."""

    image: ImageValues = ImageValues(repository="busybox", tag="1.37")
    """Image that has `wget` and `nc`."""
