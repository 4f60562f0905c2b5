"""What is allowed, and worth a second look: the warnings of NOTES.txt."""

from __future__ import annotations

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    equals,
    includes,
    is_set,
    matches,
    not_,
    replace_pattern,
)
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.notes_of_access import has_certificate
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def warnings(values: TodoChatbotValues) -> list[Content]:
    """Return a line or two for each thing that an operator may not have meant.

    Args:
        values: What the operator sets.
    """
    main = (
        ("frontend", values.frontend, values.frontend.enabled),
        ("backend", values.backend, values.backend.enabled),
    )
    return [
        *_of_exposure(values),
        _of_origin(values),
        *_of_policies(values),
        *(only_if(enabled, _of_service(name, service)) for name, service, enabled in main),
        each(
            values.services,
            lambda name, service: only_if(service.enabled, _of_service(name, service)),
        ),
    ]


def _of_exposure(values: TodoChatbotValues) -> list[Content]:
    """Return what is open without encryption, or by a second way."""
    ingress, kind = values.ingress, values.frontend.service.type
    routed = any_of(ingress.enabled, values.gateway.enabled)
    open_type = matches(kind, "^(NodePort|LoadBalancer)$")
    public = all_of(values.frontend.enabled, not_(routed), not_(equals(kind, "ClusterIP")))
    plain = each(
        ingress.hosts,
        lambda host: only_if(
            not_(has_certificate(ingress, host)),
            [
                f"  Plain HTTP: the Ingress has no certificate of {_shown(host)}.",
                "  Set ingress.tls, unless something before it has one.",
            ],
        ),
    )
    return [
        only_if(
            public,
            [
                "  Plain HTTP: the Service of the frontend is open to its network without TLS, so",
                "  passwords and sessions can be read on the way. For users outside, enable an",
                "  Ingress or HTTPRoute with a certificate, or end TLS at the load balancer.",
            ],
        ),
        only_if(ingress.enabled, [plain]),
        only_if(
            all_of(values.frontend.enabled, routed, open_type),
            [
                f"  Two ways in: frontend.service.type {kind} leads past the route. Remove it for",
                "  a ClusterIP.",
            ],
        ),
    ]


def _shown(host: str) -> str:
    return choose(equals(host, "*"), "every host", host)


def _of_origin(values: TodoChatbotValues) -> Content:
    """Return a warning where the origin of the authentication is no host of the routes."""
    ingress, gateway, url = values.ingress, values.gateway, values.auth.url
    hosts = named_list(
        "notes.hosts",
        [
            only_if(ingress.enabled, [each(ingress.hosts, lambda host: host)]),
            only_if(gateway.enabled, [each(gateway.hostnames, lambda host: host)]),
        ],
    )
    patterns = named_list(
        "notes.patterns",
        [each(hosts, lambda host: only_if(matches(host, r"^\*"), host))],
    )
    listener = all_of(gateway.enabled, not_(is_set(gateway.hostnames)))
    known = all_of(is_set(hosts), not_(is_set(patterns)), not_(listener))
    host = replace_pattern(replace_pattern(url, "^https?://", ""), ":[0-9]+$", "")
    return only_if(
        all_of(is_set(url), known, not_(includes(hosts, host))),
        [
            f"  auth.url is {url}, which is no host of",
            "  the Ingress or HTTPRoute: users cannot sign in there.",
        ],
    )


def _of_policies(values: TodoChatbotValues) -> list[Content]:
    policies, scraped = values.network_policy, values.monitoring.service_monitor.enabled
    nobody = not_(is_set(policies.backend_from))
    return [
        only_if(
            not_(policies.enabled),
            ["  networkPolicy.enabled is false: every pod of the cluster reaches all services."],
        ),
        only_if(
            all_of(policies.enabled, not_(policies.egress)),
            [
                "  networkPolicy.egress is false: the pods reach everything, also the metadata",
                "  addresses of clouds.",
            ],
        ),
        only_if(
            all_of(policies.enabled, scraped, nobody),
            ["  Prometheus cannot scrape the backend: add it to networkPolicy.backendFrom."],
        ),
    ]


def _of_service(name: str, service: WorkloadValues) -> list[Content]:
    """Return what is less safe or less available of a service than by default."""
    return [
        only_if(
            equals(service.least_replicas, 1),
            [f"  One pod of {name}: it is away while its node is drained or fails."],
        ),
        only_if(
            service.pod_security_context.allow_root,
            [f"  {name} may run as root (podSecurityContext.allowRoot)."],
        ),
        only_if(
            not_(service.security_context.read_only_root_filesystem),
            [f"  {name} can change its own files (securityContext.readOnlyRootFilesystem)."],
        ),
    ]
