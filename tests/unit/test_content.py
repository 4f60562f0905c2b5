"""What content is worth: at once with concrete values, and the same at install with tokens."""

# pyright: reportUnknownLambdaType=false
# (bodies of loops are written as by somebody who types nothing)

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from tests.unit.helms import MAJORS, render_files
from todo_k8s.errors import TemplateError
from todo_k8s.helm.content import (
    EMPTY_MAP,
    Content,
    Raw,
    each,
    each_entry,
    named_map,
    only_if,
    spread,
    switch,
    with_entries,
)
from todo_k8s.helm.functions import contains, equals, is_set, merge, not_
from todo_k8s.helm.model import ChartValues, KubernetesObject
from todo_k8s.helm.reading import read_values
from todo_k8s.helm.symbolic.conditions import present
from todo_k8s.helm.symbolic.loops import required_parameters
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.stand_in import symbolic
from todo_k8s.helm.write.template import TemplateWriter


class Item(ChartValues):
    """An item of a list."""

    name: str
    size: int = 0
    tags: list[str] = []


class Values(ChartValues):
    """One field of each kind."""

    flag: bool = False
    turn: bool = False
    kind: str = "a"
    text: str = ""
    number: int = 0
    maybe: int | None = None
    words: list[str] = []
    items: list[Item] = []
    labels: dict[str, str] = {}
    sizes: dict[str, int] = {}
    thing: KubernetesObject = {}
    things: list[KubernetesObject] = []
    fields: dict[str, Item] = Field(default={})


DROPPED: dict[str, tuple[Content, Any]] = {
    "None in a map": ({"a": None, "b": 1}, {"b": 1}),
    "None in a list": ([None, 1, None], [1]),
    "an empty map": ({"a": {}, "b": 1}, {"b": 1}),
    "an empty list": ({"a": [], "b": 1}, {"b": 1}),
    "what is empty inside": ({"a": {"b": {"c": None}}, "d": [[], {"f": None}], "e": 1}, {"e": 1}),
    "nothing is left": ({"a": None}, None),
    "falsy scalars stay": (
        {"a": 0, "b": False, "c": "", "d": 0.0},
        {"a": 0, "b": False, "c": "", "d": 0.0},
    ),
    "an empty map that is meant": ({"a": EMPTY_MAP}, {"a": {}}),
    "the operator's own": (
        {"a": Raw(b=Raw(), c=[], d=[Raw()])},
        {"a": {"b": {}, "c": [], "d": [{}]}},
    ),
    "the operator's own, empty": ({"a": Raw(), "b": 1}, {"b": 1}),
}


@pytest.mark.parametrize("case", DROPPED)
def test_content_leaves_out_what_is_not_there(case: str) -> None:
    """None and empty maps and lists are dropped; what the operator wrote is not touched."""
    content, wanted = DROPPED[case]
    assert resolve(content) == wanted


def test_content_keeps_the_order_of_its_keys() -> None:
    """Keys come out as they were written, so that a manifest reads as its code does."""
    assert list(resolve({"b": 1, "a": {"d": 1, "c": 2}, "0": 3})) == ["b", "a", "0"]


