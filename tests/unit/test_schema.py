"""values.schema.json says what the model says, in words that every Helm knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import Field, SecretStr

from todo_k8s import TodoChatbotValues
from todo_k8s.helm.fields.kubernetes_types import types
from todo_k8s.helm.model import ChartValues, Integer, KubernetesManifest, KubernetesObject
from todo_k8s.helm.write.schema import schema_text, values_schema

SCHEMA = values_schema(TodoChatbotValues)

DRAFT_07 = {
    *("$schema", "title", "description", "default", "definitions", "$ref", "type", "enum"),
    *("properties", "required", "additionalProperties", "propertyNames", "items"),
    *("patternProperties", "maxProperties"),
    *("pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"),
    *("exclusiveMinimum", "exclusiveMaximum", "uniqueItems", "not"),
    "deprecationMessage",
}
"""Draft-07 keywords that Helm 3 and 4 read alike; newer ones are ignored in silence by some.
What an editor shows of a key that should not be there is read by no Helm."""

SUBSCHEMAS = ("items", "additionalProperties", "propertyNames")


class Part(ChartValues):
    """A part."""

    size: Annotated[Integer, Field(ge=1, le=9)] = 3
    """How large."""

    name: Annotated[str, Field(pattern="^[a-z]+$")] | None = None
    """How it is called."""


class Values(ChartValues):
    """One field of each kind."""

    kind: Literal["a", "b"] = "a"
    """Which."""

    part_one: Part = Part()
    """A part."""

    parts: list[Part] = []
    """More parts."""

    named: dict[Annotated[str, Field(pattern="^[A-Z]+$")], str] = {"A": "x"}
    """Parts by name."""

    secret: SecretStr = SecretStr("")
    """A secret."""

    secrets: dict[Annotated[str, Field(pattern="^[A-Z]+$")], SecretStr] = {}
    """Secrets by name."""

    own: KubernetesObject = {}
    """Own form."""

    manifests: list[KubernetesManifest] = []
    """Whole objects."""


SMALL = values_schema(Values)


def nodes(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every subschema with its path."""
    yield path, node
    for key in SUBSCHEMAS:
        if isinstance(node.get(key), dict):
            yield from nodes(node[key], f"{path}/{key}")
    for group in ("properties", "patternProperties", "definitions"):
        for key, child in node.get(group, {}).items():
            yield from nodes(child, f"{path}/{key}")


ALL = [*nodes(SCHEMA), *nodes(SMALL)]


def valid(schema: dict[str, Any], values: dict[str, Any]) -> bool:
    """Tell whether values are right by a schema."""
    validator: Any = jsonschema.Draft7Validator(schema)
    return bool(validator.is_valid(values))


def test_schema_is_valid_draft_07() -> None:
    """The schema is one, and says which draft it is."""
    for schema in (SCHEMA, SMALL):
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_schema_has_only_words_that_every_helm_knows() -> None:
    """No keyword newer than draft-07, and no reference out of the file, which Helm would fetch."""
    for path, node in ALL:
        assert set(node) <= DRAFT_07, path
        assert node.get("$ref", "#").startswith("#"), path


OPEN = ("/global", "/items/metadata")
"""What is a parent chart's, and metadata of Kubernetes' own, whose keys are held around it."""


def is_of_kubernetes(path: str) -> bool:
    """Tell whether a subschema is of a type of Kubernetes' own, whose names begin so."""
    return bool(path) and path.split("/")[1] in types()


def test_schema_is_closed_at_every_depth() -> None:
    """An editor marks a misspelt key wherever it stands; a map has one kind of value."""
    for path, node in ALL:
        if "object" in node.get("type", ()) and path != "/definitions/kubernetesValue":
            extra = node.get("additionalProperties", True)
            one_kind = isinstance(extra, dict) and extra != {}
            assert extra is False or one_kind or path.endswith(OPEN), path
            is_ours = "patternProperties" not in node and not is_of_kubernetes(path)
            if "properties" in node and extra is not True and is_ours:
                assert "unknown key" in json.dumps(extra), path


def test_schema_describes_every_field() -> None:
    """An editor shows each field's description."""
    for path, node in ALL:
        for name, child in node.get("properties", {}).items():
            is_own = node.get("additionalProperties") is False
            if "manifests" not in path and "extraObjects" not in path and not is_own:
                assert child.get("description", "").strip(), f"{path}/{name}"


