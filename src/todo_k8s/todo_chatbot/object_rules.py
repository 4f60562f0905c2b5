"""What Helm would refuse of the operator's own objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, equals, get_object, get_text, is_set, not_
from todo_k8s.helm.model import Check, KubernetesManifest


def objects_have_own_names(objects: Sequence[KubernetesManifest]) -> Any:
    """Return the checks that no object is there twice: Helm would fail at the second one."""

    def checks(index: int, one: Mapping[str, Any]) -> Any:
        def differs(other: int, before: Mapping[str, Any]) -> Check:
            return Check(
                any_of(other >= index, not_(is_set(_name(one))), _differ(one, before)),
                f"is that of extraObjects[{other}] too, of the same kind; choose another, or "
                "remove one of the two",
                f"extraObjects[{index}].metadata.name",
            )

        return each(objects, differs)

    return each(objects, checks)


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two manifests are of different objects."""
    return any_of(
        *(not_(equals(get_text(one, key), get_text(other, key))) for key in ("apiVersion", "kind")),
        not_(equals(_name(one), _name(other))),
        not_(equals(_namespace(one), _namespace(other))),
    )


def _name(manifest: Mapping[str, Any]) -> str:
    return get_text(get_object(manifest, "metadata"), "name")


def _namespace(manifest: Mapping[str, Any]) -> str:
    return get_text(get_object(manifest, "metadata"), "namespace")
