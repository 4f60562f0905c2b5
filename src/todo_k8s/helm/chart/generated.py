"""A Secret whose data is generated once and kept: in templates, what `lookup` finds.

Its data exists in its manifest only. No code has it, so that nothing can be computed from it: a
checksum of it, or a second object with it, would be another one at each ``helm template``.
While a chart is exported not even the manifest has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs import Construct

from todo_k8s.errors import TemplateError
from todo_k8s.helm.chart.chart import HelmChart, Manifest
from todo_k8s.helm.chart.places import path_of, scopes
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Call, Expr, Ref
from todo_k8s.helm.symbolic.nodes import Content, Generated
from todo_k8s.helm.symbolic.text_tokens import StrToken

_RELEASE = Ref("str", ("Release", "Namespace"))


class GeneratedData(Manifest):
    """A Secret with generated data.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        content: The whole manifest, without ``data``.
        keys: The keys of its data, and how long each text is.

    Raises:
        TemplateError: If no `HelmChart` is around it, which knows what exists.
    """

    def __init__(
        self, scope: Construct, id: str, content: Mapping[str, Any], keys: Mapping[str, int]
    ) -> None:
        super().__init__(scope, id, content)
        self._keys = tuple(keys.items())
        self._chart = _chart_around(self)
        self._data: dict[str, str] | None = None

    def manifest(self) -> Any:
        """Return the manifest, with what exists or is generated; while exporting without data.

        Raises:
            TemplateError: If a patch made another object of it, or added to its data.
        """
        manifest = super().manifest()
        namespace, name = _place(manifest)
        if isinstance(self._chart.release.namespace, StrToken):
            return manifest
        if self._data is None:
            place = namespace or self._chart.release.namespace
            self._data = self._chart.existing.data(place, name, self._keys)
        return {**manifest, "data": self._data}

    def with_lookup(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Return the manifest with how its data is found at install, for the compiler.

        Raises:
            TemplateError: If its name or namespace may be null.
        """
        namespace, name = _place(manifest)
        data = Generated(_namespace(namespace), name, self._keys)
        return {**manifest, "data": data}  # last, as the template names a variable there


def _namespace(own: Content) -> str | Expr:
    """Return the namespace that an object of a chart gets."""
    if isinstance(own, Expr):
        return Call("str", "default", (own, _RELEASE))
    return own or _RELEASE


def _chart_around(item: Construct) -> HelmChart:
    """Return the outermost chart, whose release it is that all objects are in."""
    charts: list[Any] = [each for each in scopes(item) if isinstance(each, HelmChart)]
    if not charts:
        raise TemplateError(
            f"{path_of(item)}: what is generated once needs a HelmChart around it, which is told "
            "what exists; in another app, make the Secret by hand and use "
            "AppSecrets.from_existing()"
        )
    found: HelmChart = charts[-1]
    return found


def _place(manifest: Any) -> tuple[Content, Content]:
    """Return namespace and name of a Secret, as `lookup` wants to be told of them."""
    whole: Any = manifest if is_map(manifest) else {}
    found = whole.get("metadata")
    metadata: Any = found if is_map(found) else {}
    namespace, name = metadata.get("namespace"), metadata.get("name")
    is_secret = (whole.get("apiVersion"), whole.get("kind")) == ("v1", "Secret")
    if not is_secret or "data" in whole:
        raise TemplateError(
            "a patch made another object of a generated Secret, or gave it more data; remove it, "
            "and make a Secret of its own for what is not generated"
        )
    if not isinstance(name, str | Expr) or not isinstance(namespace, str | Expr | None):
        raise TemplateError(
            "name and namespace of a generated Secret must be texts that are always there; give "
            "them a default()"
        )
    return namespace, name
