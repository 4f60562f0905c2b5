"""What is said of keys that values do not know."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.errors import ValuesError
from todo_k8s.helm import ChartValues
from todo_k8s.values import TodoChatbotValues


class Worker(ChartValues):
    """An item of a map."""

    queue_name: str = "default"
    """The queue."""


class Farm(ChartValues):
    """Values with a map of models."""

    workers: dict[str, Worker] = {}
    """The workers."""


MEANT: dict[str, dict[str, Any]] = {
    "backend.replicas: unknown key; did you mean replicaCount?": {"backend": {"replicas": 3}},
    "backend.image.tga: unknown key; did you mean tag?": {"backend": {"image": {"tga": "1"}}},
    "backend.image.repo: unknown key; did you mean repository?": {
        "backend": {"image": {"repo": "a"}}
    },
    "backend.sideCars: unknown key; did you mean sidecars?": {"backend": {"sideCars": []}},
    "Image: unknown key; it belongs to backend.image or frontend.image or tests.image": {
        "Image": {}
    },
    "env: unknown key; it belongs to backend.env or frontend.env": {"env": {}},
    "minReplicas: unknown key; it belongs to backend.autoscaling.minReplicas or "
    "frontend.autoscaling.minReplicas": {"minReplicas": 2},
    "backend.hostAliases: unknown key; put it into backend.podSpec": {
        "backend": {"hostAliases": []}
    },
    "frontend.service.ipFamilies: unknown key; put it into frontend.serviceSpec": {
        "frontend": {"service": {"ipFamilies": ["IPv6"]}}
    },
    "backend.probes.stdin: unknown key; put it into backend.containerSpec": {
        "backend": {"probes": {"stdin": True}}
    },
    "services.mail.paused: unknown key; put it into services.mail.deploymentSpec": {
        "services": {"mail": {"image": {"repository": "mail"}, "paused": True}}
    },
    "zzz: unknown key; check the spelling, or remove it": {"zzz": 1},
}


@pytest.mark.parametrize("line", MEANT)
def test_key_that_is_meant(line: str) -> None:
    """A misspelt key names the one that is meant, and one in the wrong place where it belongs."""
    with pytest.raises(ValuesError) as caught:
        TodoChatbotValues.from_mapping(MEANT[line])
    assert caught.value.faults == (line,)


def test_key_of_an_item() -> None:
    """The items of a map have keys of their own."""
    with pytest.raises(ValuesError) as caught:
        Farm.from_mapping({"workers": {"mail": {"queue": "a"}}})
    assert caught.value.faults == ("workers.mail.queue: unknown key; did you mean queueName?",)
