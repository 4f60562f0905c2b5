"""Charts that render both ways: `HelmChart`, the objects in it, and what is there only sometimes.

A `HelmChart` is a cdk8s `Chart` with a values model. Given values it holds manifests; given tokens
(see `todo_k8s.helm.symbolic.stand_in`) it holds templates. The constructs in it are the same code.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import RLock
from typing import Any, ClassVar, cast, get_type_hints

import cdk8s
from constructs import Construct

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart.addresses import name_of, of_release
from todo_k8s.helm.chart.builds import own_build
from todo_k8s.helm.chart.identity import identity, laid_over
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.chart.patches import patched
from todo_k8s.helm.chart.wire import handed_over, holding
from todo_k8s.helm.content import Content, each
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.symbolic.expressions import Expr, Ref
from todo_k8s.helm.symbolic.nodes import resolve
from todo_k8s.helm.symbolic.tokens import StrToken, as_token

_RELEASE_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_NAMESPACE = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


@dataclass(frozen=True)
class Release:
    """What Helm knows of an installation: ``.Release.Name`` and ``.Release.Namespace``.

    The defaults are those of ``helm template``.

    Args:
        name: Lower-case letters, digits, dashes and dots, at most 53 characters.
        namespace: Lower-case letters, digits and dashes, at most 63 characters.

    Raises:
        ValuesError: If the name is one that Helm refuses, or the namespace one that Kubernetes
            refuses; both are named.
    """

    name: str = "release-name"
    namespace: str = "default"

    def __post_init__(self) -> None:
        if isinstance(self.name, StrToken):
            return
        faults: list[str] = []
        if not _is_text(self.name) or len(self.name) > 53 or not _RELEASE_NAME.fullmatch(self.name):
            faults.append(
                "release.name: must be 1 to 53 lower-case letters, digits, dashes and dots, and "
                "start and end with a letter or digit; choose another"
            )
        if not _is_text(self.namespace) or not _NAMESPACE.fullmatch(self.namespace):
            faults.append(
                "release.namespace: must be 1 to 63 lower-case letters, digits and dashes, and "
                "start and end with a letter or digit; choose another"
            )
        if faults:
            raise ValuesError(*faults)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def symbolic_release() -> Release:
    """Return the release that is known at install."""
    return Release(
        name=StrToken(Ref("str", ("Release", "Name"))),
        namespace=StrToken(Ref("str", ("Release", "Namespace"))),
    )


_release: ContextVar[Release | None] = ContextVar("release", default=None)
_kernel = RLock()
"""jsii talks to one Node.js, and mixes up what several threads say at once."""


@contextmanager
def building_for(release: Release) -> Generator[Release]:
    """Let charts that are given no release be built for this one, a thread at a time."""
    with _kernel, own_build():
        reset = _release.set(release)
        try:
            yield release
        finally:
            _release.reset(reset)


class HelmChart(cdk8s.Chart):
    """A cdk8s chart with values; subclass it and build constructs in ``__init__``.

    Class attributes:
        metadata: What goes into Chart.yaml; its name and version also label the objects.
        default_release: The release to build for where none is given.

    Args:
        scope: A cdk8s `App`, or any construct.
        id: The construct's id.
        values: The values to build with; concrete, or symbolic while exporting.
        release: The Helm release to build for; by default the one that is rendered or exported.
        labels: What to label all objects with.
        namespace: The namespace of all objects; by default they name none, and Helm decides.
    """

    metadata: ClassVar[ChartMetadata]
    default_release: ClassVar[Release] = Release()

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ChartValues,
        release: Release | None = None,
        labels: Mapping[str, str] | None = None,
        namespace: str | None = None,
    ) -> None:
        super().__init__(scope, id, labels=labels, namespace=namespace)
        self.values = values
        self.release: Release = release or _release.get() or self.default_release
        self.requirements: list[Check] = []

    @property
    def chart_name(self) -> str:
        """The chart's name; in templates ``.Chart.Name``, a parent chart's alias if it has one."""
        symbolic = isinstance(self.release.name, StrToken)
        return StrToken(Ref("str", ("Chart", "Name"))) if symbolic else self.metadata.name

    @property
    def chart_version(self) -> str:
        """The chart's version; in templates ``.Chart.Version``, which a repackager may change."""
        symbolic = isinstance(self.release.name, StrToken)
        return StrToken(Ref("str", ("Chart", "Version"))) if symbolic else self.metadata.version

    @property
    def app_version(self) -> str:
        """The application's version; in templates ``.Chart.AppVersion``, if the chart has one."""
        symbolic = isinstance(self.release.name, StrToken) and self.metadata.app_version
        return (
            StrToken(Ref("str", ("Chart", "AppVersion"))) if symbolic else self.metadata.app_version
        )

    def require(self, *checks: Check) -> None:
        """Refuse what values and release make impossible together; call it in ``__init__``.

        What values alone decide is a rule of their model. In templates these checks stand among
        the rules.

        Raises:
            ValuesError: If a check does not hold for concrete values.
        """
        for check in checks:
            if not isinstance(cast("Any", check), Check):
                raise TemplateError(
                    f"{type(self).__qualname__}.require() was given a {type(check).__name__}; give "
                    "it Checks: Check(holds, message, field)"
                )
        self.requirements.extend(checks)
        if isinstance(self.release.name, StrToken):
            return
        if broken := [f"{check.field}: {check.message}" for check in checks if not check.holds]:
            raise ValuesError(*broken)

    def generate_object_name(self, api_object: cdk8s.ApiObject) -> str:
        """Return the name of an object that is given none; it starts with the release's."""
        return name_of(api_object, self.release.name)

    def notes(self) -> Content:
        """Return the lines of NOTES.txt, shown after an installation; override it."""
        return []


