"""The cases try every rule across fields: on both sides of its border, and each of its conditions.

This is mutation testing of the rules: a chart whose rule is a little wrong must not pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

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
SAID = """\
{{- range .Values.cases }}
{{ include "rules/templates/_rules.tpl" (merge . (dict "Chart" $.Chart)) | trim | toJson }}
{{- end }}
"""
"""Prints what the rules say of each case, a line each."""
AT_ONCE = 60


def faults(rules: str, cases: Iterable[Case]) -> Iterable[tuple[Case, str]]:
    """Yield each case with what a chart of nothing but rules says of it.

    Helm is asked about many at once, as it reads the templates anew each time, and is given only
    the sections that they read, as it copies what it is given.
    """
    helpers = helpers_for(rules)
    sections = set(re.findall(r"\.Values\.(\w+)", rules + helpers))
    files = {
        "Chart.yaml": CHART,
        "values.yaml": "",
        "templates/_helpers.tpl": helpers,
        "templates/_rules.tpl": rules.replace("{{- fail ", "{{- print "),
        "templates/said.yaml": SAID,
    }
    waiting = iter(cases)
    with loaded(files, "rules") as chart:
        while some := list(islice(waiting, AT_ONCE)):
            values = [
                {
                    "Values": {key: given()[case.path][key] for key in sections},
                    "Release": {"Name": case.release.name, "Namespace": "todo"},
                }
                for case in some
            ]
            yield from zip(some, said_by(chart, values), strict=True)


def said_by(chart: helm_python.Chart, cases: list[dict[str, Any]]) -> list[str]:
    """Return what the rules say of each case, or why they cannot be rendered."""
    try:
        (said,) = chart.render({"cases": cases}).values()
    except helm_python.HelmError as error:
        half = len(cases) // 2
        if not half:
            return [str(error)]
        return said_by(chart, cases[:half]) + said_by(chart, cases[half:])
    return [json.loads(line) for line in said.strip("\n").split("\n")]


@cache
def given() -> dict[Path, dict[str, Any]]:
    """Return the values that Helm gives the templates in each case."""
    with loaded({"Chart.yaml": CHART, "values.yaml": VALUES}, "rules") as chart:
        cases = (*ACCEPTED.values(), *REFUSED.values())
        return {case.path: chart.merge_values(case.values) for case in cases}


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
