"""The order in which variables can refer to each other (``$(NAME)``), over a few steps.

Kubernetes replaces a reference only if what it names is defined above, or by ``envFrom``. So those
without a reference come first. One with a reference is on level 0, on level 1 if another one with
references refers to it, on level 2 if one of level 1 does: the higher, the earlier it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import all_of, concat, contains, join, named, not_, replace
from todo_k8s.helm.model import Check

LEVELS = 3
"""How many levels there are."""


def in_order(
    name: str, env: Mapping[str, str], made: Callable[[str, str], Content]
) -> list[Content]:
    """Return what is made of each variable, those that others refer to first.

    Args:
        name: A name for texts that are computed on the way.
        env: The variables.
        made: What is made of a variable and its value.
    """
    texts = _texts(env, LEVELS - 1, name)

    def of_level(level: int) -> Content:
        def body(variable: str, value: str) -> Content:
            lower = [contains(text, _reference(variable)) for text in texts[:level][-1:]]
            higher = [not_(contains(text, _reference(variable))) for text in texts[level:][:1]]
            return only_if(all_of(_refers(value), *lower, *higher), made(variable, value))

        return each(env, body)

    plain = each(env, lambda variable, value: only_if(not_(_refers(value)), made(variable, value)))
    return [plain, *(of_level(level) for level in reversed(range(LEVELS)))]


def references_can_be_replaced(env: Mapping[str, str], where: str) -> Any:
    """Return the checks that no variable is on a level that there is not.

    Args:
        env: The variables.
        where: Where they are.
    """
    above = _texts(env, LEVELS)[-1]
    return each(
        env,
        lambda variable, value: Check(
            not_(all_of(_refers(value), contains(above, _reference(variable)))),
            f"is referred to over more than {LEVELS - 1} variables with references, or in a circle "
            "of them, which Kubernetes would not replace; write its value into those that refer to "
            "it",
            f"{where}.{variable}",
        ),
    )


def _texts(env: Mapping[str, str], count: int, name: str = "") -> list[str]:
    """Return for level 1 and those above: the values of all that are one level lower, or higher.

    A variable with a reference is on a level, or a higher one, if that text refers to it.

    Args:
        env: The variables.
        count: How many levels there are above level 0.
        name: A name for the texts; empty for none.
    """
    texts = list[str]()
    for level in range(1, count + 1):
        text = join(each(env, _others(texts[-1:])), " ")
        texts.append(named(f"{name}.level{level}", text) if name else text)
    return texts


def _others(texts: list[str]) -> Callable[[str, str], Content]:
    """Return what is left of a value without ``$$`` and what refers to the variable itself."""

    def body(variable: str, value: str) -> Content:
        reference = _reference(variable)
        left = replace(replace(value, "$$", ""), reference, "")
        return only_if(all_of(_refers(value), *(contains(text, reference) for text in texts)), left)

    return body


def _refers(value: str) -> bool:
    return contains(value, "$(")


def _reference(variable: str) -> str:
    return concat("$(", variable, ")")
