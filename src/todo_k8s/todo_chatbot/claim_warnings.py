"""Warnings of disks that pods of several services want, and only one node can have."""

from __future__ import annotations

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import all_of, equals, is_set, not_, size
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.identity_warnings import Service
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def of_claims(values: TodoChatbotValues) -> list[Check | Content]:
    """Return which services share a claim that pods of one node only can mount.

    Args:
        values: What the operator sets.

    References:
        https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
    """
    main: dict[str, Service] = {"frontend": values.frontend, "backend": values.backend}
    claims = named_list(
        "warnings.claims",
        [
            *(only_if(_is_alone(each), each.persistence.existing_claim) for each in main.values()),
            each(
                values.services,
                lambda _name, service: only_if(
                    _is_alone(service), service.persistence.existing_claim
                ),
            ),
        ],
    )

    def check(path: str, service: Service) -> Check:
        own = service.persistence.existing_claim
        same = each(claims, lambda claim: only_if(equals(claim, own), claim))
        return Check(
            not_(all_of(_is_alone(service), size(same) > 1)),
            f"{own} is the claim of another service too, and only the pods of one node can mount "
            "it: others wait for ever; set accessModes of all to what it allows, such as "
            "ReadWriteMany, or keep the pods on one node",
            f"{path}.persistence.existingClaim",
        )

    return [
        *(check(name, service) for name, service in main.items()),
        each(values.services, lambda name, service: check(f"services.{name}", service)),
    ]


def _is_alone(service: Service) -> bool:
    """Return whether pods of one node only can mount the claim of a service that exists."""
    claim = service.persistence
    return all_of(
        service.enabled, claim.enabled, is_set(claim.existing_claim), not_(claim.is_shared)
    )
