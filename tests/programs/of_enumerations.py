"""Programs that compute with members of an enumeration, of which Helm has the values only."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Any

from tests.programs.of_types import Hue, typed
from tests.programs.programs import AGREES, Program
from todo_k8s.helm import HelmChart, functions
from todo_k8s.helm.content import each, each_entry, named_map, only_if, spread, switch
from todo_k8s.helm.functions import choose, default, is_none, named, select

_f: Any = functions
_TABLE = {"red": 1, "yes": 2, "": 3}
KNOWN = "is known only at install"
ELSEWISE = "gives something else than the constructs"
NO_MORE = "has only a value in Helm"


def _in_cdk8s(chart: HelmChart, v: Any) -> None:
    import cdk8s_plus_27 as kplus  # cdk8s-plus takes a second

    kplus.ConfigMap(chart, "it", data={"hue": v.hue, "value": v.hue.value, "const": Hue.YES})


def _value(_key: Any, hue: Any) -> Any:
    return hue


def _of_named(v: Any) -> Any:
    return ["a", each(named_map("h", v.hues_of), lambda _, hue: hue.value)]


def _matched(hue: Any) -> int:
    match hue:
        case Hue.RED:
            return 1
        case _:
            return 2


PROGRAMS = [
    typed(
        "a member", AGREES, lambda v: [v.hue, v.hue.value, f"{v.hue}", f"<{v.hue}>", v.hue + "!"]
    ),
    typed("members in content", AGREES, lambda v: {"a": v.hues, "b": v.hues_of, "c": v.maybe_hue}),
    typed("constant members", AGREES, lambda v: {Hue.RED: Hue.YES, "b": [Hue.RED, v.hue]}),
    typed("equals of a member", AGREES, lambda v: only_if(_f.equals(v.hue, Hue.YES), 1, 2)),
    typed("equals of a value", AGREES, lambda v: only_if(_f.equals(v.hue.value, "yes"), 1, 2)),
    typed("select by a member", AGREES, lambda v: select(v.hue, {Hue.RED: 1, Hue.YES: 2})),
    typed("switch by a member", AGREES, lambda v: switch(v.hue, {Hue.RED: {"a": 1}, Hue.YES: 2})),
    typed("a member by default", AGREES, lambda v: default(v.maybe_hue, Hue.YES)),
    typed("one of two members", AGREES, lambda v: choose(v.flag, v.hue, Hue.RED)),
    typed("a member or a text", AGREES, lambda v: choose(v.flag, v.hue, v.text)),
    typed("is_none of a member", AGREES, lambda v: only_if(is_none(v.maybe_hue), 1, v.text)),
    typed("named of a member", AGREES, lambda v: [named("h", v.hue)]),
    typed("named_map of members", AGREES, lambda v: each_entry(named_map("h", v.hues_of), _value)),
    typed("each over members", AGREES, lambda v: ["a", each(v.hues, lambda hue: hue.value)]),
    typed("each_entry over members", AGREES, lambda v: each_entry(v.hues_of, lambda _, h: h.value)),
    typed("spread of members", AGREES, lambda v: ["a", spread(v.hues)]),
    typed(
        "members of items", AGREES, lambda v: ["a", each(v.painted, lambda item: item.hue.value)]
    ),
    typed("join of members", AGREES, lambda v: _f.join(v.hues, "-")),
    typed("includes of a member", AGREES, lambda v: only_if(_f.includes(v.hues, Hue.RED), 1, 2)),
    typed("get of a member", AGREES, lambda v: _f.get(v.hues_of, "a")),
    typed("JSON of members", AGREES, lambda v: [_f.to_json(v.hues), _f.checksum(v.hues_of)]),
    typed("upper of a member", AGREES, lambda v: [_f.upper(v.hue), _f.b64encode(v.hue.value)]),
    typed("merge of members and texts", AGREES, lambda v: _f.merge(v.hues_of, v.labels)),
    Program("a member in cdk8s-plus", AGREES, _in_cdk8s, typed("", "", Hue).model),
    typed("a property of a member", NO_MORE, lambda v: v.hue.shade),
    typed("the name of a member", NO_MORE, lambda v: v.hue.name),
    typed("the name of an item's member", NO_MORE, lambda v: [each(v.hues, lambda hue: hue.name)]),
    typed("the value of a text", "leave .value out", lambda v: default(v.hue, v.text).value),
    typed(
        "the value of what may be null", "may be null needs default()", lambda v: v.maybe_hue.value
    ),
    typed("an item of named_map has no value", "leave .value out", _of_named),
    typed("== of a member", "use equals()", lambda v: only_if(v.hue == Hue.RED, 1)),
    typed("== before a member", ELSEWISE, lambda v: 1 if Hue.YES == v.hue else 2),
    typed("is of a member", KNOWN, lambda v: 1 if v.hue is Hue.YES else 2),
    typed("a member in a tuple", ELSEWISE, lambda v: 1 if v.hue in (Hue.RED, Hue.YES) else 2),
    typed("isinstance of a member", ELSEWISE, lambda v: 1 if isinstance(v.hue, Hue) else 2),
    typed("a table by members", "use select()", lambda v: {Hue.RED: 1}[v.hue]),
    typed(
        "a table by parts of a member",
        KNOWN,
        lambda v: _TABLE[f"{v.hue}" + ""],
    ),
    typed("a member of a token", KNOWN, lambda v: Hue(v.hue)),
    typed("match of a member", "use equals()", lambda v: _matched(v.hue)),
]
