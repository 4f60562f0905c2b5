"""The direct URL of the database, which only the migrations use."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s import render
from todo_k8s.errors import ValuesError

SECRETS = {
    "DATABASE_URL": "postgresql://user:made-up@db.example.com/todo",
    "BETTER_AUTH_SECRET": "made-up-" * 4,
    "GEMINI_API_KEY": "made-up-" * 4,
}
REMOTE = {key: {"key": f"todo/{key}"} for key in SECRETS}
MODES: dict[str, tuple[dict[str, Any], str]] = {
    "values": ({"mode": "values", "values": SECRETS}, "secrets.values"),
    "external": (
        {"mode": "external", "externalSecret": {"storeName": "vault", "data": REMOTE}},
        "secrets.externalSecret.data",
    ),
}


def values(mode: str, *, migrations: bool) -> dict[str, Any]:
    """Return values with a key of the direct URL that is not in the Secret."""
    return {
        "secrets": MODES[mode][0],
        "database": {"directUrlKey": "DIRECT"},
        "migrations": {"enabled": migrations, "command": ["alembic", "upgrade", "head"]},
    }


@pytest.mark.parametrize("mode", MODES)
def test_refuses_migrations_without_their_url(mode: str) -> None:
    """A Job whose key is not in the Secret that is made would wait for ever."""
    with pytest.raises(ValuesError, match=f"^database.directUrlKey: .* not in {MODES[mode][1]};"):
        render(values(mode, migrations=True))


@pytest.mark.parametrize("mode", MODES)
def test_direct_url_is_wanted_by_migrations_only(mode: str) -> None:
    """Without migrations nothing reads the key."""
    assert render(values(mode, migrations=False))
