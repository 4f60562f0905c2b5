"""Health checks: they ask what was asked, as patiently, and send no credential."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text, translated
from todo_k8s.importing.compose.gets import get_of
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.imported import Imported, imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document
from todo_k8s.importing.wishes import Wishes
from todo_k8s.manifests.objects import items_at
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

OF_KUBERNETES = {"periodSeconds": 10, "timeoutSeconds": 1}
"""What a check has there that does not say it, and that is another in the chart."""


def _deployment(**container: Any) -> dict[str, Any]:
    main = {"name": "api", "image": "acme/api:1", **container}
    template = {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": [main]}}
    spec = {"selector": {"matchLabels": {"app": "api"}}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "api"},
        "spec": spec,
    }


def _service(name: str, *ports: dict[str, Any], **more: Any) -> dict[str, Any]:
    spec = {"selector": {"app": "api"}, "ports": [*ports], **more}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}


def _imported(*manifests: dict[str, Any]) -> Imported:
    documents = [Document("f", each) for each in manifests]
    return imported(compiled_chart(), documents, Wishes(), Notes(), RELEASE)


def _main(*manifests: dict[str, Any]) -> dict[str, Any]:
    """Return the container that the chart should render."""
    found = translated(*manifests)
    (wanted,) = [each for each in found.wanted if each["kind"] == "Deployment"]
    (main,) = items_at(wanted, "spec", "template", "spec", "containers")
    return main


def test_a_port_called_http_that_is_not_the_main_one_is_asked_by_its_number() -> None:
    """The chart calls another port so; the Service leads to both."""
    ports = [{"name": "admin", "containerPort": 9000}, {"name": "http", "containerPort": 8080}]
    workload = _deployment(ports=ports, livenessProbe={"tcpSocket": {"port": "http"}})
    service = _service("api", {"port": 80, "targetPort": 9000}, {"port": 81, "targetPort": "http"})
    found = _imported(workload, service)
    assert found.values["backend"]["port"] == 9000
    assert found.values["backend"]["extraPorts"] == {"port-8080": 8080}
    assert found.values["backend"]["probes"]["liveness"] == {
        "handler": "tcp",
        "port": 8080,
        **OF_KUBERNETES,
    }
    wanted = next(
        each for each in translated(workload, service).wanted if each["kind"] == "Service"
    )
    assert [each["targetPort"] for each in wanted["spec"]["ports"]] == ["http", "port-8080"]


def test_a_headless_service_does_not_say_which_port_is_the_main_one() -> None:
    """Where another Service leads to the pods; that one is the chart's."""
    workload = _deployment(ports=[{"containerPort": 7000}, {"containerPort": 8000}])
    headless = _service("peers", {"port": 7000}, clusterIP="None")
    found = _imported(headless, workload, _service("api", {"port": 80, "targetPort": 8000}))
    assert found.values["backend"]["port"] == 8000
    assert found.values["backend"]["service"] == {"port": 80}
    (told,) = [line for line in found.notes.not_carried if "Service" in line]
    assert told.startswith("Service peers: its name gave the addresses of all pods")


def test_grpc_is_asked_on_its_own_port() -> None:
    """The port of the check does not become that of the service."""
    ports = [{"containerPort": 9090}, {"containerPort": 50051}]
    workload = _deployment(ports=ports, livenessProbe={"grpc": {"port": 50051}})
    backend = _imported(workload, _service("api", {"port": 80, "targetPort": 9090})).values[
        "backend"
    ]
    assert backend["port"] == 9090
    asked = {"handler": "grpc", "port": 50051}
    assert backend["probes"] == {
        "startup": asked,
        "liveness": {**asked, **OF_KUBERNETES},
        "readiness": asked,
        "restartBudgetSeconds": 0,
    }


def test_checks_that_are_added_wait_as_long_as_the_one_that_was_there() -> None:
    """An answer that takes seconds is one of a start too."""
    asked = {"exec": {"command": ["slow-check"]}, "periodSeconds": 60, "timeoutSeconds": 30}
    main = _main(_deployment(livenessProbe=asked))
    assert main["readinessProbe"] == asked
    assert main["startupProbe"] == {**asked, "periodSeconds": 5, "failureThreshold": 36}


def test_what_a_check_does_not_say_is_what_kubernetes_has_for_it() -> None:
    """The chart asks more often, and a pod of it is unready before it is restarted."""
    get = {"httpGet": {"path": "/h", "port": 8000}}
    workload = _deployment(ports=[{"containerPort": 8000}], livenessProbe=get, readinessProbe=get)
    found = _imported(workload)
    assert found.values["backend"]["probes"] == {
        "path": "/h",
        "liveness": {**OF_KUBERNETES, "failureThreshold": 4},
        "readiness": {**OF_KUBERNETES, "failureThreshold": 3},
        "restartBudgetSeconds": 0,
    }
    assert not [line for line in found.notes.not_carried if "robe" in line]
    assert [line for line in found.notes.judged if "livenessProbe fails once more" in line]


