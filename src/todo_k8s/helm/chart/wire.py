"""Keys that mean something to jsii or to JavaScript, and how objects get past both unchanged.

A map with a key such as ``$jsii.date`` comes back from cdk8s as something else, and ``__proto__``
is lost there. To Kubernetes they are keys like any other, and Helm passes them on.

References:
    https://aws.github.io/jsii/specification/3-kernel-api/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map

_MEANT = ("$jsii.", "__proto__")
_ESCAPE = "\ue002"
"""A private-use character before an escaped key."""


def escaped(data: Any) -> Any:
    """Return JSON whose keys pass through cdk8s unchanged; `unescaped` takes it back."""
    return _with_keys(data, lambda key: _ESCAPE + key if _is_meant(key) else key)


def unescaped(data: Any) -> Any:
    """Return the JSON that `escaped` was given, whatever else was changed in it."""
    return _with_keys(data, lambda key: key.removeprefix(_ESCAPE))


def _is_meant(key: str) -> bool:
    return key.startswith((*_MEANT, _ESCAPE))


@any_depth
def _with_keys(data: Any, change: Callable[[str], str]) -> Any:
    if is_map(data):
        return {change(key): _with_keys(item, change) for key, item in data.items()}
    return [_with_keys(item, change) for item in data] if is_list(data) else data


def handed_over(manifest: Any, path: Callable[[], str]) -> Any:
    """Return what cdk8s gets for a manifest: itself.

    Args:
        manifest: The manifest.
        path: Returns where it belongs, for the error.

    Raises:
        TemplateError: If cdk8s would change it; `todo_k8s.helm.render` does not.
    """
    if found := next(_meant_keys(manifest), None):
        raise TemplateError(
            f"{path()}: cdk8s would change a map with the key {found!r}; remove it, or render the "
            "chart with todo_k8s.helm.render"
        )
    return manifest


def _meant_keys(data: Any) -> Iterator[str]:
    if is_map(data):
        for key, item in data.items():
            if _is_meant(key):
                yield key
            yield from _meant_keys(item)
    elif is_list(data):
        for item in data:
            yield from _meant_keys(item)
