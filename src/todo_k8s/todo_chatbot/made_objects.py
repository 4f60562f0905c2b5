"""Objects of the operator's own that the chart makes too: Helm would fail at the second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    default,
    equals,
    get_object,
    get_text,
    matches,
    named,
    not_,
    object_name,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_AUTOSCALER = "^autoscaling/v[12] HorizontalPodAutoscaler$"


def objects_are_not_made(
    values: TodoChatbotValues, main: Sequence[Workload], namespace: str
) -> Any:
    """Return the checks that no object in ``extraObjects`` is a service's own.

    Args:
        values: What the operator sets.
        main: The frontend and the backend.
        namespace: That of the release.
    """
    fullname = main[0].application.fullname

    def checks(index: int, given: Mapping[str, Any]) -> list[Any]:
        metadata = get_object(given, "metadata")
        place = default(get_text(metadata, "namespace"), namespace)
        name = named("objects.name", f"{place}/{get_text(metadata, 'name')}")
        kind = named("objects.kind", f"{get_text(given, 'apiVersion')} {get_text(given, 'kind')}")

        def differs(whose: str, made: str, service: Any) -> Check:
            same = all_of(service.enabled, equals(name, f"{namespace}/{made}"))
            return Check(
                not_(all_of(same, _is_made(kind, service, values.network_policy.enabled))),
                f"is that of an object that the chart makes for {whose}; choose another",
                f"extraObjects[{index}].metadata.name",
            )

        return [
            *(differs(one.component, one.name, one.values) for one in main),
            each(
                values.services,
                lambda other, service: differs(other, object_name(fullname, other), service),
            ),
        ]

    return each(values.extra_objects, checks)


def _is_made(kind: str, service: WorkloadValues, policies: bool) -> bool:
    """Return whether a service has an object of an API version and kind under its own name."""
    is_service = equals(kind, "v1 Service")
    return any_of(
        equals(kind, "apps/v1 Deployment"),
        is_service if service.listens is True else all_of(is_service, service.listens),
        all_of(equals(kind, "networking.k8s.io/v1 NetworkPolicy"), policies),
        all_of(matches(kind, _AUTOSCALER), service.autoscaling.is_made),
    )
