"""Files as people write them: their values render, what is lost is told, no secret is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.importing.reading import FILES, FOLDER, imported_file, rendered, text_of, values_of
from todo_k8s.helm.plain.shapes import is_map

_NAMES = [f"{file.parent.name}/{file.name}" for file in FILES]


def at(values: Any, path: str) -> Any:
    """Return the value at a path, None if there is none."""
    for key in path.split("."):
        values = values.get(key) if is_map(values) else None
    return values


@pytest.mark.parametrize("name", _NAMES)
def test_the_values_render(name: str) -> None:
    """The file that is written is one that the chart accepts."""
    assert rendered(values_of(name), imported_file(name).found.release)


@pytest.mark.parametrize("name", _NAMES)
def test_no_secret_is_in_any_output(name: str) -> None:
    """No value of a credential gets into the file or the report."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    printed = text_of(name) + str(imported_file(name).report())
    assert "canary" not in printed
    assert "Y2FuYXJ5" not in printed  # canary, in base64
    assert "canary" in text or name not in {"compose/hostile.yaml", "manifests/kubectl-get.yaml"}


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("compose/fastapi-next-postgres.yaml", "backend.secretEnv.SECRET_KEY", "SECRET_KEY"),
        ("compose/fastapi-next-postgres.yaml", "backend.env.LOG_LEVEL", "info"),
        ("compose/fastapi-next-postgres.yaml", "database.podSelector.matchLabels.app", "db"),
        ("compose/fastapi-next-postgres.yaml", "frontend.image.repository", "frontend"),
        ("compose/django-celery-redis.yaml", "backend.preset", "gunicorn"),
        ("compose/django-celery-redis.yaml", "services.beat.replicaCount", 1),
        (
            "compose/django-celery-redis.yaml",
            "migrations.args",
            ["python", "manage.py", "migrate"],
        ),
        ("compose/django-celery-redis.yaml", "networkPolicy.servers.redis.port", 6379),
        ("compose/long-syntax.yaml", "frontend.replicaCount", 3),
        ("compose/long-syntax.yaml", "frontend.resources.limits.memory", "512Mi"),
        ("compose/long-syntax.yaml", "frontend.podSecurityContext.runAsUser", 1001),
        ("compose/long-syntax.yaml", "backend.persistence.size", "5Gi"),
        ("compose/long-syntax.yaml", "backend.command", ["/usr/bin/tini", "--"]),
        ("compose/interpolated.yaml", "frontend.env.PRICE", "$5"),
        ("compose/interpolated.yaml", "frontend.env.GREETING", "hello world"),
        ("compose/interpolated.yaml", "frontend.secretEnv.API_TOKEN", "API_TOKEN"),
        ("compose/profiles-and-extends.yaml", "backend.env.LOG", "info"),
        ("compose/proxied.yaml", "frontend.image.registry", "registry.example.com:5000"),
        ("compose/one-service.yaml", "backend.enabled", False),
        ("manifests/helm-create.yaml", "frontend.preset", "nginx"),
        ("manifests/by-hand.yaml", "frontend.backendUrlEnv", "API_URL"),
        ("manifests/by-hand.yaml", "backend.autoscaling.maxReplicas", 6),
        ("manifests/by-hand.yaml", "ai", {"provider": "openai", "keyName": "openai"}),
        ("manifests/by-hand.yaml", "ingress.paths", [{"path": "/api"}]),
        ("manifests/by-hand.yaml", "cronJobs.cleanup.schedule", "0 3 * * *"),
        ("manifests/kubectl-get.yaml", "backend.replicaCount", 4),
        ("manifests/kubectl-get.yaml", "backend.env.REGION", "eu"),
        ("manifests/kubectl-get.yaml", "secrets.existingSecret", "credentials"),
        ("manifests/bitnami-like.yaml", "backend.persistence.size", "8Gi"),
        ("manifests/bitnami-like.yaml", "backend.extraPorts", {"metrics": 9100}),
    ],
)
def test_a_field_becomes_its_value(name: str, path: str, expected: Any) -> None:
    """What a file says stands at its place in the values."""
    assert at(values_of(name), path) == expected


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("compose/fastapi-next-postgres.yaml", "backend: build"),
        ("compose/long-syntax.yaml", "api: /etc/api is a directory or file of the machine"),
        (
            "compose/profiles-and-extends.yaml",
            "debug: is only of a profile; take it by --profile debug",
        ),
        ("compose/proxied.yaml", "web_ui: labels of Traefik; see ingress"),
        (
            "compose/hostile.yaml",
            (
                "api: privileged has no place in the chart; the chart's pods have no such rights; "
                "see securityContext.capabilities"
            ),
        ),
        ("manifests/by-hand.yaml", "StatefulSet db: stays as it is; keep its manifest"),
        ("manifests/bitnami-like.yaml", "StatefulSet my-app: becomes a Deployment"),
    ],
)
def test_what_is_not_carried_is_told(name: str, line: str) -> None:
    """A field without a place in the chart is listed, in the file too."""
    lost = imported_file(name).notes.not_carried
    assert any(each.startswith(line) for each in lost)
    assert "# Not carried:" in text_of(name)


def test_what_is_safer_is_told() -> None:
    """What the chart adds for safety is listed with the services that it is added to."""
    safer = imported_file("manifests/by-hand.yaml").notes.safer
    assert any(
        each.startswith("pods run as a user without root's rights (backend") for each in safer
    )


def test_keys_to_create_are_commands(tmp_path: Path) -> None:
    """Credentials in plain text become a command with placeholders."""
    del tmp_path
    text = text_of("compose/fastapi-next-postgres.yaml")
    assert "--from-literal=DATABASE_URL='<DATABASE_URL>'" in text
