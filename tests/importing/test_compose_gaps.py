"""What a compose file leaves open, and where it says more than the import reads."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.compose.project import manifests_of_compose
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document

API = {"image": "acme/api:1", "ports": ["8000:8000"]}
NO_PORT = "ml names no port: if others ask it, set services.ml.port and services.ml.reachableFrom"


def _notes(**services: Any) -> Notes:
    """Return what is said of services, before their manifests are imported."""
    notes = Notes()
    manifests_of_compose([Document("f", {"services": services})], notes)
    return notes


def _to_do(**services: Any) -> list[str]:
    return imported_text(yaml.safe_dump({"services": {"api": API, **services}})).notes.to_do


@pytest.mark.parametrize(
    ("ml", "is_asked"),
    [
        ({}, True),
        ({"command": ["serve", "--workers=2"]}, True),
        ({"expose": [9000]}, False),
        ({"command": "celery -A app worker"}, False),
        ({"command": "php artisan queue:work"}, False),
        ({"command": ["bundle", "exec", "sidekiq"]}, False),
        ({"restart": "no", "command": "sync"}, False),
    ],
)
def test_a_service_without_a_port_is_asked_for_it(ml: dict[str, Any], is_asked: bool) -> None:
    """In compose others reach all of its ports, and in a cluster none; workers have none."""
    lines = _to_do(ml={"image": "acme/ml:1", **ml})
    assert (NO_PORT in lines) == is_asked


def test_what_leads_to_the_machine_of_the_file_is_told() -> None:
    """A port that is published there is none of the pod's; where a server listens is its own."""
    environment = {
        "AUTH_URL": "http://localhost:3000",
        "ORIGINS": "https://a.example,http://127.0.0.1:8000",
        "HOST": "localhost",
        "NO_PROXY": "localhost",
        "MY_URL": "http://localhost.example.com",
    }
    told = [line for line in _to_do(web={**API, "environment": environment}) if "itself" in line]
    (line,) = told
    assert line.startswith("correct AUTH_URL and ORIGINS of web: localhost is the pod itself there")


@pytest.mark.parametrize("name", ["worker", "scheduler", "celery-beat"])
def test_a_worker_by_its_name_is_asked_for_no_port(name: str) -> None:
    """It asks others."""
    lines = _to_do(**{name: {"image": "acme/api:1", "command": ["run"]}})
    assert not [each for each in lines if "names no port" in each]


@pytest.mark.parametrize("key", ["network_mode", "pid", "ipc"])
@pytest.mark.parametrize("kind", ["service", "container"])
def test_what_is_shared_with_another_is_of_one_pod(key: str, kind: str) -> None:
    """That is a sidecar, and nothing of the node."""
    notes = _notes(api=API, vpn={"image": "v", key: f"{kind}:api"})
    assert notes.not_carried == [
        f"vpn: {key} is that of api, which it has in the same pod only; see sidecars of api"
    ]


@pytest.mark.parametrize("mode", ["host", 1, [], {}, None, ""])
def test_what_is_shared_with_the_node_is_told_as_before(mode: Any) -> None:
    """It may have any shape."""
    (line,) = _notes(api={**API, "network_mode": mode}).not_carried
    assert "see podSpec.hostNetwork" in line


@pytest.mark.parametrize("file", ["base.yaml", ["x"], {"a": 1}, 1])
def test_a_base_in_another_file_is_to_be_read(file: Any) -> None:
    """Without it the image is not known."""
    notes = _notes(api={"extends": {"file": file, "service": "base"}})
    assert notes.to_do == [
        f"import what docker compose config prints, as api extends base of {file}",
        "correct the image of api here: nothing that was read names one",
    ]


@pytest.mark.parametrize("api", [{"image": "a"}, {"build": "."}, {"image": "a", "build": "."}])
def test_an_image_that_is_named_is_not_asked_for(api: dict[str, Any]) -> None:
    """One that is built is asked for in other words."""
    assert not [each for each in _notes(api=api).to_do if "names one" in each]
