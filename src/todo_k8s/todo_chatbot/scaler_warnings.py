"""Warnings of autoscalers beside the chart's that change a number of pods which the chart sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    choose,
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
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_SCALERS = "^(HorizontalPodAutoscaler|ScaledObject)$"


def of_scalers(values: TodoChatbotValues, main: Sequence[Workload]) -> Any:
    """Return which objects in ``extraObjects`` scale a service that is not said to be scaled so.

    Args:
        values: What the operator sets.
        main: The frontend and the backend.

    References:
        https://keda.sh/docs/latest/reference/scaledobject-spec/#scaletargetref
    """
    fullname = main[0].application.fullname

    def checks(index: int, given: Mapping[str, Any]) -> list[Any]:
        target = get_object(get_object(given, "spec"), "scaleTargetRef")
        is_scaler = matches(get_text(given, "kind"), _SCALERS)
        scaled = named("scalers.target", choose(is_scaler, get_text(target, "name"), ""))

        def check(path: str, made: str, service: Any) -> Check:
            counted = all_of(service.enabled, not_(service.autoscaling.external))
            return Check(
                not_(all_of(counted, equals(scaled, made))),
                f"scales {path}, whose number of pods each upgrade sets too; set "
                f"{path}.autoscaling.external",
                f"extraObjects[{index}].spec.scaleTargetRef.name",
            )

        return [
            *(check(one.component, one.name, one.values) for one in main),
            each(
                values.services,
                lambda name, service: check(
                    f"services.{name}", object_name(fullname, name), service
                ),
            ),
        ]

    return each(values.extra_objects, checks)
