"""Typed charts as Helm charts: tokens, templates, schema, folder and archive.

Nothing in this package knows of any application: `export_chart` works for any `HelmChart` with a
`ChartValues` model. Each name is imported when it is first used.
"""

import collections.abc
import typing

from todo_k8s import _lazy

if typing.TYPE_CHECKING:
    from todo_k8s.helm.chart import (
        Capabilities,
        HelmChart,
        Manifest,
        Release,
        for_each,
        render,
        when,
    )
    from todo_k8s.helm.chart.dependencies import Dependency, ImportValues
    from todo_k8s.helm.chart.metadata import ChartMetadata, Maintainer
    from todo_k8s.helm.export import chart_files, export_chart, package_chart
    from todo_k8s.helm.model import ChartValues, Check, DependencyValues, rule

__all__ = [
    "Capabilities",
    "ChartMetadata",
    "ChartValues",
    "Check",
    "Dependency",
    "DependencyValues",
    "HelmChart",
    "ImportValues",
    "Maintainer",
    "Manifest",
    "Release",
    "chart_files",
    "export_chart",
    "for_each",
    "package_chart",
    "render",
    "rule",
    "when",
]

__getattr__: collections.abc.Callable[[str], typing.Any] = _lazy.on_first_use(
    __name__,
    {
        "todo_k8s.helm.chart": [
            "Capabilities",
            "HelmChart",
            "Manifest",
            "Release",
            "for_each",
            "render",
            "when",
        ],
        "todo_k8s.helm.chart.dependencies": ["Dependency", "ImportValues"],
        "todo_k8s.helm.chart.metadata": ["ChartMetadata", "Maintainer"],
        "todo_k8s.helm.export": ["chart_files", "export_chart", "package_chart"],
        "todo_k8s.helm.model": ["ChartValues", "Check", "DependencyValues", "rule"],
    },
)
