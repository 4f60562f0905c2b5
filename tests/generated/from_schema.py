"""Values to try the law on, derived from the exported schema: what it takes, the model must take.

Those of `strategies` come from the models, and would miss what only the schema says.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.generated.strategies import Edit, Path, is_named_whole
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.write.schema import values_schema

Schema = dict[str, Any]

_TEXTS_ABOUT_IT = {
    *("$schema", "title", "description", "default", "definitions", "deprecationMessage"),
}
_KNOWN = {
    *("type", "enum", "minimum", "maximum", "pattern", "minLength", "maxLength", "$ref", "not"),
    *("items", "minItems", "maxItems", "uniqueItems", "maxProperties"),
    *("properties", "patternProperties", "propertyNames", "additionalProperties", "required"),
}


def leaves(schema: Schema, path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """Yield the path and the schema of every field that is no section of fields."""
    for name, field in schema["properties"].items():
        where = (*path, name)
        if "properties" in field and "patternProperties" not in field:
            yield from leaves(field, where)
        else:
            yield where, field


class Drawn:
    """What is drawn from the schema of a chart.

    Args:
        schema: The whole schema.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._of_type: dict[str, Callable[[Schema], SearchStrategy[Any]]] = {
            "null": lambda _: st.none(),
            "boolean": lambda _: st.booleans(),
            "integer": _integers,
            "number": _numbers,
            "string": _strings,
            "array": self._lists,
            "object": self._objects,
        }
        self._any = self._anything(schema["definitions"]["kubernetesValue"])
        fields = {path: self.instances(field) for path, field in leaves(schema)}
        self.edits: SearchStrategy[Edit] = st.sampled_from(list(fields)).flatmap(
            lambda path: st.tuples(st.just(path), fields[path])
        )
        """A field with a value that the schema takes."""

    def instances(self, schema: Schema) -> SearchStrategy[Any]:
        """Return values that a schema takes; fails at a keyword of which it knows nothing."""
        unknown = set(schema) - _KNOWN - _TEXTS_ABOUT_IT
        assert not unknown, f"the schema has keywords that are not drawn from: {unknown}"
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/definitions/")
            if name == "kubernetesValue":
                return self._any
            return self.instances(self._schema["definitions"][name])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        kinds: str | list[str] = schema.get("type", list(self._of_type))
        listed = [kinds] if isinstance(kinds, str) else kinds
        return st.one_of([self._of_type[kind](schema) for kind in listed])

    def _lists(self, schema: Schema) -> SearchStrategy[list[Any]]:
        unique = json.dumps if schema.get("uniqueItems") else None
        items = self.instances(schema.get("items", {}))
        return st.lists(items, min_size=schema.get("minItems", 0), max_size=3, unique_by=unique)

    def _objects(self, schema: Schema) -> SearchStrategy[dict[str, Any]]:
        drawn = {k: self.instances(field) for k, field in schema.get("properties", {}).items()}
        required = {name: drawn.pop(name) for name in schema.get("required", [])}
        fields = st.fixed_dictionaries(required, optional=drawn)
        more = [
            st.dictionaries(_keys(pattern), self.instances(field), max_size=3)
            for pattern, field in schema.get("patternProperties", {}).items()
        ]
        objects = st.tuples(fields, *more).map(lambda parts: dict(ChainMap(*parts)))
        if "propertyNames" not in schema and not ("properties" in schema and more):
            return objects
        # A key must fit all patterns for it, and a field what the pattern of its name asks for.
        definitions = self._schema["definitions"]
        whole: Any = jsonschema.Draft7Validator({**schema, "definitions": definitions})
        return objects.filter(whole.is_valid)

    def _anything(self, schema: Schema) -> SearchStrategy[Any]:
        """Return values that hold such values, as the one recursive definition has it."""
        scalars = st.one_of([self._of_type[k](schema) for k in ("string", "number", "boolean")])
        (keys,) = map(_keys, schema["patternProperties"])
        return st.recursive(
            scalars,
            lambda one: st.one_of(
                st.lists(one, max_size=2), st.dictionaries(keys, one, max_size=2)
            ),
            max_leaves=4,
        )


def _strings(schema: Schema) -> SearchStrategy[str]:
    never: Schema = schema.get("not", {})
    wanted: Schema = next(iter(never.get("anyOf", [never]))).get("not", schema)
    whole: Any = jsonschema.Draft7Validator({"maxLength": 300, **schema})
    return _matching(wanted.get("pattern", "(?s:.*)")).filter(whole.is_valid)


def _keys(pattern: str) -> SearchStrategy[str]:
    return _matching(pattern).filter(is_named_whole)


def _matching(pattern: str) -> SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


def _integers(schema: Schema) -> SearchStrategy[int]:
    return st.integers(schema.get("minimum"), schema.get("maximum"))


def _numbers(schema: Schema) -> SearchStrategy[float]:
    low, high = max(schema.get("minimum", -1e6), -1e6), min(schema.get("maximum", 1e6), 1e6)
    fractions = st.floats(low, high, width=32)
    return st.one_of(_integers(schema), fractions)


EDITS = Drawn(values_schema(TodoChatbotValues)).edits
"""A field of the chart with a value that its schema takes."""
