"""Typed charts as Helm charts: tokens, templates, schema, folder and archive.

Nothing in this package knows of any application: `export_chart` works for any `HelmChart` with a
`ChartValues` model.
"""

from todo_k8s.helm.archive import package_chart
from todo_k8s.helm.chart import HelmChart, Manifest, Release, render, when
from todo_k8s.helm.chart.metadata import ChartMetadata, Maintainer
from todo_k8s.helm.export import chart_files, export_chart
from todo_k8s.helm.model import ChartValues, Check, rule

__all__ = [
    "ChartMetadata",
    "ChartValues",
    "Check",
    "HelmChart",
    "Maintainer",
    "Manifest",
    "Release",
    "chart_files",
    "export_chart",
    "package_chart",
    "render",
    "rule",
    "when",
]
