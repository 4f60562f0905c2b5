"""`HelmChart`: a cdk8s chart with values, its objects, and the way through cdk8s."""

import collections.abc
import typing

from todo_k8s import _lazy

if typing.TYPE_CHECKING:
    from todo_k8s.helm.chart.capabilities import Capabilities
    from todo_k8s.helm.chart.chart import HelmChart, Manifest, add_objects, when
    from todo_k8s.helm.chart.loops import for_each
    from todo_k8s.helm.chart.release import Release
    from todo_k8s.helm.chart.rendering import render

__all__ = [
    "Capabilities",
    "HelmChart",
    "Manifest",
    "Release",
    "add_objects",
    "for_each",
    "render",
    "when",
]

__getattr__: collections.abc.Callable[[str], typing.Any] = _lazy.on_first_use(
    __name__,
    {
        "todo_k8s.helm.chart.capabilities": ["Capabilities"],
        "todo_k8s.helm.chart.chart": ["HelmChart", "Manifest", "add_objects", "when"],
        "todo_k8s.helm.chart.loops": ["for_each"],
        "todo_k8s.helm.chart.release": ["Release"],
        "todo_k8s.helm.chart.rendering": ["render"],
    },
)
