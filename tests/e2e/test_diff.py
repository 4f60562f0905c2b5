"""What `todo-k8s diff` says of changes is what a real API server does with them."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.diff.pairs import PAIRS, Pair
from tests.diff.test_effects import ROLLS, SAME
from tests.e2e.commands import CommandError, Helm, Kubectl, run
from tests.e2e.release import CHART

pytestmark = pytest.mark.e2e

FIXED_NAMES = {"CustomResourceDefinition"}
"""Kinds whose name follows from what is in them."""

_WORDS = ("immutable", "Forbidden", "forbidden", "Invalid", "invalid", "may not")


@pytest.fixture(scope="module")
def place(cluster: Kubectl) -> Iterator[Kubectl]:
    """A namespace for objects."""
    name = f"diff-{secrets.token_hex(3)}"
    cluster("create", "namespace", name)
    yield Kubectl(cluster.program, name)
    cluster("delete", "namespace", name, "--wait=false")


def named(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the sides of a change a name of their own."""
    if objects[0]["kind"] not in FIXED_NAMES:
        name = f"{objects[0]['kind'].lower()}-{secrets.token_hex(4)}"
        for each in objects:
            each["metadata"]["name"] = name
    return objects


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_refuses_the_same_changes(pair: Pair, place: Kubectl) -> None:
    """The object is made, and its change tried; what we call refused is, and nothing else."""
    old, new = named([pair.old, pair.new])
    place("apply", "-f", "-", stdin=json.dumps(old))
    try:
        place("apply", "--dry-run=server", "-f", "-", stdin=json.dumps(new))
        said = ""
    except CommandError as error:
        said = str(error)
    finally:
        place("delete", "-f", "-", "--wait=false", stdin=json.dumps(old))
    assert bool(said) is bool(pair.refused), said
    assert not said or any(word in said for word in _WORDS), said


def changes(place: Kubectl, old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Tell whether the API server sees a change of a pod template.

    A StatefulSet has it, whose generation says so; that of a Deployment counts annotations too.
    """
    sides = list[dict[str, Any]]()
    for each in (old, new):
        spec = {**each["spec"], "serviceName": "web", "replicas": 0}
        kept = {key: spec[key] for key in ("selector", "template", "serviceName", "replicas")}
        sides.append({**each, "kind": "StatefulSet", "spec": kept})
    numbers = list[int]()
    for each in named(sides):
        place("apply", "-f", "-", stdin=json.dumps(each))
        where = f"statefulset/{each['metadata']['name']}"
        numbers.append(int(place("get", where, "--output=jsonpath={.metadata.generation}")))
    place("delete", "-f", "-", "--wait=false", stdin=json.dumps(sides[0]))
    return numbers[0] != numbers[1]


@pytest.mark.parametrize("case", SAME)
def test_defaults_change_nothing(case: str, place: Kubectl) -> None:
    """A field that says what the API server fills in anyway rolls no pods."""
    assert not changes(place, *json.loads(json.dumps(SAME[case])))


@pytest.mark.parametrize("case", ROLLS)
def test_what_rolls_pods_changes_them(case: str, place: Kubectl) -> None:
    """Other changes of the template are ones to the API server too."""
    old, new = json.loads(json.dumps(ROLLS[case][:2]))
    assert changes(place, old, new)


@pytest.fixture(scope="module")
def installed(cluster: Kubectl, helm_3: tuple[str, ...]) -> Iterator[Kubectl]:
    """A namespace with a release whose pods nobody waits for."""
    with cluster.fresh_namespace("live") as here:
        Helm(helm_3, here)("install", "todo", str(CHART))
        yield here


@pytest.fixture
def changes_to(
    installed: Kubectl, helm_3: tuple[str, ...], tmp_path: Path
) -> Callable[..., dict[str, Any]]:
    """What `todo-k8s diff` says of a release and its upgrade to the same values."""
    for name, program in (("kubectl", installed.program), ("helm", helm_3[0])):
        (tmp_path / name).symlink_to(program)
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PATH', '')}"
    release = ("--release", "todo", "--namespace", installed.namespace)

    def call(*flags: str) -> dict[str, Any]:
        command = (sys.executable, "-m", "todo_k8s", "diff", *release, *flags, "--output", "json")
        found: dict[str, Any] = json.loads(run("env", f"PATH={path}", *command))
        return found

    return call


def test_an_untouched_release_has_no_changes(changes_to: Callable[..., dict[str, Any]]) -> None:
    """What the API server fills in is no change, be it of what is stored or of what is there."""
    assert changes_to()["objects"] == []
    assert changes_to("--live")["objects"] == []


def test_live_tells_what_was_changed_beside_helm(
    changes_to: Callable[..., dict[str, Any]], installed: Kubectl
) -> None:
    """A Deployment that was scaled, a Service that was deleted; not what the chart does not set."""
    backend, frontend = "todo-todo-chatbot-backend", "todo-todo-chatbot-frontend"
    installed("scale", f"deployment/{backend}", "--replicas=1")
    installed("annotate", f"deployment/{frontend}", "example.com/by=hand")
    installed("delete", f"service/{backend}")
    assert changes_to()["objects"] == []
    found = {
        (each["kind"], each["name"]): (each["change"], [field["path"] for field in each["fields"]])
        for each in changes_to("--live")["objects"]
    }
    assert found.pop(("Deployment", backend)) == ("changed", ["spec.replicas"])
    assert found.pop(("Service", backend))[0] == "added"
    assert found == {}
