"""Imports go one way: helm at the bottom, then the services, todo-chatbot, and the faces."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import MODULES, imports, parsed, room

FLOORS = [
    {"_lazy", "errors"},
    {"_node"},
    {"helm.plain", "helm.folder"},
    {"helm.fields", "helm.reading"},
    {"helm.symbolic"},
    {"helm.functions"},
    {"helm.content"},
    {"helm.model"},
    {"helm.chart"},
    {"helm.compiled"},
    {"helm.write"},
    {"helm.soundness"},
    {"helm.export"},
    {"helm"},
    {"credentials", "manifests"},
    {"masking"},
    {"browser"},
    {"diff", "explained", "graph", "migrating", "testing"},
    {
        *("services.kubernetes_fields", "services.mistaken", "services.quantities"),
        *("services.tolerations", "services.types"),
    },
    {"services.application", "services.image", "services.peers", "services.security"},
    {
        "services.image_reference",
        *("services.persistence", "services.pod_parts", "services.probes", "services.scaling"),
        "services.secrets",
    },
    {"services.variables"},
    {"services.workload"},
    {
        *("services.cron_jobs", "services.helm_tests", "services.migrations"),
        "services.monitoring",
        *("services.network_policies", "services.routes"),
    },
    {"services"},
    {"todo_chatbot"},
    {"importing"},
    {"constructs", "values"},
    {"__init__", "cli"},
    {"__main__"},
]
"""The rooms of the library, from the bottom up: each may import those below its floor."""

FLOOR = {name: number for number, floor in enumerate(FLOORS) for name in floor}
WHAT_VALUES_MAY_KNOW = {"helm.content", "helm.fields", "helm.functions", "helm.model"}
WITH_CDK8S = {
    *(
        f"todo_k8s.helm.chart.{name}"
        for name in ("addresses", "builds", "building", "chart", "generated", "loops", "patches")
    ),
    *(f"todo_k8s.helm.chart.{name}" for name in ("places", "rendering", "synthesis", "untold")),
    "todo_k8s.helm.compiled.compiler",
}
BUILD = {
    *("application", "chart", "construct", "generated", "handles", "notes", "pod", "preset_choice"),
    *("image_reference", "objects", "volumes"),
    *("configuration", "files", "notes_of_keys"),
    *("compiled", "names", "neighbours", "pod_parts", "policies", "programs", "rendering"),
    *("alerts", "dashboard", "monitored"),
    *("http_route", "ingress", "ingress_spec"),
    *("notes_of_access", "rewriting", "warnings"),
}
"""The modules of services and todo-chatbot that give manifests; the others are of values."""

VALUES = [
    name
    for name in MODULES
    if room(name).startswith(("services", "todo_chatbot"))
    and name.rpartition(".")[2] not in {*BUILD, "metadata", "__init__"}
]


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_is_below_it(module: str) -> None:
    """A room of the library knows of the rooms below it, and of no other."""
    assert room(module) in FLOOR, f"{room(module)} has no floor; add it to FLOORS in this file"
    above = {
        name
        for name in imports(module)
        if room(name) != room(module) and FLOOR[room(name)] >= FLOOR[room(module)]
    }
    assert above == set()


@pytest.mark.parametrize("module", VALUES)
def test_values_know_of_helm_only_how_to_say_what_they_mean(module: str) -> None:
    """The values know neither tokens nor templates nor cdk8s."""
    of_helm = {room(name) for name in imports(module) if room(name).startswith("helm")}
    assert of_helm <= WHAT_VALUES_MAY_KNOW
    assert len(VALUES) > 15


def test_only_charts_know_cdk8s() -> None:
    """In helm the chart, its patches, names and compilation do; values need no Node.js."""
    users = {
        module
        for module in MODULES
        if room(module).startswith("helm") or module in VALUES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and {"cdk8s", "constructs", "jsii", "cdk8s_plus_27"} & set(names(node))
    }
    assert users == WITH_CDK8S


def test_helm_never_says_todo() -> None:
    """How a typed chart becomes a Helm chart knows nothing of todo-chatbot."""
    general = [path for name, path in MODULES.items() if room(name).startswith("helm")]
    words = re.compile(r"todo(?!_k8s|K8sError)", re.IGNORECASE)
    assert [path for path in general if words.search(path.read_text(encoding="utf-8"))] == []


def names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the top-level packages that a statement imports from."""
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [name.name.split(".")[0] for name in node.names]


def test_only_the_writer_writes_go_templates() -> None:
    """Text of Go templates is in one room; everywhere else content is made of nodes."""
    writers = {module for module in MODULES if any(map(is_template, texts(module)))}
    for_prometheus = "todo_k8s.services.monitoring.alerts"  # which has templates of its own
    assert {room(module) for module in writers - {for_prometheus}} == {"helm.write"}


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
