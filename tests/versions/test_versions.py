"""Every version of Helm says what Python says, however the values are given.

The values are those of ``tests/cases``. `nox -s versions` builds the newer ones, and gives each
case in all ways; without them each case is given in one. What differs between versions is in
`test_messages_differ` and below it.
"""

from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, note, seed, settings

from tests.cases.files import ACCEPTED, REFUSED, dotted
from tests.exported import exported_to
from tests.generated.renderers import by_python
from tests.generated.strategies import Edit, apply_edits, edits
from tests.versions.programs import HELMS, template, version_of
from tests.versions.ways import WAYS, one_file, ways_of
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.testing.messages import comparable, named_fields

RELEASE = Release(name="my.todo", namespace="production")
pytestmark = [
    pytest.mark.helm,
    pytest.mark.parametrize("helm", HELMS, ids=lambda helm: helm.parent.name),
]


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("versions") / "todo-chatbot")


@pytest.mark.parametrize(("name", "way"), ways_of(ACCEPTED, all_of_them=len(HELMS) > 1))
def test_helm_renders_what_python_renders(
    name: str, way: str, helm: Path, chart: Path, tmp_path: Path
) -> None:
    """The same manifests, whichever version and however given."""
    case = ACCEPTED[name]
    wanted = by_python(case.values, case.release)
    found = template(helm, chart, case.release, WAYS[way](case.values, tmp_path))
    assert wanted.manifests is not None, wanted.message
    assert found.manifests == wanted.manifests, found.message


@pytest.mark.parametrize(("name", "way"), ways_of(REFUSED, all_of_them=len(HELMS) > 1))
def test_refuses_what_python_refuses(
    name: str, way: str, helm: Path, chart: Path, tmp_path: Path
) -> None:
    """Neither renders, and both name the fields that the case says."""
    case = REFUSED[name]
    ours = by_python(case.values, case.release)
    theirs = template(helm, chart, case.release, WAYS[way](case.values, tmp_path))
    assert ours.manifests is None
    assert case.names <= set(map(dotted, ours.refused))
    if not (case.helm_3_17_differs and version_of(helm) < (3, 18)):
        assert theirs.manifests is None
        assert case.names <= set(map(dotted, theirs.refused)), theirs.message


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@seed(4)
@settings(max_examples=60, deadline=None, database=None, suppress_health_check=SLOW)
@given(changes=st.lists(edits(TodoChatbotValues, []), max_size=6))
def test_generated_values_agree(
    changes: list[Edit], helm: Path, chart: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A fixed sample of generated values, from files: the law by process."""
    values = apply_edits(changes)
    note(f"values: {values}")
    ours = by_python(values, RELEASE)
    theirs = template(helm, chart, RELEASE, one_file(values, tmp_path_factory.mktemp("v")))
    note(f"python: {ours.message}\nhelm: {theirs.message}")
    assert theirs.manifests == ours.manifests
    if ours.manifests is None and version_of(helm) >= (3, 18):
        assert ours.refused & set(map(comparable, theirs.refused)), "they name no field in common"


def test_messages_differ(helm: Path, chart: Path) -> None:
    """Helm 3.17 says what is wrong without the value; 3.22 and 4 print it when a pattern misses.

    That is why a secret's form is a rule of the chart, and no pattern of its schema.
    """
    message = template(helm, chart, RELEASE, ["--set=backend.image.tag=my value"]).message
    assert ("my value" in message) == (version_of(helm) >= (3, 18))
    assert named_fields(message) == {"backend.image.tag"}


TYPES_OF_SET = {
    "backend.image.tag=1": "backend.image.tag",
    "backend.replicaCount=1e3": "backend.replicaCount",
    "backend.replicaCount=2.0": "backend.replicaCount",
    "backend.env.A=true": "backend.env.A",
    "backend.resources.limits.cpu=1": "backend.resources.limits.cpu",
    "backend.args={a,1}": "backend.args.1",
}


@pytest.mark.parametrize("flag", TYPES_OF_SET)
def test_set_gives_a_type_of_its_own(flag: str, helm: Path, chart: Path) -> None:
    """--set takes digits for a whole number and any fraction for a string: refused by name.

    It is the same in every version; --set-string and --set-json say which type is meant.
    """
    assert template(helm, chart, RELEASE, [f"--set={flag}"]).refused == {TYPES_OF_SET[flag]}