class Manifest(cdk8s.ApiObject):
    """One Kubernetes object, whose content is handed to cdk8s in one call.

    Args:
        scope: The construct it belongs to.
        id: Its id; the path of ids becomes the template's file name.
        content: The whole manifest: ``apiVersion``, ``kind``, ``metadata`` and the rest.
    """

    def __init__(self, scope: Construct, id: str, content: Mapping[str, Any]) -> None:
        self._content = content
        self._patches: list[cdk8s.JsonPatch] = []
        api_version, kind, name = identity(id, content)
        metadata = cdk8s.ApiObjectMetadata(name=name)
        super().__init__(scope, id, api_version=api_version, kind=kind, metadata=metadata)

    def add_json_patch(self, *ops: cdk8s.JsonPatch) -> None:
        """Change the manifest by RFC 6902 operations, applied last."""
        self._patches.extend(ops)

    def content(self) -> Mapping[str, Any]:
        """Return the manifest's content; parts added through a cdk8s-plus handle included."""
        return self._content

    def to_json(self) -> Any:
        """Return the manifest, for cdk8s.

        Raises:
            TemplateError: If it has a key that cdk8s would change, see `todo_k8s.helm.chart.wire`.
        """
        return handed_over(self.manifest(), lambda: self.node.path)

    def manifest(self) -> Any:
        """Return the manifest: content, labels and namespace of the cdk8s chart, patches."""
        inherited = super().to_json()["metadata"]
        manifest = resolve(self.content())
        own = manifest["metadata"]
        for key in ("labels", "annotations"):
            if key in inherited:
                own[key] = laid_over(inherited[key], own.get(key))
        manifest["metadata"] = {**inherited, **own}
        return patched(manifest, self._patches) if self._patches else manifest


class GivenObject(Manifest):
    """An object that the operator gives as it is, or a loop over a list of them."""

    def __init__(self, scope: Construct, id: str, given: Content) -> None:
        content = {"apiVersion": "v1", "kind": "List", "metadata": {"name": id}}
        super().__init__(scope, id, content)
        self._given = given

    def manifest(self) -> Any:
        """Return the object unchanged, or the loop."""
        return resolve(self._given)


