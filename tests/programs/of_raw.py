"""Programs with raw() around what may be empty: nothing in it is left out, by none of the ways."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.programs.programs import AGREES, Program, Values, config_map
from todo_k8s.helm import ChartValues
from todo_k8s.helm.content import each, named_map, only_if, raw, spread, with_entries
from todo_k8s.helm.functions import (
    choose,
    default,
    get_object,
    get_objects,
    if_none,
    is_set,
    without,
)
from todo_k8s.helm.model import KubernetesObject


class Section(ChartValues):
    """A section with an object."""

    thing: KubernetesObject = {}


class Whole(Values):
    """Objects, maps and lists that are empty by default."""

    thing: KubernetesObject = {}
    other_thing: KubernetesObject = {}
    holding: KubernetesObject = {"x": {}, "l": [{}, {"a": {}}]}
    maybe_thing: KubernetesObject | None = None
    maybe_text: str | None = None
    section: Section = Section()
    empty: list[str] = []
    lists: list[list[str]] = []
    none: dict[str, str] = {}
    things: list[KubernetesObject] = []
    named: dict[str, KubernetesObject] = {}


def _whole(name: str, content: Callable[[Any], Any]) -> Program:
    return Program(
        name, AGREES, lambda chart, v: config_map(chart, "thing", {"x": content(v), "y": 1}), Whole
    )


PROGRAMS = [
    _whole("an object in a raw map", lambda v: raw({"l": v.thing, "x": "y"})),
    _whole("nothing else in a raw map", lambda v: raw({"l": {"z": v.thing}})),
    _whole("in a list of a raw map", lambda v: raw({"l": [{"z": v.thing}], "x": "y"})),
    _whole("an object of an object", lambda v: raw({"l": get_object(v.holding, "q"), "x": 1})),
    _whole("an object without a key", lambda v: raw({"l": without(v.holding, ["x"]), "x": 1})),
    _whole("with_entries in a raw map", lambda v: raw({"l": with_entries({}, v.thing), "x": 1})),
    _whole("a default in a raw map", lambda v: raw({"l": default(v.thing, raw({})), "x": 1})),
    _whole(
        "one that may be null", lambda v: raw({"l": if_none(get_object(v.holding, "x"), raw({}))})
    ),
    _whole(
        "a choice in a raw map",
        lambda v: raw({"l": choose(is_set(v.thing), v.thing, get_object(v.holding, "x"))}),
    ),
    _whole("an object of a section", lambda v: raw({"k": v.section.thing})),
    _whole(
        "a raw map in a loop",
        lambda v: [
            "q",
            each(get_objects(v.holding, "l"), lambda one: raw({"z": get_object(one, "a")})),
        ],
    ),
    _whole(
        "raw entries beside others",
        lambda v: with_entries(raw({"k": {"z": v.other_thing}}), get_object(v.holding, "q")),
    ),
    _whole("raw entries of a list", lambda v: with_entries(raw({"k": v.empty}), v.thing)),
    _whole(
        "raw entries beside texts",
        lambda v: with_entries(raw({"k": v.other_thing, "m": {}, "n": None}), v.none),
    ),
    _whole("a raw map by condition", lambda v: only_if(is_set(v.text), raw({"k": v.thing}))),
    _whole("conditions in a raw map", lambda v: raw({"a": only_if(is_set(v.thing), "x")})),
    _whole(
        "maps by condition in a raw map",
        lambda v: raw({"b": [only_if(is_set(v.thing), raw({"q": v.other_thing}))]}),
    ),
    _whole("a named raw map", lambda v: named_map("whole", raw({"k": v.thing}))),
    _whole("a raw map in a list", lambda v: [raw({"k": v.thing}), v.thing]),
    _whole("a raw map that is spread", lambda v: [spread([raw({"k": v.thing})]), "x"]),
    _whole("a raw map of all", lambda v: raw({"o": v.thing, "e": {}, "l": [v.thing, [], {}]})),
    _whole("a list in a raw map", lambda v: raw({"l": v.empty})),
    _whole(
        "typed maps and lists in a raw map",
        lambda v: raw({"m": v.none, "n": v.named, "lo": v.things, "ll": [v.lists, v.empty]}),
    ),
    _whole("a list of objects in a raw map", lambda v: raw({"l": get_objects(v.holding, "l")})),
    _whole("a map without a key", lambda v: raw({"l": without(v.named, ["k"])})),
    _whole(
        "nulls in a raw map",
        lambda v: raw(
            {"k": v.maybe_thing, "t": v.maybe_text, "l": [v.maybe_thing, v.maybe_text, None]}
        ),
    ),
    _whole("a text in a raw map", lambda v: raw({"j": f"{v.text}-{v.kind}", "k": [v.empty]})),
    _whole(
        "a named map in a raw map",
        lambda v: raw({"k": named_map("inner", {"a": v.empty, "b": v.none})}),
    ),
]
