"""`HelmChart`: a cdk8s chart with values, its objects, and the way through cdk8s."""

from typing import TYPE_CHECKING

from todo_k8s._lazy import lazy

if TYPE_CHECKING:
    from todo_k8s.helm.chart.chart import HelmChart, Manifest, add_objects, when
    from todo_k8s.helm.chart.release import Release
    from todo_k8s.helm.chart.rendering import render

__all__ = ["HelmChart", "Manifest", "Release", "add_objects", "render", "when"]

__getattr__ = lazy(
    __name__,
    {
        "todo_k8s.helm.chart.chart": ["HelmChart", "Manifest", "add_objects", "when"],
        "todo_k8s.helm.chart.release": ["Release"],
        "todo_k8s.helm.chart.rendering": ["render"],
    },
)
