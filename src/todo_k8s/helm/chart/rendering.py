"""The manifests that a chart gives for concrete values."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, get_args, get_origin, get_type_hints

import cdk8s
from typing_extensions import TypeVar

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.chart.addresses import of_release
from todo_k8s.helm.chart.building import building_for
from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities
from todo_k8s.helm.chart.chart import HelmChart, Manifest
from todo_k8s.helm.chart.existing import Existing
from todo_k8s.helm.chart.given import check_attributes, check_capabilities, check_kube_version
from todo_k8s.helm.chart.places import path_of
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.chart.synthesis import constructs_in, objects_of
from todo_k8s.helm.chart.warnings import warning_lines, with_warnings
from todo_k8s.helm.content import Content
from todo_k8s.helm.fields.free_form import copied
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.resolve import resolve


def render(
    chart: type[HelmChart],
    values: ChartValues | Mapping[str, Any],
    release: Release | None = None,
    capabilities: Capabilities | None = None,
    existing: Sequence[Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Return the manifests that a chart gives for concrete values, as Helm would render them.

    Args:
        chart: The chart's class.
        values: Its values, or a mapping as in a values file, laid over the defaults.
        release: The release's name and namespace; by default the chart's `default_release`.
        capabilities: The cluster, for charts that ask; by default `Capabilities()`.
        existing: Secrets of the cluster, for charts with a `GeneratedSecret`: manifests as
            ``kubectl get secrets -o json`` or an earlier `render` gives them. What is not among
            them is generated.

    Raises:
        TemplateError: If the chart is no chart class or not a whole one, or the capabilities are
            something else.
        ValuesError: If the values break the model, Kubernetes is too old for the chart, or what
            exists is something else.
    """
    check_chart(chart)
    if not isinstance(values, ChartValues):
        values = values_class(chart).from_mapping(values)
    known_cluster = DEFAULT if capabilities is None else capabilities
    check_capabilities(chart.__qualname__, known_cluster)
    check_kube_version(chart.metadata, known_cluster)
    kept = None if existing is None else Existing(existing)
    with building_for(release or chart.default_release, known_cluster, kept) as known:
        return _all_manifests(_built(chart, values, known))


def rendered(
    chart: type[HelmChart],
    values: ChartValues,
    release: Release,
    capabilities: Capabilities,
    existing: Existing | None = None,
) -> tuple[list[dict[str, Any]], Content]:
    """Return the manifests and the notes that a chart gives for concrete values."""
    with building_for(release, capabilities, existing):
        built = _built(chart, values, release)
        return _all_manifests(built), resolve(with_warnings(built.notes(), _warnings(built)))


def _warnings(built: HelmChart) -> list[Content]:
    """Return what a chart and the charts in it warn of."""
    charts: list[HelmChart] = [each for each in constructs_in(built) if isinstance(each, HelmChart)]
    return [warning_lines(check) for chart in charts for check in chart.warnings]


def _built(chart: type[HelmChart], values: ChartValues, release: Release) -> HelmChart:
    return chart(cdk8s.App(), chart.metadata.name, values=values, release=release)


def _all_manifests(built: HelmChart) -> list[dict[str, Any]]:
    return [_manifest(item, built.release.name) for item in objects_of(built)]


def _manifest(item: cdk8s.ApiObject, release: str) -> Any:
    try:
        if isinstance(item, Manifest):
            return copied(item.manifest(), as_yaml=True)  # plain, and of its own
        return of_release(item.to_json(), release)
    except (ExpressionError, TemplateError) as error:  # as `within`, at less cost
        error.steps.insert(0, f"{path_of(item).partition('/')[2]}: ")
        raise


def check_chart(chart: Any) -> None:
    """See that something is a chart class that can be built.

    Raises:
        TemplateError: If it is none, or lacks metadata.
    """
    if not is_chart_class(chart):
        name = getattr(chart, "__qualname__", None) or a_or_an(type(chart).__qualname__)
        raise TemplateError(f"{name} is no chart class; give a class that is a HelmChart")
    check_attributes(chart)


def is_chart_class(found: object) -> TypeGuard[type[HelmChart]]:
    """Tell whether something is a class of charts."""
    return isinstance(found, type) and issubclass(found, HelmChart)


def values_class(chart: type[HelmChart]) -> type[ChartValues]:
    """Return the values model of a chart: the type of `values` in its ``__init__``, or its own.

    Raises:
        TemplateError: If it has no such type, or one that cannot be found by its name.
    """
    try:
        found: Any = get_type_hints(chart.__init__).get("values")
    except NameError as error:
        raise TemplateError(f"{chart.__qualname__}: {error}; define it in the module") from error
    if found is None or isinstance(found, TypeVar):
        found = _argument_of(chart)
    if not is_values_class(found):
        what = "does not say which values it takes" if found is None else "takes other values"
        raise TemplateError(
            f"{chart.__qualname__} {what}; give it a class of ChartValues: "
            f"class {chart.__name__}(HelmChart[MyValues]), or the type of values in its __init__: "
            "def __init__(self, scope, id, *, values: MyValues, …)"
        )
    try:
        inspect.signature(chart.__init__).bind(None, None, "", values=None, release=None)
    except TypeError as error:
        raise TemplateError(
            f"{chart.__qualname__}.__init__: {error}; a chart is built with its values and a "
            "release: def __init__(self, scope, id, *, values, release=None)"
        ) from None
    return found


def _argument_of(chart: type[HelmChart]) -> Any:
    """Return what ``HelmChart[…]`` was given by a chart, or by one that it extends."""
    bases = (base for owner in chart.__mro__ for base in vars(owner).get("__orig_bases__", ()))
    return next((get_args(base)[0] for base in bases if get_origin(base) is HelmChart), None)


def is_values_class(found: object) -> TypeGuard[type[ChartValues]]:
    """Tell whether something is a values model."""
    return isinstance(found, type) and issubclass(found, ChartValues)
