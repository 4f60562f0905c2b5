"""Manifests of other charts: what the chart should render for them, and what is told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import manifests_of, translated
from todo_k8s.importing.arguments import credentials_in
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.foreign.approximation import is_asked
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.reading import imported_files
from todo_k8s.importing.reporting import note_secrets
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.securing import secured
from todo_k8s.importing.wishes import Wishes
from todo_k8s.manifests.objects import items_at
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE


def _deployment(**container: Any) -> dict[str, Any]:
    main = {"name": "api", "image": "acme/api:1", "ports": [{"containerPort": 8000}], **container}
    pod = {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": [main]}}
    return {"kind": "Deployment", "metadata": {"name": "api"}, "spec": {"template": pod}}


def _cron_job(schedule: str, *, of_jobs: dict[str, Any] | None = None, **container: Any) -> Any:
    main = {"name": "c", "image": "acme/api:1", "command": ["clean"], **container}
    pod = {"restartPolicy": "OnFailure", "containers": [main]}
    inner = {**(of_jobs or {}), "template": {"spec": pod}}
    spec = {"schedule": schedule, "jobTemplate": {"spec": inner}}
    return {"kind": "CronJob", "metadata": {"name": "cleanup"}, "spec": spec}


def test_a_job_gets_no_credential_that_it_did_not_have() -> None:
    """It has an image of its own where a service of its image has variables that it lacks."""
    source: dict[str, Any] = {"envFrom": [{"secretRef": {"name": "api-secrets"}}]}
    own = translated(_deployment(**source), _cron_job("0 4 * * *"))
    assert own.values["cronJobs"] == {
        "cleanup": {"schedule": "0 4 * * *", "image": {"repository": "acme/api", "tag": "1"}}
    }
    shared = translated(_deployment(**source), _cron_job("0 4 * * *", **source))
    assert shared.values["cronJobs"] == {
        "cleanup": {"schedule": "0 4 * * *", "service": "backend", "command": ["clean"]}
    }


@pytest.mark.parametrize(
    ("of_job", "keys"),
    [
        ({}, ["image", "schedule"]),
        ({"nodeSelector": {"arch": "arm64"}}, ["image", "schedule"]),
        ({"tolerations": [{"key": "app"}]}, ["image", "schedule"]),
        (
            {"nodeSelector": {"arch": "arm64"}, "tolerations": [{"key": "app"}, {"key": "x"}]},
            ["image", "schedule"],
        ),
        (
            {"nodeSelector": {"arch": "arm64", "pool": "a"}, "tolerations": [{"key": "app"}]},
            ["command", "schedule", "service"],
        ),
    ],
)
def test_a_job_is_of_a_service_whose_nodes_it_runs_on(
    of_job: dict[str, Any], keys: list[str]
) -> None:
    """It would get the labels that a node must have, and the taints to tolerate."""
    deployment, job = _deployment(), _cron_job("0 4 * * *")
    deployment["spec"]["template"]["spec"] |= {
        "nodeSelector": {"arch": "arm64"},
        "tolerations": [{"key": "app"}],
    }
    job["spec"]["jobTemplate"]["spec"]["template"]["spec"] |= of_job
    found = translated(deployment, job).values["cronJobs"]["cleanup"]
    assert sorted(found) == keys


def test_what_a_job_loses_is_told_with_what_there_is_instead() -> None:
    """By field; a time zone in the schedule becomes `timeZone`."""
    of_jobs: dict[str, Any] = {
        "parallelism": 1,
        "scheduling": {"schedulingPolicy": {"basic": {}}},
    }
    found = translated(_deployment(), _cron_job("CRON_TZ=UTC 5  4 * * *", of_jobs=of_jobs))
    assert found.values["cronJobs"]["cleanup"]["timeZone"] == "UTC"
    assert found.values["cronJobs"]["cleanup"]["schedule"] == "5 4 * * *"
    assert [line.removeprefix("CronJob cleanup: ") for line in found.notes.not_carried] == [
        "scheduling is not carried; the chart has no such field",
        "restartPolicy is not carried; a failed run is tried again in a new pod; see backoffLimit",
    ]


def test_a_job_that_is_refused_is_told_in_a_line() -> None:
    """It is not said to be in the file."""
    found = translated(_deployment(), _cron_job("@every 1h"))
    assert "cronJobs" not in found.values
    assert found.jobs == []
    (line,) = found.notes.not_carried
    assert line.startswith("CronJob cleanup: is refused by the chart: cronJobs.cleanup.schedule: ")
    assert not any("CronJob" in line for line in found.notes.judged)


_CREDENTIALS = {
    "SLACK_WEBHOOK": "https://hooks.slack.com/services/T0/B0/canary",
    "SENTRY_DSN": "https://canary1234@o1.ingest.sentry.io/2",
    "LICENSE": "canary123",
    "PW_SALT": "canary123",
    "PGPASS": "canary",
    "AUTH": "Basic canary123",
    "ANY": "Bearer canary123",
    "POSTGRES_PASSWORD": "admin",
    "KEY": "canary1",
}
_PLAIN = {
    "ALLOW_EMPTY_PASSWORD": "yes",
    "KEY": "v",
    "MAX_TOKEN": "4000",
    "AUTH": "none",
    "BYPASS": "all",
    "DSN": "postgres://$(USER):$(PASSWORD)@db",
    "REPOSITORY": "https://git@github.com/acme/todo",
}


@pytest.mark.parametrize(("name", "value"), _CREDENTIALS.items())
def test_credentials_are_known_by_name_or_value(name: str, value: str) -> None:
    """More of them than the chart refuses."""
    assert is_credential(name, value)


@pytest.mark.parametrize(("name", "value"), _PLAIN.items())
def test_switches_and_words_are_no_credentials(name: str, value: str) -> None:
    """Even if the name ends as one of a credential does."""
    assert not is_credential(name, value)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("serve --smtp-pass canary", {2: ("SMTP_PASS", "", "canary")}),
        ("serve --token=canary12", {1: ("TOKEN", "--token=", "canary12")}),
        ("env PASSWORD=canary serve", {1: ("PASSWORD", "PASSWORD=", "canary")}),
        ("serve -p canary3", {2: ("ARGUMENT", "", "canary3")}),
        ("curl -u me:canary", {2: ("ARGUMENT", "", "me:canary")}),
        ("serve -p 8080 --tls-key /etc/key --user 10:10 --token $(TOKEN) --no-auth", {}),
    ],
)
def test_arguments_are_credentials_by_their_flag(command: str, expected: Any) -> None:
    """A port, a file and a reference to a variable are none."""
    assert credentials_in(command.split()) == expected


def test_a_script_with_a_credential_is_one_as_a_whole() -> None:
    """A part of it could not be replaced without knowing how it quotes."""
    script = "exec serve --password canary"
    assert credentials_in(["sh", "-c", script]) == {2: ("ARGUMENT", "", script)}


def test_no_two_credentials_share_a_key() -> None:
    """Nor a container's argument the name of another variable."""
    secret = [{"name": "PASSWORD", "value": "canary1"}]
    manifests = manifests_of(
        _deployment(args=["--password", "canary2"], env=secret), _cron_job("0 4 * * *", env=secret)
    )
    notes = Notes()
    api, job = secured(manifests, SecretKeys.of(manifests, "keys"), notes).own
    (main,) = items_at(api.content, "spec", "template", "spec", "containers")
    assert main["args"] == ["--password", "$(PASSWORD_2)"]
    assert [each.key for each in notes.keys] == ["PASSWORD_2", "PASSWORD"]
    assert "canary" not in f"{api.content}{job.content}{notes}"


