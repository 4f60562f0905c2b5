"""Warnings of a service's pods: what is less safe than by default, or may never be ready."""

from __future__ import annotations

from collections.abc import Callable

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    equals,
    has_key,
    is_set,
    matches,
    not_,
    to_json,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.listening_warnings import of_listening
from todo_k8s.todo_chatbot.platform_rules import SAFE_SYSCTLS

_PROCESSORS = "^[1-9][0-9]{2,5}$"
"""A number of processors that few nodes have."""
_REFERENCE = r"\$\([A-Z_][A-Z0-9_.-]*\)"
"""A reference to a variable, in capitals: `$(date)` may be meant for a shell."""


def of_pods(name: str, path: str, service: WorkloadValues) -> list[Check | Content]:
    """Return what is less safe or less available of a service than by default.

    Args:
        name: The service's name.
        path: Where its values are.
        service: Its values.
    """
    return [
        Check(
            not_(equals(service.least_replicas, 1)),
            f"one pod of {name} is away while its node is drained or fails",
            f"{path}.replicaCount",
        ),
        Check(
            not_(service.pod_security_context.allow_root),
            f"{name} may run as root",
            f"{path}.podSecurityContext.allowRoot",
        ),
        Check(
            service.security_context.read_only_root_filesystem,
            f"{name} can change its own files",
            f"{path}.securityContext.readOnlyRootFilesystem",
        ),
        *_of_the_node(path, service),
        _of_checks(path, service),
        *_of_processors(path, service),
        *of_listening(path, service),
        _of_references(path, service),
        Check(
            not_(
                all_of(
                    matches(to_json(service.service_spec), "IPv6|RequireDualStack"),
                    matches(service.preset, "^(uvicorn|fastapi|gunicorn|nextjs)$"),
                    not_(contains(to_json(service.env), '"::"')),
                )
            ),
            "the preset lets the program listen on IPv4 only, so connections by IPv6 are refused; "
            "set its variable, such as HOSTNAME or UVICORN_HOST, to ::",
            f"{path}.serviceSpec",
        ),
    ]


def _of_the_node(path: str, service: WorkloadValues) -> list[Check | Content]:
    """Return what PodSecurity `restricted` or the kubelet refuses.

    References:
        https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
        https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
    """
    containers = f"{to_json(service.init_containers)}{to_json(service.sidecars)}"
    restricted = "which a namespace with PodSecurity restricted refuses"
    return [
        Check(
            not_(matches(to_json(service.pod_spec), '"host(IPC|Network|PID)":true')),
            f"the pods share a namespace of the node, {restricted}",
            f"{path}.podSpec",
        ),
        Check(
            any_of(
                not_(contains(to_json(service.pod_spec), '"hostNetwork":true')),
                has_key(service.pod_spec, "dnsPolicy"),
            ),
            "asks the resolver of the node, which knows no Service; set dnsPolicy: "
            "ClusterFirstWithHostNet beside it",
            f"{path}.podSpec.hostNetwork",
        ),
        Check(
            not_(contains(to_json(service.extra_volumes), '"hostPath":')),
            f"a volume is a directory of the node, {restricted}",
            f"{path}.extraVolumes",
        ),
        Check(
            not_(matches(containers, '"(privileged|allowPrivilegeEscalation)":true')),
            f"a sidecar or init container may get more rights, {restricted}",
            f"{path}.sidecars",
        ),
        each(
            service.security_context.add_capabilities,
            lambda index, capability: Check(
                equals(capability, "NET_BIND_SERVICE"),
                f"adds {capability}, {restricted}",
                f"{path}.securityContext.addCapabilities[{index}]",
            ),
        ),
        each(
            service.pod_security_context.sysctls,
            lambda sysctl, _value: Check(
                matches(sysctl, SAFE_SYSCTLS),
                "is no safe sysctl: the kubelet starts no pod with it, unless its flag "
                "--allowed-unsafe-sysctls names it",
                f"{path}.podSecurityContext.sysctls.{sysctl}",
            ),
        ),
    ]


def _of_processors(path: str, service: WorkloadValues) -> list[Content]:
    """Return warnings of so many processors that thousandths were probably meant."""
    resources = {"requests": service.resources.requests, "limits": service.resources.limits}

    def check(where: str) -> Callable[[str, str], Check]:
        return lambda resource, amount: Check(
            not_(all_of(equals(resource, "cpu"), matches(amount, _PROCESSORS))),
            f"is {amount} whole processors; did you mean {amount}m?",
            f"{path}.resources.{where}.{resource}",
        )

    return [each(amounts, check(where)) for where, amounts in resources.items()]


def _of_references(path: str, service: WorkloadValues) -> Content:
    """Return a warning of references that nobody replaces.

    References:
        https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
    """
    return each(
        service.config_map_env,
        lambda variable, value: Check(
            not_(matches(value, _REFERENCE)),
            "stays as it is written, as Kubernetes replaces $(NAME) in env only; move it there",
            f"{path}.configMapEnv.{variable}",
        ),
    )


def _of_checks(path: str, service: WorkloadValues) -> Check:
    """Return a warning of checks that ask for the path / because nothing else is known."""
    probes = service.probes
    asks = any_of(
        *(
            all_of(probe.enabled, equals(probe.handler, "http"), not_(is_set(probe.path)))
            for probe in (probes.startup, probes.liveness, probes.readiness)
        )
    )
    listens = [] if service.listens is True else [service.listens]
    unknown = all_of(*listens, equals(service.preset, "none"), not_(is_set(probes.path)))
    return Check(
        not_(all_of(unknown, asks)),
        "the checks ask for / by HTTP, and pods that do not answer are restarted again and again; "
        "set it to what the service answers, or the handlers to tcp",
        f"{path}.probes.path",
    )
