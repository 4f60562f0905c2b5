"""Label selectors, as Kubernetes reads them.

References:
    https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.manifests.objects import at, items_at, texts_at

Labels = Mapping[str, Any]


def selects(selector: Mapping[str, Any] | None, labels: Labels) -> bool:
    """Tell whether a selector with ``matchLabels`` and ``matchExpressions`` is about labels.

    An empty selector selects everything, and a missing one nothing.
    """
    if selector is None:
        return False
    return has_labels(at(selector, "matchLabels"), labels) and all(
        _fits(each, labels) for each in items_at(selector, "matchExpressions")
    )


def has_labels(wanted: Labels, labels: Labels) -> bool:
    """Tell whether all of some labels are among others."""
    return all(key in labels and labels[key] == value for key, value in wanted.items())


def _fits(expression: Mapping[str, Any], labels: Labels) -> bool:
    key = str(expression.get("key"))
    values = texts_at(expression, "values")
    match expression.get("operator"):
        case "In":
            return key in labels and str(labels[key]) in values
        case "NotIn":
            return key not in labels or str(labels[key]) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
        case _:
            return False


def selector_text(selector: Mapping[str, Any] | None) -> str:
    """Return a selector as ``kubectl get --selector`` takes it; ``*`` for one of everything."""
    labels = [f"{key}={value}" for key, value in at(selector, "matchLabels").items()]
    signs = {"In": "in", "NotIn": "notin"}
    for each in items_at(selector, "matchExpressions"):
        key, operator = each.get("key"), str(each.get("operator"))
        values = ",".join(texts_at(each, "values"))
        if operator in signs:
            labels.append(f"{key} {signs[operator]} ({values})")
        else:
            labels.append(f"{key}" if operator == "Exists" else f"!{key}")
    return ",".join(labels) or "*"
