"""Programs whose numbers can leave 64 bits, or the 53 bits of a fraction, and those that cannot."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce
from typing import Annotated, Any, Literal

from pydantic import Field

from tests.programs.programs import AGREES, Program, config_map
from todo_k8s.helm import ChartValues, Check, rule
from todo_k8s.helm.content import each, named_list, named_map, only_if, unless_none
from todo_k8s.helm.fields.types import IntOrPercent
from todo_k8s.helm.functions import (
    add,
    choose,
    default,
    equals,
    get_int,
    hundredths,
    let,
    maximum,
    merge,
    minimum,
    more,
    mul,
    named,
    quotient,
    seconds,
    size,
    string,
    sub,
    to_json,
    total,
)
from todo_k8s.values.types import Duration

Few = Annotated[int, Field(ge=-1000, le=1000)]

BITS = "may need more than 64 bits"
DIGITS = "lose digits"
ROUNDED = "beyond 2^53, where Helm rounds it"
CONSTANT = "needs more than 64 bits"


class Entry(ChartValues):
    """An item with a number that is bounded, and one that is not."""

    few: Few = 1
    many: int = 1


class Part(ChartValues):
    """A section that may be null."""

    few: Few = 1
    many: int = 1


class Numbers(ChartValues):
    """Numbers with bounds, and without."""

    few: Few = 3
    more: Few = 4
    positive: int = Field(1, ge=0)
    many: int = 1
    much: int = 2
    maybe: Few | None = None
    maybe_many: int | None = None
    level: Literal[1, 2, 1_099_511_627_776] = 1
    share: IntOrPercent = 1
    port: int | str = 1
    ratio: float = 1.5
    flag: bool = False
    wait: Duration = "1s"
    nums: list[Few] = [1]
    manys: list[int] = [1]
    rows: list[list[Few]] = [[1]]
    sizes: dict[str, Few] = {"a": 1}
    huge: dict[str, int] = {"a": 1}
    entries: list[Entry] = [Entry()]
    entries_of: dict[str, Entry] = {"a": Entry()}
    part: Part | None = None


class Squared(Numbers):
    """A rule whose arithmetic can leave 64 bits."""

    @rule
    def is_small(self) -> Check:
        """Asks for a product of any two numbers."""
        return Check(let("area", self.many * self.much) < 10, "is too large; lower it", "many")


class Cubed(Numbers):
    """A rule whose arithmetic cannot."""

    @rule
    def is_small(self) -> Check:
        """Asks for a product of two bounded numbers."""
        area = let("area", self.few * self.more)
        return Check(area * area < 10_000, f"is too large: {area}; lower it", "few")


def ranged(name: str, outcome: str, content: Callable[[Any], Any]) -> Program:
    """Return a program of one object with a content that is a function of numbers."""
    return Program(
        name,
        outcome,
        lambda chart, v: config_map(chart, "thing", {"x": content(v), "y": 1}),
        Numbers,
    )


OPERATORS = [
    ranged("* of any two numbers", BITS, lambda v: v.many * v.much),
    ranged("* of two bounded numbers", AGREES, lambda v: v.few * v.more),
    ranged("* of a positive number and any", BITS, lambda v: v.positive * v.many),
    ranged("+ and - of any numbers", AGREES, lambda v: v.many + v.much - 7),
    ranged("* with 512 of a sum", AGREES, lambda v: (v.many + v.much) * 511),
    ranged("* with 1024 of a sum", BITS, lambda v: (v.many + v.much) * 1024),
    ranged("* with 10^15", AGREES, lambda v: v.few * 10**15),
    ranged("* with 10^18", BITS, lambda v: 10**18 * v.few),
    ranged("- from the least number", BITS, lambda v: -(2**63) - v.few),
    ranged("the least number", AGREES, lambda v: -(2**63) + 1000 + v.few),
    ranged("+= of bounded numbers", AGREES, lambda v: reduce(operator.add, [v.few] * 99)),
    ranged("+= 1,025 times of any number", BITS, lambda v: reduce(operator.add, [v.many] * 1025)),
    ranged("a power of a bounded number", AGREES, lambda v: reduce(operator.mul, [v.few] * 6)),
    ranged("too high a power", BITS, lambda v: reduce(operator.mul, [v.few] * 7)),
    ranged("sum() of any numbers", AGREES, lambda v: sum([v.many, 3, v.much])),
    ranged("math.prod", AGREES, lambda v: math.prod([v.few, v.more, 3])),
    ranged("math.prod of any numbers", BITS, lambda v: math.prod([v.many, v.much])),
    ranged("math.fsum", "is known only at install time", lambda v: math.fsum([v.few, v.more])),
    ranged("pow()", "is known only at install time", lambda v: pow(v.few, 2)),
    ranged("float.__mul__", "was computed from", lambda v: float.__mul__(v.few, 3)),
    ranged("minimum() of a product", BITS, lambda v: minimum(v.few, v.many * v.much)),
    ranged("a comparison of a product", BITS, lambda v: only_if(v.many * v.much < 5, 1)),
    ranged("str() of a product", BITS, lambda v: str(v.many * v.much)),
    ranged("mul(), add() and sub()", AGREES, lambda v: sub(add(mul(v.many, v.much), 1), v.few)),
]

KNOWN = [
    ranged("+ to what wraps", BITS, lambda v: mul(v.many, v.much) + 1),
    ranged(
        "+ to what wraps, within bounds",
        AGREES,
        lambda v: maximum(minimum(mul(v.many, v.much), 1000), -1000) + 1,
    ),
    ranged("* of a quotient", AGREES, lambda v: quotient(v.many, 1000) * v.few),
    ranged("* of a choice", AGREES, lambda v: choose(v.flag, v.few, v.more) * v.few),
    ranged("* of a choice of any", BITS, lambda v: choose(v.flag, v.few, v.many) * v.many),
    ranged("* of default()", AGREES, lambda v: default(v.maybe, v.few) * v.more),
    ranged("* of default() of any", BITS, lambda v: default(v.maybe_many, v.few) * v.many),
    ranged("* of a Literal", AGREES, lambda v: v.level * v.few),
    ranged("* of a Literal by itself", BITS, lambda v: v.level * v.level),
    ranged("* of hundredths()", AGREES, lambda v: hundredths(v.share, v.few) * 10**12),
    ranged("* of hundredths() of a port", BITS, lambda v: hundredths(v.port, v.few) * 100),
    ranged("* of size()", AGREES, lambda v: size(v.nums) * size(v.huge)),
    ranged("* of total()", AGREES, lambda v: total(v.sizes) * v.few),
    ranged("* of total() of a list", AGREES, lambda v: total(v.nums) * v.few),
    ranged("+ to total() of any numbers", BITS, lambda v: total(v.huge) + 1),
    ranged("* of get_int()", AGREES, lambda v: get_int(v.sizes, "a") * v.few),
    ranged("* of get_int() of any", BITS, lambda v: get_int(v.huge, "a") * v.many),
    ranged("* of a merge", AGREES, lambda v: get_int(merge(v.sizes, {"b": v.few}), "b") * v.few),
    ranged("* of a merge of any", BITS, lambda v: get_int(merge(v.sizes, v.huge), "b") * v.many),
    ranged("* of seconds()", AGREES, lambda v: seconds(v.wait) * v.few),
    ranged("* of a name", AGREES, lambda v: named("area", v.few * v.more) * v.few),
    ranged("* of a name of any", BITS, lambda v: named("sum", v.many + v.much) * v.many),
    ranged("* of items", AGREES, lambda v: [each(v.nums, lambda num: num * v.few)]),
    ranged("* of any items", BITS, lambda v: [each(v.manys, lambda num: num * v.many)]),
    ranged("* of an index", AGREES, lambda v: [each(v.nums, lambda index, num: index * num)]),
    ranged(
        "* of items of items",
        AGREES,
        lambda v: [
            each(v.rows, lambda row: {"a": size(row), "b": [each(row, lambda num: num * num)]})
        ],
    ),
    ranged(
        "* of two loops' items of one name",
        BITS,
        lambda v: [
            each(v.nums, lambda num: num * v.many),
            each(v.manys, lambda num: num * v.many),
        ],
    ),
    ranged("* of an item's field", AGREES, lambda v: [each(v.entries, lambda e: e.few * v.few)]),
    ranged("* of an item's any", BITS, lambda v: [each(v.entries, lambda e: e.many * v.many)]),
    ranged(
        "* of an entry's field",
        AGREES,
        lambda v: [each(v.entries_of, lambda key, entry: f"{key}-{entry.few * v.few}")],
    ),
    ranged("* in unless_none()", AGREES, lambda v: unless_none(v.maybe, lambda few: few * few)),
    ranged("* in a section", AGREES, lambda v: unless_none(v.part, lambda p: p.few * v.few)),
    ranged("* of any in a section", BITS, lambda v: unless_none(v.part, lambda p: p.many * v.many)),
    ranged(
        "* of items of a named list",
        AGREES,
        lambda v: [each(named_list("q", [each(v.nums, lambda n: n * 2)]), lambda q: q * v.few)],
    ),
    Program("* of any in a rule", BITS, lambda chart, v: config_map(chart, "thing", {}), Squared),
    Program("* in a rule", AGREES, lambda chart, v: config_map(chart, "thing", {}), Cubed),
]

CONSTANTS = [
    ranged("a constant of 65 bits", CONSTANT, lambda v: v.few * 10**30),
    ranged("mul() with such a constant", CONSTANT, lambda v: mul(v.few, 10**30)),
    ranged("a comparison with one", CONSTANT, lambda v: only_if(v.few < 2**63, 1)),
    ranged("equals() of one", CONSTANT, lambda v: only_if(equals(v.few, 2**64), 1)),
    ranged("to_json() of one", CONSTANT, lambda v: to_json({"a": 2**63, "b": v.few})),
    ranged("the largest constant", AGREES, lambda v: maximum(v.few, 2**63 - 1)),
    ranged("one in a text", AGREES, lambda v: f"{2**70}-{v.few}"),
]

DOUBLES = [
    ranged("named_map() of a sum of any", DIGITS, lambda v: named_map("q", {"a": v.many + v.much})),
    ranged("named_map() of any number", AGREES, lambda v: to_json(named_map("q", {"a": v.many}))),
    ranged("named_list() of mul()", DIGITS, lambda v: named_list("q", [v.few, mul(v.many, 3)])),
    ranged("named_list() of mul() of few", AGREES, lambda v: named_list("q", [mul(v.few, 3)])),
    ranged("a named merge of mul()", DIGITS, lambda v: named("q", merge({"a": mul(v.many, 3)}))),
    ranged(
        "a named constant of 60 bits", DIGITS, lambda v: named_map("q", {"a": 2**60, "b": v.few})
    ),
    ranged(
        "named_map() of a text and mul()",
        DIGITS,
        lambda v: to_json(named_map("q", {"a": mul(v.many, 3), "b": {"c": "text"}})),
    ),
    ranged(
        "named_map() of string() of mul()",
        AGREES,
        lambda v: to_json(
            named_map(
                "q", {"a": string(mul(v.many, 3)), "b": only_if(mul(v.many, 3) > 4, v.few, 7)}
            )
        ),
    ),
    ranged("a named mul()", AGREES, lambda v: named("q", mul(v.many, 3))),
    ranged("mul() beside a fraction", ROUNDED, lambda v: only_if(mul(v.many, 3) > v.ratio, 1)),
    ranged("more() of both", ROUNDED, lambda v: only_if(more(v.many + v.much, v.ratio), 1)),
    ranged("a choice of both", ROUNDED, lambda v: string(choose(v.flag, mul(v.many, 3), v.ratio))),
    ranged("any number beside a fraction", AGREES, lambda v: only_if(v.many > v.ratio, 1)),
    ranged("add() to a fraction", AGREES, lambda v: string(add(mul(v.many, 3), v.ratio))),
]

PROGRAMS = [*OPERATORS, *KNOWN, *CONSTANTS, *DOUBLES]
