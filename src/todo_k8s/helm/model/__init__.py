"""`ChartValues`: a typed values model with rules, read as every Helm reads a values file."""

from todo_k8s.helm.fields.types import (
    Distinct,
    Format,
    Instead,
    IntOrPercent,
    ReservedKeys,
    TextOrScalar,
)
from todo_k8s.helm.model.dependency_values import DependencyValues
from todo_k8s.helm.model.model import (
    ChartValues,
    Integer,
    KubernetesManifest,
    KubernetesObject,
    Text,
)
from todo_k8s.helm.model.rules import Check, rule

__all__ = [
    "ChartValues",
    "Check",
    "DependencyValues",
    "Distinct",
    "Format",
    "Instead",
    "IntOrPercent",
    "Integer",
    "KubernetesManifest",
    "KubernetesObject",
    "ReservedKeys",
    "Text",
    "TextOrScalar",
    "rule",
]
