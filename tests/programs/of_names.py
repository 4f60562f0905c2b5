"""Programs in which names meet: helpers, steps of rules, loop variables, ids, files."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Any

from tests.programs.programs import AGREES, Program, Values, config_map, spec
from todo_k8s.helm import Check, rule, when
from todo_k8s.helm.content import each, named_map, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    at_most,
    choose,
    equals,
    is_set,
    let,
    named,
    not_,
)

TWO = "two helpers are called"


def two_of(first: Any, second: Any) -> Any:
    """Return a function that builds two objects of one id each, in scopes of their own."""

    def build(chart: Any, v: Any) -> None:
        config_map(chart, "one", {"x": first(v)}, "one")
        config_map(chart, "two", {"x": second(v)}, "two")

    return build


class TwoSteps(Values):
    """A rule in which two steps have one name."""

    @rule
    def is_small(self) -> Check:
        """Compare two numbers of one name."""
        low, high = let("size", self.number + 1), let("size", self.part.port + 2)
        return Check(at_most(low, high), f"{low} is more than {high}; lower it", "number")


class SameSteps(Values):
    """Two rules that each have a step of one name."""

    @rule
    def one(self) -> Check:
        """Compare a number."""
        size = let("size", self.part.port + 1)
        return Check(size <= 70_000, f"{size} is too much; lower it", "part.port")

    @rule
    def two(self) -> Check:
        """Compare another."""
        size = let("size", self.part.port + 2)
        return Check(size <= 80_000, f"{size} is too much; lower it", "part.port")


_each: Any = each
"""The same, of which no type checker knows what it takes."""


def _called(name: str) -> Any:
    def called(v: Any) -> str:
        return named(name, f"{v.text}-a")

    return called


PROGRAMS = [
    *(
        spec(f"a name of the chart's own: {name}", "every chart may have a helper", _called(name))
        for name in ("unknownKeys", "helpersVersion", "functions.toYaml")
    ),
    Program(
        "two bodies of one name",
        TWO,
        two_of(lambda v: named("it", f"{v.text}-a"), lambda v: named("it", f"{v.text}-b")),
    ),
    Program(
        "one body of one name",
        AGREES,
        two_of(lambda v: named("it", f"{v.text}-a"), lambda v: named("it", f"{v.text}-a")),
    ),
    Program(
        "two maps of one name",
        TWO,
        two_of(lambda v: named_map("it", {"a": v.text}), lambda v: named_map("it", {"a": v.kind})),
    ),
    Program(
        "one map of one name",
        AGREES,
        two_of(lambda v: named_map("it", {"a": v.text}), lambda v: named_map("it", {"a": v.text})),
    ),
    Program(
        "a map and a text of one name",
        TWO,
        two_of(lambda v: named("it", f"{v.text}"), lambda v: named_map("it", {"a": v.text})),
    ),
    Program(
        "two steps of one name in a rule",
        "two steps of one rule",
        lambda chart, v: config_map(chart, "thing", {"x": v.text}),
        TwoSteps,
    ),
    Program(
        "a step of one name in two rules",
        AGREES,
        lambda chart, v: config_map(chart, "thing", {"x": v.text}),
        SameSteps,
    ),
    spec("a named boolean as a condition", AGREES, lambda v: only_if(named("it", v.flag), 1, 2)),
    spec(
        "a named comparison as a condition",
        AGREES,
        lambda v: only_if(named("it", v.number > 3), 1, 2),
    ),
    spec("not of a named boolean", AGREES, lambda v: only_if(not_(named("it", v.flag)), 1, 2)),
    spec(
        "all_of with a named boolean",
        AGREES,
        lambda v: only_if(all_of(named("it", v.flag), v.turn), 1, 2),
    ),
    spec(
        "any_of with a named boolean",
        AGREES,
        lambda v: only_if(any_of(named("it", v.flag), v.turn), 1, 2),
    ),
    spec("choose by a named boolean", AGREES, lambda v: choose(named("it", v.flag), "a", "b")),
    spec("a named boolean as it is", AGREES, lambda v: named("it", all_of(v.flag, v.turn))),
    spec(
        "equals of named booleans",
        AGREES,
        lambda v: only_if(equals(named("it", v.flag), v.turn), 1, 2),
    ),
    spec("a named number", AGREES, lambda v: named("it", v.part.port + 1) * 2),
    spec(
        "is_set of a named number",
        AGREES,
        lambda v: only_if(is_set(named("it", v.part.port - 80)), 1, 2),
    ),
    spec(
        "is_set of a named text", AGREES, lambda v: only_if(is_set(named("it", f"{v.text}")), 1, 2)
    ),
    spec(
        "is_set of a named map",
        AGREES,
        lambda v: only_if(is_set(named_map("it", {"a": only_if(v.flag, "b")})), 1, 2),
    ),
    spec(
        "a name within a loop",
        AGREES,
        lambda v: ["a", each(v.words, lambda word: named("it", f"{word}-x"))],
    ),
    spec(
        "a named map within a loop",
        AGREES,
        lambda v: [
            each(v.labels, lambda key, value: {"a": named_map("it", {"k": value}), "key": key})
        ],
    ),
    spec(
        "a name of a loop's surroundings",
        AGREES,
        lambda v: ["a", each(v.words, lambda word: named("it", f"{v.text}-x") + word)],
    ),
    spec(
        "an inner loop with the same parameter",
        AGREES,
        lambda v: [
            "a",
            each(
                v.words,
                lambda word: {"o": word, "i": ["x", each(v.words, lambda word: word)], "p": word},
            ),
        ],
    ),
    spec(
        "an inner loop with the same parameters",
        AGREES,
        lambda v: [
            each(
                v.labels,
                lambda key, value: {
                    "k": key,
                    "i": [each(v.sizes, lambda key, value: {"k": key, "v": value})],
                    "v": value,
                },
            )
        ],
    ),
    spec(
        "a parameter like a variable of Helm",
        AGREES,
        lambda v: ["a", each(v.words, lambda Values: Values)],
    ),
    spec(
        "a loop in a loop in a loop",
        AGREES,
        lambda v: [
            "a",
            each(
                v.words,
                lambda a: {
                    "a": a,
                    "b": [
                        "b",
                        each(
                            v.labels,
                            lambda k, b: {
                                "k": k,
                                "b": b,
                                "c": ["c", each(v.words, lambda c: f"{a}-{k}-{b}-{c}")],
                            },
                        ),
                    ],
                },
            ),
        ],
    ),
    spec("a loop's variable outside of it", "outside of its loop", lambda v: _leak(v)),
    spec(
        "a body with three parameters",
        "takes key and value",
        lambda v: [_each(v.labels, lambda a, b, c: a)],
    ),
    spec(
        "a body with one parameter for a map",
        "takes key and value",
        lambda v: [each(v.labels, lambda a: a)],
    ),
    Program(
        "a construct called rules",
        "no name for a template",
        lambda chart, v: config_map(chart, "rules", {"x": v.text}),
    ),
    Program(
        "a construct called notes",
        AGREES,
        lambda chart, v: config_map(chart, "notes", {"x": v.text}),
    ),
    Program(
        "a construct called NOTES",
        AGREES,
        lambda chart, v: config_map(chart, "NOTES", {"x": v.text}),
    ),
    Program(
        "an id that starts with _",
        "no name for a template",
        lambda chart, v: config_map(chart, "_thing", {"x": v.text}),
    ),
    Program(
        "an id with a dot", AGREES, lambda chart, v: config_map(chart, "thing.txt", {"x": v.text})
    ),
    Program(
        "an id with spaces",
        "no name for a template",
        lambda chart, v: config_map(chart, "a thing", {"x": v.text}),
    ),
    spec("a helper's name with quotes", "is no name", lambda v: named('say "hi"', f"{v.text}!")),
    spec("a helper's name of two lines", "is no name", lambda v: named("a\nb", f"{v.text}!")),
    spec("a helper without a name", "is no name", lambda v: named("", f"{v.text}!")),
    spec("a helper named by a value", "is no name", lambda v: named(v.kind, f"{v.text}!")),
    spec("a map named with braces", "is no name", lambda v: named_map("a{{b", {"x": v.text})),
    Program(
        "ids that differ by case",
        "would both be written",
        lambda chart, v: (
            config_map(chart, "thing", {"x": v.text}),
            config_map(chart, "Thing", {"x": 1}, "b"),
        ),
    ),
    Program(
        "an id made of a token",
        "cannot hold a value",
        lambda chart, v: config_map(chart, f"thing-{v.kind}", {"x": v.text}),
    ),
    Program(
        "an id that is a token",
        "an id cannot hold",
        lambda chart, v: config_map(chart, v.kind, {"x": v.text}),
    ),
    Program(
        "two objects of one file",
        "would both be written",
        lambda chart, v: (
            config_map(when(chart, "if-on", v.flag) or chart, "thing", {"x": 1}, "a"),
            config_map(chart, "thing", {"x": 2}, "b"),
        ),
    ),
    Program(
        "a name of an object by a token",
        AGREES,
        lambda chart, v: config_map(chart, "thing", {"x": 1}, f"thing-{v.kind}"),
    ),
    Program(
        "a name of an object by the release",
        AGREES,
        lambda chart, v: config_map(chart, "thing", {"x": v.text}, f"{chart.release.name}-thing"),
    ),
]


def _leak(v: Any) -> Any:
    kept: list[Any] = []

    def body(word: str) -> str:
        kept.append(word)
        return f"{word}"

    loop = _each(v.words, body)
    return [loop, f"{kept[0]}" if kept else "x"]
