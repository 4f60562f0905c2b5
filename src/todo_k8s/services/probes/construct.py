"""Health checks of a container."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.content import Content, each, filled, only_if
from todo_k8s.helm.functions import all_of, any_of, default, equals, is_set
from todo_k8s.services.probes.values import (
    LivenessProbeValues,
    ProbesValues,
    ProbeValues,
    ReadinessProbeValues,
)


class HealthProbes:
    """The startup, liveness and readiness checks of a container.

    `content` gives ``startupProbe``, ``livenessProbe`` and ``readinessProbe`` of a container, each
    with ``httpGet``, ``tcpSocket``, ``grpc`` or ``exec``; a check that is not enabled is left out.
    The liveness check has its own ``terminationGracePeriodSeconds``, so that a hung process is
    killed at once while a healthy one may drain (Kubernetes 1.28 or later).

    Args:
        values: What can be set; by default a hung process is back within 27 s.
        path: Path of the HTTP checks where the values name none, starts with ``/``.
        port: Port name or number of the checks that name none.
        grpc_port: Port number of the checks by gRPC that name none, as Kubernetes takes no name
            there; by default `port`.
        listens: Whether the container listens to `port`. Without it, checks by HTTP and TCP that
            name no port of their own are left out.

    References:
        https://kubernetes.io/docs/concepts/workloads/pods/probes/
    """

    def __init__(
        self,
        values: ProbesValues | None = None,
        *,
        path: str = "/",
        port: str | int = "http",
        grpc_port: int | None = None,
        listens: bool = True,
    ) -> None:
        self.values: ProbesValues = values or ProbesValues()
        self._path: str = default(self.values.path, path)
        self._port = port
        self._grpc_port = port if grpc_port is None else grpc_port
        self._listens = listens

    @classmethod
    def http(
        cls, path: str, *, readiness_path: str | None = None, port: str | int = "http"
    ) -> HealthProbes:
        """Make checks by HTTP GET with default timings.

        Args:
            path: Path of all checks; liveness must not depend on a database.
            readiness_path: Path of the readiness check, if it has its own.
            port: Port name or number.
        """
        readiness = ProbesValues().readiness.model_copy(update={"path": readiness_path})
        return cls(ProbesValues(readiness=readiness), path=path, port=port)

    def content(self) -> dict[str, Content]:
        """Return the three fields of a container."""
        liveness, readiness = self.values.liveness, self.values.readiness
        return {
            "startupProbe": self._probe(self.values.startup),
            "livenessProbe": self._probe(liveness, _grace(liveness)),
            "readinessProbe": self._probe(readiness, _back(readiness)),
        }

    def _probe(self, values: ProbeValues, more: dict[str, Any] | None = None) -> Content:
        port = only_if(is_set(values.port), values.port, self._port)
        number = only_if(is_set(values.port), values.port, self._grpc_port)
        headers = each(values.headers, lambda name, value: {"name": name, "value": value})
        http = {
            "path": default(values.path, self._path),
            "port": port,
            "scheme": only_if(equals(values.scheme, "HTTPS"), "HTTPS"),
            "httpHeaders": [headers],
        }
        grpc = {"port": number, "service": only_if(is_set(values.service), values.service)}
        handlers: dict[str, Content] = {
            "exec": only_if(equals(values.handler, "exec"), {"command": filled(values.command)}),
            "grpc": only_if(equals(values.handler, "grpc"), grpc),
            "tcpSocket": only_if(equals(values.handler, "tcp"), {"port": port}),
            "httpGet": only_if(equals(values.handler, "http"), http),
        }
        timing: dict[str, Any] = {
            "periodSeconds": values.period_seconds,
            "timeoutSeconds": values.timeout_seconds,
            "failureThreshold": values.failure_threshold,
            **(more or {}),
        }
        return only_if(self._runs(values), {**handlers, **timing})

    def _runs(self, values: ProbeValues) -> bool:
        if self._listens is True:
            return values.enabled
        can_ask = any_of(self._listens, equals(values.handler, "exec"), is_set(values.port))
        return all_of(values.enabled, can_ask)


def _back(values: ReadinessProbeValues) -> dict[str, Any]:
    threshold = values.success_threshold
    return {"successThreshold": only_if(threshold > 1, threshold)}


def _grace(values: LivenessProbeValues) -> dict[str, Any]:
    return {"terminationGracePeriodSeconds": values.termination_grace_period_seconds}
