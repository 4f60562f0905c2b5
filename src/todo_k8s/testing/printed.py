"""What Helm prints, in a form in which it can be compared."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

from todo_k8s.manifests.reading import documents

__all__ = ["canonical", "canonical_text", "documents"]


def canonical(manifests: Iterable[Any]) -> list[str]:
    """Return manifests as sorted JSON texts, in which 1000000 is not 1e+06.

    Kubernetes takes the latter for no whole number.
    """
    return sorted(json.dumps(manifest, sort_keys=True) for manifest in manifests)


@functools.lru_cache(maxsize=4096)
def canonical_text(text: str) -> tuple[str, ...]:
    """Return the manifests in what Helm prints; most values give most of the texts again."""
    return tuple(canonical(documents(text)))
