"""cdk8s-plus handles for objects that are built in Python.

An object's content is built in one go, as cdk8s-plus would need a call for every variable and
drops fields newer than Kubernetes 1.27 (``preStop.sleep``). Whoever touches `handle` gets the
cdk8s-plus object all the same: what is added to it shows as a difference between its manifest
before and after, and that difference is laid over the content.

cdk8s-plus is imported by the first handle: it takes longer than an export.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import cdk8s

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.content import Content, raw, spread, with_entries
from todo_k8s.helm.nodes import Entries, If
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.tokens import Token

if TYPE_CHECKING:
    import cdk8s_plus_27 as kplus

_KEYS = ("name", "mountPath", "key", "port")


class _Handled(Manifest):
    """A manifest with a cdk8s-plus object that users may add to."""

    _resource: cdk8s.ApiObject | None = None
    _before: Any = None

    def _adopt(self, handle: Any) -> Any:
        """Take the place of the object that `handle` would emit."""
        resource = cast("cdk8s.ApiObject", handle.node.default_child)
        handle.node.try_remove_child(resource.node.id)
        handle.node.default_child = self
        self._resource, self._before = resource, resource.to_json()
        return handle

    def content(self) -> Mapping[str, Any]:
        """Return the content with what was added through the handle."""
        if self._resource is None:
            return self._content
        return cast(
            "Mapping[str, Any]", overlay(self._content, self._before, self._resource.to_json())
        )

    def _metadata(self) -> cdk8s.ApiObjectMetadata:
        return cdk8s.ApiObjectMetadata(name=self._content["metadata"]["name"])


class Deployment(_Handled):
    """A Deployment's manifest, with a `kplus.Deployment` as its handle."""

    def __init__(self, scope: Any, id: str, content: Mapping[str, Any], *, component: str) -> None:
        super().__init__(scope, id, content)
        self._component = component

    @cached_property
    def handle(self) -> kplus.Deployment:
        """The cdk8s-plus object; its container and labels stand for those of the content."""
        import cdk8s_plus_27 as kplus  # noqa: PLC0415  # see the module

        container = next(
            item for item in self._content["spec"]["template"]["spec"]["containers"] if is_map(item)
        )
        handle = kplus.Deployment(
            self,
            "handle",
            metadata=self._metadata(),
            select=False,
            containers=[
                kplus.ContainerProps(
                    name=self._component,
                    image=container["image"],
                    port_number=container["ports"][0]["containerPort"],
                )
            ],
        )
        return cast("kplus.Deployment", self._adopt(handle))


class Service(_Handled):
    """A Service's manifest, with a `kplus.Service` as its handle."""

    @cached_property
    def handle(self) -> kplus.Service:
        """The cdk8s-plus object; its port stands for that of the content."""
        import cdk8s_plus_27 as kplus  # noqa: PLC0415  # see the module

        port = self._content["spec"]["ports"][0]["port"]
        handle = kplus.Service(
            self,
            "handle",
            metadata=self._metadata(),
            ports=[kplus.ServicePort(port=port, name="http")],
        )
        return cast("kplus.Service", self._adopt(handle))


def overlay(content: Content, before: Any, after: Any) -> Content:
    """Lay the difference between two manifests over content.

    Maps go entry by entry, lists item by item: an item with a name, mount path, key or port is
    matched by it, another one is added. What the difference takes away stays.
    """
    if before == after:
        return content
    if isinstance(content, If):
        return If(
            content.condition,
            overlay(content.then, before, after),
            overlay(content.otherwise, before, after),
        )
    if content is None:
        return raw(after)
    if is_map(after):
        return _overlay_map(content, before if is_map(before) else {}, after)
    if is_list(after):
        return _overlay_list(content, before if is_list(before) else [], after)
    return after


def _overlay_map(content: Content, before: dict[str, Any], after: dict[str, Any]) -> Content:
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if isinstance(content, Token):
        return with_entries(changed, cast("Any", content))
    if isinstance(content, Entries):
        return Entries(_overlay_map(content.own, before, after), content.more)
    own = cast("dict[str, Any]", content)
    return {
        **own,
        **{key: overlay(own.get(key), before.get(key), value) for key, value in changed.items()},
    }


def _overlay_list(content: Content, before: list[Any], after: list[Any]) -> Content:
    listed = [spread(cast("Any", content))] if isinstance(content, Token) else content
    items = list(cast("list[Any]", listed))
    for item in after:
        if item in before:
            continue
        old = next((own for own in before if _identity(own) == _identity(item)), None)
        place = next((i for i, own in enumerate(items) if _identity(own) == _identity(item)), None)
        if place is None:
            items.append(raw(item))
        else:
            items[place] = overlay(items[place], old, item)
    return items


def _identity(item: Any) -> object:
    """Return what tells one list item from another: its name, or nothing but itself."""
    if is_map(item):
        key = next((key for key in _KEYS if key in item), None)
        if key is not None and not isinstance(item[key], Token):
            return (key, item[key])
    return id(item)
