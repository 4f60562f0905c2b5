"""A variable or a name that one value decides cannot be set by another."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s import Release, render
from todo_k8s.errors import ValuesError
from todo_k8s.services.workload.presets import PRESETS

ORIGIN = {"auth": {"url": "https://todo.example.com"}}
PLACES = ("env", "secretEnv", "configMapEnv")
CONSTANT = {
    name for preset in PRESETS.values() for name in preset.env.keys() - preset.told.keys()
} - {"UVICORN_WORKERS"}
"""What a preset sets to a text of its own, and `env` may override."""


def variables(service: str) -> set[str]:
    """Return the variables that a service has when only the origin is set."""
    manifests = [each for each in render(ORIGIN) if each["metadata"]["name"].endswith(service)]
    (deployment,) = (each for each in manifests if each["kind"] == "Deployment")
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    data = [each["data"] for each in manifests if each["kind"] == "ConfigMap"]
    return {each["name"] for each in container["env"]}.union(*data)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("service", ["backend", "frontend"])
def test_each_variable_of_the_chart_has_one_source(service: str, place: str) -> None:
    """Set elsewhere it is refused by its path; a constant of a preset is free in `env`."""
    own = variables(service)
    assert len(own) >= 5
    for name in sorted(own):
        given: dict[str, Any] = {service: {place: {name: "x"}}, **ORIGIN}
        if (place == "env" and name in CONSTANT) or (
            place == "secretEnv" and name in ("DATABASE_URL", "BETTER_AUTH_SECRET")
        ):
            assert render(given)
            continue
        with pytest.raises(ValuesError, match=rf"(?m)^{service}\.{place}\.{name}: "):
            render(given)


@pytest.mark.parametrize("release", ["todo", "todo-chatbot", "a" * 53, "my.todo"])
def test_an_alias_is_not_the_name_of_the_other_service(release: str) -> None:
    """Whatever the release is called; that of the own Service makes no second one."""
    names = [
        each["metadata"]["name"]
        for each in render({}, Release(name=release))
        if each["kind"] == "Service"
    ]
    for service, other in (("backend", "frontend"), ("frontend", "backend")):
        (own,) = (name for name in names if name.endswith(service))
        (others,) = (name for name in names if name.endswith(other))
        assert render({service: {"service": {"alias": own}}}, Release(name=release))
        with pytest.raises(
            ValuesError, match=f"^{service}.service.alias: is the name of the {other}"
        ):
            render({service: {"service": {"alias": others}}}, Release(name=release))
        free = "backend-of-another-release"
        assert render({service: {"service": {"alias": free}}}, Release(name=release))


def test_both_names_that_are_taken_are_said_at_once() -> None:
    """The chart asks for all that it requires before it refuses."""
    names = {"backend": {"service": {"alias": "todo-todo-chatbot-frontend"}}}
    names["frontend"] = {"service": {"alias": "todo-todo-chatbot-backend"}}
    with pytest.raises(ValuesError) as refused:
        render(names)
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("surge", "waves"),
    [(1, 100), (7, 15), (25, 4), (100, 1), (1000, 1), ("1%", 100), ("25%", 4), ("100%", 1)],
)
def test_waves_of_a_rollout_are_counted(surge: int | str, waves: int) -> None:
    """100 pods, `maxSurge` at once, each wave of 3 + 5 s: what fits the budget to the second."""
    seconds = waves * 8

    def given(budget: int) -> dict[str, Any]:
        rollout = {"progressDeadlineSeconds": 6}
        common = {"probes": {"startup": {"enabled": False}}}
        return {
            "deployBudgetSeconds": budget,
            "frontend": {"replicaCount": 100, "rollout": {**rollout, "maxSurge": surge}, **common},
            "backend": {"replicaCount": 0, "rollout": rollout, **common},
        }

    assert render(given(seconds))
    message = rf"^frontend.rollout.maxSurge: .* {waves} waves · .* = {seconds} s"
    with pytest.raises(ValuesError, match=message):
        render(given(seconds - 1))
