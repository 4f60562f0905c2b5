"""What an import could lose without a word: labels, files of variables, the order of lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated
from todo_k8s.importing.comparing import object_of
from todo_k8s.importing.compose.environment import EnvFiles
from todo_k8s.importing.foreign.labels import carried
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.securing import public_config
from todo_k8s.importing.sources.manifests import Manifest


@pytest.mark.parametrize(
    "key", ["application", "appTeam", "release-channel", "tiering", "charting"]
)
def test_a_label_that_starts_like_those_of_charts_is_carried(key: str) -> None:
    """Only whole keys, and the prefixes of Kubernetes and Helm, are names of the application."""
    own = {"app": "api", "app.kubernetes.io/name": "api", "helm.sh/chart": "api-1", "tier": "web"}
    assert carried({**own, key: "x"}) == {key: "x"}


def test_the_path_of_a_file_is_quoted() -> None:
    """The command is copied into a shell."""
    files, notes = EnvFiles(), Notes()
    files.secret("my files/$(id).env", "api")
    files.tell(notes)
    assert "--from-env-file='my files/$(id).env' " in notes.to_do[0]


def test_credentials_of_a_config_map_are_told_in_one_order() -> None:
    """It is the same in each run."""
    data = {f"{name}_PASSWORD": "aaaaa" for name in "EBDAC"}
    content = {"kind": "ConfigMap", "metadata": {"name": "conf"}, "data": data}
    notes = Notes()
    public_config(Manifest(content, "f"), notes)
    told = [line.split()[2] for line in notes.not_carried]
    assert told == [f"{name}_PASSWORD" for name in "ABCDE"]


def test_what_becomes_a_deployment_is_referred_to_as_one() -> None:
    """The version of the reference fits the kind."""
    made: Any = deployment()
    spec = made["spec"]["template"]["spec"]
    pod = {**made, "kind": "Pod", "spec": spec, "metadata": {"name": "api"}}
    target = {"apiVersion": "v1", "kind": "Pod", "name": "api"}
    policy = {"kind": "Policy", "metadata": {"name": "x"}, "spec": {"targetRef": target}}
    (carried_policy,) = translated(pod, policy).values["extraObjects"]
    assert carried_policy["spec"]["targetRef"] == {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": "todo-backend",
    }
    assert object_of(carried_policy).name == "x"


_FROM = [{"configMapRef": {"name": "conf"}}]


def _of_config(**spec: Any) -> list[Any]:
    """Return an application whose main container has its variables from a ConfigMap."""
    api = deployment(**spec)
    api["spec"]["template"]["spec"]["containers"][0]["envFrom"] = _FROM
    return [api, {"kind": "ConfigMap", "metadata": {"name": "conf"}, "data": {"LEVEL": "info"}}]


_VOLUME = [{"name": "c", "projected": {"sources": [{"configMap": {"name": "conf"}}]}}]
_CONTAINER = {"name": "other", "image": "acme/other:1", "envFrom": _FROM}
_JOB = {"containers": [{"name": "j", "image": "acme/j:1"}], "volumes": _VOLUME}


@pytest.mark.parametrize(
    "others",
    [
        _of_config(volumes=_VOLUME),
        _of_config(initContainers=[_CONTAINER]),
        [
            *_of_config(),
            {
                "kind": "CronJob",
                "metadata": {"name": "j"},
                "spec": {
                    "schedule": "0 4 * * *",
                    "jobTemplate": {"spec": {"template": {"spec": _JOB}}},
                },
            },
        ],
        [
            *_of_config(),
            {"kind": "Job", "metadata": {"name": "j"}, "spec": {"template": {"spec": _JOB}}},
        ],
        [*_of_config(), {"kind": "Other", "metadata": {"name": "o"}, "spec": {"from": _FROM}}],
    ],
)
def test_a_config_map_that_something_refers_to_is_carried(others: list[Any]) -> None:
    """Variables of the main container are no reason to drop it."""
    found = translated(*others)
    assert "conf" in [each["metadata"]["name"] for each in found.values["extraObjects"]]


def test_a_config_map_that_is_in_variables_is_told() -> None:
    """Its values are there."""
    found = translated(*_of_config())
    assert "extraObjects" not in found.values
    assert found.notes.judged[-1] == (
        "ConfigMap conf: not carried; what pods read of it is in their variables now"
    )