def test_a_slow_check_has_the_period_of_kubernetes() -> None:
    """The chart's is shorter than the check may take."""
    probe = {"tcpSocket": {"port": 8000}, "timeoutSeconds": 6}
    main = _main(_deployment(livenessProbe=probe, ports=[{"containerPort": 8000}]))
    assert main["livenessProbe"]["periodSeconds"] == 10
    assert main["startupProbe"]["failureThreshold"] == 24


def test_a_check_without_its_command_is_none() -> None:
    """A credential was in it; that is told once, and not each of its times."""
    command = {"exec": {"command": ["curl", "-u", "me:canary", "http://localhost"]}}
    found = _imported(_deployment(livenessProbe={**command, "periodSeconds": 7}))
    (told,) = [line for line in found.notes.not_carried if "robe" in line]
    assert told.startswith("Deployment api: the command of a check or hook has a credential in it")
    assert "canary" not in f"{found.values}{found.notes}"


def test_a_start_of_compose_has_its_period_and_then_its_retries() -> None:
    """Failures count after the period only, and each check has its own time."""
    check = {"test": "slow-check", "interval": "60s", "timeout": "30s", "start_period": "20s"}
    probe = probes_of("api", check, Notes())["startupProbe"]
    assert (probe["periodSeconds"], probe["timeoutSeconds"]) == (5, 30)
    assert probe["failureThreshold"] == 40


@pytest.mark.parametrize("test", ["NONE", ["NONE"]])
def test_no_check_is_nothing_to_tell(test: Any) -> None:
    """It switches off that of the image."""
    notes = Notes()
    assert probes_of("api", {"test": test}, notes) == {}
    assert notes == Notes()


GET = {"path": "/ok", "port": 8000}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("curl -fsS http://localhost:8000/ok >/dev/null 2>&1 || exit 1", GET),
        ("wget -qO- http://127.0.0.1:8000/ok||exit 1", GET),
        ("curl --fail 'http://localhost/a?b=c&d=e'", {"path": "/a?b=c&d=e", "port": 80}),
        ("curl -fk https://localhost", {"path": "/", "port": 443, "scheme": "HTTPS"}),
        (
            "curl -f -H 'X-Probe: 1' --header=Host:a.io http://localhost:8000/ok",
            {
                **GET,
                "httpHeaders": [
                    {"name": "X-Probe", "value": "1"},
                    {"name": "Host", "value": "a.io"},
                ],
            },
        ),
    ],
)
def test_a_plain_get_is_one_of_the_kubelet(line: str, expected: dict[str, Any]) -> None:
    """With its headers, which may say what the server needs."""
    assert get_of(["sh", "-c", line]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "curl http://localhost:8000/ok",
        "curl -f -X POST http://localhost:8000/ok",
        "curl -fXPOST http://localhost:8000/ok",
        "curl -f -u me:canary http://localhost:8000/ok",
        "curl -f -H 'Authorization: Bearer canary12' http://localhost:8000/ok",
        "curl -f -d x http://localhost:8000/ok",
        "curl -f -o /tmp/ok http://localhost:8000/ok",
        "curl -f http://localhost:8000/ok && test -f /ready",
        "curl -f http://localhost:8000/ok || true",
        "curl -f http://localhost:$PORT/ok",
        "curl -f http://localhost:8000/ok http://localhost:8001/ok",
        "wget -qO- http://localhost:8000/ok | grep ok",
        "wget --post-data=x http://localhost:8000/ok",
        "curl -f 'http://localhost:8000/ok",
        "curl -f http://db:8000/ok",
    ],
)
def test_what_does_more_than_a_plain_get_stays_a_command(line: str) -> None:
    """Another method, a credential, a second command, or an answer that is looked at."""
    probe = probes_of("api", {"test": line}, Notes())["livenessProbe"]
    assert probe["exec"] == {"command": ["sh", "-c", line]}


@pytest.mark.parametrize(
    "test",
    [
        ["CMD", "curl", "-H", "Authorization: Bearer canary12", "http://localhost"],
        ["CMD", "curl", "-d", "user=me&password=canary12", "http://localhost"],
        "curl -fsH 'X-Api-Key:canary12' http://localhost",
        "curl -H 'Cookie: session=canary12' http://localhost",
        """curl -d '{"password": "canary12"}' http://localhost""",
    ],
)
def test_no_credential_of_a_check_is_carried(test: Any) -> None:
    """Neither in a header nor in what is sent."""
    api = {"image": "acme/api:1", "ports": ["80:8000"], "healthcheck": {"test": test}}
    found = imported_text(yaml.safe_dump({"services": {"api": api}}))
    assert "canary12" not in found.text(compiled_chart().model)
    assert any("has a credential in it" in line for line in found.notes.not_carried)
