"""Read what Helm prints as Kubernetes does: by the same rules as values, with libyaml's speed."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

import yaml

from todo_k8s.helm.reading.scalars import TAG, resolve

_MERGE = f"{TAG}merge"


class _Loader(yaml.CSafeLoader):
    """A loader whose plain scalars are what they are to Helm."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node that has none."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return _MERGE if value == "<<" else "!plain"


def _plain(_loader: Any, node: yaml.ScalarNode) -> Any:
    return resolve("", node.value, plain=True)


_Loader.add_constructor("!plain", _plain)
_Loader.add_constructor(_MERGE, _plain)


def documents(text: str) -> list[Any]:
    """Return the documents of a YAML stream that are not empty."""
    loaded = yaml.load_all(text, Loader=_Loader)  # a SafeLoader with Helm's rules
    return [document for document in loaded if document]


def canonical(manifests: Iterable[Any]) -> list[str]:
    """Return manifests as sorted JSON texts, in which 1000000 is not 1e+06.

    Kubernetes takes the latter for no whole number.
    """
    return sorted(json.dumps(manifest, sort_keys=True) for manifest in manifests)


@functools.lru_cache(maxsize=4096)
def canonical_text(text: str) -> tuple[str, ...]:
    """Return the manifests in what Helm prints; most values give most of the texts again."""
    return tuple(canonical(documents(text)))
