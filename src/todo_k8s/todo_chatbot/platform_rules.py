"""Rules of the platform: what OpenShift lets pods do.

References:
    https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html
    https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, equals, matches, not_
from todo_k8s.helm.model import Check

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

_IPV4 = (
    *("ip_local_port_range", "ip_local_reserved_ports", "ip_unprivileged_port_start"),
    *("ping_group_range", "tcp_fin_timeout", "tcp_keepalive_intvl", "tcp_keepalive_probes"),
    *("tcp_keepalive_time", "tcp_rmem", "tcp_syncookies", "tcp_wmem"),
)
SAFE_SYSCTLS = rf"^(kernel[./]shm_rmid_forced|net[./]ipv4[./]({'|'.join(_IPV4)}))$"
"""What sets no more than the pod's own namespaces. The SCC restricted-v2 allows no others."""


def openshift_takes_sysctls(values: TodoChatbotValues) -> list[Any]:
    """Return the checks that pods on OpenShift set safe kernel settings only."""
    elsewhere = not_(equals(values.platform, "openshift"))

    def safe(where: str) -> Callable[[str, str], Check]:
        def check(name: str, _value: str) -> Check:
            return Check(
                any_of(elsewhere, matches(name, SAFE_SYSCTLS)),
                "is no safe sysctl, and the SCC restricted-v2 of OpenShift refuses it; remove it",
                f"{where}.podSecurityContext.sysctls.{name}",
            )

        return check

    main = {"backend": values.backend, "frontend": values.frontend}
    return [
        *(each(service.pod_security_context.sysctls, safe(name)) for name, service in main.items()),
        each(
            values.services,
            lambda service, given: each(
                given.pod_security_context.sysctls, safe(f"services.{service}")
            ),
        ),
        each(
            values.cron_jobs,
            lambda job, given: each(given.pod_security_context.sysctls, safe(f"cronJobs.{job}")),
        ),
    ]