def fields(model: type[ChartValues], node: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field of values.yaml: its name, its schema, its default."""
    for name, default in model().to_mapping().items():
        yield name, node, default
        yield from inner_fields(node["properties"][name], default)


def inner_fields(node: dict[str, Any], value: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the fields below a field that is a model."""
    for name in value if "properties" in node else ():
        yield name, node, value[name]
        yield from inner_fields(node["properties"][name], value[name])


@pytest.mark.parametrize("model", [TodoChatbotValues, Values])
def test_schema_has_every_default_and_requires_none(model: type[ChartValues]) -> None:
    """A values file need not have what has a default, so none of it is required."""
    found = list(fields(model, values_schema(model)))
    assert len(found) >= len(model.model_fields)
    for name, parent, default in found:
        child = parent["properties"][name]
        assert "required" not in parent, name
        if "properties" not in child:
            assert child.get("default") == default, name


def test_schema_accepts_the_defaults() -> None:
    """values.yaml is valid by the schema beside it."""
    assert valid(SCHEMA, TodoChatbotValues().to_mapping())


def test_schema_has_no_form_for_a_secret() -> None:
    """Helm 4 prints a value that misses a pattern, so the form of a secret is never in here."""
    maps = [
        SMALL["properties"]["secrets"],
        SCHEMA["properties"]["secrets"]["properties"]["values"],
    ]
    entries = [node for each in maps for node in each["patternProperties"].values()]
    inner = [node for node in entries if node != {"not": {}}]  # that of keys that none may have
    assert len(inner) == 2
    for node in (SMALL["properties"]["secret"], *inner):
        assert set(node) <= {"type", "description", "default"}
        assert node["type"] == "string"


ACCEPTED: dict[str, dict[str, Any]] = {
    "bounds": {"partOne": {"size": 9, "name": "ab"}},
    "null where null may be": {"partOne": {"size": 1, "name": None}},
    "items need not be whole": {"parts": [{}, {"size": 2}]},
    "keys by their pattern": {"named": {"B": "x"}, "secrets": {"KEY": "s"}},
    "own form": {"own": {"a": {"b": [1, "x", True, {"c": 1.5}]}}},
    "a manifest": {"manifests": [{"apiVersion": "v1", "kind": "X", "data": {"a": "b"}}]},
    "what a parent sets": {"enabled": False, "global": {"a": {"b": [None]}}},
    "null from a parent": {"enabled": None, "global": None},
}
REFUSED: dict[str, dict[str, Any]] = {
    "no such choice": {"kind": "c"},
    "out of bounds": {"partOne": {"size": 10, "name": None}},
    "a pattern missed": {"partOne": {"size": 1, "name": "A"}},
    "null for a number": {"partOne": {"size": None, "name": None}},
    "a key by no pattern": {"named": {"b": "x"}},
    "a string for a number": {"partOne": {"size": "1", "name": None}},
    "null in own form": {"own": {"a": {"b": None}}},
    "a number in own form beyond 2^53": {"own": {"a": 2**53}},
    "a manifest without kind": {"manifests": [{"apiVersion": "v1"}]},
    "a secret that is no string": {"secret": 1},
    "a text for a parent's switch": {"enabled": "yes"},
    "a list for what a parent passes on": {"global": []},
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_schema_accepts_what_the_model_accepts(case: str) -> None:
    """Schema and model agree on what is right."""
    Values.from_mapping(ACCEPTED[case])
    assert valid(SMALL, {**Values().to_mapping(), **ACCEPTED[case]})


@pytest.mark.parametrize("case", REFUSED)
def test_schema_refuses_what_the_model_refuses(case: str) -> None:
    """Schema and model agree on what is wrong."""
    with pytest.raises(ValueError, match=r"must|unknown"):
        Values.from_mapping(REFUSED[case])
    assert not valid(SMALL, {**Values().to_mapping(), **REFUSED[case]})


def test_schema_text_is_stable_json() -> None:
    """The text is JSON, indented, with a line end, and the same each time."""
    text = schema_text(TodoChatbotValues)
    assert json.loads(text) == SCHEMA
    assert text == schema_text(TodoChatbotValues)
    assert text.startswith('{\n  "$schema"')
    assert text.endswith("}\n")