def _main(translation: Translation) -> dict[str, Any]:
    """Return the container of the Deployment that the chart should render."""
    (wanted,) = [each for each in translation.wanted if each["kind"] == "Deployment"]
    (main,) = items_at(wanted, "spec", "template", "spec", "containers")
    return main


def test_checks_that_are_added_ask_what_is_asked_now() -> None:
    """The same scheme, port and path; liveness goes before readiness."""
    get = {"path": "/r", "port": 8000, "scheme": "HTTPS"}
    main = _main(translated(_deployment(readinessProbe={"httpGet": get, "periodSeconds": 7})))
    asked = {"httpGet": {"path": "/r", "port": "http", "scheme": "HTTPS"}}
    times = {"periodSeconds": 7, "timeoutSeconds": 1}
    assert main["startupProbe"] == asked
    assert main["readinessProbe"] == {**asked, **times, "failureThreshold": 3}
    assert main["livenessProbe"] == {**asked, **times, "failureThreshold": 4}


def test_a_slow_start_has_the_time_that_it_had() -> None:
    """The delay of a check is in the budget of the startup check, and a rollout waits for it."""
    probe = {"tcpSocket": {"port": 8000}, "initialDelaySeconds": 300}
    found = translated(_deployment(livenessProbe=probe))
    assert _main(found)["startupProbe"] == {"tcpSocket": {"port": "http"}, "failureThreshold": 330}
    assert found.wanted[0]["spec"]["progressDeadlineSeconds"] == 720
    own = {"exec": {"command": ["ok"]}, "initialDelaySeconds": 15, "failureThreshold": 6}
    assert _main(translated(_deployment(startupProbe=own)))["startupProbe"] == {
        "exec": {"command": ["ok"]},
        "periodSeconds": 10,
        "timeoutSeconds": 1,
        "failureThreshold": 8,
    }


