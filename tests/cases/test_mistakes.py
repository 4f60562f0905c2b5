"""What operators read when they are wrong: each file of ``mistakes/`` with what is said of it.

Comments at the top of a file say it: ``# Why`` on the first line, then ``# says: …``, a line of the
message each. Helm says the same; but where the schema refuses values, which Helm reads before all
templates: there it names the same fields in its own words, but for unknown keys and broken rules,
which it tells once the schema is content.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cases.files import dotted
from tests.versions.programs import template
from todo_k8s import Release, render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.messages import named_fields
from todo_k8s.testing.verdicts import Renderer

MISTAKES = {path.stem: path for path in sorted(Path(__file__).with_name("mistakes").glob("*.yaml"))}
RELEASE = Release("todo", "todo")
NO_YAML = {"tab"}
"""What is not read at all."""
BY_TEMPLATES = "unknown key"


def lines_said(name: str) -> list[str]:
    """Return what a file says that is said of it."""
    return re.findall(r"^# says: (.*)$", MISTAKES[name].read_text(encoding="utf-8"), re.MULTILINE)


def fields_of(lines: list[str]) -> set[str]:
    """Return the fields that lines are about."""
    return {dotted(line.partition(": ")[0]) for line in lines}


@pytest.mark.parametrize("name", MISTAKES)
def test_python_says_what_to_do(name: str) -> None:
    """Each fault of a file in one go: the field, what is wrong, and what to do."""
    with pytest.raises(ValuesError) as refused:
        render(read_values(MISTAKES[name].read_text(encoding="utf-8")), RELEASE)
    assert list(refused.value.faults) == lines_said(name)
    assert lines_said(name)


@pytest.mark.helm
@pytest.mark.parametrize("name", sorted(MISTAKES.keys() - NO_YAML))
def test_helm_says_the_same(name: str, chart: Path, helm_4: Renderer) -> None:
    """In the same words, or by its reader of schemas, which names the fields."""
    values = read_values(MISTAKES[name].read_text(encoding="utf-8"))
    said = lines_said(name)
    told = [line for line in said if BY_TEMPLATES not in line]
    by_helm_3 = template(HELM, chart, RELEASE, [f"--values={MISTAKES[name]}"]).message
    for message in (by_helm_3, helm_4(values, RELEASE).message):
        if "schema" in message:
            assert named_fields(message) == fields_of(told), message
        else:
            assert set(said) <= set(message.splitlines()), message
