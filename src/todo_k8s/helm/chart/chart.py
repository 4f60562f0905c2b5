"""Charts that render both ways: `HelmChart`, the objects in it, and what is there only sometimes.

A `HelmChart` is a cdk8s `Chart` with a values model. Given values it holds manifests; given tokens
(see `todo_k8s.helm.symbolic.stand_in`) it holds templates. The constructs in it are the same code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic

import cdk8s
from constructs import Construct
from typing_extensions import TypeVar

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart.addresses import name_of
from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities, current_capabilities
from todo_k8s.helm.chart.existing import Existing, current_existing
from todo_k8s.helm.chart.given import check_given
from todo_k8s.helm.chart.identity import identity, laid_over
from todo_k8s.helm.chart.loops import Entry, Loop
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.chart.patches import patched
from todo_k8s.helm.chart.places import Part, path_of, put, scopes
from todo_k8s.helm.chart.release import Release, current_release
from todo_k8s.helm.chart.shared_keys import SharedKeys
from todo_k8s.helm.chart.synthesis import inherited_metadata, set_inherited
from todo_k8s.helm.chart.wire import handed_over
from todo_k8s.helm.content import Content, each
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.model.rules import flatten, line_of
from todo_k8s.helm.symbolic.as_expressions import as_token
from todo_k8s.helm.symbolic.expressions import Expr, Ref
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.shared_keys import noted
from todo_k8s.helm.symbolic.text_tokens import StrToken

V_co = TypeVar("V_co", bound=ChartValues, covariant=True, default=ChartValues)
"""The values class of a chart."""


class HelmChart(cdk8s.Chart, Generic[V_co]):
    """A cdk8s chart with values; subclass it with its values class, and make objects in `build`.

    A chart that is given more than values has an ``__init__`` in place of `build`, which names the
    values class as the type of `values`.

    Class attributes:
        metadata: What goes into Chart.yaml; its name and version also label the objects.
        default_release: The release to build for where none is given.

    Attributes:
        values: The values to build with; concrete, or symbolic while exporting.
        release: The Helm release to build for.
        capabilities: The cluster to build for, of which a chart asks `has` and
            `kube_version_at_least`.
        existing: The Secrets that exist, of which a `GeneratedSecret` keeps what it has.

    Args:
        scope: A cdk8s `App`, or any construct.
        id: The construct's id.
        values: The values to build with.
        release: The Helm release to build for; by default the one that is rendered or exported.
        labels: What to label all objects with.
        capabilities: The cluster to build for; by default the one that is rendered for, or
            `Capabilities()`.
        namespace: The namespace of all objects; by default they name none, and Helm decides.
        existing: Manifests of Secrets that exist; by default those that are rendered for, or none.

    Raises:
        TemplateError: If the values, the release or the capabilities are something else.
    """

    metadata: ClassVar[ChartMetadata]
    default_release: ClassVar[Release] = Release()

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: V_co,
        release: Release | None = None,
        labels: Mapping[str, str] | None = None,
        namespace: str | None = None,
        capabilities: Capabilities | None = None,
        existing: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        capabilities = capabilities or current_capabilities.get() or DEFAULT
        release = release or current_release.get() or self.default_release
        check_given(type(self).__qualname__, values, release, capabilities)
        super().__init__(scope, id, labels=labels, namespace=namespace)
        put(self, scope, id)
        set_inherited(self, {**(labels or {})}, namespace)
        self.values = values
        self.release: Release = release
        self.capabilities: Capabilities = capabilities
        known = current_existing.get() if existing is None else Existing(existing)
        self.existing: Existing = known or Existing()
        self.requirements: list[Any] = []
        self.warnings: list[Any] = []
        self.shared_keys: SharedKeys = SharedKeys(self)
        self.build()
        self.shared_keys.check()

    def build(self) -> None:
        """Make the chart's objects, of `values` and for `release`; override it."""

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

    def require(self, *checks: Check | Content) -> None:
        """Refuse what values and release make impossible together; call it in `build`.

        What values alone decide is a rule of their model. In templates these checks stand among
        the rules.

        Args:
            checks: Checks, lists of them, and loops over such by `todo_k8s.helm.content.each`.

        Raises:
            TemplateError: If it is given something else.
            ValuesError: If a check does not hold for concrete values.
        """
        given = [*flatten(checks, f"{type(self).__qualname__}.require()")]
        self.requirements += given
        if isinstance(self.release.name, StrToken):
            return
        if broken := [line_of(check) for check in given if not check.holds]:
            raise ValuesError(*broken)

    def warn(self, *checks: Check | Content) -> None:
        """Tell of what is allowed and may not be meant; call it in `build`.

        The checks that do not hold are the last lines of NOTES.txt, each with its field, and
        the command ``check`` tells them with the line of the values file.

        Args:
            checks: Checks, lists of them, and loops over such by `todo_k8s.helm.content.each`.

        Raises:
            TemplateError: If it is given something else.
        """
        self.warnings += flatten(checks, f"{type(self).__qualname__}.warn()")

    def generate_object_name(self, api_object: cdk8s.ApiObject) -> str:
        """Return the name of an object that is given none; it starts with the release's.

        Raises:
            TemplateError: If the object is there once for each entry, see `for_each`.
        """
        if any(isinstance(scope, Loop | Entry) for scope in scopes(api_object)):
            raise TemplateError(
                f"{path_of(api_object)}: objects of a loop need names that differ; give it a name "
                "that holds the key: metadata=ApiObjectMetadata(name=…)"
            )
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
        put(self, scope, id)

    @cached_property
    def metadata(self) -> cdk8s.ApiObjectMetadataDefinition:  # pyright: ignore[reportIncompatibleMethodOverride]  # as jsii tells Node.js of properties
        """What cdk8s knows of the metadata; whoever has it may add to it."""
        return super().metadata

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
        return handed_over(self.manifest(), lambda: path_of(self))

    def manifest(self) -> Any:
        """Return the manifest: content, labels and namespace of the cdk8s chart, patches."""
        known = "metadata" in vars(self)
        inherited = super().to_json()["metadata"] if known else inherited_metadata(self)
        manifest = resolve(self.content())
        own = manifest["metadata"]
        for key in ("labels", "annotations"):
            if key in inherited:
                own[key] = laid_over(inherited[key], own.get(key))
        manifest["metadata"] = {**inherited, **own}
        check_shared_keys(self)
        return patched(manifest, self._patches) if self._patches else manifest


def check_shared_keys(item: cdk8s.ApiObject) -> None:
    """See that no map of the chart around an object has a key twice, see `with_entries`."""
    for scope in scopes(item) if noted().times else ():
        if isinstance(scope, HelmChart):
            scope.shared_keys.check()


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


class Conditional(Part):
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
