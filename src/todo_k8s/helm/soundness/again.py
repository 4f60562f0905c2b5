"""A chart compiled again: with its tokens spelled otherwise, and with its code watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import Any

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.compiled.compiled import CompiledChart, same_tree
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.soundness.watching import watched
from todo_k8s.helm.write.files import written

_UNSTEADY = (
    "is not the same each time the chart is built; take no time, random number, UUID or counter, "
    "keep nothing from an earlier build, and make it a value that an operator sets, or a "
    "GeneratedSecret"
)
REMEDY = "use the functions of todo_k8s.helm.functions and todo_k8s.helm.content for it"

_WHERE_TYPED = (
    "where a text of several values is no plain str: the code, or a library, asks for its type"
)
_TYPED = f"is another one {_WHERE_TYPED}; use isinstance()"
_SPELLED = f"was computed from what stands for a value known only at install; {REMEDY}"


def check_again(
    code: Sequence[Any],
    chart: type[HelmChart],
    values: type[ChartValues] | None,
    compiled: CompiledChart,
) -> None:
    """Refuse a chart that is another one with other tokens, or while its code is watched.

    Args:
        code: The code that the chart leads to.
        chart: The chart.
        values: Its model, where that is not the one that it names.
        compiled: The chart as it was compiled first.

    Raises:
        ExpressionError: If its code reads what is known only at install.
        TemplateError: If it is another one.
    """
    failed: TemplateError | None = None
    try:
        seen = _watched(code, chart, values)
    except TemplateError as error:  # which says less than a line that differs
        seen, failed = compiled, error
    if failed is None and same_tree(seen, compiled):
        return
    again = compile_chart(chart, values)
    _refuse_difference(written(compiled), written(again), _UNSTEADY)
    respelled = compile_chart(chart, values, spelling=1)
    _refuse_difference(written(compiled), written(respelled), _SPELLED)
    if failed is not None:
        raise failed
    _refuse_difference(written(compiled), written(seen), _TYPED)


def on_its_line(
    code: Sequence[Any],
    chart: type[HelmChart],
    values: type[ChartValues] | None,
    failed: ExpressionError | TemplateError,
) -> ExpressionError | TemplateError:
    """Return why a chart is refused, on the line that is at fault, if watching its code tells."""
    with watched(code) as refused, suppress(Exception):
        compile_chart(chart, values)
    return refused[0] if refused else failed


def _watched(
    code: Sequence[Any], chart: type[HelmChart], values: type[ChartValues] | None
) -> CompiledChart:
    """Return a chart compiled with another spelling of tokens, and its code watched.

    Raises:
        ExpressionError: If the code reads what is known only at install, also where it goes on as
            if nothing were.
        TemplateError: If something takes no text that is watched.
    """
    with watched(code) as refused:
        try:
            compiled = compile_chart(chart, values, spelling=1)
        except TemplateError as error:
            if refused or (cause := error.__cause__) is None:
                raise
            raise TemplateError(
                f"{chart.__qualname__}: {type(cause).__name__} {_WHERE_TYPED}; use isinstance(), "
                "to_yaml() or to_json()"
            ) from cause
    if refused:
        raise refused[0]
    return compiled


def _refuse_difference(files: Mapping[str, str], others: Mapping[str, str], why: str) -> None:
    """Say which line is another one when a chart is compiled again."""
    for name in sorted({*files, *others}):
        if name not in files or name not in others:
            raise TemplateError(f"{name}: {why}")
        pairs = zip_longest(files[name].splitlines(), others[name].splitlines(), fillvalue="")
        if line := next((one.strip() or other.strip() for one, other in pairs if one != other), ""):
            shown = "a text" if r"\uE000" in line else repr(line[:80])
            raise TemplateError(f"{name}: {shown} {why}")
