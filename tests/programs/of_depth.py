"""Programs that nest expressions and content, as deep as Helm reads them and deeper."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from tests.programs.programs import AGREES, Program, spec
from todo_k8s.helm.content import each_entry, only_if, switch
from todo_k8s.helm.functions import all_of, any_of, choose, default, lower, mul, not_

STEPS: dict[str, Callable[[Any, Any], Any]] = {
    "sums": lambda v, x: (v.count if x is v else x) + 1,
    "differences": lambda v, x: (v.count if x is v else x) - 1,
    "texts": lambda v, x: f"{v.text}{v.other}" if x is v else f"{x}{v.text}",
    "choices": lambda v, x: choose(v.flag, v.text if x is v else x, v.other),
    "functions in a pipeline": lambda v, x: lower(f"{v.kind if x is v else x}-"),
    "defaults": lambda v, x: default(v.other if x is v else x, v.other),
    "choices of content": lambda v, x: only_if(v.turn, {"a": v.text} if x is v else x, {"b": 1}),
    "maps": lambda v, x: {"a": v.text if x is v else x},
    "lists": lambda v, x: [v.text if x is v else x],
    "conditional maps": lambda v, x: only_if(v.turn, {"a": v.text if x is v else x}),
    "loops": lambda v, x: {
        "a": each_entry(v.labels, lambda _, word: word if x is v else {"b": word, **x})
    },
    "squares": lambda v, x: mul(v.count if x is v else x, v.count if x is v else x),
    "conditions in three parentheses": lambda v, x: all_of(
        any_of(not_(v.flag if x is v else x), v.turn), v.flag
    ),
}


def _nested(step: Callable[[Any, Any], Any], levels: int) -> Callable[[Any], Any]:
    return lambda v: reduce(lambda x, _: step(v, x), range(levels), v)


_OUTCOMES = {
    **{
        (levels, name): AGREES
        for levels, names in {
            3: ("loops",),
            300: ("maps", "lists", "conditional maps"),
            1000: (
                "texts",
                "functions in a pipeline",
                "defaults",
                "choices of content",
                "differences",
            ),
            5000: ("sums", "choices"),
        }.items()
        for name in names
    },
    (7, "loops"): "thing: spec.x.a.a.…: more than 5 loops in one another",
    (60, "squares"): "mul(mul(…), mul(…)) has more than 100,000 parts; give a part of it a name",
    (1100, "maps"): "thing: spec.x.a.a.…: more than 1000 levels of maps and lists",
    (5000, "lists"): "thing: spec.x: more than 1000 levels of maps and lists",
    (5000, "conditional maps"): "more than 1000 levels of maps and lists",
    (3500, "conditions in three parentheses"): "an expression 10,499 parentheses deep, and Helm",
}

PROGRAMS: list[Program] = [
    *(
        spec(f"{levels} levels of {name}", outcome, _nested(STEPS[name], levels))
        for (levels, name), outcome in _OUTCOMES.items()
    ),
    spec(
        "a switch of 300 cases",
        AGREES,
        lambda v: switch(v.text, {f"case-{number}": {"a": number} for number in range(300)}),
    ),
    spec(
        "an object larger than Helm reads",
        "Helm reads no file of more than 5,242,880",
        lambda v: {"text": v.text, "long": ["a" * 100_000] * 60},
    ),
]
