"""The chart as a dependency: what a parent chart may write in Chart.yaml and in values.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from tests.dependency.umbrella import Umbrella
from tests.generated.renderers import by_python
from tests.generated.strategies import Leaf, apply_edits, leaves
from tests.unit.helms import MAJORS
from tests.unit.small_chart import Small
from todo_k8s import Release, TodoChatbot, TodoChatbotValues, render
from todo_k8s.helm import HelmChart, chart_files
from todo_k8s.helm.symbolic.stand_in import plain_type
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.printed import canonical

pytestmark = [pytest.mark.helm, pytest.mark.parametrize("major", MAJORS)]
CHARTS: list[type[HelmChart]] = [TodoChatbot, Small]


@pytest.mark.parametrize("chart", CHARTS)
def test_condition_switches_the_chart(major: str, chart: type[HelmChart], tmp_path: Path) -> None:
    """`condition: <chart>.enabled` is what most parents write, and `global` comes with it."""
    name = chart.metadata.name
    dependency = {"name": name, "condition": f"{name}.enabled"}
    parent = Umbrella(tmp_path, {name: chart_files(chart)}, [dependency])
    on = {name: {"enabled": True}, "global": {"team": {"name": "web"}}}
    assert (
        canonical(parent.render(major, on)[name])
        == by_python({}, Release("todo", "todo"), chart).manifests
    )
    assert parent.render(major, {name: {"enabled": False}}) == {}


@pytest.mark.parametrize("chart", CHARTS)
def test_what_a_parent_sets_has_a_type(major: str, chart: type[HelmChart], tmp_path: Path) -> None:
    """A text in place of the switch is refused by Helm and by Python."""
    name = chart.metadata.name
    parent = Umbrella(tmp_path, {name: chart_files(chart)}, [{"name": name}])
    with pytest.raises(RefusedError, match="enabled"):
        parent.render(major, {name: {"enabled": "yes"}})
    assert by_python({"enabled": "yes"}, Release("todo", "todo"), chart).refused == {"enabled"}


def test_tags_switch_the_chart(major: str, files: Mapping[str, str], tmp_path: Path) -> None:
    """A parent may also switch it by a tag."""
    dependency = {"name": "todo-chatbot", "tags": ["chat"]}
    parent = Umbrella(tmp_path, {"todo-chatbot": files}, [dependency])
    assert parent.render(major, {"tags": {"chat": False}}) == {}
    assert canonical(parent.render(major)["todo-chatbot"]) == canonical(render({}))


def test_a_parent_imports_values(major: str, files: Mapping[str, str], tmp_path: Path) -> None:
    """What a parent takes from the chart's values reaches the parent, and changes nothing here."""
    imports = [{"child": "backend.image", "parent": "image"}]
    image = "kind: Image\nname: {{ .Values.image.repository }}\n"
    parent = Umbrella(
        tmp_path,
        {"todo-chatbot": files},
        [{"name": "todo-chatbot", "import-values": imports}],
        templates={"image.yaml": image},
    )
    found = parent.render(major)
    assert found[""] == [{"kind": "Image", "name": "todo-backend"}]
    assert canonical(found["todo-chatbot"]) == canonical(render({}))


def removable() -> list[tuple[Leaf, str]]:
    """Return every entry that a map has by default."""
    maps = [leaf for leaf in leaves(TodoChatbotValues) if get_origin(kind_of(leaf)) is dict]
    return [(leaf, key) for leaf in maps for key in default_of(leaf)]


def kind_of(leaf: Leaf) -> Any:
    """Return a field's type, without null."""
    return plain_type(leaf.field.annotation)


def default_of(leaf: Leaf) -> Any:
    """Return the default of a field in values.yaml."""
    found: Any = TodoChatbotValues().to_mapping()
    for key in leaf.path:
        found = found.get(key)
    return found


def without_defaults(empty: Any) -> dict[str, Any]:
    """Return values in which each entry that a map has by default is empty, in one way."""
    changes = [((*leaf.path, key), empty) for leaf, key in removable()]
    return apply_edits(changes, {"migrations": {"enabled": True, "command": ["migrate"]}})


def test_an_empty_string_removes_what_null_removes(
    major: str, files: Mapping[str, str], tmp_path: Path
) -> None:
    """In a parent's values.yaml, where Helm 4 ignores null, an empty string works in both."""
    wanted = render(without_defaults(None))
    assert canonical(wanted) == canonical(render(without_defaults("")))
    assert len(removable()) == 14
    values = {"todo-chatbot": without_defaults("")}
    parent = Umbrella(tmp_path, {"todo-chatbot": files}, [{"name": "todo-chatbot"}], values)
    assert canonical(parent.render(major)["todo-chatbot"]) == canonical(wanted)


def test_what_null_means_can_be_said_without_it(
    major: str, files: Mapping[str, str], tmp_path: Path
) -> None:
    """Where a field has a default and may be null, 0 means the same."""
    scaled = {"enabled": True, "targetMemoryUtilizationPercentage": 80}
    paths = {
        leaf.path
        for leaf in leaves(TodoChatbotValues)
        if type(None) in get_args(leaf.field.annotation) and default_of(leaf) is not None
    }
    target = ("autoscaling", "targetCPUUtilizationPercentage")
    assert paths == {("backend", *target), ("frontend", *target)}
    base: dict[str, Any] = {service: {"autoscaling": scaled} for service in ("backend", "frontend")}
    base["database"] = {"maxConnections": 1000}
    by_null, by_zero = (apply_edits([(path, none) for path in paths], base) for none in (None, 0))
    assert canonical(render(by_null)) == canonical(render(by_zero))
    parent = Umbrella(
        tmp_path, {"todo-chatbot": files}, [{"name": "todo-chatbot"}], {"todo-chatbot": by_zero}
    )
    assert canonical(parent.render(major)["todo-chatbot"]) == canonical(render(by_null))
