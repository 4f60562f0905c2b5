"""Compose files by themselves: what each field becomes, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.compose.environment import env_from_of
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import imported_files
from todo_k8s.importing.sources.documents import SourceError
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE


@pytest.mark.parametrize(("interval", "period"), [("10s", 10), ("500ms", 1), ("1m", 60)])
def test_a_check_takes_no_longer_than_until_the_next(interval: str, period: int) -> None:
    """The default timeout is lowered to the period; a pod is unready before it is restarted."""
    probes = probes_of("api", {"test": ["CMD", "/ok"], "interval": interval}, Notes())
    own = {
        "exec": {"command": ["/ok"]},
        "periodSeconds": period,
        "timeoutSeconds": min(30, period),
    }
    assert probes == {
        "livenessProbe": {**own, "failureThreshold": 4},
        "readinessProbe": {**own, "failureThreshold": 3},
    }


def test_a_timeout_that_is_lowered_is_told() -> None:
    """Who gave a timeout is told that it is another."""
    notes = Notes()
    probes_of("api", {"test": "true", "interval": "5s", "timeout": "9s"}, notes)
    assert notes.not_carried == [
        "api: healthcheck.timeout (9 s) is more than its interval; it is 5 s"
    ]


def test_a_file_of_variables_that_may_be_missing_is_optional() -> None:
    """Without its Secret the pod starts all the same."""
    content: dict[str, Any] = {"env_file": ["a.env", {"path": "b.env", "required": False}]}
    assert env_from_of("api", content, Notes()) == [
        {"secretRef": {"name": "a-env"}},
        {"secretRef": {"name": "b-env", "optional": True}},
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"services: {}", "f.yaml: the compose file has no services; add some"),
        (b"backend: {}", "f.yaml: is neither of manifests nor of compose; name such a file"),
        (
            b"{kind: Secret, metadata: {name: a}}",
            "f.yaml: holds Secrets only, which are not imported; name the workloads' files too",
        ),
    ],
)
def test_what_cannot_be_imported_is_named(data: bytes, message: str) -> None:
    """An error says which file it is, and what is wrong with it."""
    with pytest.raises(SourceError) as raised:
        imported_files(compiled_chart(), [(data, "f.yaml")], Wishes(), Notes(), RELEASE)
    assert str(raised.value) == message
