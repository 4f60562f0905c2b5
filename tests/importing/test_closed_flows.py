"""What policies closed stays closed: to the database, and to whom services are not reachable."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated
from todo_k8s import render
from todo_k8s.helm.chart.release import Release
from todo_k8s.importing.comparing import Object, differences
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.inversion.fits import Setting
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.own_flows import tell_flows
from todo_k8s.importing.own_policies import with_policies
from todo_k8s.importing.trials import Trials
from todo_k8s.todo_chatbot.compiled import compiled_chart

RELEASE = Release("todo", "todo")
DATABASE = {"ports": [{"port": 5432, "protocol": "TCP"}]}


def _policy(*egress: dict[str, Any], **spec: Any) -> dict[str, Any]:
    own = {"podSelector": {"matchLabels": {"app": "api"}}, "policyTypes": ["Egress"]}
    named = {"kind": "NetworkPolicy", "metadata": {"name": "api"}}
    return {**named, "spec": {**own, "egress": [*egress], **spec}}


@pytest.mark.parametrize(
    ("policies", "connections"),
    [
        ([], None),
        ([_policy()], 0),
        ([_policy({"ports": [{"port": 6379}]})], 0),
        ([_policy({"ports": [{"port": 5432, "protocol": "UDP"}]})], 0),
        ([_policy(podSelector={})], 0),
        ([_policy(DATABASE)], None),
        ([_policy({"ports": [{"port": 5000, "endPort": 6000}]})], None),
        ([_policy({"ports": [{"port": "postgres"}]})], None),
        ([_policy({})], None),
        ([_policy(policyTypes=["Ingress"])], None),
        ([_policy(), _policy(DATABASE)], None),
        ([_policy(podSelector={"matchLabels": {"app": "web"}})], None),
    ],
)
def test_a_closed_port_of_the_database(policies: list[Any], connections: int | None) -> None:
    """The backend's is open, unless it has no connections."""
    found = translated(deployment(), *policies)
    assert found.values["backend"].get("databaseConnections") == connections


def test_a_port_that_opens_with_the_url_is_told() -> None:
    """No value closes it for a service that has the URL."""
    web = deployment("web")
    (main,) = web["spec"]["template"]["spec"]["containers"]
    key = {"name": "s", "key": "DATABASE_URL"}
    main["env"] = [{"name": "DATABASE_URL", "valueFrom": {"secretKeyRef": key}}]
    labels = {"podSelector": {"matchLabels": {"app": "web"}}}
    lines = translated(web, deployment(), _policy(**labels)).notes.not_carried
    wanted = "frontend: may reach port 5432 of the database now, which NetworkPolicy api did not"
    assert [line for line in lines if line.startswith(wanted)]


VALUES: dict[str, Any] = {
    "services": {
        "redis": {
            "image": {"repository": "redis"},
            "port": 6379,
            "reachableFrom": ["backend", "worker", "migrations"],
        },
        "worker": {"image": {"repository": "worker"}},
    },
    "cronJobs": {
        "prune": {"schedule": "15 3 * * *", "service": "backend", "command": ["x"]}
        | {"reaches": ["redis"]}
    },
    "migrations": {"enabled": True, "command": ["migrate"]},
    "database": {"podSelector": {"matchLabels": {"app": "postgres"}}},
}


def test_own_policies_say_who_reaches_whom() -> None:
    """The backend, jobs and the migrations; and the pods of the database."""
    wanted = render(VALUES, RELEASE)
    trials = Trials(compiled_chart(), wanted)
    start = trials.changed(
        trials.tried(VALUES, RELEASE),
        [
            Setting(("Values", "services", "redis", "reachableFrom"), ["worker"]),
            Setting(("Values", "cronJobs", "prune", "reaches"), []),
            Setting(("Values", "database", "podSelector"), {}),
        ],
    )
    assert differences(start.manifests or [], wanted)
    found = with_policies(Fitting(trials), start, wanted)
    assert differences(found.manifests or [], wanted) == []


def test_what_is_let_through_otherwise_is_told_in_words() -> None:
    """Looser and stricter, each with the peers and their ports."""
    to_all = {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], **DATABASE}
    pods = {"podSelector": {"matchLabels": {"app.kubernetes.io/component": "backend"}}}
    own = _policy(ingress=[{"from": [pods], "ports": [{"port": 6379}]}])
    notes = Notes()
    assert tell_flows([_policy(to_all)], [own], notes) == {Object("NetworkPolicy", "api")}
    assert notes.not_carried == [
        "NetworkPolicy api: is stricter: it no longer lets in backend on 6379",
        ("NetworkPolicy api: is looser: it lets out to 0.0.0.0/0 on 5432, which it did not before"),
    ]
    assert tell_flows([own], [own], Notes()) == set()
