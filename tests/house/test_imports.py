"""Imports go one way: values and helm at the bottom, constructs, the chart, the command line."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import MODULES, imports, layer, parsed

MAY_IMPORT = {
    "_node": set[str](),
    "errors": set[str](),
    "helm": {"errors", "helm"},
    "values": {"helm", "values"},
    "metadata": {"helm"},
    "constructs": {"helm", "values", "constructs"},
    "notes": {"helm", "values", "constructs"},
    "chart": {"helm", "values", "constructs", "metadata", "notes"},
    "__init__": {"_node", "helm", "values", "constructs", "chart"},
    "cli": {"errors", "helm", "chart"},
    "__main__": {"cli"},
}
"""Which parts of the library a part may import."""

BASICS = {
    f"todo_k8s.helm.{name}"
    for name in ("model", "field_types", "removable", "content", "functions")
}
"""All that values may know of helm: what a model is, and what it may compute with."""


WITH_CDK8S = {
    f"todo_k8s.helm.{name}" for name in ("addresses", "builds", "chart", "compiled", "patches")
}


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_is_below_it(module: str) -> None:
    """A part of the library knows of the parts below it, and of no other."""
    known = {layer(name.removesuffix(".__init__")) for name in imports(module)}
    assert known <= MAY_IMPORT[layer(module)]


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) == "values"])
def test_values_know_of_helm_only_how_to_say_what_they_mean(module: str) -> None:
    """The values know neither tokens nor templates nor cdk8s."""
    of_helm = {name for name in imports(module) if layer(name) == "helm"}
    assert of_helm <= BASICS


@pytest.mark.parametrize("package", ["values", "helm"])
def test_bottom_packages_do_not_import_what_is_heavy(package: str) -> None:
    """Values need no cdk8s; in helm only the chart, its patches, names and compilation do."""
    users = {
        module
        for module in MODULES
        if layer(module) == package
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and {"cdk8s", "constructs", "jsii", "cdk8s_plus_27"} & set(names(node))
    }
    assert users == (WITH_CDK8S if package == "helm" else set())


def names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the top-level packages that a statement imports from."""
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [name.name.split(".")[0] for name in node.names]


def test_only_the_writer_writes_go_templates() -> None:
    """Text of Go templates is in three modules; everywhere else content is made of nodes."""
    writers = {module for module in MODULES if any(map(is_template, texts(module)))}
    assert writers == {f"todo_k8s.helm.{name}" for name in ("blocks", "gotext", "template")}


def is_template(text: str) -> bool:
    """Tell whether a text has a Go action in it; the braces alone are what gets escaped."""
    return "{{" in text and text != "{{"


def texts(module: str) -> list[str]:
    """Return the strings of a module that are not documentation."""
    tree = parsed(module)
    bare = (node for node in ast.walk(tree) if isinstance(node, ast.Expr))
    documentation = {id(node.value) for node in bare}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]
