"""Warnings of programs that listen where nobody reaches them, or may not listen at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    default,
    equals,
    has_key,
    join,
    matches,
    not_,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.values import WorkloadValues

_SYSCTL = "net.ipv4.ip_unprivileged_port_start"
_PRIVILEGED = 1024
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
