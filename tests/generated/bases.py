"""Values in which every switch can be flipped, as what each needs beside it is there."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

from allpairspy import AllPairs

from tests.generated import strategies
from tests.generated.known import SWITCHED_ON
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.reading import merge_mappings, read_values_file
from todo_k8s.helm.symbolic.stand_in import plain_type


def _probes() -> dict[str, Any]:
    """Return the commands that probes need; no two may be one object, or an edit changes both."""
    return {name: {"command": ["cat", "/healthy"]} for name in ("startup", "liveness", "readiness")}


def _service() -> dict[str, Any]:
    """Return what each service needs; its disk may be mounted by several nodes."""
    return {
        "probes": _probes(),
        "persistence": {"accessModes": ["ReadWriteMany"], "mountPath": "/disk"},
    }


_COMPANIONS: dict[str, Any] = {
    "backend": _service(),
    "frontend": {**_service(), "service": {"nodePort": None}},
}
_NOT_FLIPPED = {
    ("secrets", "mode"),  # there is a base for each
    ("backend", "enabled"),  # most other switches need the backend
    ("migrations", "useBackendServiceAccount"),  # refused beside two others at once
}
_KEYS = (
    "DATABASE_URL",
    "DIRECT_DATABASE_URL",
    "GEMINI_API_KEY",
    "OPENAI_API_KEY",
    "GROQ_API_KEY",
    "COHERE_API_KEY",
    "OPENROUTER_API_KEY",
    "ANTHROPIC_API_KEY",
    "BETTER_AUTH_SECRET",
)
_URL = "postgresql://user:not-a-secret@db.example.com/todo"
_SECRETS: dict[str, dict[str, Any]] = {
    "existing": {"mode": "existing"},
    "values": {
        "mode": "values",
        "values": {
            key: _URL if key.endswith("URL") else "not-a-secret:{{.Values}}'ÿ?~ÿ'<32-long>"
            for key in _KEYS
        },
    },
    "external": {
        "mode": "external",
        "externalSecret": {
            "storeName": "vault",
            "data": {key: {"key": "todo", "property": key} for key in _KEYS},
        },
    },
}
MODES = list(_SECRETS)


def switched_on(mode: str) -> dict[str, Any]:
    """Return values with every switch on, in one of the modes of secrets."""
    values = merge_mappings(read_values_file(SWITCHED_ON), _COMPANIONS)
    del values["backend"]["serviceAccount"]  # annotations, which need the account to be made
    return {**values, "secrets": _SECRETS[mode]}


def switches() -> dict[strategies.Path, list[Any]]:
    """Return every field of few values, and which they are; not the mode of secrets."""
    found: dict[strategies.Path, list[Any]] = {}
    for leaf in strategies.leaves(TodoChatbotValues):
        kind = plain_type(leaf.field.annotation)
        if kind is bool and leaf.path not in _NOT_FLIPPED:
            found[leaf.path] = [True, False]
        elif get_origin(kind) is Literal and leaf.path not in _NOT_FLIPPED:
            found[leaf.path] = list(get_args(kind))
    return found


SWITCHES = switches()


@cache
def rows() -> list[list[Any]]:
    """Return values of all switches: each value of each stands beside each one of each other."""
    return [list(row) for row in cast("Any", AllPairs(list(SWITCHES.values())))]  # untyped
