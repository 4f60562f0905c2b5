"""What cdk8s does before it asks objects for their manifests: validations, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import cdk8s

from todo_k8s.helm.chart.building import untold_constructs
from todo_k8s.helm.chart.places import chart_of, place
from todo_k8s.helm.chart.untold import in_order
from todo_k8s.helm.symbolic.as_expressions import is_symbolic

if TYPE_CHECKING:
    from constructs import Construct, IConstruct


def constructs_in(root: Construct) -> Sequence[IConstruct]:
    """Return a construct and all in it, each before those in it."""
    untold = untold_constructs()
    return root.node.find_all() if untold is None else [*in_order(root, untold)]


def objects_of(chart: cdk8s.Chart) -> Iterator[cdk8s.ApiObject]:
    """Yield the objects of a chart and of the charts in it, each after those it depends on.

    Nothing depends on anything, nor has validations, where Node.js was not told of them.

    Raises:
        RuntimeError: If a validation finds something, or objects depend on each other in a circle.
    """
    is_untold = untold_constructs() is not None
    if not is_untold:
        _validate(chart)
    inner = [item for item in constructs_in(chart) if isinstance(item, cdk8s.Chart)]
    for each in inner:
        ordered = constructs_in(each) if is_untold else cdk8s.DependencyGraph(each.node).topology()
        for item in ordered:
            if isinstance(item, cdk8s.ApiObject) and (len(inner) == 1 or chart_of(item) is each):
                yield item


def _validate(chart: cdk8s.Chart) -> None:
    """Run the validations of a chart that is alone in its app.

    In a second chart that is empty cdk8s does all that it does for one, for the whole app, without
    a call of Python for each object.
    """
    app, own = place(chart)
    cdk8s.Chart(cast("Construct", app), f"{own}-synthesized").to_json()


_INHERITED = "_todo_k8s_inherited"


def set_inherited(chart: cdk8s.Chart, labels: dict[str, str], namespace: str | None) -> None:
    """Remember what the objects of a chart have from it, unless its class answers by itself."""
    own, plain = type(chart), cdk8s.Chart
    if own.labels is plain.labels and own.namespace is plain.namespace:
        _remember(chart, labels, namespace)


def _remember(chart: cdk8s.Chart, labels: dict[str, str], namespace: str | None) -> None:
    given: dict[str, Any] = {"labels": labels} if labels else {}
    if is_symbolic(namespace) or namespace:
        given["namespace"] = namespace
    vars(chart)[_INHERITED] = given


def inherited_metadata(item: cdk8s.ApiObject) -> dict[str, Any]:
    """Return the labels and the namespace that an object has from its chart.

    A chart is asked once, as both never change.
    """
    chart = chart_of(item)
    if _INHERITED not in vars(chart):
        _remember(chart, {**chart.labels}, chart.namespace)
    return dict(vars(chart)[_INHERITED])
