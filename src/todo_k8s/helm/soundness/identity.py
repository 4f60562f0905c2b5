"""What ``is``, `isinstance`, `type` and ``match`` tell of a value, which no token notices.

A token is an object of its own, and its class is that of a text or a number, also where the value
may be null or one of two types. So what depends on the value is refused.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from todo_k8s.helm.soundness.late import is_late, is_watching, refuse
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.guards import Token

_REMEDY = "use is_set() for None, when(), only_if() or choose() for True, equals() for all else"
_OF_TYPES = "of another type for some values; use is_set() for None, and text() for its text"


def identical(left: Any, right: Any) -> bool:
    """Tell whether ``left is right``."""
    if left is not right and is_watching():
        for late, other in ((left, right), (right, left)):
            if is_late(late) and _may_be(late, other):
                refuse(late, "is", f"``is`` asks what it is; {_REMEDY}")
    return left is right


def _may_be(late: Any, other: Any) -> bool:
    """Tell whether a value may be the very object for some values."""
    if other is None:
        return _is_nullable(late)
    return isinstance(other, bool | Enum | str | int | float) or is_late(other)


def is_instance(value: Any, kinds: Any) -> bool:
    """Tell whether ``isinstance(value, kinds)``."""
    check_type(value)
    return isinstance(value, kinds)


def check_type(value: Any) -> None:
    """Refuse to be asked for the type of what has another one for some values."""
    if is_watching() and is_late(value) and (_is_nullable(value) or _kind(value) == "scalar"):
        refuse(value, "type", f"is {_OF_TYPES}")


def check_subject(value: Any) -> None:
    """Refuse to be what ``match`` looks at: it asks for types, and what is True or None."""
    check_type(value)
    if is_watching() and is_late(value) and _kind(value) == "bool":
        refuse(value, "match", f"``match`` asks what it is; {_REMEDY}")


def _expression(late: Any) -> Expr | None:
    """Return what a token stands for; a text of several has no single one."""
    return late.expr if isinstance(late, Token) else None


def _is_nullable(late: Any) -> bool:
    found = _expression(late)
    return found is not None and found.type.nullable


def _kind(late: Any) -> str:
    found = _expression(late)
    return "" if found is None else found.kind
