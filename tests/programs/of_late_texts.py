"""Programs that need to know which texts a value may be, and what rules keep from being."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from tests.programs.programs import AGREES, Program, config_map, spec
from todo_k8s.helm import ChartValues, Check, rule
from todo_k8s.helm.content import each, filled, only_if, with_entries
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.functions import (
    any_of,
    choose,
    default,
    equals,
    first,
    get,
    has_key,
    is_set,
    label,
    lower,
    matches,
    not_,
    object_name,
    replace_pattern,
    select,
    sorted_keys,
    to_json,
    truncate,
    upper,
)

ASCII = "beyond ASCII"
EQUAL = "two keys of one map are equal"
NOT_FILLED = "add the rule"
NOT_RULED = "leave out by_rule"


class Texts(ChartValues):
    """Texts that types and rules bound."""

    short: Annotated[str, Field(pattern="^[a-z]*$")] = "x"
    tag: Annotated[str, Format("^(v[0-9]+|edge)$", "must be a tag")] = "v1"
    file: Annotated[str, Field(pattern="^[a-z]+[.]txt$")] = "a.txt"
    plain: str = "plain"
    mode: str = "none"
    by_name: dict[Annotated[str, Field(pattern="^[a-z]+$")], str] = {}
    codes: list[Annotated[str, Field(pattern="^[A-Z]{2}$")]] = ["DE"]
    port: Annotated[int, Field(ge=1, le=9)] = 8

    @rule
    def is_plain(self) -> Check:
        """It has no other characters."""
        return Check(matches(self.plain, "^[ -~]*$"), "must be plain", "plain")

    @rule
    def is_another_mode(self) -> Check:
        """The chart has that one."""
        return Check(not_(equals(self.mode, "own")), "is the chart's own", "mode")


class Ruled(ChartValues):
    """What rules keep from being empty, and from having a key: always, or at times."""

    mode: Literal["on", "off"] = "on"
    flag: bool = False
    words: list[str] = ["one"]
    more: list[str] = ["one"]
    labels: dict[str, str] = {}
    names: dict[str, str] = {}

    @rule
    def words_unless_off(self) -> Check:
        """They may be empty where it is off."""
        return Check(any_of(equals(self.mode, "off"), is_set(self.words)), "needs one", "words")

    @rule
    def more_words(self) -> Check:
        """They are never empty."""
        return Check(is_set(self.more), "needs one", "more")

    @rule
    def no_app(self) -> Check:
        """The flag lets it pass."""
        return Check(any_of(self.flag, not_(has_key(self.labels, "app"))), "is ours", "labels.app")

    @rule
    def no_name(self) -> Check:
        """Nothing lets it pass."""
        return Check(not_(has_key(self.names, "app")), "is ours", "names.app")


def _of(name: str, outcome: str, content: Any, model: type[ChartValues] = Texts) -> Program:
    return Program(
        name,
        outcome,
        lambda chart, v: config_map(chart, "thing", {"x": content(v), "y": 1}),
        model,
    )


PROGRAMS = [
    spec("truncate of an entry", ASCII, lambda v: truncate(get(v.labels, "team"), 5)),
    spec("upper of a choice of any text", ASCII, lambda v: upper(choose(v.flag, v.text, "a"))),
    spec("lower of a first key", ASCII, lambda v: lower(first(sorted_keys(v.labels), "a"))),
    spec("lower of a case of any text", ASCII, lambda v: lower(select(v.kind, {"a": v.text}, "b"))),
    spec(
        "a name of an object of any text", ASCII, lambda v: object_name("a", default(v.text, "b"))
    ),
    spec("upper of each word", ASCII, lambda v: [each(v.words, upper)]),
    spec("truncate of known texts", AGREES, lambda v: truncate(choose(v.flag, v.kind, "abc"), 2)),
    spec("upper of a number in a text", AGREES, lambda v: upper(f"{v.number}-{v.kind}")),
    spec("truncate of a label's text", AGREES, lambda v: truncate(label(v.text), 3)),
    spec(
        "lower of what is left of a text",
        AGREES,
        lambda v: lower(replace_pattern(v.text, "[^a-zA-Z]+", "-")),
    ),
    spec(
        "truncate where a condition bounds a text",
        AGREES,
        lambda v: only_if(matches(v.text, "^[ -~]*$"), truncate(v.text, 5)),
    ),
    _of("upper of a text with a pattern", AGREES, lambda v: upper(v.short)),
    _of("upper of a text with a format", AGREES, lambda v: upper(v.tag)),
    _of("truncate of a text that a rule bounds", AGREES, lambda v: truncate(v.plain, 2)),
    _of("truncate of a text that no rule bounds", ASCII, lambda v: truncate(v.mode, 2)),
    _of(
        "upper of each key with a pattern",
        AGREES,
        lambda v: [each(v.by_name, lambda k, _: upper(k))],
    ),
    _of("lower of each item with a pattern", AGREES, lambda v: [each(v.codes, lower)]),
    _of(
        "lower of each value of any text", ASCII, lambda v: [each(v.by_name, lambda _, w: lower(w))]
    ),
    # keys
    spec(
        "a key with a part beside a known one",
        EQUAL,
        lambda v: {"app.prod.conf": 1, f"app.{v.text}.conf": 2},
    ),
    spec("a number beside a text as keys", EQUAL, lambda v: {f"{v.number}": 1, f"{v.text}": 2}),
    spec("a choice beside one of its texts", EQUAL, lambda v: {"a": 1, f"{v.kind}": 2}),
    spec("two numbers as keys", EQUAL, lambda v: {f"{v.number}": 1, f"{v.count}": 2}),
    spec("keys of data that may be equal", EQUAL, lambda v: to_json({"a-x": 1, f"a-{v.text}": 2})),
    spec("a number beside a word", AGREES, lambda v: {"app": 1, f"{v.number}": 2}),
    spec("a choice beside another text", AGREES, lambda v: {"d": 1, f"{v.kind}": 2}),
    spec(
        "keys with prefixes of their own", AGREES, lambda v: {f"a-{v.text}": 1, f"b-{v.other}": 2}
    ),
    spec("a text between known ones", AGREES, lambda v: {"a.txt": 1, f"b.{v.text}.txt": 2}),
    spec(
        "a key that a condition tells apart",
        AGREES,
        lambda v: only_if(not_(equals(v.text, "a")), {"a": 1, f"{v.text}": 2}),
    ),
    _of("a key with a pattern beside another form", AGREES, lambda v: {"A.txt": 1, f"{v.file}": 2}),
    _of("a key with a pattern beside its form", EQUAL, lambda v: {"b.txt": 1, f"{v.file}": 2}),
    _of("a key that a rule tells apart", AGREES, lambda v: {"own": 1, f"{v.mode}": 2}),
    _of("a key that a rule tells from another", EQUAL, lambda v: {"other": 1, f"{v.mode}": 2}),
    _of("a part that a rule tells apart", AGREES, lambda v: {"a-own": 1, f"a-{v.mode}": 2}),
    _of("two keys with patterns that differ", AGREES, lambda v: {f"{v.file}": 1, f"{v.tag}": 2}),
    _of("a number within bounds", AGREES, lambda v: {"10": 1, f"{v.port}": 2}),
    # rules
    _of(
        "filled by a rule that lets some pass",
        NOT_FILLED,
        lambda v: {"a": filled([each(v.words, lambda w: w)])},
        Ruled,
    ),
    _of("filled by a rule", AGREES, lambda v: {"a": filled([each(v.more, lambda w: w)])}, Ruled),
    _of(
        "filled where a rule holds",
        AGREES,
        lambda v: only_if(equals(v.mode, "on"), {"a": filled(v.words)}),
        Ruled,
    ),
    _of(
        "a key by a rule that lets some pass",
        NOT_RULED,
        lambda v: with_entries({"app": "own"}, v.labels, by_rule=True),
        Ruled,
    ),
    _of(
        "a key by a rule",
        AGREES,
        lambda v: with_entries({"app": "own"}, v.names, by_rule=True),
        Ruled,
    ),
]
