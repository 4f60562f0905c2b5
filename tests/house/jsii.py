"""The calls of jsii, counted, and what a service takes of them in plain cdk8s-plus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import pytest
from constructs import Construct
from jsii._kernel.providers.process import _NodeProcess

Calls = Counter[str]


@contextmanager
def counted() -> Generator[Calls]:
    """Count the requests to jsii's kernel, by their kind."""
    calls: Calls = Counter()
    send = _NodeProcess.send

    def count(self: Any, request: Any, response_type: Any) -> Any:
        calls[type(request).__name__] += 1
        return send(self, request, response_type)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_NodeProcess, "send", count)
        yield calls


def alike_by_hand(scope: Construct) -> None:
    """Write in plain cdk8s-plus what a BackendService has, as far as cdk8s-plus knows of it."""
    kplus.ServiceAccount(scope, "account", automount_token=False)
    cpu, mebibytes = kplus.Cpu.millis, cdk8s.Size.mebibytes
    container = kplus.ContainerProps(
        image="todo-backend:latest",
        port_number=8000,
        startup=_probe_by_hand(),
        liveness=_probe_by_hand(),
        readiness=_probe_by_hand(),
        env_variables={f"V{number}": kplus.EnvValue.from_value("x") for number in range(6)},
        resources=kplus.ContainerResources(
            cpu=kplus.CpuResources(request=cpu(250), limit=cpu(500)),
            memory=kplus.MemoryResources(request=mebibytes(256), limit=mebibytes(512)),
        ),
    )
    deployment = kplus.Deployment(scope, "backend", containers=[container])
    volume = kplus.Volume.from_empty_dir(scope, "tmp", "tmp", size_limit=mebibytes(64))
    deployment.containers[0].mount("/tmp", volume)
    deployment.expose_via_service()
    cdk8s.ApiObject(scope, "budget", api_version="policy/v1", kind="PodDisruptionBudget")


def _probe_by_hand() -> kplus.Probe:
    seconds = cdk8s.Duration.seconds
    return kplus.Probe.from_http_get(
        "/health", period_seconds=seconds(5), timeout_seconds=seconds(2), failure_threshold=3
    )
