"""Read what Helm prints as Kubernetes does: by the same rules as values, with libyaml's speed."""

from __future__ import annotations

from typing import Any

import yaml

from todo_k8s.helm.reading.scalars import TAG, resolve

_MERGE = f"{TAG}merge"


class KubernetesLoader(yaml.CSafeLoader):
    """A loader whose plain scalars are what they are to Helm."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node that has none."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return _MERGE if value == "<<" else "!plain"


def _plain(_loader: Any, node: yaml.ScalarNode) -> Any:
    return resolve("", node.value, plain=True)


KubernetesLoader.add_constructor("!plain", _plain)
KubernetesLoader.add_constructor(_MERGE, _plain)


def documents(text: str) -> list[Any]:
    """Return the documents of a YAML stream that are not empty."""
    # a SafeLoader with Helm's rules
    return [document for document in yaml.load_all(text, Loader=KubernetesLoader) if document]
