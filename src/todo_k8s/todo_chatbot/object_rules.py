"""What Helm would refuse of the operator's own objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    equals,
    get_object,
    get_text,
    is_set,
    named,
    not_,
)
from todo_k8s.helm.model import Check, KubernetesManifest


def objects_have_own_names(objects: Sequence[KubernetesManifest]) -> Any:
    """Return the checks that no object is there twice: Helm would fail at the second one."""

    def checks(index: int, one: Mapping[str, Any]) -> list[Any]:
        metadata, field = get_object(one, "metadata"), f"extraObjects[{index}].metadata.name"
        has_name = is_set(get_text(metadata, "name"))

        def differs(other: int, before: Mapping[str, Any]) -> Check:
            this = named("objects.this", _identity(one))
            same = equals(this, named("objects.earlier", _identity(before)))
            return Check(
                not_(all_of(other < index, has_name, same)),
                f"is that of extraObjects[{other}] too, of the same kind; choose another, or "
                "remove one of the two",
                field,
            )

        return [
            Check(
                has_name,
                "must be the name of the object, by which Helm finds it again; set it, and write "
                "the items of a List one by one",
                field,
            ),
            each(objects, differs),
        ]

    return each(objects, checks)


def _identity(manifest: Mapping[str, Any]) -> str:
    """Return what only one object has: its kind, its place and its name."""
    metadata = get_object(manifest, "metadata")
    kind = f"{get_text(manifest, 'apiVersion')} {get_text(manifest, 'kind')}"
    return f"{kind} {get_text(metadata, 'namespace')} {get_text(metadata, 'name')}"
