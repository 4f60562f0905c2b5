"""What the law is tried on: values and releases."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any, NamedTuple, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.generated import from_schema
from tests.generated.bases import MODES, SWITCHES, switched_on
from tests.generated.mutations import Mutation, mutations
from tests.generated.strategies import (
    LONG_NAMES,
    Edit,
    Leaf,
    Path,
    apply_edits,
    bounds,
    edits,
    leaves,
    pattern_among,
)
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.stand_in import plain_type
from todo_k8s.testing.messages import comparable

T = TypeVar("T")

_STOCK = 1500
"""So many pieces are drawn beforehand, of which large cases are made."""
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
_SEED = int(os.environ.get("LAW_SEED", "0"))  # set by `nox -s law -- --seed`


def generated(strategy: st.SearchStrategy[T], count: int, start: int) -> list[T]:
    """Return what Hypothesis generates, the same for the same start."""
    found: list[T] = []

    @seed(start)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=_SLOW,
    )
    @given(strategy)
    def collect(value: T) -> None:
        found.append(value)

    collect()
    return found


def in_stock(pieces: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Return pieces out of some that are drawn once, when first asked for.

    To draw each anew takes most of the time of a large case, of which two in three are given up as
    too large. How a piece varies is for the small cases to find.
    """

    @cache
    def stock() -> st.SearchStrategy[T]:
        return st.sampled_from(generated(pieces, _STOCK, _SEED))

    return st.deferred(lambda: stock())  # noqa: PLW0108  # it takes functions only


RELEASES = st.builds(
    Release,
    name=st.one_of(
        st.sampled_from(["todo", "todo-chatbot", "a", "a.b", "a.b.c", "x" * 53, "1"]),
        st.sampled_from(["my-todo-chatbot", "todo-chatbot-2", "my-todo-chatbot-2"]),
        st.from_regex(r"[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?", fullmatch=True),
        st.sampled_from([name for name in LONG_NAMES if len(name) <= 53]),
    ),
    namespace=st.sampled_from(["todo", "default", "n" * 63]),
)


def settled(changes: list[Edit], base: dict[str, Any]) -> list[Edit]:
    """Return the edits of `base` that the model accepts together, most of those there are."""
    refused = _refused(apply_edits(changes, base))
    if not refused or not changes:
        return changes
    sound = [edit for edit in changes if not any(_is_about(fault, edit) for fault in refused)]
    if len(sound) < len(changes):
        return settled(sound, base)
    if len(changes) == 1:
        return []
    half = len(changes) // 2
    first = settled(changes[:half], base)
    return [*first, *settled(changes[half:], apply_edits(first, base))]


def _refused(values: dict[str, Any]) -> list[str]:
    """Return what the model says is wrong, each line with the path of a field."""
    try:
        TodoChatbotValues.from_mapping(values)
    except ValuesError as error:
        return list(error.faults)
    return []


def _is_about(fault: str, edit: Edit) -> bool:
    """Tell whether a fault lies at what an edit has set, within it, or around it."""
    path, value = edit
    entry = tuple(value) if is_map(value) and len(value) == 1 else ()
    field = f"{fault.partition(': ')[0]}.".replace("[", ".")
    edited = f"{'.'.join((*path, *entry))}."
    return field.startswith(edited) or edited.startswith(field)


class Many(NamedTuple):
    """A values file with many fields set, and some with more, that rules refuse.

    Those are all that was drawn, one of each section, and one: Python asks the rules of a section
    only where those of the sections in it hold.
    """

    accepted: dict[str, Any]
    refused: list[dict[str, Any]]


def kept(drawn: list[tuple[int, Edit]], base: dict[str, Any]) -> Many:
    """Return values files: of the edits those with no 0, so that a counter-example has few."""
    changes = [piece for number, edit in drawn if number for piece in _pieces(edit)]
    accepted = settled(changes, base)
    values = apply_edits(accepted, base)
    left = [edit for edit in changes if not any(edit is other for other in accepted)]
    one_each = [*{path[:1]: (path, value) for path, value in left}.values()]
    return Many(values, [apply_edits(some, values) for some in (left, one_each, left[:1])])


def _pieces(edit: Edit) -> list[Edit]:
    """Return an edit of a map as edits of its entries, as one of them may be refused."""
    path, value = edit
    return [(path, {key: value[key]}) for key in value] if is_map(value) and value else [edit]


class Push(NamedTuple):
    """A number to be pushed as far up, or down, as the model takes it."""

    path: Path
    up: bool
    unit: str

    def written(self, number: int) -> Any:
        """Return what a values file has for a number: a duration has its unit behind it."""
        return f"{number}{self.unit}" if self.unit else number


class Border(NamedTuple):
    """A values file with numbers at their last allowed value, and some with one number over it."""

    accepted: dict[str, Any]
    refused: list[dict[str, Any]]


def at_the_border(
    changes: list[Edit], drawn: list[tuple[int, Push]], base: dict[str, Any]
) -> Border:
    """Return values files in which numbers are the last ones that bounds and rules allow.

    They are pushed one after another, so that several rules are at their border at once; but for
    those with a 0, see `kept`.
    """
    values = apply_edits(settled(changes, base), base)
    refused: list[dict[str, Any]] = []
    for push in [push for number, push in drawn if number]:
        border = _border(values, push)
        if not border:
            continue
        inside, outside = map(push.written, border)
        refused.append(apply_edits([(push.path, outside)], values))
        values = apply_edits([(push.path, inside)], values)
    return Border(values, refused)


