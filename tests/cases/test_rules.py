"""The cases try every rule across fields: on both sides of its border, and each of its conditions.

This is mutation testing of the rules: a chart whose rule is a little wrong must not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import helm_python
import pytest

from tests.cases.files import ACCEPTED, REFUSED, Case
from tests.cases.rule_text import (
    RULES,
    alike,
    conditions,
    forgetful,
    helpers_for,
    messages,
    only,
    shifted,
)
from tests.generated.renderers import by_python
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.write.values_file import values_text
from todo_k8s.testing.helm_library import loaded

pytestmark = pytest.mark.helm
VALUES = values_text(TodoChatbotValues, "Values.")
CHART = "apiVersion: v2\nname: rules\nversion: 1.0.0\n"


def faults(rules: str, cases: Iterable[Case]) -> Iterable[tuple[Case, str]]:
    """Yield each case with what a chart of nothing but rules says of it."""
    files = {
        "Chart.yaml": CHART,
        "values.yaml": VALUES,
        "templates/_helpers.tpl": helpers_for(rules),
        "templates/rules.yaml": rules,
    }
    with loaded(files, "rules") as chart:
        for case in cases:
            try:
                chart.render(case.values, name=case.release.name, namespace="todo")
            except helm_python.HelmError as error:
                yield case, str(error)
            else:
                yield case, ""


@cache
def broken_cases() -> dict[str, str]:
    """Return what the rules say of the refused cases that break one, by name."""
    values_are_right = [case for case in REFUSED.values() if breaks_a_rule(case)]
    return {case.path.stem: said for case, said in faults(RULES.read_text(), values_are_right)}


def breaks_a_rule(case: Case) -> bool:
    """Tell whether a case has no other fault than rules that it breaks."""
    lines = by_python(case.values, case.release).message.splitlines()
    return all(any(rule.search(alike(line)) for rule in messages()) for line in lines)


@pytest.mark.parametrize("message", messages(), ids=lambda rule: rule.pattern)
def test_each_rule_is_broken_by_a_case(message: re.Pattern[str]) -> None:
    """Every message that a rule has is shown by a case, for one of the services at least."""
    assert any(message.search(alike(said)) for said in broken_cases().values())


@pytest.mark.parametrize("line", conditions(), ids=lambda line: line[7:-3])
def test_each_rule_is_tried_at_its_border(line: str) -> None:
    """One more would be refused: a case notices. One less would be accepted: a case notices."""
    for stricter in shifted(line, 1):
        assert refuses_more(line, stricter), stricter
    for looser in shifted(line, -1):
        assert says_more(line, looser), looser


@pytest.mark.parametrize("line", conditions(), ids=lambda line: line[7:-3])
def test_each_condition_of_a_rule_is_tried(line: str) -> None:
    """A rule that has forgotten one of its conditions refuses a case that must be accepted.

    Or, where another rule refuses what this one leaves to it, it says so too.
    """
    for stricter in forgetful(line):
        assert refuses_more(line, stricter) or says_more(line, stricter), stricter


def refuses_more(line: str, instead: str) -> bool:
    """Tell whether a rule that is written another way refuses a case that must be accepted."""
    return any(fault for _, fault in faults(only(line, instead), ACCEPTED.values()))


def says_more(line: str, instead: str) -> bool:
    """Tell whether such a rule says something else of a refused case than it should."""
    pairs = zip(faults(only(line, instead), refused()), said_of(line), strict=True)
    return any(said != rightly for (_, said), rightly in pairs)


@lru_cache(maxsize=1)  # the tests of a line follow one another
def said_of(line: str) -> list[str]:
    """Return what the rule of a line says of the refused cases."""
    return [said for _, said in faults(only(line, line), refused())]


def refused() -> list[Case]:
    """Return the refused cases that break rules only."""
    return [REFUSED[name] for name in broken_cases()]
