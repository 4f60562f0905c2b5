"""Jobs that migrate: those of the backend become `migrations`, others are told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.reading import Import

LEVEL = {"name": "LEVEL", "value": "info"}
MORE = {"name": "MORE", "value": "1"}


def _imported(container: dict[str, Any], annotations: Any = None, **spec: Any) -> Import:
    """Return the import of a backend with one variable and of a Job that migrates."""
    api = deployment()
    api["spec"]["template"]["spec"]["containers"][0]["env"] = [LEVEL]
    main = {"name": "m", "image": "acme/api:1", "command": ["alembic", "upgrade", "head"]}
    pod = {"restartPolicy": "Never", "containers": [{**main, **container}], **spec.pop("pod", {})}
    job: dict[str, Any] = {
        "kind": "Job",
        "metadata": {"name": "migrate", "annotations": annotations or {}},
        "spec": {**spec, "template": {"spec": pod}},
    }
    return imported_text(yaml.safe_dump_all([api, job]))


def test_a_job_of_the_backend_is_its_migrations() -> None:
    """With when it ends, how often it is tried, and what it may use."""
    amounts = {"limits": {"memory": "2Gi"}, "requests": {"memory": "1Gi"}}
    found = _imported(
        {"env": [LEVEL], "resources": amounts},
        backoffLimit=3,
        activeDeadlineSeconds=99,
        ttlSecondsAfterFinished=60,
    )
    assert found.found.values["migrations"] == {
        "enabled": True,
        "command": ["alembic", "upgrade", "head"],
        "deadlineSeconds": 99,
        "retries": 3,
        "ttlSecondsAfterFinished": 60,
        "resources": {**amounts, "limits": {"cpu": "", "memory": "2Gi"}},
    }
    assert not [line for line in found.notes.not_carried if "Job" in line]


@pytest.mark.parametrize(
    ("container", "why"),
    [
        ({"image": "acme/migrator:9"}, "its image acme/migrator:9 is not the backend's"),
        ({"env": [LEVEL, MORE]}, "the backend does not have its variables MORE"),
        ({"env": [{**LEVEL, "value": "debug"}]}, "its variables LEVEL differ from the backend's"),
        (
            {"envFrom": [{"secretRef": {"name": "x"}}]},
            "the backend does not have its variables of x",
        ),
        ({"command": None, "args": ["-url=x", "migrate"]}, "it has arguments of the image's entry"),
        ({"command": None}, "it names no command"),
    ],
)
def test_another_job_is_none(container: dict[str, Any], why: str) -> None:
    """What differs is told, and that its manifest is kept."""
    found = _imported(container)
    assert "migrations" not in found.found.values
    told = "Job migrate: is not taken for the migrations of the chart: "
    assert any(line.startswith(f"{told}{why}") for line in found.notes.not_carried)
    assert "Job migrate: has no place in the chart; keep its manifest" in found.notes.not_carried


def test_what_a_job_has_besides_is_told() -> None:
    """Each of its losses has a line."""
    side = {"name": "proxy", "image": "acme/proxy:1"}
    main = {"name": "migrate", "image": "acme/api:1", "command": ["alembic", "upgrade"]}
    pod: dict[str, Any] = {
        "initContainers": [side],
        "serviceAccountName": "migrator",
        "containers": [main, side],
        "volumes": [{"name": "v", "emptyDir": {}}],
    }
    found = _imported({}, {"helm.sh/hook": "post-install"}, pod=pod)
    assert found.found.values["migrations"]["command"] == ["alembic", "upgrade"]
    told = [line for line in found.notes.not_carried if line.startswith("Job migrate: ")]
    for part in ("the hook post-install", "proxy", "initContainers", "serviceAccountName", "volum"):
        assert any(line.startswith(f"Job migrate: {part}") or part in line for line in told)


def test_a_command_of_compose_has_the_entry_point_of_the_image_before_it() -> None:
    """What is an entry point there is the command here."""
    api = {"image": "acme/api:1", "ports": ["8000:8000"]}
    job = {"image": "acme/api:1", "entrypoint": ["alembic"], "command": ["upgrade", "head"]}
    found = imported_text(yaml.safe_dump({"services": {"api": api, "setup": job}}))
    program = {"command": ["alembic"], "args": ["upgrade", "head"]}
    assert found.found.values["migrations"] == {"enabled": True, **program}


def test_a_hook_of_argo_stays_one() -> None:
    """Argo CD runs it then."""
    found = _imported({}, {"argocd.argoproj.io/hook": "PreSync"})
    assert found.found.values["migrations"]["hook"] == "argocd"


def test_arguments_of_compose_are_no_command() -> None:
    """The entry point of the image is not known."""
    api = {"image": "acme/api:1", "ports": ["8000:8000"]}
    job = {"image": "acme/api:1", "command": "-url=x flyway migrate", "restart": "no"}
    found = imported_text(yaml.safe_dump({"services": {"api": api, "setup": job}}))
    assert "migrations" not in found.found.values
    assert any(line.startswith("run setup as a Job") for line in found.notes.to_do)


def test_what_is_built_of_the_same_source_has_the_same_image() -> None:
    """Compose builds it under two names."""
    api = {"build": ".", "ports": ["8000:8000"]}
    job = {"build": ".", "command": "alembic upgrade head"}
    found = imported_text(yaml.safe_dump({"services": {"api": api, "setup": job}}))
    assert found.found.values["migrations"]["args"] == ["alembic", "upgrade", "head"]
    assert "setup: has the image of api, of the same build" in found.notes.judged
