"""cdk8s-plus handles for objects that are built in Python.

An object's content is built in one go, as cdk8s-plus would need a call for every variable and
drops fields newer than Kubernetes 1.27 (``preStop.sleep``). Whoever touches `handle` gets the
cdk8s-plus object all the same: what is added to it shows as a difference between its manifest
before and after, and that difference is laid over the content.

A handle is of the line of cdk8s-plus that is asked for. `handle` is of line 27, which is imported
then only: it takes longer than an export.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import cdk8s

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.overlay import overlay

if TYPE_CHECKING:
    import cdk8s_plus_27 as kplus

D_co = TypeVar("D_co", covariant=True)
S_co = TypeVar("S_co", covariant=True)


class DeploymentLine(Protocol[D_co]):
    """The module of a line of cdk8s-plus, such as `cdk8s_plus_36`, with its `Deployment`."""

    @property
    def Deployment(self) -> Callable[..., D_co]:  # noqa: N802  # as in cdk8s-plus
        """The class of the handle."""
        ...

    @property
    def ContainerProps(self) -> Callable[..., Any]:  # noqa: N802  # as in cdk8s-plus
        """What the class takes for a container."""
        ...


class ServiceLine(Protocol[S_co]):
    """The module of a line of cdk8s-plus, such as `cdk8s_plus_36`, with its `Service`."""

    @property
    def Service(self) -> Callable[..., S_co]:  # noqa: N802  # as in cdk8s-plus
        """The class of the handle."""
        ...

    @property
    def ServicePort(self) -> Callable[..., Any]:  # noqa: N802  # as in cdk8s-plus
        """What the class takes for a port."""
        ...


class _Handled(Manifest):
    """A manifest with cdk8s-plus objects, one per line, that users may add to."""

    def __init__(self, scope: Any, id: str, content: Mapping[str, Any]) -> None:
        super().__init__(scope, id, content)
        self._handles: dict[str, Any] = {}
        self._before: dict[str, Any] = {}

    def _handle(self, line: Any, make: Callable[[str], Any]) -> Any:
        """Return the handle of a line, which is made by its id when it is first asked for."""
        name = cast("ModuleType", line).__name__
        if name not in self._handles:
            self._adopt(name, make(name))
        return self._handles[name]

    def _adopt(self, line: str, handle: Any) -> None:
        """Take the place of the object that `handle` would emit."""
        resource = cast("cdk8s.ApiObject", handle.node.default_child)
        handle.node.try_remove_child(resource.node.id)
        handle.node.default_child = self
        self._handles[line], self._before[line] = handle, (resource, resource.to_json())

    def content(self) -> Mapping[str, Any]:
        """Return the content with what was added through the handles, by their order."""
        content: Any = self._content
        for resource, before in self._before.values():
            content = overlay(content, before, resource.to_json())
        return cast("Mapping[str, Any]", content)

    def _metadata(self) -> cdk8s.ApiObjectMetadata:
        return cdk8s.ApiObjectMetadata(name=self._content["metadata"]["name"])


class Deployment(_Handled):
    """A Deployment's manifest, with a `Deployment` of cdk8s-plus as its handle."""

    def __init__(
        self,
        scope: Any,
        id: str,
        content: Mapping[str, Any],
        *,
        component: str,
        image: str,
        port: int | None,
    ) -> None:
        super().__init__(scope, id, content)
        self._component = component
        self._image = image
        self._port = port

    @property
    def handle(self) -> kplus.Deployment:
        """The handle of line 27."""
        import cdk8s_plus_27 as kplus  # noqa: PLC0415  # see the module

        return self.handle_of(kplus)

    def handle_of(self, line: DeploymentLine[D_co]) -> D_co:
        """Return a line's object; its container and labels stand for those of the content."""
        made: D_co = self._handle(
            line,
            lambda name: line.Deployment(
                self,
                name,
                metadata=self._metadata(),
                select=False,
                containers=[
                    line.ContainerProps(
                        name=self._component,
                        image=self._image,
                        port_number=self._port,
                    )
                ],
            ),
        )
        return made


class Service(_Handled):
    """A Service's manifest, with a `Service` of cdk8s-plus as its handle."""

    def __init__(self, scope: Any, id: str, content: Mapping[str, Any], *, port: int) -> None:
        super().__init__(scope, id, content)
        self._port = port

    @property
    def handle(self) -> kplus.Service:
        """The handle of line 27."""
        import cdk8s_plus_27 as kplus  # noqa: PLC0415  # see the module

        return self.handle_of(kplus)

    def handle_of(self, line: ServiceLine[S_co]) -> S_co:
        """Return a line's object; its port stands for that of the content."""
        made: S_co = self._handle(
            line,
            lambda name: line.Service(
                self,
                name,
                metadata=self._metadata(),
                ports=[line.ServicePort(port=self._port, name="http")],
            ),
        )
        return made
