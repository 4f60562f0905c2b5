"""Where a token lets itself be used as a known value, the other nets hold.

Each guard of a kind of token is taken away at once, and it acts like a plain value: a string like
its marker, a number like the one that is reserved for it, all else like an empty one. What a
program computes with it is still refused, by the second spelling or by the evaluation; or it is
harmless, and all agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.faults import giving
from tests.programs import of_tokens
from tests.programs.programs import AGREES, Program
from tests.programs.test_hostile import outcome
from todo_k8s.helm.symbolic import tokens
from todo_k8s.helm.symbolic.number_tokens import BoolToken, IntToken
from todo_k8s.helm.symbolic.text_tokens import StrToken

HARMLESS = {"float()"}  # gives 5.0 on one side and 5 on the other, the same number in JSON
GUARDED = {
    p.name: p
    for p in of_tokens.PROGRAMS
    if "only at install" in p.outcome and p.name not in HARMLESS
}


def _other(_: object, other: Any) -> Any:
    return other


EMPTY: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("__bool__", "__contains__", "__eq__"), giving(value=False)),
    **dict.fromkeys(("__len__", "__int__", "__index__", "__and__", "index", "count"), giving(0)),
    **dict.fromkeys(("__iter__", "__reversed__", "keys", "values", "items"), giving(iter(()))),
    **dict.fromkeys(("__str__", "__format__"), giving("")),
    **dict.fromkeys(("__or__", "__ror__", "__add__", "__radd__"), _other),
    "__ne__": giving(value=True),
    "__hash__": giving(1),
    "__float__": giving(0.0),
    "get": giving(None),
    "copy": giving({}),
}
LIKE_A_VALUE = (StrToken, IntToken)
LIKE_NOTHING = (BoolToken, tokens.ScalarToken, tokens.MapToken, tokens.ListToken)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guards away."""
    for token in (*LIKE_A_VALUE, *LIKE_NOTHING):
        for name, member in list(vars(token).items()):
            if not _refuses(member):
                continue
            if token in LIKE_NOTHING and name in EMPTY:
                monkeypatch.setattr(token, name, EMPTY[name])
            elif token in LIKE_A_VALUE:
                monkeypatch.delattr(token, name)


def _refuses(member: Any) -> bool:
    function = member.fget if isinstance(member, property) else member
    return getattr(function, "__name__", "") == "refuse"


def test_there_are_guards() -> None:
    """Each kind of token refuses many operations, and many programs try them."""
    assert all(sum(map(_refuses, vars(t).values())) > 20 for t in (*LIKE_A_VALUE, *LIKE_NOTHING))
    assert len(GUARDED) > 50


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("name", GUARDED)
def test_other_nets_hold(name: str) -> None:
    """The program is refused all the same, or agrees."""
    program: Program = GUARDED[name]
    assert outcome(program).startswith(("refused: ", AGREES))
