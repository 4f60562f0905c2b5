"""Charts written by hand deploy what ours do, so that they can be compared; the page says how."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.by_hand.page import PAGE, written
from tests.by_hand.ways import COMPARED, WAYS, Compared, only, settable, settable_in
from tests.generated.renderers import by_python
from todo_k8s import Release
from todo_k8s.errors import ValuesError
from todo_k8s.helm import render
from todo_k8s.helm.chart.rendering import values_class
from todo_k8s.helm.soundness.trials import trials
from todo_k8s.testing.given import as_given, over_defaults
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.messages import comparable
from todo_k8s.testing.printed import canonical, canonical_text

RELEASES = [Release("todo", "todo"), Release("my-shop", "web")]
CHARTS = pytest.mark.parametrize("each", COMPARED, ids=lambda each: each.name)
CASES = [
    pytest.param(each, values, release, id=f"{each.name}-{number}-{release.name}")
    for each in COMPARED
    for number, values in enumerate(each.ours.CASES)
    for release in RELEASES
]
_JOB = {"schedule": "0 3 * * *", "image": "a:1"}
FOUND: list[tuple[str, dict[str, Any]]] = [
    ("tenants", {"tenants": [{"name": "a"}, {"name": "a"}]}),
    ("crons", {"locks": True, "redis": {"storageClass": ""}}),
    ("crons", {"jobs": {"a": {**_JOB, "timeZone": ""}}}),
    ("celery", {"redis": {"storageClass": ""}}),
    ("celery", {"settings": {"true": "1"}, "worker": {"env": {"on": "1"}}}),
    ("celery", {"worker": {"env": {"FORWARDED_ALLOW_IPS": ""}}}),
]
"""Where the charts by hand were wrong at first, and no case had looked."""
WHOLE = [name for name in WAYS if "without" not in name]
pytestmark = pytest.mark.helm


@pytest.mark.parametrize(("each", "values", "release"), CASES)
def test_all_ways_deploy_the_same(
    each: Compared, values: dict[str, Any], release: Release, tmp_path: Path
) -> None:
    """By both majors of Helm, and by cdk8s."""
    wanted = canonical(render(each.ours.CHART, values, release))
    for name, way in WAYS.items():
        assert way(each)(values, release).manifests == wanted, name
    assert [*canonical_text(by_helm_3(each, values, release, tmp_path))] == wanted


def by_helm_3(each: Compared, values: dict[str, Any], release: Release, folder: Path) -> str:
    """Return what Helm 3 prints for the chart that is written by hand."""
    given = folder / "values.json"
    given.write_text(json.dumps(values), encoding="utf-8")
    place = (f"--namespace={release.namespace}", f"--values={given}")
    command = [str(HELM), "template", release.name, str(each.folder / "chart"), *place]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@CHARTS
def test_all_ways_agree_on_values_that_turn_every_switch(each: Compared) -> None:
    """Also where no case has looked."""
    model = values_class(each.ours.CHART)
    defaults, paths = model().to_mapping(), settable_in(each.helm) & settable_in(each.exported)
    runs = {name: WAYS[name](each) for name in WHOLE}
    deployed = 0
    for trial in trials(model, rounds=20):
        values = only(over_defaults(as_given(trial.values), defaults), paths)
        wanted = by_python(values, RELEASES[0], each.ours.CHART).manifests
        assert {
            name: run(values, RELEASES[0]).manifests == wanted for name, run in runs.items()
        } == dict.fromkeys(WHOLE, True), values
        deployed += wanted is not None
    assert deployed > 15


@pytest.mark.parametrize(("name", "values"), FOUND)
def test_mistakes_that_the_page_lists_are_fixed(name: str, values: dict[str, Any]) -> None:
    """The charts by hand now deploy what ours does."""
    (each,) = (each for each in COMPARED if each.name == name)
    wanted = canonical(render(each.ours.CHART, values, RELEASES[0]))
    for way in WHOLE:
        assert WAYS[way](each)(values, RELEASES[0]).manifests == wanted, way


@CHARTS
def test_all_ways_refuse_what_ours_does(each: Compared) -> None:
    """With the field that is wrong."""
    ((field, values),) = each.ours.REFUSED.items()
    with pytest.raises(ValuesError) as refused:
        render(each.ours.CHART, values)
    assert field in [fault.partition(": ")[0] for fault in refused.value.faults]
    with pytest.raises(ValidationError, match=comparable(field).replace(".", r"\.")):
        each.plain.manifests(values, "todo")
    for name in WHOLE:
        verdict = WAYS[name](each)(values, RELEASES[0])
        assert verdict.manifests is None, name
        assert field.rpartition(".")[2] in verdict.message, name


@CHARTS
def test_both_by_hand_have_the_same_values(each: Compared) -> None:
    """And so has ours, but for what a service of the library has besides."""
    by_hand = settable_in(each.helm)
    assert settable(each.values.model_json_schema()) == by_hand
    ours = {path.replace(".*", ".cpu") for path in settable_in(each.exported)}
    beyond = {path.replace("memory", "cpu").replace(".*", ".cpu") for path in by_hand} - ours
    assert not beyond


@CHARTS
def test_helm_finds_nothing_to_say(each: Compared) -> None:
    """The charts by hand are good ones."""
    command = [str(HELM), "lint", "--strict", str(each.folder / "chart")]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_page_is_up_to_date() -> None:
    """To write it anew: ``python -m tests.by_hand``."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text)
