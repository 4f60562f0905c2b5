"""Programs that nest expressions and content: some levels agree, thousands are refused."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from tests.programs.programs import AGREES, Program, spec
from todo_k8s.helm.content import only_if
from todo_k8s.helm.functions import choose, not_

STEPS: dict[str, Callable[[Any, Any], Any]] = {
    "sums": lambda v, x: v.number + (v.count + x if x is not v else v.count),
    "texts": lambda v, x: f"{v.text}{v.other}" if x is v else f"{x}{v.text}",
    "choices": lambda v, x: choose(v.flag, v.text if x is v else x, v.other),
    "conditions": lambda v, x: not_(v.flag if x is v else x),
    "maps": lambda v, x: {"a": v.text if x is v else x},
    "conditional maps": lambda v, x: only_if(v.turn, {"a": v.text if x is v else x}),
}
FLAT = {"texts"}
"""Steps that make no deeper tree, only a longer one."""


def _nested(step: Callable[[Any, Any], Any], levels: int) -> Callable[[Any], Any]:
    return lambda v: reduce(lambda x, _: step(v, x), range(levels), v)


PROGRAMS: list[Program] = [
    spec(
        f"{levels} levels of {name}",
        AGREES if levels < 100 or name in FLAT else "is nested too deep",
        _nested(step, levels),
    )
    for levels in (60, 5000)
    for name, step in STEPS.items()
]
