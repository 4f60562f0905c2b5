"""Warnings of programs that listen where nobody reaches them, or may not listen at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    default,
    equals,
    get_int,
    has_key,
    join,
    matches,
    not_,
    to_json,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.presets import PRESETS
from todo_k8s.services.workload.values import WorkloadValues

_SYSCTL = "net.ipv4.ip_unprivileged_port_start"
_PRIVILEGED = 1024
_PRESET_PORTS = {name: preset.port for name, preset in PRESETS.items()}
_HOSTS = "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$"
_ITSELF = r"(^|[= ])(127\.|localhost|\[?::1)"
_FLAG = rf"(^| )(--host|--hostname|--bind|-b|-H){_ITSELF}"
_SAYS = (
    "lets the program listen to its own pod only, where neither checks nor other pods reach it; "
    "write 0.0.0.0"
)


def of_listening(path: str, service: WorkloadValues) -> list[Check | Content]:
    """Return what keeps a service from being reached at its port.

    Args:
        path: Where its values are.
        service: Its values.
    """
    return [
        _of_variables(f"{path}.env", service.env),
        _of_variables(f"{path}.configMapEnv", service.config_map_env),
        _of_words(f"{path}.command", service.command),
        _of_words(f"{path}.args", service.args),
        _of_low_ports(path, service),
        _of_sidecars(path, service),
    ]


def _of_variables(path: str, variables: Mapping[str, str]) -> Content:
    def check(variable: str, value: str) -> Check:
        is_itself = all_of(matches(variable, _HOSTS), matches(value, _ITSELF))
        return Check(not_(is_itself), _SAYS, f"{path}.{variable}")

    return each(variables, check)


def _of_words(path: str, words: Sequence[str]) -> Check:
    return Check(not_(matches(join(words, " "), _FLAG)), _SAYS, path)


def _of_low_ports(path: str, service: WorkloadValues) -> Check:
    """Return a warning of a port that some container runtimes leave to root.

    References:
        https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
    """
    context = service.pod_security_context
    allowed = any_of(
        equals(service.preset, "nginx"), context.allow_root, has_key(context.sysctls, _SYSCTL)
    )
    return Check(
        any_of(default(service.port, _PRIVILEGED) >= _PRIVILEGED, allowed),
        "is left to root by some container runtimes, such as containerd 1, and the program is "
        f'another user; set podSecurityContext.sysctls to {{{_SYSCTL}: "0"}}, or choose a port '
        "from 1024 on",
        f"{path}.port",
    )


def _of_sidecars(path: str, service: WorkloadValues) -> Content:
    """Return warnings of sidecars on the port of the main container, where one of the two fails.

    References:
        https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
    """
    own = default(service.port, get_int(_PRESET_PORTS, service.preset))
    port = f'"containerPort":{own}'

    def check(index: int, sidecar: Mapping[str, Any]) -> Check:
        said = to_json(sidecar)
        is_same = any_of(contains(said, f"{port},"), contains(said, f"{port}}}"))
        return Check(
            not_(all_of(is_same, not_(contains(said, '"UDP"')))),
            "has the port of the main container, and the containers of a pod share one network, so "
            "that only one of the two can listen there; choose another port",
            f"{path}.sidecars[{index}].ports",
        )

    return each(service.sidecars, check)
