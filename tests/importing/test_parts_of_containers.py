"""Of a container only the part is dropped that the chart refuses."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.overlays import without_part

PROXY: dict[str, Any] = {"name": "proxy", "image": "envoy:1", "args": ["-c", "/etc/envoy.yaml"]}


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("0", "securityContext", "runAsUser"), [PROXY]),
        (("0", "securityContext"), [PROXY]),
        (("0", "name"), None),
        (("0",), None),
        (("0", "gone"), None),
        (("1", "name"), None),
    ],
)
def test_part_of_a_container(path: tuple[str, ...], left: Any) -> None:
    """What has no name or image is none."""
    given = [{**PROXY, "securityContext": {"runAsUser": 0}}]
    assert without_part(given, path) == left


def test_a_container_is_carried_without_what_is_refused() -> None:
    """It would be lost as a whole for a user, or for one mount."""
    root = {**PROXY, "securityContext": {"runAsUser": 0}}
    mount = {**PROXY, "name": "log", "volumeMounts": [{"name": "gone", "mountPath": "/x"}]}
    manifest = deployment("api")
    manifest["spec"]["template"]["spec"]["containers"] += [root, mount]
    found = imported_text(yaml.safe_dump({"apiVersion": "apps/v1", **manifest}))
    sidecars = found.found.values["backend"]["sidecars"]
    assert [each["name"] for each in sidecars] == ["proxy", "log"]
    assert "securityContext" not in sidecars[0]
    assert "volumeMounts" not in sidecars[1]
    lines = "\n".join(found.notes.not_carried)
    assert "is root" in lines
    assert "is no volume" in lines
