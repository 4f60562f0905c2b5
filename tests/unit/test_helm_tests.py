"""The pods of `helm test`."""

from __future__ import annotations

import pytest

from todo_k8s import render


@pytest.mark.parametrize(
    "check",
    [{"handler": "tcp"}, {"enabled": False}, {"port": 9000}],
    ids=["another handler", "no check", "another port"],
)
def test_service_without_an_http_check_is_asked_for_a_connection(check: dict[str, object]) -> None:
    """What answers no HTTP GET at its Service's port still answers to a connection."""
    pods = {
        manifest["metadata"]["name"]: manifest["spec"]["containers"][0]["command"]
        for manifest in render({"backend": {"probes": {"readiness": check}}})
        if manifest["kind"] == "Pod"
    }
    backend = "todo-todo-chatbot-backend"
    assert pods[f"{backend}-test"] == ["nc", "-z", "-w", "10", backend, "8000"]
    assert pods["todo-todo-chatbot-frontend-test"][0] == "wget"
