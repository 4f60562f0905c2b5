"""Compiles a chart: builds it with tokens in place of values, and takes the tree that it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import cdk8s
from constructs import IConstruct

from todo_k8s.errors import TemplateError, TodoK8sError, noticing
from todo_k8s.helm.chart import HelmChart, Manifest, Release
from todo_k8s.helm.chart.addresses import of_release
from todo_k8s.helm.chart.annotations import check_annotations
from todo_k8s.helm.chart.building import building_for
from todo_k8s.helm.chart.capabilities import DEFAULT, SymbolicCapabilities
from todo_k8s.helm.chart.chart import Conditional
from todo_k8s.helm.chart.generated import GeneratedData
from todo_k8s.helm.chart.loops import Entries, Entry, Loop
from todo_k8s.helm.chart.places import place, scopes
from todo_k8s.helm.chart.release import symbolic_release
from todo_k8s.helm.chart.rendering import check_chart, is_values_class, rendered, values_class
from todo_k8s.helm.chart.synthesis import constructs_in, objects_of
from todo_k8s.helm.chart.warnings import warning_lines, with_warnings
from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.compiled.faults import fault
from todo_k8s.helm.compiled.remedies import told
from todo_k8s.helm.compiled.shared_keys import shared_key_faults
from todo_k8s.helm.compiled.shared_rules import SharedRules
from todo_k8s.helm.folder.ownership import FIXED, is_template
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.symbolic.decoding import readable
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    If,
    check_levels,
    free_variables,
    within,
)
from todo_k8s.helm.symbolic.resolve import checked, resolve
from todo_k8s.helm.symbolic.session import Loops, Session, compiling, session
from todo_k8s.helm.symbolic.stand_in import symbolic

_INVALID = re.compile(r"^  \[(.*)\] (.*)$", re.MULTILINE)
"""What a validation says, in cdk8s' error: where, and what is wrong."""


def compile_chart(
    chart: type[HelmChart], values: type[ChartValues] | None = None, *, spelling: int = 0
) -> CompiledChart:
    """Build a chart with tokens in place of values, and return the tree that it gives.

    Args:
        chart: The chart's class.
        values: Its values model; by default the one its ``__init__`` names.
        spelling: How the tokens are spelled; the tree does not depend on it.

    Raises:
        ExpressionError: If a value known only at install is used as if it were known.
        TemplateError: If something has no template form.
    """
    check_chart(chart)
    model = values_class(chart) if values is None else values
    if not is_values_class(model):
        raise TemplateError(
            f"{chart.__qualname__}: its values are no class of ChartValues; give one"
        )
    cluster = SymbolicCapabilities()
    with (
        compiling(Session(spelling)),
        building_for(symbolic_release(), cluster) as release,
        noticing() as refused,
    ):
        try:
            compiled = _compiled(chart, model, release, cluster)
        except (TodoK8sError, RecursionError):
            raise
        except (Exception, SystemExit) as error:
            # what refuses a call from cdk8s comes back as an error of its own
            raise (refused[0] if refused else _not_built(chart, model, error)) from error
    if refused:
        raise TemplateError(
            f"{chart.__qualname__} catches an error that refuses it: {refused[0]}; do not catch it"
        )
    return compiled


def _not_built(
    chart: type[HelmChart], model: type[ChartValues], error: BaseException
) -> TemplateError:
    """Say why a chart cannot be built: only with tokens, or in any way."""
    message = readable(str(error))
    try:
        rendered(chart, model.from_mapping({}), Release(), DEFAULT)
    except (Exception, SystemExit) as alike:  # noqa: BLE001  # whatever it is
        if type(alike) is type(error):
            remedy = told(alike, str(alike), "fix the line that raises it")
            return TemplateError(f"{chart.__qualname__} cannot be built with any values: {remedy}")
    remedy = (
        "use the functions of todo_k8s.helm.functions, and a Manifest where cdk8s-plus wants a "
        "value to be known"
    )
    return TemplateError(
        f"{chart.__qualname__} cannot be built with values that are known only at install: "
        f"{told(error, message, remedy)}"
    )


def _compiled(
    chart: type[HelmChart],
    model: type[ChartValues],
    release: Release,
    cluster: SymbolicCapabilities,
) -> CompiledChart:
    built = chart(cdk8s.App(), chart.metadata.name, values=symbolic(model), release=release)
    objects = dict(_objects(built))
    required = [
        *_of_all(built, "require", lambda made: made.requirements, _unmet),
        *shared_key_faults(objects.values(), model),
    ]
    warnings = [*_of_all(built, "warn", lambda made: made.warnings, warning_lines)]
    return CompiledChart(
        chart.metadata,
        model,
        objects,
        checked([*SharedRules(type(built.values)).of_value(built.values, "", ("Values",))]),
        checked(required),
        checked(resolve(with_warnings(built.notes(), warnings))),
        checked(resolve(warnings)),
        tuple(sorted(cluster.apis)),
        tuple(sorted(cluster.minimums)),
    )


