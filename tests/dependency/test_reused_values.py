"""Values that lack keys of the chart: those of an older one, by `helm upgrade --reuse-values`.

Helm puts them in the place of values.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from tests.generated.renderers import by_python
from tests.generated.strategies import apply_edits
from tests.versions.programs import template
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.helm.model.missing import HEADING, MISSING, needed
from todo_k8s.helm.write.files import GUARDS
from todo_k8s.testing.helm_library import loaded
from todo_k8s.testing.helm_programs import HELM, without_schema

pytestmark = pytest.mark.helm
NEEDED = list(needed(TodoChatbotValues))
OLDER: dict[str, list[str]] = {
    "a section": ["gateway"],
    "a section within another": ["backend.probes.liveness"],
    "a number": ["frontend.rollout.drainSeconds"],
    "a map": ["backend.secretEnv"],
    "many": ["backend", "frontend", "secrets", "ingress", "nameOverride", "tests.image.tag"],
    "the last that is read": ["monitoring.probe.proberUrl"],
}


def older(values: str, paths: list[str]) -> str:
    """Return values.yaml without some keys."""
    found: Any = yaml.safe_load(values)
    for path in paths:
        *sections, key = path.split(".")
        place = found
        for section in sections:
            place = place[section]
        del place[key]
    return yaml.safe_dump(found)


def said(message: str) -> list[str]:
    """Return the lines of a message after Helm's own."""
    lines = message.strip().splitlines()
    return [line for line in lines[1:] if line and not line.startswith("Use --debug")]


@pytest.mark.parametrize("case", OLDER)
@pytest.mark.parametrize("skipped", [False, True], ids=["schema", "no schema"])
def test_older_values_are_refused_in_few_words(
    case: str, skipped: bool, files: Mapping[str, str], tmp_path: Path
) -> None:
    """One line says what happened and what to do; then come the keys, a section as a whole."""
    paths = OLDER[case]
    reused = {**files, "values.yaml": older(files["values.yaml"], paths)}
    for name, text in reused.items():
        path = tmp_path / "todo-chatbot" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    flags = ["--skip-schema-validation"] if skipped else []
    wanted = [HEADING, *(f"{path}: {MISSING}" for path in NEEDED if path in paths)]
    answer = template(HELM, tmp_path / "todo-chatbot", Release("todo", "todo"), flags)
    assert said(answer.message) == wanted
    chart = loaded(without_schema(reused) if skipped else reused)
    with chart, pytest.raises(helm_python.HelmError) as refused:
        chart.render({}, name="todo", namespace="todo")
    assert said(str(refused.value)) == wanted


def test_each_key_is_asked_for(files: Mapping[str, str]) -> None:
    """Whichever key a null removes, Helm and Python name it in the same words, and none else."""
    assert len(NEEDED) > 200
    asked = ("Chart.yaml", "values.yaml", "templates/_helpers.tpl", GUARDS)
    with loaded({name: files[name] for name in asked}) as chart:
        for path in NEEDED:
            values = apply_edits([(tuple(path.split(".")), None)])
            with pytest.raises(helm_python.HelmError) as refused:
                chart.render(values, name="todo", namespace="todo")
            wanted = f"{path}: {MISSING}"
            assert said(str(refused.value)) == [HEADING, wanted]
            assert by_python(values, Release("todo", "todo")).message == wanted