CONTENT: dict[str, Callable[[Values], Content]] = {
    "only_if": lambda v: {"x": only_if(v.flag, v.text)},
    "only_if, else": lambda v: {"x": only_if(v.flag, v.text, v.number)},
    "only_if, map": lambda v: {"x": only_if(v.flag, {"y": v.text}, {"z": only_if(v.turn, 1)})},
    "only_if in a list": lambda v: ["first", only_if(v.flag, v.text), only_if(v.turn, "c", v.kind)],
    "only_if of a list in a list": lambda v: ["first", only_if(v.flag, ["a", v.kind])],
    "all entries conditional": lambda v: {"x": {"y": only_if(v.flag, 1), "z": only_if(v.turn, 2)}},
    "all items conditional": lambda v: {"x": [only_if(v.flag, 1), only_if(v.turn, {"a": v.text})]},
    "a map item with nothing sure": lambda v: [
        "first",
        {"a": only_if(v.flag, 1), "b": only_if(not_(v.flag), {"c": v.kind})},
    ],
    "only_if in only_if": lambda v: {
        "x": only_if(v.flag, only_if(v.turn, 1, 2), only_if(v.turn, 3))
    },
    "optional number": lambda v: {"x": only_if(is_set(v.maybe), v.maybe)},
    "switch": lambda v: {"x": switch(v.kind, {"a": 1, "b": {"c": v.text}})},
    "switch, otherwise": lambda v: {"x": switch(v.kind, {"a": 1, "b": 2}, v.number)},
    "switch of maps": lambda v: {"x": switch(v.kind, {"a": {"k": 1}, "b": {}}, {"k": v.text})},
    "a map": lambda v: {"x": v.labels, "y": {"z": v.sizes}},
    "a list": lambda v: {"x": v.words, "y": [spread(v.words)]},
    "own form": lambda v: {"x": v.thing, "y": v.things},
    "each of a list": lambda v: [each(v.words, lambda word: f"<{word}>")],
    "each with its index": lambda v: [
        each(v.words, lambda index, word: f"{index} {word}"),
        each(v.items, lambda index, item: {"n": item.name, "i": only_if(index > 0, index)}),
    ],
    "each, some last": lambda v: [
        each(v.labels, lambda k, x: {"k": k, "x": x}, last=lambda _k, x: contains(x, "e")),
        each(v.items, lambda item: item.name, last=lambda item: item.size > 1),
    ],
    "each of models": lambda v: {
        "x": [
            each(
                v.items,
                lambda item: {"n": item.name, "s": only_if(item.size > 1, item.size)},
            )
        ]
    },
    "each in each": lambda v: {
        "x": [
            each(
                v.items,
                lambda item: {"n": item.name, "t": [each(item.tags, lambda tag: tag + item.name)]},
            )
        ]
    },
    "each of a map": lambda v: [
        "first",
        each(v.labels, lambda key, value: {"name": key, "value": value, "kind": v.kind}),
    ],
    "each of a map of models": lambda v: {
        "x": [each(v.fields, lambda key, item: {"key": key, "size": item.size})]
    },
    "each with a condition": lambda v: {
        "x": ["first", each(v.labels, lambda key, value: only_if(equals(value, "yes"), key))]
    },
    "each_entry": lambda v: {"x": each_entry(v.labels, lambda key, value: f"{key}={value}")},
    "each_entry of numbers": lambda v: {"x": each_entry(v.sizes, lambda _key, size: size + 1)},
    "spread": lambda v: ["first", spread(v.words), "last"],
    "spread of objects": lambda v: {"x": [spread(v.things), {"a": v.kind}]},
    "spread alone": lambda v: {"x": [spread(v.things)]},
    "with_entries": lambda v: {"x": with_entries({"own": v.kind}, v.labels)},
    "with_entries, nothing own": lambda v: {"x": with_entries({}, v.labels)},
    "with_entries, conditional": lambda v: {
        "x": with_entries({"own": only_if(v.flag, "a")}, v.labels)
    },
    "with_entries of a merge": lambda v: {
        "x": with_entries({"own": "a"}, merge(v.labels, {"b": v.kind}))
    },
    "named_map": lambda v: {
        "x": named_map("it", {"a": v.kind, "b": only_if(v.flag, v.text), "c": "c"})
    },
    "named_map of a switch": lambda v: {
        "x": merge({"z": "z"}, named_map("chosen", switch(v.kind, {"b": {"a": v.text}}, {})))
    },
    "key by token": lambda v: {"x": {f"{v.kind}": v.number, "constant": 1}},
    "lists in lists": lambda v: {"x": [["a", v.kind], [v.number]], "y": [[only_if(v.flag, 1), 2]]},
    "odd constants": lambda v: {"yes": "no", "1e3": "{{ x }}", "a b": "# c", "t": v.text, "": "~"},
    "constants": lambda v: {"x": {"t": True, "f": 1.5, "n": -3, "e": EMPTY_MAP}, "k": v.kind},
}

