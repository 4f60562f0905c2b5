"""Makes services in one plain cdk8s chart: ``services.py constructs 25`` or ``by-hand 25``."""

import sys
from collections.abc import Callable

if "constructs" in sys.argv:
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


if __name__ == "__main__":
    way, number = sys.argv[1], int(sys.argv[2])
    if way == "constructs":
        from todo_k8s import BackendService
        from todo_k8s.values import BackendValues

        make(number, lambda scope: BackendService(scope, "backend", values=BackendValues()))
    else:
        make(number, alike_by_hand)
