"""Programs that depend on more than their values, or that go on after an error."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import functools
import itertools
import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import yaml
from constructs import Construct

from tests.programs.programs import AGREES, Program, Values, chart_of, config_map, spec
from todo_k8s.helm import (
    ChartMetadata,
    Check,
    HelmChart,
    Manifest,
    Release,
    chart_files,
    for_each,
    when,
)
from todo_k8s.helm.content import each, each_entry, only_if, with_entries
from todo_k8s.helm.functions import equals, matches, not_

ANEW = "is not the same each time the chart is built"
KEPT = "is used in another build of a chart"
CAUGHT = "catches an error that refuses it"
EQUAL = "two keys of one map are equal"
NO_NAME = "must be a text that is always there"

_count = itertools.count()
_kept: dict[str, Any] = {}
_list: list[Any] = []


@functools.cache
def _cached(name: str) -> dict[str, Any]:
    return {"name": name}


def _caught(ask: Callable[[Any], Any], otherwise: Any) -> Callable[[Any], Any]:
    def content(v: Any) -> Any:
        try:
            return ask(v)
        except TypeError:
            return otherwise

    return content


def _grown(v: Any) -> Any:
    _list.append(v.text)
    return list(_list)


def _in_a_thread(v: Any) -> Any:
    found: list[Any] = []

    def compute() -> None:
        try:
            found.append(v.number + 1)
        except TypeError:
            found.append(6)

    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    return found


def _of_another_chart(chart: HelmChart, v: Any) -> None:
    """Use the token that another chart's export has left."""
    if "other" not in _kept:
        _kept["other"] = []
        chart_files(chart_of(lambda inner, w: _leave(inner, w)))
    config_map(chart, "thing", {"x": _kept["other"][0], "y": v.text})


def _leave(chart: HelmChart, v: Any) -> None:
    _kept["other"].append(v.text)
    config_map(chart, "thing", {"x": 1})


def _with_an_else(chart: HelmChart, values: Any) -> None:
    if scope := when(chart, "if-flag", values.flag):
        config_map(scope, "on", 1, "on")
    else:
        config_map(chart, "off", 0, "off")


def _manifest(content: Callable[[Any], Any]) -> Callable[[HelmChart, Any], None]:
    return lambda chart, v: _add(chart, content(v))


def _add(chart: HelmChart, content: Any) -> None:
    Manifest(chart, "thing", content)


