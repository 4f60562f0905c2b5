"""What cdk8s does before it asks objects for their manifests: validations, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import cdk8s

from todo_k8s.helm.chart.places import chart_of, place

if TYPE_CHECKING:
    from constructs import Construct


def objects_of(chart: cdk8s.Chart) -> Iterator[cdk8s.ApiObject]:
    """Yield the objects of a chart and of the charts in it, each after those it depends on.

    The chart is alone in its app. In a second chart that is empty cdk8s does all that it does for
    one, for the whole app, without a call of Python for each object.

    Raises:
        RuntimeError: If a validation finds something, or objects depend on each other in a circle.
    """
    app, own = place(chart)
    cdk8s.Chart(cast("Construct", app), f"{own}-synthesized").to_json()
    inner = [item for item in chart.node.find_all() if isinstance(item, cdk8s.Chart)]
    for each in inner:
        for item in cdk8s.DependencyGraph(each.node).topology():
            if isinstance(item, cdk8s.ApiObject) and (len(inner) == 1 or chart_of(item) is each):
                yield item


_INHERITED = "_todo_k8s_inherited"


def inherited_metadata(item: cdk8s.ApiObject) -> dict[str, Any]:
    """Return the labels and the namespace that an object has from its chart.

    A chart is asked once, as both never change.
    """
    chart = chart_of(item)
    known = vars(chart)
    if _INHERITED not in known:
        given = {"labels": chart.labels, "namespace": chart.namespace}
        known[_INHERITED] = {key: value for key, value in given.items() if value}
    return dict(known[_INHERITED])
