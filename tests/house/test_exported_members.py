"""What the library offers: the names in ``__all__``, and nothing by accident."""

from __future__ import annotations

import importlib
import types

import pytest

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


@pytest.mark.parametrize("name", PACKAGES)
def test_exported_members_are_documented(name: str) -> None:
    """`help()` of each public name says something of its own."""
    module = importlib.import_module(name)
    for member in module.__all__:
        assert (getattr(module, member).__doc__ or "").strip(), member
