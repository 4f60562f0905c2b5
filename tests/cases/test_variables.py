"""What a variable refers to is defined before it, whatever the values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cases.files import ACCEPTED
from todo_k8s import render

_REFERENCE = re.compile(r"\$\(([A-Za-z_][A-Za-z0-9_]*)\)")


def containers(manifests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the containers that the chart itself makes."""
    for manifest in manifests:
        spec = manifest.get("spec", {})
        job = spec.get("jobTemplate", {}).get("spec", spec)
        if manifest["kind"] in ("Deployment", "Job", "CronJob") and "template" in job:
            yield job["template"]["spec"]["containers"][0]


@pytest.mark.parametrize("name", ACCEPTED)
def test_each_reference_is_to_a_variable_above(name: str) -> None:
    """As Kubernetes replaces `$(NAME)` only then; `envFrom` comes before all, `$$` is a `$`."""
    case = ACCEPTED[name]
    for container in containers(render(case.values, case.release)):
        variables = container.get("env", [])
        order = [variable["name"] for variable in variables]
        assert len(order) == len(set(order))
        for place, variable in enumerate(variables):
            for other in _REFERENCE.findall(variable.get("value", "").replace("$$", "")):
                outside = other == variable["name"] and container.get("envFrom")
                assert outside or other not in order[place:]
