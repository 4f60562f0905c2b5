"""What the fields of a model are for: the string below each, read when somebody asks for it.

pydantic reads them as it makes a class, from the source of its module; that is a third of what an
import of models costs, and only an export needs them.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.free_form import copied

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@functools.cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """Return what each field of a model is for, by its name; one without a text is not there."""
    below = {name: text for owner in reversed(model.__mro__) for name, text in _below(owner)}
    said = {name: f.description or below.get(name) for name, f in model.model_fields.items()}
    for name, text in said.items():
        if text and _UNPRINTABLE.search(text):
            raise TemplateError(
                f"{model.__name__}.{name}: its description holds a control character, which no "
                "YAML can; remove it"
            )
    return {name: text for name, text in said.items() if text}


class DescribedSchema(GenerateJsonSchema):
    """A JSON schema in which each field has its description."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model."""
        found = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        fields = found.get("properties", {})
        for name, text in descriptions(model).items():
            if (key := model.model_fields[name].alias or name) in fields:
                fields[key]["description"] = text
        return found

    def encode_default(self, dft: Any) -> Any:
        """Return a default as JSON, of which pydantic does not know the maps that are marked."""
        return super().encode_default(copied(dft))


def _below(owner: type[Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields that a class itself annotates, each with the string below it."""
    statements = _classes(owner.__module__).get(owner.__qualname__, [])
    for one, following in pairwise(statements):
        match one, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
            case _:
                pass


@functools.cache
def _classes(module: str) -> dict[str, list[ast.stmt]]:
    """Return the statements of each class in a module, by its qualified name."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):  # of an interactive session, or built in
        return {}
    return dict(_classes_in(ast.parse(source), ""))


def _classes_in(node: ast.AST, path: str) -> Iterator[tuple[str, list[ast.stmt]]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.expr):  # holds no class, and most of what there is
            continue
        name = f"{path}{getattr(inner, 'name', '')}"
        if isinstance(inner, ast.ClassDef):
            yield name, inner.body
            yield from _classes_in(inner, f"{name}.")
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _classes_in(inner, f"{name}.<locals>.")
        else:
            yield from _classes_in(inner, path)
