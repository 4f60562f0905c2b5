"""Where a token lets itself be used as a known value, the other nets hold.

Each guard of a kind of token is taken away at once, and it acts like a plain value: a string like
its marker, a number like the one that is reserved for it, all else like an empty one. What a
program computes with it is still refused, by the second spelling or by the evaluation; or it is
harmless, and all agree.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.programs import of_tokens
from tests.programs.programs import AGREES, Program
from tests.programs.test_hostile import outcome
from todo_k8s.helm import tokens

HARMLESS = {"float()"}  # gives 5.0 on one side and 5 on the other, the same number in JSON
GUARDED = {
    p.name: p
    for p in of_tokens.PROGRAMS
    if "only at install" in p.outcome and p.name not in HARMLESS
}
EMPTY: dict[str, Any] = {
    "__bool__": lambda _: False,
    "__len__": lambda _: 0,
    "__iter__": lambda _: iter(()),
    "__contains__": lambda *_: False,
    "__eq__": lambda *_: False,
    "__ne__": lambda *_: True,
    "__hash__": lambda _: 1,
    "__int__": lambda _: 0,
    "__index__": lambda _: 0,
    "__float__": lambda _: 0.0,
    "__and__": lambda *_: 0,
    "__str__": lambda _: "",
    "__format__": lambda *_: "",
    "keys": lambda _: [],
    "values": lambda _: [],
    "items": lambda _: [],
    "get": lambda _, __, default=None: default,
    "copy": lambda _: {},
    "__or__": lambda _, other: other,
    "__ror__": lambda _, other: other,
    "__add__": lambda _, other: other,
    "__radd__": lambda _, other: other,
    "__reversed__": lambda _: iter(()),
    "index": lambda *_: 0,
    "count": lambda *_: 0,
}
LIKE_A_VALUE = (tokens.StrToken, tokens.IntToken)
LIKE_NOTHING = (tokens.BoolToken, tokens.ScalarToken, tokens.MapToken, tokens.ListToken)


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
