"""HealthProbes: three checks of a container, in any handler, and their budgets."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s import HealthProbes, render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.services.probes.values import LivenessProbeValues, ProbesValues, ReadinessProbeValues


def test_probes_default_to_http_at_the_named_port() -> None:
    """By default all three ask by HTTP, and a hung process is back within 27 s."""
    assert resolve(HealthProbes().content()) == {
        "startupProbe": {
            "httpGet": {"path": "/", "port": "http"},
            "periodSeconds": 1,
            "timeoutSeconds": 2,
            "failureThreshold": 120,
        },
        "livenessProbe": {
            "httpGet": {"path": "/", "port": "http"},
            "periodSeconds": 5,
            "timeoutSeconds": 2,
            "failureThreshold": 3,
            "terminationGracePeriodSeconds": 5,
        },
        "readinessProbe": {
            "httpGet": {"path": "/", "port": "http"},
            "periodSeconds": 5,
            "timeoutSeconds": 2,
            "failureThreshold": 2,
        },
    }


def test_http_probes_have_a_path_of_their_own_for_readiness() -> None:
    """Liveness must not depend on what readiness looks at."""
    content = resolve(HealthProbes.http("/live", readiness_path="/ready", port=8000).content())
    assert content["livenessProbe"]["httpGet"] == {"path": "/live", "port": 8000}
    assert content["startupProbe"]["httpGet"] == {"path": "/live", "port": 8000}
    assert content["readinessProbe"]["httpGet"] == {"path": "/ready", "port": 8000}


HANDLERS: dict[str, tuple[ReadinessProbeValues, dict[str, Any]]] = {
    "http": (ReadinessProbeValues(path="/x", port=1), {"httpGet": {"path": "/x", "port": 1}}),
    "tcp": (ReadinessProbeValues(handler="tcp"), {"tcpSocket": {"port": "http"}}),
    "tcp at a port": (ReadinessProbeValues(handler="tcp", port=9), {"tcpSocket": {"port": 9}}),
    "exec": (
        ReadinessProbeValues(handler="exec", command=["a", "b"]),
        {"exec": {"command": ["a", "b"]}},
    ),
}


@pytest.mark.parametrize("case", HANDLERS)
def test_probe_has_exactly_one_handler(case: str) -> None:
    """A check asks in one way, and the fields of the others are not there."""
    values, wanted = HANDLERS[case]
    probe = resolve(HealthProbes(ProbesValues(readiness=values)).content())["readinessProbe"]
    assert {key: probe[key] for key in probe if key in ("httpGet", "tcpSocket", "exec")} == wanted


def test_disabled_probe_is_left_out() -> None:
    """A check that is not enabled is not in the container."""
    values = ProbesValues(liveness=LivenessProbeValues(enabled=False))
    assert set(resolve(HealthProbes(values).content())) == {"startupProbe", "readinessProbe"}


def test_only_liveness_has_a_grace_period() -> None:
    """Kubernetes refuses `terminationGracePeriodSeconds` on a readiness probe."""
    content = resolve(HealthProbes().content())
    having = [name for name in content if "terminationGracePeriodSeconds" in content[name]]
    assert having == ["livenessProbe"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a slow restart": (
        {"liveness": {"periodSeconds": 10, "terminationGracePeriodSeconds": 30}},
        "backend.probes.liveness: a hung process would be back after 10 + 2·10 + 2 + 30 + 3 = 65 s",
    ),
    "one failure": (
        {"liveness": {"failureThreshold": 1}},
        "backend.probes.liveness.failureThreshold: one slow answer would restart",
    ),
    "a timeout over the period": (
        {"liveness": {"timeoutSeconds": 6}},
        "backend.probes.liveness.timeoutSeconds: timeoutSeconds (6) is more than periodSeconds (5)",
    ),
    "readiness after liveness": (
        {"readiness": {"failureThreshold": 4}},
        "backend.probes.readiness: a pod would be unready after 3·5 + 2 = 17 s, not before its",
    ),
    "a start without end": (
        {"startup": {"failureThreshold": 200}},
        "backend.probes.startup: may take 2·200 = 400 s",
    ),
    "exec without command": (
        {"readiness": {"handler": "exec"}},
        "backend.probes.readiness.command: the handler exec needs a command",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_probes_that_break_a_budget(case: str) -> None:
    """The message shows the arithmetic and says what to lower."""
    probes, wanted = REFUSED[case]
    with pytest.raises(ValuesError) as caught:
        render({"backend": {"probes": probes}})
    assert any(fault.startswith(wanted) for fault in caught.value.faults), caught.value.faults


def test_no_budget_means_no_limit() -> None:
    """A budget of 0 is a policy switched off."""
    probes = {"restartBudgetSeconds": 0, "liveness": {"failureThreshold": 50}}
    assert render({"backend": {"probes": probes}})
