"""What Kubernetes would refuse of an operator's own tolerations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    equals,
    get_text,
    has_key,
    is_set,
    matches,
    not_,
    sorted_keys,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject

_FIELDS = "^(effect|key|operator|tolerationSeconds|value)$"
_EFFECTS = "^(NoSchedule|PreferNoSchedule|NoExecute)?$"
_OPERATORS = "^(Equal|Exists|Lt|Gt)?$"


def tolerations_are_whole(tolerations: Sequence[KubernetesObject]) -> Any:
    """Return the checks that Kubernetes takes each toleration.

    References:
        https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
    """

    def checks(index: int, toleration: Mapping[str, Any]) -> list[Any]:
        field, effect = f"tolerations[{index}]", get_text(toleration, "effect")
        operator, key = get_text(toleration, "operator"), get_text(toleration, "key")
        exists, said = equals(operator, "Exists"), to_json(toleration)

        def of_field(name: str) -> list[Check]:
            known, is_text = matches(name, _FIELDS), contains(said, f'"{name}":"')
            no_text = any_of(not_(known), equals(name, "tolerationSeconds"))
            return [
                Check(known, "is no field of a toleration; check the spelling", f"{field}.{name}"),
                Check(any_of(no_text, is_text), "must be a text; quote it", f"{field}.{name}"),
            ]

        return [
            each(sorted_keys(toleration), of_field),
            Check(
                matches(effect, _EFFECTS),
                "must be NoSchedule, PreferNoSchedule or NoExecute, or left out for all",
                f"{field}.effect",
            ),
            Check(
                matches(operator, _OPERATORS),
                "must be Equal or Exists",
                f"{field}.operator",
            ),
            Check(
                any_of(is_set(key), exists),
                "must be Exists where there is no key; set it, or set the key of the taint",
                f"{field}.operator",
            ),
            Check(
                not_(all_of(exists, is_set(get_text(toleration, "value")))),
                "is refused beside the operator Exists; remove it, or set the operator to Equal",
                f"{field}.value",
            ),
            Check(
                any_of(not_(has_key(toleration, "tolerationSeconds")), equals(effect, "NoExecute")),
                "counts for the effect NoExecute only; set that, or remove this",
                f"{field}.tolerationSeconds",
            ),
        ]

    return each(tolerations, checks)
