"""Hooks of containers: one whose command holds a credential is left out, and told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.reading import Import
from todo_k8s.todo_chatbot.compiled import compiled_chart

CREDENTIAL = {"exec": {"command": ["sh", "-c", "curl -u admin:canary99 http://x"]}}
HARMLESS = {"exec": {"command": ["sleep", "5"]}}


def _imported(place: int, **container: Any) -> Import:
    """Return the import of a pod of two containers, of which one has more fields."""
    workload = deployment()
    containers = workload["spec"]["template"]["spec"]["containers"]
    containers.append({"name": "side", "image": "acme/side:1"})
    containers[place] |= container
    return imported_text(yaml.safe_dump(workload))


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("hook", ["postStart", "preStop"])
def test_a_hook_without_its_command_is_none(hook: str, place: int) -> None:
    """The API server refuses an ``exec`` without a command; the other hook stays."""
    other = {"postStart": "preStop", "preStop": "postStart"}[hook]
    found = _imported(place, lifecycle={hook: CREDENTIAL, other: HARMLESS})
    backend = found.found.values["backend"]
    (side,) = backend["sidecars"]
    lifecycle = side["lifecycle"] if place else backend["lifecycle"]
    assert lifecycle == {other: HARMLESS}
    (told,) = [line for line in found.notes.not_carried if "hook" in line]
    assert told.startswith("Deployment api: the command of a check or hook has a credential in it")
    assert "canary99" not in found.text(compiled_chart().model)


def test_a_check_of_a_sidecar_without_its_command_is_none() -> None:
    """Its times alone are no check."""
    found = _imported(1, livenessProbe={**CREDENTIAL, "periodSeconds": 7})
    assert found.found.values["backend"]["sidecars"] == [{"name": "side", "image": "acme/side:1"}]
