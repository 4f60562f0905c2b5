"""Labels of pods: which are carried, and selectors of those that the chart has others for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at
from todo_k8s.manifests.selectors import Labels, selects

COMPONENT = "app.kubernetes.io/component"
"""The label that tells the services of a release from each other."""

_OF_CHARTS = frozenset(["app", "chart", "heritage"])
_OF_SELECTORS = frozenset(
    [
        *("release", "tier", "component", "name"),
        *("k8s-app", "pod-template-hash", "io.kompose.service"),
    ]
)
_PREFIXES = ("app.kubernetes.io/", "helm.sh/")
_OF_DEPLOYERS = (
    "argocd.argoproj.io/instance",
    "kustomize.toolkit.fluxcd.io/",
    "helm.toolkit.fluxcd.io/",
)
"""What Argo CD and Flux know objects by that they made, and remove again."""


def carried(labels: Labels) -> dict[str, Any]:
    """Return the labels that pods keep: those that are no names of the application."""
    return {
        key: item
        for key, item in labels.items()
        if not of_charts(key) and key not in _OF_SELECTORS and not key.startswith(_OF_DEPLOYERS)
    }


def described(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the labels and annotations of an object or template that the chart's keep too."""
    annotations = at(content, "metadata", "annotations")
    return {
        "labels": carried(at(content, "metadata", "labels")),
        "annotations": {
            key: item for key, item in annotations.items() if not key.startswith("checksum/")
        },
    }


def of_charts(key: str) -> bool:
    """Tell whether a label is one that charts give all of their objects."""
    return key in _OF_CHARTS or key.startswith(_PREFIXES)


def labels_of(manifest: Manifest) -> dict[str, Any]:
    """Return the labels of an object itself."""
    return at(manifest.content, "metadata", "labels")


def is_selector(value: Any) -> bool:
    """Tell whether a part of an object is a label selector."""
    return is_map(value) and bool(value) and not value.keys() - {"matchLabels", "matchExpressions"}


@dataclass(frozen=True)
class Selectors:
    """What selectors of the application's old labels are in those of the chart.

    Args:
        application: The labels that all objects of the release have in the chart.
        old: The components, and the labels of the pods (or Services) of each as they were.
        beside: The labels of the pods (or Services) that stay as they are.
        are_carried: Whether the chart's have labels that are no names too, as its pods do.
    """

    application: Mapping[str, str]
    old: Sequence[tuple[str, Labels]]
    beside: Sequence[Labels] = ()
    are_carried: bool = True

    def of(self, selector: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a selector in the labels of the chart; None if no selector has that meaning.

        One that selects nothing of the application, or does so by labels that are carried, is
        what it was.
        """
        chosen = self._chosen(selector)
        if chosen == (self._kept(selector) if self.are_carried else []):
            return dict(selector)
        if any(selects(selector, labels) for labels in self.beside):
            return None
        slots = [*dict.fromkeys(chosen)]
        if len(slots) == 1:
            return {"matchLabels": {**self.application, COMPONENT: slots[0]}}
        anyone = {"key": COMPONENT, "operator": "In", "values": slots}
        return {"matchLabels": {**self.application}, "matchExpressions": [anyone]}

    def of_labels(self, labels: Labels) -> dict[str, Any] | None:
        """Return a selector of mere labels in those of the chart; None if there is none."""
        found = self.of({"matchLabels": labels})
        return None if found is None or found.keys() != {"matchLabels"} else found["matchLabels"]

    def _kept(self, selector: Mapping[str, Any]) -> list[str]:
        return [slot for slot, labels in self.old if selects(selector, carried(labels))]

    def _chosen(self, selector: Mapping[str, Any]) -> list[str]:
        return [slot for slot, labels in self.old if selects(selector, labels)]
