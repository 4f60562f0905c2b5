"""What a change does to a cluster, beyond the change itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from todo_k8s.manifests.objects import Identity

Kind = Literal["refused", "destructive", "missing", "rolls", "stale", "scales", "check"]

KINDS: dict[Kind, str] = {
    "refused": "refused by the API server",
    "destructive": "data, an address or a name is lost",
    "missing": "pods cannot start",
    "rolls": "pods are replaced",
    "stale": "pods keep the old values",
    "scales": "pods are added or removed",
    "check": "depends on the cluster",
}
"""The kinds of effect, the worst first, and what each means."""


@dataclass(frozen=True)
class Effect:
    """What a change of an object does.

    Args:
        kind: One of `KINDS`.
        object: Whose change it is.
        message: What happens, without a full stop.
        remedy: What to do about it; empty if there is nothing to do.
        fields: The fields whose change does it.
    """

    kind: Kind
    object: Identity
    message: str
    remedy: str = ""
    fields: tuple[str, ...] = ()
