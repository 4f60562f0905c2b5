"""What the rules of a values model say where they do not hold, as content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from todo_k8s.helm.compiled.named_fields import check_field
from todo_k8s.helm.functions import is_set
from todo_k8s.helm.model import ChartValues, Check
from todo_k8s.helm.model.rules import line_of, no_check
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Fault, If
from todo_k8s.helm.symbolic.stand_in import of_type, section_place
from todo_k8s.helm.symbolic.tokens import ListToken, MapToken, SectionToken, token
from todo_k8s.helm.symbolic.variables import naming_variables

Place = tuple[str, ...]
"""Where a value is, as a template reads it: the path of a `Ref`."""


class Faults:
    """What the rules say of a tree of values with tokens in it."""

    def of_value(self, value: Any, path: str, place: Place) -> Iterator[Content]:
        """Yield what the rules say of the models in a value, those of inner ones first.

        Args:
            value: The value.
            path: Its path, as a message names it.
            place: Where it is.
        """
        if isinstance(value, ChartValues):
            yield from self.of_model(value, path, place)
        elif isinstance(value, MapToken | ListToken):
            yield from self._of_items(value, path)
        elif isinstance(value, SectionToken):
            inner = [*self.of_value(value.fields, path, section_place(place))]
            if inner:
                yield If(expression(is_set(value)), inner)

    def of_model(self, model: ChartValues, path: str, place: Place) -> Iterator[Content]:
        """Yield what the rules say of a model and of those in it."""
        for name, field in type(model).model_fields.items():
            key = field.alias or name
            inner = f"{path}.{key}".strip(".")
            yield from self.of_value(getattr(model, name), inner, (*place, key))
        for check in model.checks(of_tokens=True):
            if (made := fault(check, path, type(model))) is not None:
                yield made

    def _of_items(self, collection: MapToken | ListToken, path: str) -> Iterator[Content]:
        """Yield the loop over what the rules say of what is in a map or list, if they do."""
        items, is_list_of = collection.expr.type.inner, isinstance(collection, ListToken)
        if items.kind not in ("model", "map", "list"):
            return
        with naming_variables(["index" if is_list_of else "key", "item"]) as (key, item):
            where: Any = token(Ref("int" if is_list_of else "str", (key,)))
            inner = f"{path}[{where}]" if is_list_of else f"{path}.{where}"
            faults = [*self.of_value(of_type(items, (item,)), inner, (item,))]
        if faults:
            yield Each(collection.expr, (key, item), faults)


@any_depth
def fault(check: Any, path: str, model: type[ChartValues] | None = None) -> Content:
    """Return what a check says where it does not hold.

    Args:
        check: A check, a list of them, or a loop or a choice of such.
        path: The path of the model whose rule gives it.
        model: That model.

    Raises:
        TemplateError: If it is something else, or names a field that the model does not have.
    """
    if is_list(check):
        return [made for part in check if (made := fault(part, path, model)) is not None]
    if isinstance(check, Each):
        return Each(check.collection, check.variables, fault(check.body, path, model))
    if isinstance(check, If):
        then, otherwise = (fault(part, path, model) for part in (check.then, check.otherwise))
        return If(check.condition, then, otherwise)
    if check is None:
        return None
    if not isinstance(check, Check):
        raise no_check(check, path or "values")
    if model is not None:
        check_field(model, check.field)
    return Fault(expression(check.holds), expression(line_of(check, path)))
