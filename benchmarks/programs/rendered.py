"""Renders a `HelmChart` with so many services, and makes their YAML: ``rendered.py 25``."""

import sys

from todo_k8s import BackendService
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, render
from todo_k8s.helm.plain.yaml_text import yaml_text
from todo_k8s.values import BackendValues

COUNT = int(sys.argv[1])


class Services(HelmChart[ChartValues]):
    """A chart of services."""

    metadata = ChartMetadata(name="services", version="1.2.3", app_version="1", description="Many")

    def build(self) -> None:
        """Make them, four objects each."""
        for number in range(COUNT):
            BackendService(self, f"s{number}", values=BackendValues())


if __name__ == "__main__":
    objects = render(Services, {})
    assert len(objects) == 4 * COUNT
    "---\n".join(map(yaml_text, objects))
