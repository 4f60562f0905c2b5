"""What the library offers: the names in ``__all__``, and nothing by accident."""

from __future__ import annotations

import importlib
import types
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from todo_k8s import values

PUBLIC = {
    "todo_k8s": {
        *("AppSecrets", "BackendService", "FrontendService", "HealthProbes"),
        *("Release", "TodoChatbot", "TodoChatbotValues", "render"),
    },
    "todo_k8s.migrating": {"Migration", "migrated"},
    "todo_k8s.helm": {
        *(
            "Capabilities",
            "ChartMetadata",
            "ChartValues",
            "Check",
            "Dependency",
            "DependencyValues",
            "HelmChart",
        ),
        *("ImportValues", "Maintainer", "Manifest"),
        *("Release", "chart_files", "export_chart", "for_each", "package_chart"),
        *("render", "rule", "when"),
    },
    "todo_k8s.helm.model": {
        *("ChartValues", "Check", "DependencyValues", "Distinct", "Format", "Instead"),
        *("IntOrPercent", "Integer", "KubernetesManifest", "KubernetesObject", "ReservedKeys"),
        *("Text", "TextOrScalar", "rule"),
    },
    "todo_k8s.diff": {"Diff", "compared"},
    "todo_k8s.graph": {"Edge", "Graph", "Node", "graph_of"},
}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names_are_these(name: str) -> None:
    """A name that users rely on does not go or come without this list being changed."""
    module = importlib.import_module(name)
    assert set(module.__all__) == PUBLIC[name]


PACKAGES = [*PUBLIC, "todo_k8s.constructs", "todo_k8s.values"]


@pytest.mark.parametrize("name", PACKAGES)
def test_exported_members_are_sorted_and_complete(name: str) -> None:
    """``__all__`` is sorted, each name is there, and nothing else is public but modules."""
    module = importlib.import_module(name)
    exported = module.__all__
    assert exported == sorted(exported)
    assert len(exported) == len(set(exported))
    assert all(hasattr(module, member) for member in exported)
    others = {
        member
        for member, value in vars(module).items()
        if not member.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert others == set(exported)


def test_each_section_of_the_values_can_be_made() -> None:
    """Whoever writes values in Python finds the class of each section and item."""
    assert {each.__name__ for each in _sections(values.TodoChatbotValues)} <= set(values.__all__)


def _sections(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every model in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _sections(field.annotation)
    for argument in get_args(annotation):
        yield from _sections(argument)


@pytest.mark.parametrize("name", PACKAGES)
def test_exported_members_are_documented(name: str) -> None:
    """`help()` of each public name says something of its own."""
    module = importlib.import_module(name)
    for member in module.__all__:
        assert (getattr(module, member).__doc__ or "").strip(), member
