"""Refuses a chart whose templates would not give what its constructs give.

Tokens refuse what they can. What they cannot see is found here, in two ways. A chart is compiled
twice with its tokens spelled differently: what differs was computed from a spelling. And the tree
is evaluated with a few values and compared with what the constructs give for them: what differs
was decided while compiling, by a look-up or an `isinstance` that no token can see.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart import HelmChart, Release, rendered
from todo_k8s.helm.compiled import CompiledChart, compile_chart, same_tree
from todo_k8s.helm.deep import any_depth
from todo_k8s.helm.evaluation import Evaluation, flat
from todo_k8s.helm.expressions import Const
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.nodes import expressions_in
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.trials import Trial, trials
from todo_k8s.helm.write import written

_RELEASES = (
    Release(),
    Release(name="a.release-of-fifty-three-characters.that-has-dots-too", namespace="other"),
    Release(name="r", namespace="n"),
)
_LIBRARIES = {"cdk8s", "constructs", "pydantic", "builtins", "abc", "typing", "jsii"}
_GENERAL = "todo_k8s.helm."
_REMEDY = "use the functions of todo_k8s.helm.functions and todo_k8s.helm.content for it"


def sound_chart(chart: type[HelmChart], values: type[ChartValues] | None = None) -> CompiledChart:
    """Return a chart compiled, after it was tried.

    Raises:
        ExpressionError: If a value known only at install is used as if it were known.
        TemplateError: If something has no template form, or not the same meaning in it.
    """
    try:
        return _tried(chart, values)
    except RecursionError:
        raise TemplateError(
            f"{chart.__qualname__}: its code calls itself more than {sys.getrecursionlimit()} "
            "times, or a library does for what is nested too deep; write a loop, or nest it less"
        ) from None


def _tried(chart: type[HelmChart], values: type[ChartValues] | None) -> CompiledChart:
    compiled = compile_chart(chart, values)
    respelled = compile_chart(chart, values, spelling=1)
    if not same_tree(respelled, compiled):
        _refuse_spelling(written(compiled), written(respelled))
    for number, trial in enumerate(trials(compiled.model, _words(chart, compiled))):
        _check_trial(chart, compiled, trial, _RELEASES[number % len(_RELEASES)])
    return compiled


def _refuse_spelling(files: Mapping[str, str], others: Mapping[str, str]) -> None:
    """Say which line depends on how tokens are spelled."""
    for name in sorted({*files, *others}):
        lines, other = (each.get(name, "").splitlines() for each in (files, others))
        if lines == other:
            continue
        line = next((a for a, b in zip(lines, other, strict=False) if a != b), "")
        raise TemplateError(
            f"{name}: {line.strip()[:80]!r} was computed from what stands for a value known only "
            f"at install; {_REMEDY}"
        )


def _words(chart: type[HelmChart], compiled: CompiledChart) -> list[Any]:
    """Return the constants that values may be compared with."""
    tree = [*compiled.objects.values(), compiled.faults]
    contents = [getattr(part, "content", part) for part in tree]
    conditions = [part.conditions for part in compiled.objects.values()]
    found = [
        expr.value
        for expr in expressions_in([*contents, *map(list, conditions)])
        if isinstance(expr, Const) and not isinstance(expr.value, bool)
    ]
    literals = (value for source in _sources(chart, compiled.model) for value in _literals(source))
    return list(dict.fromkeys([*literals, *found]))[:60]


def _sources(chart: type[HelmChart], model: type[ChartValues]) -> Iterator[Any]:
    """Yield what may compare values with constants: the classes, then the modules they are in."""
    classes = [
        found
        for found in (*chart.__mro__, *model.__mro__)
        if found.__module__.partition(".")[0] not in _LIBRARIES
        and not found.__module__.startswith(_GENERAL)
    ]
    yield from classes
    yield from dict.fromkeys(sys.modules.get(found.__module__) for found in classes)


def _literals(source: Any) -> Iterator[Any]:
    """Yield the short texts and numbers in the code of a class or a module."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(source)))
    except (OSError, TypeError, SyntaxError):
        return
    for node in ast.walk(tree):
        value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if type(value) in (str, int) and len(str(value)) < 60:
            yield value


def _check_trial(
    chart: type[HelmChart], compiled: CompiledChart, trial: Trial, release: Release
) -> None:
    evaluation = Evaluation(compiled, trial.values, release)
    try:
        expected, notes = rendered(chart, trial.values, release)
    except Exception as error:
        raise TemplateError(
            f"{chart.__qualname__} cannot be built with valid values ({_fields(trial)}): "
            f"{type(error).__name__}: {error}; make a rule that refuses them"
        ) from error
    if faults := evaluation.faults():
        raise TemplateError(f"a rule holds in Python and not in Helm: {faults[0]}; {_REMEDY}")
    for refused in trial.refused:
        _check_rules(compiled, refused, release)
    evaluated = {"NOTES.txt": evaluation.lines(), **_by_identity(evaluation.manifests())}
    where = _difference({"NOTES.txt": flat(notes), **_by_identity(expected)}, evaluated, "")
    if where is not None:
        raise TemplateError(
            f"{where}: the template gives something else than the constructs, with other values "
            f"than the defaults for {_fields(trial)}; {_REMEDY}"
        )


def _check_rules(compiled: CompiledChart, mapping: Mapping[str, Any], release: Release) -> None:
    """See that the tree refuses what the rules of the model refuse, in the same words."""
    try:
        values = compiled.model.without_rules(mapping)
    except ValuesError:  # the schema refuses it
        return
    told = set(Evaluation(compiled, values, release).faults())
    try:
        compiled.model.from_mapping(mapping)
    except ValuesError as error:
        if lost := next((line for line in error.faults if line not in told), None):
            raise TemplateError(
                f"a rule holds in Python and not in Helm: {lost[:200]}; {_REMEDY}"
            ) from None


def _fields(trial: Trial) -> str:
    shown = ", ".join(trial.changed[:8])
    return f"{shown}, …" if len(trial.changed) > 8 else shown or "no field"


def _by_identity(manifests: Sequence[Any]) -> dict[str, Any]:
    """Return manifests by what they are called, so that each is compared with its like."""
    found: dict[str, Any] = {}
    for manifest in manifests:
        name = "a manifest"
        if is_map(manifest):
            metadata = manifest.get("metadata")
            called = metadata.get("name") if is_map(metadata) else None
            name = f"{manifest.get('kind')} {called}"
        while name in found:
            name += "'"
        found[name] = manifest
    return found


@any_depth
def _difference(left: Any, right: Any, path: str) -> str | None:
    """Return the path of the first difference, or None if there is none."""
    if is_map(left) and is_map(right):
        for key in [*left, *(key for key in right if key not in left)]:
            where = f"{path}.{key}".removeprefix(".") if path else f"{key}: "
            if key not in left or key not in right:
                return where
            if (found := _difference(left[key], right[key], where.removesuffix(": "))) is not None:
                return found
        return None
    if is_list(left) and is_list(right) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            if (found := _difference(one, other, f"{path}[{index}]")) is not None:
                return found
        return None
    return None if _same(left, right) else path


def _same(left: Any, right: Any) -> bool:
    """Tell whether two values are one as JSON: 1 is not true, and 1.0 is 1."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(
        json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True) or left == right
    )