def test_a_secret_in_use_is_not_to_be_created() -> None:
    """It exists where the pods run, even if it was not read; it may need more keys."""
    source = {"secretKeyRef": {"name": "redis", "key": "password"}}
    read = manifests_of(_deployment(env=[{"name": "PASSWORD", "valueFrom": source}]))
    notes = Notes()
    for key in (Key("redis", "password", "x"), Key("redis", "more", "api"), Key("new", "key", "x")):
        notes.need(key)
    note_secrets(read, notes)
    assert notes.keys == [Key("new", "key", "x")]
    assert notes.to_do == [
        "the Secret redis, which exists already, needs the key password",
        "add the key more to the Secret redis: api",
    ]


def test_only_faults_of_sections_in_use_are_told() -> None:
    """An Ingress that nobody asked for is not said to be refused."""
    switched = {"ingress": {"enabled": False}, "backend": {"port": 8000}}
    assert not is_asked("ingress.enabled: leads nowhere", switched)
    assert is_asked("backend.probes.startup: may take long", switched)
    assert is_asked("services.worker.env: is refused", switched)


def test_two_values_of_one_name_share_no_key() -> None:
    """Nor do those of ConfigMaps; the same value under one name is one key."""
    values = {"api-env": "hunter2aaa", "worker-env": "other9bbbb"}
    configs: list[dict[str, Any]] = [
        {"kind": "ConfigMap", "metadata": {"name": name}, "data": {"DB_PASSWORD": value}}
        for name, value in values.items()
    ]
    sources = [{"envFrom": [{"configMapRef": {"name": name}}]} for name in values]
    worker = _deployment(**sources[1])
    worker["metadata"]["name"] = "worker"
    found = translated(*configs, _deployment(**sources[0]), worker)
    keys = {
        each["metadata"]["name"]: [
            one["valueFrom"]["secretKeyRef"]["key"]
            for one in items_at(each, "spec", "template", "spec", "containers")[0]["env"]
        ]
        for each in found.wanted
        if each["kind"] == "Deployment"
    }
    assert keys == {"todo-backend": ["DB_PASSWORD"], "todo-worker": ["DB_PASSWORD_2"]}
    assert "hunter2aaa" not in repr(found.keys)


def test_the_secret_is_that_of_the_application() -> None:
    """A server beside it has keys of its own, however many; what a CronJob reads counts."""

    def reads(secret: str, *keys: str) -> list[dict[str, Any]]:
        return [
            {"name": f"OF_{key}", "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}}
            for key in keys
        ]

    db = _deployment(image="postgres:16", env=reads("db-secret", "user", "name"))
    db["metadata"]["name"] = "db"
    api = _deployment(env=[{"name": "STRIPE_PASSWORD", "value": "canary12"}])
    manifests = [db, api, _cron_job("0 4 * * *", env=reads("api-secret", "key"))]
    notes, data = Notes(), yaml.safe_dump_all(manifests).encode()
    found = imported_files(compiled_chart(), [(data, "f.yaml")], Wishes(), notes, RELEASE).found
    assert found.values["secrets"]["existingSecret"] == "api-secret"
    assert found.values["backend"]["secretEnv"]["STRIPE_PASSWORD"] == "STRIPE_PASSWORD"
    assert notes.to_do == [
        "add the key STRIPE_PASSWORD to the Secret api-secret: Deployment api, in plain text",
        "the Secret api-secret, which exists already, needs the key key",
    ]
