"""A compiled chart: its objects, rules and notes as a tree, with expressions in place of values."""

from __future__ import annotations

from dataclasses import dataclass

from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import Content, alike


@dataclass(frozen=True)
class CompiledObject:
    """One object, or a loop over objects of the values.

    Args:
        path: The ids of the constructs that lead to it.
        origin: What a reader is told of where it comes from.
        conditions: What must hold for it to be there at all.
        content: The manifest.
    """

    path: str
    origin: str
    conditions: tuple[Expr, ...]
    content: Content


@dataclass(frozen=True)
class CompiledChart:
    """A chart, compiled.

    Args:
        metadata: What goes into Chart.yaml.
        model: The values model.
        objects: Template file → object.
        faults: What the rules say where they do not hold.
        requirements: What the chart requires of values and release, likewise.
        notes: The lines of NOTES.txt, those of the warnings included.
        warnings: What the chart warns of, a line each.
        apis: The APIs that it asks the cluster for.
        minimums: The versions of Kubernetes that it asks the cluster for, as ``1.31``.
    """

    metadata: ChartMetadata
    model: type[ChartValues]
    objects: dict[str, CompiledObject]
    faults: Content
    requirements: Content
    notes: Content
    warnings: Content = ()
    apis: tuple[str, ...] = ()
    minimums: tuple[str, ...] = ()


def same_tree(one: CompiledChart, other: CompiledChart) -> bool:
    """Tell whether two charts are the same, however deep their content is."""
    trees = (
        {**vars(each), "objects": {file: vars(made) for file, made in each.objects.items()}}
        for each in (one, other)
    )
    return alike(*trees)
