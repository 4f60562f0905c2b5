"""Services of compose that end: migrations, and what is no service of a cluster."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.reading import Import

COMPLETED = {"condition": "service_completed_successfully"}
API: dict[str, Any] = {"image": "acme/api:1", "ports": ["80:8000"], "command": "uvicorn app:app"}


def _imported(**services: Any) -> Import:
    volumes: dict[str, Any] = {"media": {}, "cache": {}}
    return imported_text(yaml.safe_dump({"services": services, "volumes": volumes}))


SETUP = {"image": "acme/api:1", "command": "./seed.sh"}


@pytest.mark.parametrize(
    ("how", "needed"),
    [({}, {"setup": COMPLETED}), ({"restart": "no"}, {}), ({"restart": False}, {})],
)
def test_what_runs_once_is_no_deployment(how: dict[str, Any], needed: dict[str, Any]) -> None:
    """It would run again and again; what to do with it is told, and its keys are not needed."""
    setup = {**SETUP, **how, "environment": {"SEED_PASSWORD": "canary", "ADMIN_PASSWORD": None}}
    found = _imported(api={**API, "depends_on": needed}, setup=setup)
    assert "services" not in found.found.values
    assert "setup: runs once, and is not carried" in found.notes.not_carried
    assert found.notes.to_do == ["run setup as a Job, or as an init container of what waits for it"]
    assert found.notes.keys == []
    assert not [line for line in found.notes.judged if "depends_on" in line]


@pytest.mark.parametrize(
    "how",
    [
        {"ports": [9000]},
        {"healthcheck": {"test": "true"}},
        {"command": "gunicorn app"},
        {"restart": "always"},
    ],
)
def test_what_serves_is_a_service_even_if_it_is_not_started_again(how: dict[str, Any]) -> None:
    """A port, a check or a server's command says so."""
    found = _imported(api=API, more={**SETUP, "restart": "no", **how})
    assert "more" in found.found.values["services"]


@pytest.mark.parametrize(
    "command",
    [
        *("php artisan migrate --force", "bash scripts/prestart.sh", "flask db upgrade"),
        *("bundle exec rails db:chatwoot_prepare", "npx drizzle-kit push", "superset db upgrade"),
        *("npm run typeorm migration:run", "mix ecto.migrate", "dotnet ef database update"),
        *("atlas migrate apply", "node migrate deploy"),
    ],
)
def test_more_commands_migrate(command: str) -> None:
    """Those of Laravel, Rails, Flask, Phoenix and others, and of the template of FastAPI."""
    found = _imported(api=API, setup={**SETUP, "command": command})
    assert found.found.values["migrations"] == {"enabled": True, "args": command.split()}


def test_other_conditions_are_still_told() -> None:
    """A server that must be there first is waited for by starting anew."""
    found = _imported(
        api={**API, "depends_on": {"setup": COMPLETED, "more": {"condition": "service_healthy"}}},
        setup=SETUP,
        more=SETUP,
    )
    line = "api: depends_on has no equal; the container restarts until its dependencies answer"
    assert line in found.notes.judged


MIGRATE = {"image": "acme/api:1", "command": "python manage.py migrate", "volumes": ["media:/m"]}


def test_migrations_do_not_share_a_disk_that_is_not_there_yet() -> None:
    """The disk is the service's own; that the migrations do not have it is told."""
    found = _imported(api={**API, "volumes": ["media:/m"]}, migrate=MIGRATE)
    assert found.found.values["backend"]["persistence"] == {"enabled": True, "mountPath": "/m"}
    assert any(
        line.startswith("Job migrate: the claim media is not mounted")
        for line in found.notes.not_carried
    )


def test_migrations_that_mount_a_claim_of_the_release_are_told() -> None:
    """They are a hook that runs first, and would wait for it in vain."""
    media = {"volumes": ["media:/m"]}
    worker = {**SETUP, **media, "command": "celery"}
    found = _imported(api={**API, **media}, worker=worker, migrate=MIGRATE)
    (told,) = [line for line in found.notes.to_do if line.startswith("the migrations mount")]
    assert told.startswith("the migrations mount the claim media, but run before the release")
    assert "migrate" not in next(line for line in found.notes.to_do if "is mounted by" in line)
