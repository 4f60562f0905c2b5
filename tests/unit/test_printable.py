"""No string of the values holds a control character, whatever else its type asks for."""

from __future__ import annotations

from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import SecretStr, StringConstraints

from todo_k8s.errors import ValuesError
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.write.schema import values_schema

NO_AT = "^[^@]*$"


class Item(ChartValues):
    """A model in lists and maps."""

    text: str = ""


class Strings(ChartValues):
    """Each place in which a string can be."""

    plain: str = ""
    absent: str | None = None
    pattern: Annotated[str, StringConstraints(pattern=NO_AT)] = ""
    form: Annotated[str, Format(NO_AT, "must have no @")] = ""
    texts: list[str] = []
    by_name: dict[str, str] = {}
    forms: dict[Annotated[str, StringConstraints(pattern=NO_AT)], str] = {}
    items: list[Item] = []
    by_key: dict[str, Item] = {}
    secret: SecretStr = SecretStr("")
    secrets: dict[str, SecretStr] = {}


def places(text: str) -> dict[str, dict[str, Any]]:
    """Return values that have a text in each place that is printed as it is."""
    return {
        "plain": {"plain": text},
        "absent": {"absent": text},
        "pattern": {"pattern": text},
        "form": {"form": text},
        "texts[0]": {"texts": [text]},
        "byName.a": {"byName": {"a": text}},
        "byName, a key": {"byName": {text: "a"}},
        "forms, a key": {"forms": {text: "a"}},
        "items[0].text": {"items": [{"text": text}]},
        "byKey.a.text": {"byKey": {"a": {"text": text}}},
        "byKey, a key": {"byKey": {text: {}}},
    }


def refusals(values: dict[str, Any]) -> tuple[bool, bool]:
    """Return whether the model refuses values, and whether the schema does."""
    try:
        Strings.from_mapping(values)
    except ValuesError as error:
        refused = bool(error.faults)
    else:
        refused = False
    schema: Any = jsonschema.Draft7Validator(values_schema(Strings))
    return refused, not schema.is_valid(values)


@pytest.mark.parametrize("character", ["\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\uffff"])
@pytest.mark.parametrize("place", places(""))
def test_both_refuse_what_yaml_does_not_print(place: str, character: str) -> None:
    """Helm's toYaml would print another text in its place."""
    assert refusals(places(f"a{character}b")[place]) == (True, True)


@pytest.mark.parametrize("text", ["a", "a\tb\nc", "é\U0001f600", "\xa0", "\ufeff"])
@pytest.mark.parametrize("place", places(""))
def test_both_take_the_rest(place: str, text: str) -> None:
    """Tabs, line ends and letters of any script are printed as they are."""
    assert refusals(places(text)[place]) == (False, False)


@pytest.mark.parametrize("values", [{"secret": "\x85"}, {"secrets": {"a": "\x85"}}])
def test_secrets_hold_any_text(values: dict[str, Any]) -> None:
    """The templates print them in base64 only."""
    assert refusals(values) == (False, False)
