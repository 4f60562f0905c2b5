"""The modules of the page as one script: each after those that it uses."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

ENGINE = (
    *("data", "patterns", "text", "functions", "expressions", "evaluation"),
    *("objects", "likeness", "kubernetes_types", "reading"),
    *("overlay", "fault_lines", "unknown_keys"),
    *("paths", "reads", "entry_reads", "origins", "chart", "masking"),
    *("yaml_scalars", "yaml_lexer", "yaml_text", "yaml_flow", "yaml_reading", "yaml_writing"),
    *("manifests", "workloads", "budgets", "budget_rows", "variables", "policies"),
    *("graph_workloads", "graph_routes", "graph_sources", "graph_flows", "graph"),
    *("graph_layers", "graph_layout"),
)
"""What computes, and knows no page."""
INTERFACE = (
    *("secrets", "dom", "help", "inputs", "form"),
    *("pods_pane", "graph_pane", "panes", "page"),
)
"""What the page shows, and knows the document."""

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:const|(?:async )?function|class) (\w+))", re.MULTILINE)
_FUNCTION = re.compile(r"^  ([a-z0-9_]+):", re.MULTILINE)


@cache
def asset(name: str) -> str:
    """Return the text of a file of the page."""
    return files("todo_k8s.browser").joinpath("assets", name).read_text(encoding="utf-8")


def script(*modules: str) -> str:
    """Return modules as one script, each after those that it imports."""
    return "\n".join(as_part(name, asset(f"{name}.js")) for name in modules)


def as_part(name: str, text: str) -> str:
    """Return a module as a part of a script, with names of its own.

    Args:
        name: The module's name.
        text: Its text, which imports from ``./other.js`` only and has no default export.
    """
    exported = ", ".join(found[1] for found in _EXPORT.findall(text))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = module_\2;", text))
    return f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


@cache
def computed_functions() -> frozenset[str]:
    """Return the names of the functions that the page computes."""
    table = asset("functions.js").partition("export const FUNCTIONS = {")[2].partition("\n};")[0]
    return frozenset(_FUNCTION.findall(table))
