"""What the law is tried on: values and releases."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.generated.bases import MODES, switched_on
from tests.generated.mutations import mutations
from tests.generated.strategies import Edit, Path, apply_edits, edits
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.errors import ValuesError


def _long_name(length: int, dash: int) -> str:
    """Return a name in which a dash may come to stand where names are cut."""
    return f"{'x' * dash}-{'x' * (length - dash - 1)}" if dash else "x" * length


RELEASES = st.builds(
    Release,
    name=st.one_of(
        st.sampled_from(["todo", "todo-chatbot", "a", "a.b", "x" * 53, "x" * 52 + "y", "1"]),
        st.from_regex(r"[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?", fullmatch=True),
        st.builds(_long_name, st.integers(40, 53), st.integers(0, 30)),
    ),
    namespace=st.sampled_from(["todo", "default", "n" * 63]),
)


def settled(changes: list[Edit], base: dict[str, Any]) -> dict[str, Any]:
    """Return a values file: edits made in `base`, without those that the model refuses there."""
    values = apply_edits(changes, base)
    if not changes or _accepts(values):
        return values
    if len(changes) == 1:
        return base
    half = len(changes) // 2
    return settled(changes[half:], settled(changes[:half], base))


def _accepts(values: dict[str, Any]) -> bool:
    try:
        TodoChatbotValues.from_mapping(values)
    except ValuesError:
        return False
    return True


def kept(drawn: list[tuple[int, Edit]], base: dict[str, Any]) -> dict[str, Any]:
    """Return a values file: of the edits those with no 0, so that a counter-example has few."""
    return settled([edit for number, edit in drawn if number], base)


def faulty(changes: list[Edit], fault: Edit) -> dict[str, Any]:
    """Return a values file with a fault put in."""
    return apply_edits([*changes, fault])


def _path(drawn: tuple[int, Edit]) -> Path:
    return drawn[1][0]


_EDITS = edits(TodoChatbotValues)
_BASES = st.sampled_from([{}, {}, *map(switched_on, MODES)])
_NUMBERED = st.tuples(st.integers(0, 9), _EDITS)

FEW = st.builds(apply_edits, st.lists(_EDITS, max_size=8), _BASES)
"""Values with a few fields set: a rule refuses half of them."""

MANY = st.builds(kept, st.lists(_NUMBERED, min_size=30, max_size=60, unique_by=_path), _BASES)
"""Values with many fields set, all accepted."""

REFUSED = st.builds(faulty, st.lists(_EDITS, max_size=2), mutations(TodoChatbotValues))
"""Values with a fault put in."""
