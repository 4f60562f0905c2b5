"""Health checks, and the time in which a hung process must be back."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from todo_k8s.helm.model import ChartValues, Text
from todo_k8s.services.types.addresses import HeaderName, HttpPath
from todo_k8s.services.types.numbers import Count, Port, Seconds, SecondsOrZero


class ProbeValues(ChartValues):
    """One health check of a container."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "exec": "set %shandler to exec, and %scommand",
        "grpc": "set %shandler to grpc, and %sport where it is not the container's",
        "httpGet": "set %spath, and %sport where it is not the container's",
        "initialDelaySeconds": "no check waits a fixed time; for a slow start raise "
        "failureThreshold · periodSeconds of probes.startup",
        "successThreshold": "Kubernetes takes more than 1 for the readiness check only; remove it",
        "tcpSocket": "set %shandler to tcp, and %sport where it is not the container's",
    }

    enabled: bool = True
    """Run the check."""

    handler: Literal["http", "tcp", "grpc", "exec"] = "http"
    """How to ask: an HTTP GET, a TCP connection, gRPC's health check, or a command in the
    container."""

    path: HttpPath | None = None
    """Path of the HTTP GET; null for `probes.path`."""

    scheme: Literal["HTTP", "HTTPS"] = "HTTP"
    """Scheme of the HTTP GET; of HTTPS the kubelet checks no certificate."""

    headers: dict[HeaderName, Text] = {}
    """Headers of the HTTP GET, such as `Host`."""

    port: Port | None = None
    """Port to ask; null for the container's."""

    service: Text = ""
    """Service that gRPC's health check asks about; empty for the whole server."""

    command: list[Text] = []
    """Command of the handler `exec`; it succeeds with exit status 0."""

    period_seconds: Seconds = 5
    """Seconds from one check to the next."""

    timeout_seconds: Seconds = 2
    """Seconds after which a check without an answer has failed."""

    failure_threshold: Count = 3
    """Failed checks in a row until the kubelet acts."""


class StartupProbeValues(ProbeValues):
    """The check that must succeed once before the others start."""

    period_seconds: Seconds = 1
    """Seconds from one check to the next."""

    failure_threshold: Count = 120
    """Failed checks in a row until the container is restarted."""


class LivenessProbeValues(ProbeValues):
    """The check that decides whether a container is restarted."""

    termination_grace_period_seconds: Seconds = 5
    """Seconds a hung container has to end before it is killed."""


class ReadinessProbeValues(ProbeValues):
    """The check whose failure takes a pod out of its Service."""

    failure_threshold: Count = 2
    """Failed checks in a row until the pod gets no more requests."""

    success_threshold: Count = 1
    """Successful checks in a row until it gets requests again."""


class ProbesValues(ChartValues):
    """The health checks of a container, and their budget."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "httpGet": "set %spath for all checks, or %sstartup.path, %sliveness.path and "
        "%sreadiness.path",
    }

    path: HttpPath | None = None
    """Path of all checks by HTTP that have none of their own; null for the preset's."""

    startup: StartupProbeValues = StartupProbeValues()
    """Check that must succeed once before the others start; it gives slow starters time."""

    liveness: LivenessProbeValues = LivenessProbeValues()
    """Check whose failure restarts the container. It must not touch the database, or an outage
    there would restart every pod."""

    readiness: ReadinessProbeValues = ReadinessProbeValues()
    """Check whose failure takes the pod out of its Service."""

    restart_budget_seconds: SecondsOrZero = 30
    """Policy: seconds in which a hung process must be detected, killed and started again;
    0 for no limit."""
