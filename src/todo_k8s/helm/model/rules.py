"""What values must be together: checks, and the methods that give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.nodes import Each, If


@dataclass(frozen=True)
class Check:
    """One outcome of a rule: whether it holds, and what to say if not.

    Args:
        holds: The condition.
        message: What is wrong and what to do, with the arithmetic; never a secret.
        field: The field to name, relative to the model that has the rule.

    Raises:
        TemplateError: If the field is not named by a text.
    """

    holds: bool
    message: str
    field: str = ""

    def __post_init__(self) -> None:
        """Refuse a field that is none, where it is written."""
        if not isinstance(cast("object", self.field), str):
            raise TemplateError(
                'the field of a Check is its name in the model, such as "ports", and not its value'
            )


def line_of(check: Check, path: str = "") -> str:
    """Return what is said where a check does not hold: its message, with its field if it has one.

    Args:
        check: The check.
        path: Where the model is whose field it names.
    """
    where = f"{path}.{check.field}".strip(".")
    return f"{where}: {check.message}" if where else check.message


Rule = Callable[[Any], "Check | list[Check]"]


_R = TypeVar("_R", bound=Rule)


def rule(method: _R) -> _R:
    """Mark a method of a values model as a rule across its fields.

    The method returns a `Check`, or a list of them (loops by `todo_k8s.helm.content.each`). It is
    written once with the functions of `todo_k8s.helm.functions` and holds in both renderings: as
    a validator of the model, and as a ``fail`` in the templates.
    """
    cast("Any", method).is_rule = True
    return method


def format_check(outcome: Any) -> Any:
    """Return the check of a format, or the loop of such checks."""
    if isinstance(outcome, Each):
        return replace(outcome, body=[format_check(inner) for inner in outcome.body])
    field, holds, message = outcome
    return Check(holds, message, field)


def flatten(outcome: Any, rule: str) -> Iterable[Check]:
    """Yield the checks that a rule gives, at every depth.

    Raises:
        TemplateError: If it gives anything else; `rule` is its name.
    """
    if isinstance(outcome, list | tuple):
        for item in cast("list[Any]", outcome):
            yield from flatten(item, rule)
    elif isinstance(outcome, Check | Each | If):
        yield cast("Any", outcome)
    elif outcome is not None:
        raise no_check(outcome, rule)


def no_check(outcome: object, where: str) -> TemplateError:
    """Return the error of a rule that gives something else than checks."""
    what = "map; use each()" if is_map(outcome) else type(outcome).__name__
    given = "nothing" if outcome is None else a_or_an(what)
    return TemplateError(
        f"{where}: a rule gives {given}; give a Check, or a list of them: "
        "Check(holds, message, field)"
    )
