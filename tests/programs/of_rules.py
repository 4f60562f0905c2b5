"""Programs whose rules, notes or models say something else in Helm than in Python."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from tests.programs.programs import AGREES, Program, Values, config_map, spec
from todo_k8s.helm import Check, HelmChart, rule
from todo_k8s.helm.content import each, only_if, switch
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.functions import any_of, equals, is_none, not_, select, truncate

LOST = "a rule holds in Python and not in Helm"
KNOWN = "is known only at install time"


class AsksForNone(Values):
    """A rule that asks Python whether a value is null."""

    @rule
    def is_set_with_flag(self) -> Check:
        """Always holds while it is compiled."""
        holds = any_of(not_(self.flag), self.maybe is not None)
        return Check(holds, "must be set with flag; set it", "maybe")


class AsksHelm(Values):
    """The same rule, in words that Helm knows."""

    @rule
    def is_set_with_flag(self) -> Check:
        """Holds alike."""
        holds = any_of(not_(self.flag), not_(is_none(self.maybe)))
        return Check(holds, "must be set with flag; set it", "maybe")


class ComparesText(Values):
    """A rule that compares an f-string."""

    @rule
    def is_not_latest(self) -> Check:
        """Always holds while it is compiled."""
        return Check(f"{self.text}-" != "latest-", "must not be latest; pin it", "text")


class LooksUp(Values):
    """A rule that looks a value up."""

    @rule
    def is_known(self) -> Check:
        """Finds nothing while it is compiled."""
        return Check(equals(self.text, {"a": "b"}[f"{self.kind}"]), "must be b; set it", "text")


class NamesPython(Values):
    """A check that names a field by its name in Python."""

    max_pods: int = 1

    @rule
    def are_few(self) -> Check:
        """Operators write maxPods."""
        return Check(self.max_pods <= 9, "must be at most 9; lower it", "max_pods")


class NamesNothing(Values):
    """A check that names a field which no operator has."""

    @rule
    def is_short(self) -> Check:
        """A part has no such field."""
        return Check(self.part.port <= 9, "must be at most 9; lower it", "part.prot")


class Wide(Values):
    """A number whose square no int64 holds."""

    size: int = Field(5, ge=0, le=2**32)


class BadDefault(Values):
    """A model whose defaults are refused."""

    form: Annotated[str, Format("^a+$", "must be a's")] = "b"


def _thing(chart: HelmChart, v: Any) -> None:
    config_map(chart, "thing", {"x": v.text})


def _noting(notes: Any) -> Any:
    def build(chart: HelmChart, v: Any) -> None:
        _thing(chart, v)
        chart.notes = lambda: notes(v)  # type: ignore[method-assign]  # a chart with these notes

    return build


PROGRAMS = [
    Program("a rule with is None", KNOWN, _thing, AsksForNone),
    Program("a rule with is_none", AGREES, _thing, AsksHelm),
    Program("a rule that compares an f-string", KNOWN, _thing, ComparesText),
    Program("a rule that looks a value up", "use select() or get()", _thing, LooksUp),
    Program("defaults that are refused", "its defaults are refused", _thing, BadDefault),
    Program(
        "a square that overflows at a bound",
        "may need more than 64 bits",
        lambda chart, v: config_map(chart, "thing", {"x": v.size * v.size}),
        Wide,
    ),
    spec("a number that no int64 holds", "is too large", lambda v: [10**30, v.text]),
    spec("truncate to less than nothing", "a length of 0 or more", lambda v: truncate(v.kind, -1)),
    spec(
        "truncate to a number of the values",
        "a length that is known",
        lambda v: truncate(v.kind, v.count),
    ),
    spec(
        "whether two maps are equal",
        "takes a str or int or bool",
        lambda v: equals(v.labels, v.labels),
    ),
    spec(
        "switch with a value as case",
        "a case must be known",
        lambda v: switch(v.kind, {f"{v.text}": 1, "b": 2}, 3),
    ),
    spec(
        "select with a value as case",
        "a case must be known",
        lambda v: select(v.kind, {f"{v.text}": 1, "b": 2}),
    ),
    Program("a check of a Python name", "operators write maxPods", _thing, NamesPython),
    Program("a check of no field", "Part has port, host", _thing, NamesNothing),
    Program(
        "notes with values and loops",
        AGREES,
        _noting(lambda v: [f"{v.text}!", only_if(v.flag, "on"), each(v.words, lambda w: f"- {w}")]),
    ),
    Program(
        "notes that compare an f-string",
        KNOWN,
        _noting(lambda v: ["yes" if f"{v.kind}-" == "a-" else "no"]),
    ),
]
