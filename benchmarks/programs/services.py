"""Makes services in one chart: ``services.py constructs 25``, ``by-hand 25`` or ``rendered 25``.

The last is a `HelmChart`, whose manifests are rendered; the others are plain charts of cdk8s.
"""

import sys
from collections.abc import Callable

if "by-hand" not in sys.argv:
    import todo_k8s  # first, as in a program that uses it: it starts Node.js

    assert todo_k8s.__name__

import cdk8s
import cdk8s_plus_27
from constructs import Construct

from tests.house.jsii import alike_by_hand


def make(count: int, service: Callable[[Construct], object]) -> None:
    """Make so many services, four objects each, and their YAML."""
    assert cdk8s_plus_27.__name__  # all ways import it
    chart = cdk8s.Chart(cdk8s.App(), "services")
    for number in range(count):
        service(Construct(chart, f"s{number}"))
    objects = chart.to_json()
    assert len(objects) == 4 * count
    cdk8s.Yaml.stringify(*objects)


def render(count: int) -> None:
    """Render a chart with so many services, and print them as the command line does."""
    from todo_k8s import BackendService
    from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Release
    from todo_k8s.helm import render as rendered
    from todo_k8s.helm.plain.yaml_text import yaml_text
    from todo_k8s.values import BackendValues

    class Services(HelmChart[ChartValues]):
        """A chart of services."""

        metadata = ChartMetadata(
            name="services", version="1.2.3", app_version="1", description="Many"
        )

        def build(self) -> None:
            for number in range(count):
                name = f"s{number}"
                BackendService(self, name, values=BackendValues(), component=name)

    objects = rendered(Services, {}, Release("todo"))
    assert len(objects) == 4 * count
    "---\n".join(map(yaml_text, objects))


if __name__ == "__main__":
    way, number = sys.argv[1], int(sys.argv[2])
    if way == "rendered":
        render(number)
    elif way == "constructs":
        from todo_k8s import BackendService
        from todo_k8s.values import BackendValues

        make(number, lambda scope: BackendService(scope, "backend", values=BackendValues()))
    else:
        make(number, alike_by_hand)