def _named(name: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Thing", "metadata": {"name": name}}


def _twice(chart: HelmChart, _: Any) -> None:
    config_map(chart, "thing", {"x": 1})
    config_map(chart, "thing", {"x": 2}, "other")


def _circle(chart: HelmChart, v: Any) -> None:
    one, two = config_map(chart, "one", {"x": v.text}, "one"), config_map(chart, "two", {}, "two")
    one.add_dependency(two)
    two.add_dependency(one)


def _requires(*checks: Callable[[Any], Any]) -> Callable[[HelmChart, Any], None]:
    def build(chart: HelmChart, v: Any) -> None:
        config_map(chart, "thing", {"x": v.text})
        chart.require(*(check(v) for check in checks))

    return build


def _off_without_a_field(values: Any) -> Check:
    return Check(not_(values.flag), f"{values.text} needs the flag off")


def _off(values: Any) -> Check:
    return Check(not_(values.flag), "must be off here; set it to false", "flag")


def _fits(chart: HelmChart, key: str, item: Any) -> Check:
    name = f"{chart.release.name}-{key}"
    return Check(not_(matches(name, "-x")), f"makes {name}; choose another", f"fields.{key}.{item}")


def _requires_of_each(chart: HelmChart, v: Any) -> None:
    config_map(chart, "thing", {"x": v.text})
    chart.require(each(v.fields, lambda key, item: _fits(chart, key, item.name)))


def _requires_of_entry(chart: HelmChart, v: Any) -> None:
    fields: dict[str, Any] = v.fields
    for scope, key, item in for_each(chart, "things", fields):
        config_map(scope, "thing", {"x": item.name}, f"t-{key}")
        chart.require(_fits(chart, key, item.name))


class _Inner(HelmChart):
    """A chart in another one, with something that it requires."""

    metadata = ChartMetadata(name="inner", version="1.0.0", app_version="1", description="Inner")

    def __init__(
        self, scope: Construct, id: str, *, values: Values, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        config_map(self, "inner", {"x": values.text}, "inner")
        self.require(Check(not_(values.flag), "must be off here; set it to false", "flag"))


PROGRAMS = [
    spec("a UUID", ANEW, lambda _: str(uuid.uuid4())),
    spec("the time", ANEW, lambda _: time.time_ns()),
    spec("a random number", ANEW, lambda _: random.random()),  # no secret
    spec("a counter", ANEW, lambda _: next(_count)),
    Program(
        "an id by a counter",
        ANEW,
        lambda chart, _: config_map(chart, f"thing-{next(_count)}", {"x": 1}),
    ),
    spec("a list in a global that grows", KEPT, _grown),
    spec("a value kept in a global", KEPT, lambda v: _kept.setdefault("text", v.text)),
    spec("an f-string kept in a global", KEPT, lambda v: _kept.setdefault("f", f"<{v.text}>")),
    spec("a number kept in a global", KEPT, lambda v: _kept.setdefault("number", v.number)),
    spec(
        "a value kept by functools.cache",
        KEPT,
        lambda v: _cached("a").setdefault("text", v.text),
    ),
    Program("a value of another chart", KEPT, _of_another_chart),
    spec("== in a try", CAUGHT, _caught(lambda v: "y" if v.kind == "never" else "n", "n")),
    spec("if in a try", CAUGHT, _caught(lambda v: "y" if v.flag else "n", "n")),
    spec("len in a try", CAUGHT, _caught(lambda v: len(v.words), 1)),
    spec("for in a try", CAUGHT, _caught(lambda v: [word for word in v.words], ["one"])),
    spec("a bad comparison in a try", CAUGHT, _caught(lambda v: equals(v.text, 1), "n")),
    spec("a sum in a thread", "gives something else than the constructs", _in_a_thread),
    spec("yaml.dump", "was computed from", lambda v: yaml.safe_dump({"a": f"{v.text}-x"})),
    spec("json.dumps by default=str", "has no place", lambda v: json.dumps(v.flag, default=str)),
    spec("all fields by name", AGREES, lambda v: {n: getattr(v, n) for n in ("text", "flag")}),
    spec("values == values", "in place of ==", lambda v: "y" if v.part == type(v.part)() else "n"),
    spec("model_dump", AGREES, lambda v: v.part.model_dump()),
    Program("two constructs of one id", "an id of its own", _twice),
    Program("objects that depend on each other", "remove one of these dependencies", _circle),
    Program("a manifest without kind", "kind must be", _manifest(lambda _: {"apiVersion": "v1"})),
    Program("a manifest without name", NO_NAME, _manifest(lambda _: _named(None))),
    Program("a name that may be null", "may be null", _manifest(lambda v: _named(v.perhaps))),
    Program("a name that is a number", NO_NAME, _manifest(lambda v: _named(v.number))),
    Program(
        "metadata on a condition",
        NO_NAME,
        _manifest(lambda v: {**_named("a"), "metadata": only_if(v.flag, {"name": "b"})}),
    ),
    Program("an object of the values", "use when() for", _manifest(lambda v: v.thing)),
    Program(
        "an object on a condition",
        "use when() for",
        _manifest(lambda v: only_if(v.flag, _named("a"))),
    ),
    Program("an object in the else of a when()", "when() of its own, with not_()", _with_an_else),
    Program(
        "what the chart requires",
        AGREES,
        _requires(lambda v: Check(not_(v.flag), "must be off here; set it to false", "flag")),
    ),
    Program("what a chart in it requires", AGREES, lambda chart, v: _Inner(chart, "in", values=v)),
    Program(
        "what a chart in it requires, on a condition",
        AGREES,
        lambda chart, v: [
            _Inner(scope, "in", values=v) for scope in (when(chart, "if-on", v.turn),) if scope
        ],
    ),
    Program("require() of a boolean", "give a Check", _requires(lambda v: v.flag)),
    Program("require() of a list", AGREES, _requires(lambda v: [_off(v), None])),
    Program("require() without a field", AGREES, _requires(_off_without_a_field)),
    Program("require() of a choice", AGREES, _requires(lambda v: only_if(v.turn, _off(v)))),
    Program("require() of each entry", AGREES, _requires_of_each),
    Program("require() of an entry of for_each", "loop again", _requires_of_entry),
    spec("an operator's key beside one's own", EQUAL, lambda v: {"text": 1, f"{v.text}": 2}),
    spec("two keys that may be equal", EQUAL, lambda v: {f"{v.text}": 1, f"{v.other}": 2}),
    spec("a map below a key of the values", AGREES, lambda v: {f"{v.text}": v.labels}),
    spec("keys with ends that differ", AGREES, lambda v: {f"{v.text}-a": 1, f"{v.text}-b": 2}),
    spec(
        "a loop in a loop in a loop, by index",
        AGREES,
        lambda v: [
            each(
                v.words,
                lambda i, one: each(
                    v.words,
                    lambda j, two: each(v.words, lambda k, word: f"{i}{one}{j}{two}{k}{word}"),
                ),
            )
        ],
    ),
    spec(
        "a loop beside entries of one's own",
        AGREES,
        lambda v: with_entries(
            {"z/own": "1"}, each_entry(v.sizes, lambda key, size: f"{key}{size}")
        ),
    ),
    spec("a fraction that is whole", AGREES, lambda v: [5.0, -0.0, v.number]),
]
