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
from todo_k8s.helm.chart.overlay import overlay
from todo_k8s.helm.plain.shapes import is_map

if TYPE_CHECKING:
    import cdk8s_plus_27 as kplus


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
