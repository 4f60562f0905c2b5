"""Everything public says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.models import MODELS
from tests.house.source import MODULES, parsed
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def definitions(body: list[ast.stmt], path: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield the public classes and functions of a module, and of its public classes."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield f"{path}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body, f"{path}{node.name}.")


def is_overload(node: Definition) -> bool:
    """Tell whether a function only lists types of another."""
    return any(ast.unparse(each) == "overload" for each in node.decorator_list)


@pytest.mark.parametrize("module", MODULES)
def test_public_names_have_docstrings(module: str) -> None:
    """A module, a public class and a public function say what they are, in a sentence."""
    tree = parsed(module)
    assert ast.get_docstring(tree)
    for path, node in definitions(tree.body):
        if not is_overload(node):
            first = (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")
            assert first.endswith((".", ":")), f"{path}: {first!r}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_fields_have_descriptions(model: type[ChartValues]) -> None:
    """An operator reads of every field what it does, in whole sentences."""
    assert TodoChatbotValues in MODELS
    for name in model.model_fields:
        description = " ".join(descriptions(model).get(name, "").split())
        assert description.endswith("."), name
        assert description[0].isupper() or description[0] in "`'", name
        assert "  " not in description, name
