"""What the rules of a values model say where they do not hold, as content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from todo_k8s.helm.functions import is_set
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.model.rules import no_check
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Fault, If
from todo_k8s.helm.symbolic.stand_in import of_type
from todo_k8s.helm.symbolic.tokens import ListToken, MapToken, SectionToken, expression, token
from todo_k8s.helm.symbolic.variables import naming_variables


def faults_in(value: Any, path: str) -> Iterator[Content]:
    """Yield what the rules say of the models in a value, those of inner ones first."""
    if isinstance(value, ChartValues):
        for name, field in type(value).model_fields.items():
            yield from faults_in(getattr(value, name), f"{path}.{field.alias or name}".strip("."))
        yield from (made for check in value.checks() if (made := fault(check, path)) is not None)
    elif isinstance(value, MapToken | ListToken):
        yield from _faults_in_items(value, path)
    elif isinstance(value, SectionToken) and (faults := [*faults_in(value.fields, path)]):
        yield If(expression(is_set(value)), faults)


def _faults_in_items(collection: MapToken | ListToken, path: str) -> Iterator[Content]:
    """Yield the loop over what the rules say of the models in a map or list, if there are any."""
    items, is_list_of = collection.expr.type.inner, isinstance(collection, ListToken)
    if items.kind not in ("model", "map", "list"):
        return
    with naming_variables(["index" if is_list_of else "key", "item"]) as (place, item):
        where: Any = token(Ref("int" if is_list_of else "str", (place,)))
        inner = f"{path}[{where}]" if is_list_of else f"{path}.{where}"
        faults = list(faults_in(of_type(items, (item,)), inner))
    if faults:
        yield Each(collection.expr, (place, item), faults)


@any_depth
def fault(check: Any, path: str) -> Content:
    """Return what a rule of the model at `path` says where it does not hold."""
    if is_list(check):
        return [made for part in check if (made := fault(part, path)) is not None]
    if isinstance(check, Each):
        return Each(check.collection, check.variables, fault(check.body, path))
    if isinstance(check, If):
        return If(check.condition, fault(check.then, path), fault(check.otherwise, path))
    if check is None:
        return None
    if not isinstance(check, Check):
        raise no_check(check, path or "values")
    where = f"{path}.{check.field}".strip(".")
    line = f"{where}: {check.message}" if where else check.message
    return Fault(expression(check.holds), expression(line))
