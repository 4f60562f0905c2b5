"""What is allowed, and worth a second look: NOTES.txt and ``todo-k8s check`` tell it."""

from __future__ import annotations

from todo_k8s.helm.content import Content, each, named_list, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    get_text,
    has_key,
    includes,
    is_set,
    matches,
    not_,
    replace_pattern,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.routes.ingress_spec import named_hosts
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.todo_chatbot.claim_warnings import of_claims
from todo_k8s.todo_chatbot.egress_warnings import of_servers
from todo_k8s.todo_chatbot.identity_warnings import of_identities, of_tokens
from todo_k8s.todo_chatbot.migration_order import of_order
from todo_k8s.todo_chatbot.notes_of_access import has_certificate
from todo_k8s.todo_chatbot.pod_warnings import of_pods
from todo_k8s.todo_chatbot.url_warnings import of_hidden_urls
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_HELM_WAITS = 300
"""Seconds for which Helm waits by default, for hooks too."""


def warnings(values: TodoChatbotValues) -> list[Check | Content]:
    """Return a check for each thing that an operator may not have meant.

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
        *of_identities(values),
        *of_tokens(values),
        *of_servers(values),
        *of_claims(values),
        *of_hidden_urls(values),
        of_order(values),
        _of_migrations(values),
        _of_objects(values),
        *(only_if(enabled, [*of_pods(name, name, service)]) for name, service, enabled in main),
        each(
            values.services,
            lambda name, service: only_if(
                service.enabled, [*of_pods(name, f"services.{name}", service)]
            ),
        ),
    ]


def _of_exposure(values: TodoChatbotValues) -> list[Check | Content]:
    """Return what is open without encryption, or by a second way."""
    ingress, kind = values.ingress, values.frontend.service.type
    routed = any_of(ingress.enabled, values.gateway.enabled)
    open_type = matches(kind, "^(NodePort|LoadBalancer)$")
    public = all_of(values.frontend.enabled, not_(routed), not_(equals(kind, "ClusterIP")))
    return [
        Check(
            not_(public),
            "the Service of the frontend is open to its network without TLS, so passwords and "
            "sessions can be read on the way; for users outside, enable an Ingress or HTTPRoute "
            "with a certificate, or end TLS at the load balancer",
            "frontend.service.type",
        ),
        only_if(ingress.enabled, _of_certificates(ingress)),
        Check(
            any_of(
                not_(all_of(ingress.enabled, values.frontend.enabled)),
                is_set(ingress.hosts),
                includes(each(ingress.paths, lambda path: path.service), "frontend"),
            ),
            "is empty, and the hosts of the paths lead to other services, so users do not reach "
            "the frontend",
            "ingress.hosts",
        ),
        Check(
            not_(all_of(values.frontend.enabled, routed, open_type)),
            f"{kind} is a second way in, past the route; remove it for a ClusterIP",
            "frontend.service.type",
        ),
    ]


def _of_certificates(ingress: IngressValues) -> list[Check | Content]:
    def is_encrypted(condition: bool, host: str) -> Check:
        return Check(
            condition,
            f"plain HTTP, as no certificate is for {host}; set it, unless a load balancer before "
            "it has one",
            "ingress.tls",
        )

    of_all = any_of(not_(includes(ingress.hosts, "*")), is_set(ingress.tls_secret_name))
    return [
        each(
            named_hosts(ingress, "frontend"),
            lambda host: is_encrypted(has_certificate(ingress, host), host),
        ),
        is_encrypted(of_all, "every host"),
    ]


def _of_origin(values: TodoChatbotValues) -> Check:
    """Return a warning where the origin of the authentication is no host of the routes."""
    ingress, gateway, url = values.ingress, values.gateway, values.auth.url
    hosts = named_list(
        "notes.hosts",
        [
            only_if(ingress.enabled, [spread(ingress.hosts), spread(ingress.path_hosts)]),
            only_if(gateway.enabled, [spread(gateway.hostnames), spread(gateway.path_hostnames)]),
        ],
    )
    patterns = named_list(
        "notes.patterns",
        [each(hosts, lambda host: only_if(matches(host, r"^\*"), host))],
    )
    listener = all_of(gateway.enabled, not_(is_set(gateway.hostnames)))
    known = all_of(is_set(hosts), not_(is_set(patterns)), not_(listener))
    host = replace_pattern(replace_pattern(url, "^https?://", ""), ":[0-9]+$", "")
    return Check(
        not_(all_of(is_set(url), known, not_(includes(hosts, host)))),
        f"{url} is no host of the Ingress or HTTPRoute, so users cannot sign in there",
        "auth.url",
    )


def _of_policies(values: TodoChatbotValues) -> list[Check | Content]:
    policies = values.network_policy
    return [
        Check(
            policies.enabled,
            "false lets every pod of the cluster reach all services",
            "networkPolicy.enabled",
        ),
        Check(
            any_of(not_(policies.enabled), policies.egress),
            "false lets the pods reach everything, also the metadata addresses of clouds",
            "networkPolicy.egress",
        ),
        *(
            Check(
                not_(
                    all_of(
                        policies.enabled,
                        values.frontend.enabled,
                        is_set(ports),
                        not_(is_set(policies.frontend_from)),
                    )
                ),
                "everyone who reaches the frontend reaches these ports too; name those who may in "
                "networkPolicy.frontendFrom",
                f"frontend.{field}",
            )
            for field, ports in (
                ("extraPorts", values.frontend.extra_ports),
                ("udpPorts", values.frontend.udp_ports),
            )
        ),
        only_if(
            all_of(policies.enabled, values.monitoring.service_monitor.enabled),
            _of_scrapes(values),
        ),
    ]


def _of_scrapes(values: TodoChatbotValues) -> list[Check | Content]:
    """Return which services Prometheus is told to scrape and cannot reach."""
    scraped = values.monitoring.service_monitor.services
    field = "monitoring.serviceMonitor.services"
    of_backend = all_of(values.backend.enabled, includes(scraped, "backend"))
    return [
        Check(
            not_(all_of(of_backend, not_(is_set(values.network_policy.backend_from)))),
            "Prometheus cannot reach the backend; add it to networkPolicy.backendFrom",
            field,
        ),
        each(
            values.services,
            lambda name, service: Check(
                not_(
                    all_of(
                        service.enabled,
                        includes(scraped, name),
                        not_(is_set(service.network_policy.extra_from)),
                    )
                ),
                f"Prometheus cannot reach {name}; add it to "
                f"services.{name}.networkPolicy.extraFrom",
                field,
            ),
        ),
    ]


def _of_migrations(values: TodoChatbotValues) -> Check:
    """Return a warning of migrations for which Helm does not wait by itself.

    References:
        https://helm.sh/docs/helm/helm_upgrade/
    """
    migrations = values.migrations
    seconds = migrations.deadline_seconds
    by_helm = all_of(migrations.enabled, equals(migrations.hook, "helm"))
    return Check(
        not_(all_of(by_helm, seconds > _HELM_WAITS)),
        f"Helm gives up after {_HELM_WAITS} s while the Job runs on, and the next upgrade deletes "
        f"it; pass --timeout {seconds + _HELM_WAITS}s to Helm",
        "migrations.deadlineSeconds",
    )


def _of_objects(values: TodoChatbotValues) -> Content:
    """Return warnings of secrets that are written into the values as they are."""
    return each(
        values.extra_objects,
        lambda index, item: Check(
            not_(
                all_of(
                    equals(get_text(item, "kind"), "Secret"),
                    any_of(has_key(item, "stringData"), has_key(item, "data")),
                )
            ),
            "holds a secret as it is, which everyone sees who reads the values or the release; "
            "make it in the cluster, or use an ExternalSecret or a SealedSecret",
            f"extraObjects[{index}]",
        ),
    )
