"""The page of a compiled chart: one file that needs no server, no network and no Helm."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

from todo_k8s.browser.bundle import ENGINE, INTERFACE, asset, computed_functions, script
from todo_k8s.browser.fields import FieldsWriter
from todo_k8s.browser.masks import masks
from todo_k8s.browser.tree import TreeWriter
from todo_k8s.helm.chart.capabilities import DEFAULT
from todo_k8s.helm.chart.forms import KUBE_VERSION
from todo_k8s.helm.chart.given import lowest_version, too_old
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.chart.release import (
    NAME,
    NAME_FAULT,
    NAMESPACE,
    NAMESPACE_FAULT,
    Release,
)
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.folder.deflate import deflate

_HOLE = re.compile(r"\{\{ (\w+) \}\}")


def page_of(chart: CompiledChart, release: Release | None = None) -> str:
    """Return the page of a chart: a form of its values, what is wrong with them, what they give.

    The page is one HTML document that loads nothing. It computes what `evaluated` computes: for
    all values the same manifests and warnings, or the same faults in the same words. What pods come
    to, and the graph, are those of `budgets` and `graph_of`, for manifests without the secrets.

    Args:
        chart: The compiled chart. Objects of charts that it depends on are not shown.
        release: What the page starts with; by default that of ``helm template``.

    Raises:
        PageError: If a page cannot compute the chart exactly.
    """
    data = json.dumps(chart_data(chart, release), ensure_ascii=False, separators=(",", ":"))
    packed = deflate(data.encode())  # a fifth of the size; each browser since 2023 unpacks it
    parts = {
        "title": html.escape(f"{chart.metadata.name} {chart.metadata.version}"),
        "style": asset("page.css"),
        "script": script(*ENGINE, *INTERFACE),
        "data": base64.b64encode(packed).decode(),
    }
    parts |= {f"{name}_hash": _hash(parts[name]) for name in ("style", "script")}
    return _HOLE.sub(lambda hole: parts[hole[1]], asset("page.html"))


def _hash(text: str) -> str:
    """Return the hash by which a content security policy names a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def chart_data(chart: CompiledChart, release: Release | None = None) -> dict[str, Any]:
    """Return all that the page knows of a chart, as JSON.

    Raises:
        PageError: If a page cannot compute the chart exactly.
    """
    tree = TreeWriter(computed_functions())
    fields = FieldsWriter()
    content, model = tree.chart(chart), fields.values(chart.model)
    return {
        "metadata": _described(chart.metadata),
        "install": _install(chart.metadata, release or Release()),
        "model": model,
        "tree": content,
        "masks": masks(),
        "patterns": {**fields.patterns, **tree.patterns},
    }


def _described(metadata: ChartMetadata) -> dict[str, Any]:
    return {
        "name": metadata.name,
        "version": metadata.version,
        "appVersion": metadata.app_version,
        "description": metadata.description,
        "dependencies": [each.alias or each.name for each in metadata.dependencies],
    }


def _install(metadata: ChartMetadata, release: Release) -> dict[str, Any]:
    """Return what a chart is installed as and on, and which of these it takes."""
    version = f"capabilities.kube_version: {KUBE_VERSION.rule}"
    lowest = lowest_version(metadata)
    return {
        "release": {"name": release.name, "namespace": release.namespace},
        "kubeVersion": DEFAULT.kube_version,
        "lowest": lowest and {"version": lowest, "fault": too_old(metadata)},
        "forms": {
            "name": {"pattern": NAME.pattern, "fault": NAME_FAULT},
            "namespace": {"pattern": NAMESPACE.pattern, "fault": NAMESPACE_FAULT},
            "kubeVersion": {"pattern": KUBE_VERSION.pattern, "fault": version},
        },
    }