# Objects


def _objects(built: HelmChart) -> Iterator[tuple[str, CompiledObject]]:
    paths: dict[str, str] = {}
    for item in _validated(built):
        within_chart = [*scopes(item)][:-1][::-1]  # without the app
        path = "/".join(place(each)[1] for each in within_chart[1:])
        file = f"templates/{_file_name(path, within_chart[1:])}.yaml"
        if file in paths:
            raise TemplateError(
                f"{path} and {paths[file]} would both be written to {file}; give one another id"
            )
        paths[file] = path
        conditions, inner = _frames(within_chart)
        with within(f"{path}: "), session().inside(_loops(inner)):
            manifest = resolve(_manifest(item, built.release.name))
            if isinstance(item, GeneratedData):
                manifest = item.with_lookup(manifest)
            content = _framed(manifest, inner)
            check_levels(content)
            check_annotations(manifest)
            checked(content)
        yield file, CompiledObject(path, _origin(within_chart), conditions, content)


Frame = Loop | Conditional


def _frames(constructs: Iterable[IConstruct]) -> tuple[tuple[Expr, ...], list[Frame]]:
    """Return the conditions outside of all loops, and the loops with the conditions in them."""
    conditions: list[Expr] = []
    inner: list[Frame] = []
    for scope in constructs:
        if isinstance(scope, Loop) or (inner and isinstance(scope, Conditional)):
            inner.append(scope)
        elif isinstance(scope, Conditional) and scope.condition is not None:
            conditions.append(scope.condition)
    return tuple(conditions), inner


def _framed(content: Content, frames: Sequence[Frame]) -> Content:
    """Return content once for each entry of the loops around it, where the conditions hold."""
    for frame in reversed(frames):
        if isinstance(frame, Loop):
            content = Each(frame.collection, frame.variables, content)
        elif frame.condition is not None:
            content = If(frame.condition, content)
    return content


def _loops(frames: Iterable[Frame]) -> Loops:
    loops: Loops = {}
    for frame in frames:
        if isinstance(frame, Loop):
            loops |= {**dict.fromkeys(frame.variables), frame.variables[0]: frame.called}
    return loops


def _unmet(check: Any) -> Content:
    return fault(check, "")


def _of_all(
    built: HelmChart,
    method: str,
    given: Callable[[HelmChart], list[Any]],
    told: Callable[[Any], Content],
) -> Iterator[Content]:
    """Yield what the chart and the charts in it require or warn of, where these are there."""
    charts: list[HelmChart] = [x for x in constructs_in(built) if isinstance(x, HelmChart)]
    for chart in charts:
        made = [told(check) for check in given(chart)]
        frames = [each for each in scopes(chart) if isinstance(each, Loop | Conditional)][::-1]
        framed: Content = [_framed(made, frames)] if frames else made
        if free_variables(framed):
            raise TemplateError(
                f"{type(chart).__qualname__}.{method}() was given the entry of a loop over "
                f"objects; loop again: {method}(each(items, lambda key, item: Check(…)))"
            )
        yield from framed


def _validated(built: HelmChart) -> Iterator[cdk8s.ApiObject]:
    try:
        yield from objects_of(built)
    except RuntimeError as error:
        if found := _INVALID.findall(str(error)):
            lines = (f"{path}: {readable(what)}" for path, what in found)
            raise TemplateError("\n".join(lines)) from None
        raise


def _manifest(item: cdk8s.ApiObject, release: str) -> Any:
    if isinstance(item, Manifest):
        return item.manifest()
    return Raw(of_release(item.to_json(), release))  # cdk8s has left out what it does


def _file_name(path: str, constructs: Iterable[IConstruct]) -> str:
    """Join the ids on an object's path: ``backend/deployment`` gives ``backend-deployment``."""
    ids: list[str] = []
    for scope in constructs:
        own = str(scope.key) if isinstance(scope, Entry) else place(scope)[1]
        if not isinstance(scope, Conditional) and own not in (*ids[-1:], "Resource", "Default"):
            ids.append(own)
    name = "-".join(ids).lower()
    if f"templates/{name}.yaml" in FIXED:
        raise TemplateError(
            f"{path}: {name}.yaml is no name for a template, as each chart has a file of that "
            "name; give it another id"
        )
    if not is_template(f"templates/{name}.yaml"):
        raise TemplateError(
            f"{path}: {name}.yaml is no name for a template; give it another id, of letters, "
            "digits, '.', '_' and '-', that starts with a letter or digit"
        )
    return name


def _origin(constructs: Sequence[IConstruct]) -> str:
    """Name the construct whose code gives the object."""
    foreign = (Conditional, Loop, Entry, Entries, cdk8s.ApiObject)
    owner = next(type(scope) for scope in reversed(constructs) if not isinstance(scope, foreign))
    return f"Generated from {owner.__module__}.{owner.__qualname__}; change that, not this file."
