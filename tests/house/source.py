"""The source as the tests of the house look at it: parsed, not imported."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "todo_k8s"
MODULES = {
    path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", "."): path
    for path in sorted(SOURCE.rglob("*.py"))
}
"""Every module of the library, by its dotted name."""


@cache
def parsed(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """Return the modules of the library that a module imports, in its functions too."""
    found: set[str] = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            inner = {f"{origin}.{name.name}" for name in node.names}
            found |= (inner & set(MODULES)) or {origin}
    return {name for name in found if name.split(".")[0] == "todo_k8s"}


def room(module: str) -> str:
    """Return the part of the library that a module is in: ``helm.fields``, ``services.types``."""
    _, *parts = module.removesuffix(".__init__").split(".")
    if not parts:
        return "__init__"
    return ".".join(parts[:2]) if parts[0] in ("helm", "services") else parts[0]