def add_objects(scope: Construct, id: str, objects: list[dict[str, Any]]) -> None:
    """Add objects that the operator gives; in templates, one file that loops over them."""
    if as_token(objects) is not None:
        GivenObject(scope, id, each(objects, lambda manifest: manifest))
        return
    for number, given in enumerate(objects):
        GivenObject(scope, f"{id}-{number}", given)


class Conditional(Construct):
    """A scope whose objects are there only if a condition holds, at install if it is a token."""

    def __init__(self, scope: Construct, id: str, condition: Expr | None) -> None:
        super().__init__(scope, id)
        self.condition = condition


def when(scope: Construct, id: str, condition: bool) -> Construct | None:
    """Return a scope for objects that exist only if `condition` holds, or None if it does not.

    Write ``if ingress := when(self, "ingress", values.ingress.enabled): Manifest(ingress, …)``.
    With a token its templates stand inside an ``if``. No name of a file has its id, so those of
    the objects in it must differ from those around it.
    """
    if (token := as_token(condition)) is not None:
        return Conditional(scope, id, token.expr)
    return Conditional(scope, id, None) if condition else None


def render(
    chart: type[HelmChart],
    values: ChartValues | Mapping[str, Any],
    release: Release | None = None,
) -> list[dict[str, Any]]:
    """Return the manifests that a chart gives for concrete values, as Helm would render them.

    Args:
        chart: The chart's class.
        values: Its values, or a mapping as in a values file, laid over the defaults.
        release: The release's name and namespace; by default the chart's `default_release`.

    Raises:
        ValuesError: If the values break the model.
    """
    if not isinstance(values, ChartValues):
        values = values_class(chart).from_mapping(values)
    with building_for(release or chart.default_release) as known:
        return _all_manifests(_built(chart, values, known))


def rendered(
    chart: type[HelmChart], values: ChartValues, release: Release
) -> tuple[list[dict[str, Any]], Content]:
    """Return the manifests and the notes that a chart gives for concrete values."""
    with building_for(release):
        built = _built(chart, values, release)
        return _all_manifests(built), resolve(built.notes())


def _built(chart: type[HelmChart], values: ChartValues, release: Release) -> HelmChart:
    return chart(cdk8s.App(), chart.metadata.name, values=values, release=release)


def _all_manifests(built: HelmChart) -> list[dict[str, Any]]:
    charts = [item for item in built.node.find_all() if isinstance(item, cdk8s.Chart)]
    return [manifest for each in charts for manifest in _manifests(each, built.release)]


def _manifests(chart: cdk8s.Chart, release: Release) -> Iterator[dict[str, Any]]:
    """Yield the manifests of a chart without those of the charts in it."""
    with holding() as taken_back:
        for item in chart.to_json():
            held = taken_back(item)
            yield of_release(item, release.name) if held is item else held


def values_class(chart: type[HelmChart]) -> type[ChartValues]:
    """Return the values model of a chart: the type of `values` in its ``__init__``.

    Raises:
        TemplateError: If it has no such type, or one that cannot be found by its name.
    """
    try:
        found: Any = get_type_hints(chart.__init__).get("values")
    except NameError as error:
        raise TemplateError(f"{chart.__qualname__}: {error}; define it in the module") from error
    if not isinstance(found, type) or not issubclass(found, ChartValues):
        raise TemplateError(
            f"{chart.__qualname__}.__init__ does not say which values it takes; write the model "
            "as the type of values: def __init__(self, scope, id, *, values: MyValues, …)"
        )
    try:
        inspect.signature(chart.__init__).bind(None, None, "", values=None, release=None)
    except TypeError as error:
        raise TemplateError(
            f"{chart.__qualname__}.__init__: {error}; a chart is built with its values and a "
            "release: def __init__(self, scope, id, *, values, release=None)"
        ) from None
    if not hasattr(chart, "metadata"):
        raise TemplateError(f"{chart.__qualname__} has no metadata; set it to a ChartMetadata")
    return found