def _border(values: dict[str, Any], push: Push) -> tuple[int, int] | None:
    """Return the last number that the model takes, and the first that it refuses.

    None where it takes none: in a field that is null, and for what else is set must be.
    """

    def refused(number: int) -> bool:
        return bool(_refused(apply_edits([(push.path, push.written(number))], values)))

    first, last = _NUMBERS[push.path] if push.up else _NUMBERS[push.path][::-1]
    outside = last + 1 if push.up else last - 1
    if not refused(last):
        return last, outside
    outside, inside = last, _number_in(values, push.path, first)
    if refused(inside):
        return None
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if refused(middle):
            outside = middle
        else:
            inside = middle
    return inside, outside


def _number_in(values: dict[str, Any], path: Path, otherwise: int) -> int:
    """Return the number that a field has, by default if need be; `otherwise` if it has none."""
    found: Any = TodoChatbotValues.from_mapping(values).to_mapping()
    for key in path:
        found = found[key]
    return found if isinstance(found, int) else otherwise


class Refused(NamedTuple):
    """A values file with faults in it, and the fields to name."""

    values: dict[str, Any]
    faults: frozenset[str]


def faulty(changes: list[Edit], drawn: list[tuple[int, Mutation]]) -> Refused:
    """Return a values file with faults put in, none of them within another; see `kept`.

    They are nulls only, or unknown keys only, or none of both: Helm asks for keys where the schema
    has nothing to say.
    """
    put_in: list[Mutation] = []
    for one in [one for number, one in drawn if number]:
        alike = not put_in or _teller(one) == _teller(put_in[0])
        if alike and not any(_overlap(one.path, other.path) for other in put_in):
            put_in.append(one)
    sound = settled(changes, {})
    values = apply_edits([*sound, *((one.path, one.value) for one in put_in)])
    return Refused(values, frozenset(comparable(".".join(one.fault)) for one in put_in))


def _teller(one: Mutation) -> str:
    """Return what of Helm's ways to refuse a fault is told by."""
    if one.value is None:
        return "guards"
    return "rules" if one.fault[-1:] == ("unknownKey",) else "schema"


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _path(drawn: tuple[int, Edit | Push]) -> Path:
    return drawn[1][0]


_SWITCHED_ON = [switched_on(mode) for mode in MODES]
_EDITS = edits(TodoChatbotValues, [TodoChatbotValues().to_mapping(), *_SWITCHED_ON])
_IN_A_MODE = _EDITS.filter(lambda edit: edit[0] != ("secrets", "mode"))
_NUMBERED = st.tuples(st.integers(0, 9), _IN_A_MODE)

FEW = st.builds(apply_edits, st.lists(_EDITS, max_size=8), st.sampled_from([{}, {}, *_SWITCHED_ON]))
"""Values with a few fields set: a rule refuses half of them."""

BY_SCHEMA = st.builds(
    apply_edits,
    st.lists(from_schema.EDITS, min_size=1, max_size=3),
    st.sampled_from([{}, *_SWITCHED_ON]),
)
"""Values with what the schema takes in a few fields."""

MANY = st.builds(
    kept,
    st.lists(in_stock(_NUMBERED), min_size=60, max_size=90, unique_by=_path),
    st.sampled_from(_SWITCHED_ON),
)
"""Values with many fields set, all accepted; and such as a rule refuses."""

_FLIPS = st.sampled_from([(path, value) for path, values in SWITCHES.items() for value in values])


def _duration(leaf: Leaf) -> list[str]:
    """Return the units of a field that holds a duration as text, none of any other field."""
    pattern = pattern_among(leaf.constraints)
    units = [unit for unit in ("ms", "s", "m", "h") if re.fullmatch(pattern, f"1{unit}")]
    return units if "h" in units and not re.fullmatch(pattern, "h") else []


_LEAVES = list(leaves(TodoChatbotValues))
_DURATIONS = {leaf.path: units for leaf in _LEAVES if (units := _duration(leaf))}
_NUMBERS = {
    leaf.path: bounds(leaf.constraints)
    for leaf in _LEAVES
    if plain_type(leaf.field.annotation) is int
} | dict.fromkeys(_DURATIONS, (0, 10**9 - 1))
_PUSHES = st.sampled_from(list(_NUMBERS)).flatmap(
    lambda path: st.builds(
        Push, st.just(path), st.booleans(), st.sampled_from(_DURATIONS.get(path, [""]))
    )
)

AT_BORDERS = st.builds(
    at_the_border,
    st.lists(st.one_of(_IN_A_MODE, _FLIPS), max_size=16),
    st.lists(
        st.tuples(st.integers(0, 9), _PUSHES),
        min_size=9,
        max_size=15,
        unique_by=_path,
    ),
    st.sampled_from([{}, *_SWITCHED_ON]),
)
"""Values with numbers at the border of what the model takes, and one over it."""

REFUSED = st.builds(
    faulty,
    st.lists(_EDITS, max_size=2),
    st.lists(
        in_stock(st.tuples(st.integers(0, 9), mutations(TodoChatbotValues))),
        min_size=80,
        max_size=100,
        unique_by=lambda drawn: drawn[1].path,
    ),
)
"""Values with faults put in."""
