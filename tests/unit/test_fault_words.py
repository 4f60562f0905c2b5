"""What is said of values of a wrong type or out of bounds: our words, whatever pydantic says."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, SecretStr, ValidationError

from todo_k8s.errors import ValuesError
from todo_k8s.helm.fields.types import Distinct, IntOrPercent, TextOrScalar
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.model import KubernetesObject


class Hue(StrEnum):
    """An enumeration."""

    RED = "red"
    BLUE = "blue"


class Item(ChartValues):
    """A model with a field that is required."""

    name: str


class Every(ChartValues):
    """Fields of each type, with each bound."""

    text: str = ""
    sized: str = Field("ab", min_length=2, max_length=4)
    letter: str = Field("a", max_length=1)
    lower: str = Field("a", pattern="^[a-z]*$")
    count: int = Field(2, ge=1, le=5)
    plain: int = 1
    ratio: float = Field(0.5, ge=0.25, le=1)
    within: float = Field(0.5, gt=0, lt=1)
    live: bool = False
    secret: Annotated[SecretStr, Field(min_length=8, max_length=12)] | None = None
    word: Literal["a", "b"] = "a"
    number: Literal[1, 2] = 1
    either: Literal[1, "x"] = 1
    always: Literal[True] = True
    hue: Hue = Hue.RED
    names: list[str] = Field(["a"], min_length=1, max_length=2)
    unique: Annotated[Distinct[str], Field(max_length=2)] = []
    table: dict[str, int] = Field({"a": 1}, max_length=1)
    keyed: dict[Annotated[str, Field(pattern="^[a-z<]{1,10}$")], int] = {}
    brief: dict[Annotated[str, Field(max_length=2)], int] = {}
    free: KubernetesObject = {}
    section: Item = Item(name="a")
    sections: list[Item] = []
    percent: IntOrPercent = 1
    port: int | str = 1
    setting: TextOrScalar = ""


NO_STRING = "must be a string; quote it, or use --set-string"
KEY = (
    "is no key: it must be a string that does not start with <, holds no control characters, and "
    "has at most 317 characters (168 with quotes, backslashes, <, > or &)"
)
WORDS: dict[str, list[tuple[str, Any]]] = {
    f"text: {NO_STRING}": [("text", 1), ("text", [])],
    "text: must hold no control characters; remove them": [("text", "a\x7f")],
    "text: must be valid Unicode; remove unpaired surrogates": [("text", "\ud800")],
    "sized: must have at least 2 characters": [("sized", "a")],
    "sized: must have at most 4 characters": [("sized", "abcde")],
    "letter: must have at most 1 character": [("letter", "ab")],
    "lower: must match the pattern '^[a-z]*$'": [("lower", "A")],
    "count: must be a whole number, without quotes": [("count", "2"), ("count", 1.5)],
    "count: must be at least 1": [("count", 0), ("count", -(10**30))],
    "count: must be at most 5": [("count", 6), ("count", 10**30)],
    "plain: must be at most 9007199254740991": [("plain", 2**53)],
    "ratio: must be a number, without quotes": [("ratio", "0.5"), ("ratio", True)],
    "ratio: must be at least 0.25": [("ratio", 0.1)],
    "ratio: must be at most 1": [("ratio", 2), ("ratio", 1.5)],
    "within: must be greater than 0": [("within", 0)],
    "within: must be less than 1": [("within", 1)],
    "live: must be true or false, without quotes": [("live", "true"), ("live", 1)],
    f"secret: {NO_STRING}": [("secret", 1)],
    "secret: must have a length of at least 8": [("secret", "short")],
    "secret: must have a length of at most 12": [("secret", "x" * 13)],
    "word: must be 'a' or 'b'": [("word", "c"), ("word", 1), ("word", None)],
    "number: must be 1 or 2": [("number", 3), ("number", True), ("number", 2**70)],
    "either: must be 1 or 'x'": [("either", 2), ("either", True), ("either", 2**70)],
    "always: must be true": [("always", False), ("always", 1)],
    "hue: must be 'red' or 'blue'": [("hue", "green"), ("hue", 1)],
    "names: must be a list": [("names", "a"), ("names", {})],
    "names: must have at least 1 item": [("names", [])],
    "names: must have at most 2 items": [("names", ["a"] * 3)],
    "unique: must have a length of at most 2": [("unique", ["a", "b", "c"])],
    "unique: items 0 and 1 are the same; remove one": [("unique", ["a", "a"])],
    "table: must be a map": [("table", []), ("table", 1)],
    "table: must have at most 1 item": [("table", {"b": 2, "c": 3})],
    "keyed.A: must match the pattern '^[a-z<]{1,10}$'": [("keyed", {"A": 1})],
    f"keyed.<: {KEY}": [("keyed", {"<": 1})],
    "brief.abc: must have at most 2 characters": [("brief", {"abc": 1})],
    f"brief.<<: {KEY}": [("brief", {"<<": 1})],
    "free: must be a map": [("free", [])],
    "free.a: must not be null; leave it out": [("free", {"a": None})],
    "section: must be a map": [("section", 1)],
    "section[1]: must have strings as keys; quote them": [("section", {1: 1})],
    "sections[0].name: must be set": [("sections", [{}])],
    "percent: must be a whole number from 0 to 1000, or a percentage such as 25%": [
        ("percent", "a")
    ],
    "port: must be a string, or a whole number within 2^53; quote anything else": [("port", 0.5)],
    "setting: must be a string, a boolean, or a whole number within 2^53; quote anything else": [
        ("setting", 0.5)
    ],
}
AWKWARD: tuple[Any, ...] = (
    *(None, True, 0, -1, 99, 2**53, 2**70, 10**400, 0.5, 1e300, float("inf"), float("nan")),
    *("", "A", "x" * 400, "a\x00", "\ud800", b"x", (1,), {1}),
    *([], [1], ["a", "a"], ["a", "b", "c"], [None], [[1]], [{"b": 1}]),
    *({}, {"a": None}, {"a": 1, "b": 2}, {"": 1}, {"<<": 1}, {1: 2}, {"x" * 400: 1}, {"a": {}}),
)
OURS = re.compile("is no key: |items 0 and 1 are |must |unknown key; ")
JARGON = re.compile(r"\bInput|valid (string|number|integer)|validation|[Ss]hould|parse|instance")


@pytest.mark.parametrize("line", WORDS)
def test_words(line: str) -> None:
    """One line names the field, the rule, and what to do where the rule does not say it."""
    for field, value in WORDS[line]:
        with pytest.raises(ValuesError) as caught:
            Every.from_mapping({field: value})
        wanted = f"{field}: must be set, and not to null" if value is None else line
        assert wanted in caught.value.faults


def test_no_value_is_refused_in_the_words_of_pydantic() -> None:
    """Whatever is put into whatever field."""
    refused = 0
    for field in Every.model_fields:
        for value in AWKWARD:
            try:
                Every.from_mapping({field: value})
            except ValuesError as error:
                refused += 1
                for line in error.faults:
                    said = line.partition(": ")[2]
                    assert OURS.match(said), line
                    assert not JARGON.search(said), line
    assert refused > len(Every.model_fields) * len(AWKWARD) / 2


@pytest.mark.parametrize("field", ["sized", "count", "ratio", "live", "always", "names"])
def test_a_call_of_the_class_says_the_same(field: str) -> None:
    """Also pydantic's own error, which a program may get, has these words."""
    for line in (line for line in WORDS if line.startswith(f"{field}: ")):
        for name, value in WORDS[line]:
            with pytest.raises(ValidationError, match=re.escape(line.partition(": ")[2])):
                Every(**{name: value})
