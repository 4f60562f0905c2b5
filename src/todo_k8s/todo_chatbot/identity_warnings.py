"""Warnings of pods that ask who they are, or ask the API server, where policies let nobody."""

from __future__ import annotations

from collections.abc import Callable

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import all_of, contains, has_key, is_set, not_, to_json
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_GOOGLE = "169.254.169.25"
"""How the addresses start at which GKE tells pods who they are."""

Service = BackendValues | FrontendValues | FurtherServiceValues


def of_identities(values: TodoChatbotValues) -> list[Check | Content]:
    """Return whose identity at Google is asked for at an address that the policies close.

    Args:
        values: What the operator sets.

    References:
        https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity
    """
    policies = values.network_policy
    closed = all_of(
        policies.enabled, policies.egress, not_(contains(to_json(policies.extra_egress), _GOOGLE))
    )

    def check(path: str, service: Service, *closed_by: bool) -> Check:
        asks = has_key(service.service_account.annotations, "iam.gke.io/gcp-service-account")
        return Check(
            not_(all_of(closed, *closed_by, service.enabled, asks)),
            "the pods ask 169.254.169.252 and 169.254.169.254 for it, which the policies close; "
            "open both in networkPolicy.extraEgress",
            f"{path}.serviceAccount.annotations",
        )

    return _of_each(
        values,
        check,
        lambda service: contains(to_json(service.network_policy.extra_egress), _GOOGLE),
    )


def of_tokens(values: TodoChatbotValues) -> list[Check | Content]:
    """Return whose token is for an API server that the policies close.

    Args:
        values: What the operator sets.
    """
    policies = values.network_policy
    closed = all_of(policies.enabled, policies.egress, not_(is_set(policies.extra_egress)))

    def check(path: str, service: Service, *closed_by: bool) -> Check:
        asks = all_of(service.enabled, service.service_account.automount_token)
        return Check(
            not_(all_of(closed, *closed_by, asks)),
            "the token is for the API server, and the policies open its port only if that is 443 "
            "(often it is 6443); open it in networkPolicy.extraEgress",
            f"{path}.serviceAccount.automountToken",
        )

    return _of_each(values, check, lambda service: is_set(service.network_policy.extra_egress))


def _of_each(
    values: TodoChatbotValues,
    check: Callable[..., Check],
    opens: Callable[[FurtherServiceValues], bool],
) -> list[Check | Content]:
    """Return the check of each service; a further one has egress rules of its own."""
    return [
        check("frontend", values.frontend),
        check("backend", values.backend),
        each(
            values.services,
            lambda name, service: check(f"services.{name}", service, not_(opens(service))),
        ),
    ]