SETTINGS: dict[str, dict[str, Any]] = {
    "defaults": {},
    "all set": {
        "flag": True,
        "turn": True,
        "kind": "b",
        "text": 'say "{{ hi }}": # 1e3\n',
        "number": 1_209_600,
        "maybe": 7,
        "words": ["yes", "", "1e3", "- a"],
        "items": [
            {"name": "one", "size": 1, "tags": []},
            {"name": "two", "size": 2, "tags": ["x", "y"]},
        ],
        "labels": {"b": "yes", "a": "no", "Z": "", "1e3": "~"},
        "sizes": {"big": 2**53 - 1, "small": 0},
        "thing": {"a": {}, "b": [], "c": [{"d": "yes"}], "e": 1.5, "f": 1_000_000, "g": False},
        "things": [{"a": {}}, {"b": "c"}],
        "fields": {"k": {"name": "n", "size": 3, "tags": []}},
    },
    "some set": {"flag": True, "kind": "c", "number": -1, "items": [{"name": "", "tags": ["t"]}]},
    "only off": {"turn": True, "text": "yes", "words": ["a"], "labels": {"a": "yes"}},
}


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_content_is_the_same_at_once_and_at_install(
    major: str, setting: str, tmp_path: Path
) -> None:
    """The law, for every construct of content: concrete values give what the template gives."""
    given = {**Values().to_mapping(), **SETTINGS[setting]}
    concrete = Values.from_mapping(SETTINGS[setting])
    at_once = {name: resolve({"it": make(concrete)}) for name, make in CONTENT.items()}
    printed = read_values(render_files(major, tmp_path, templates(), given))
    assert {name: printed["of"].get(name) for name in CONTENT} == at_once


def templates() -> dict[str, str]:
    """Return one template with every content, each under its name."""
    writer = TemplateWriter("small")
    values = symbolic(Values)
    contents = {name: {"it": make(values)} for name, make in CONTENT.items()}
    text = writer.document(resolve({"of": contents, "always": 1}))
    return {"templates/all.yaml": text, "templates/_helpers.tpl": writer.helpers()}


def test_a_filtered_list_gets_a_name() -> None:
    """Only a loop finds out whether it has an item, so that a helper is asked before its key."""
    values = symbolic(Values)
    found = each(values.labels, lambda key, value: only_if(equals(value, "yes"), key))
    writer = TemplateWriter("small")
    text = writer.document(resolve({"x": found, "y": {"a key": [found]}}))
    assert '{{- if include "small.x" . | fromYamlArray }}\nx:\n' in text
    assert '{{- define "small.x" -}}' in writer.helpers()


def test_refuses_a_document_that_a_loop_may_leave_empty() -> None:
    """It has no key whose name a helper could have."""
    values = symbolic(Values)
    found = each(values.labels, lambda key, value: only_if(equals(value, "yes"), key))
    with pytest.raises(TemplateError, match="must hold something that is always there"):
        present(resolve([found]))


def test_refuses_a_node_without_template_form() -> None:
    """What the writer does not know is an error that names its type."""
    with pytest.raises(TemplateError, match="a set is no content"):
        resolve({1})


class Bodies:
    """Bodies of loops that are methods."""

    def method(self, key: str, value: Any) -> Content:
        """Return nothing."""

    @staticmethod
    def static(key: str, value: Any = 1) -> Content:
        """Return nothing."""


@functools.wraps(Bodies.static)
def wrapped(*_: Any) -> Content:
    """Return nothing."""


BODIES: dict[str, Callable[..., Content]] = {
    "lambda": lambda a, b: {a: b},
    "no parameters": lambda: None,
    "defaults": lambda a, b=1, c=2: {a: [b, c]},
    "a variable": lambda *a: [*a],
    "only by name": lambda a, *, b: {a: b},
    "keys": lambda a, **b: {a: [*b]},
    "part": functools.partial(lambda a, b: {a: b}, 1),
    "method": Bodies().method,
    "static method": Bodies.static,
    "wrapped": wrapped,
}


@pytest.mark.parametrize("name", BODIES)
def test_parameters_of_a_body_are_those_that_python_tells(name: str) -> None:
    """With no help of `inspect` for what is written most."""
    told = inspect.signature(BODIES[name]).parameters.values()
    assert required_parameters(BODIES[name]) == [p.name for p in told if p.default is p.empty]
