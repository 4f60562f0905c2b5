"""What expressions are worth for the values that are known so far."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, cast, get_args, get_origin

from todo_k8s.errors import TodoK8sError
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named, Ref
from todo_k8s.importing.inversion.fits import UNKNOWN, Scope, Steps, Unknown

_FAILURES = (TodoK8sError, LookupError, AttributeError, TypeError, ValueError)


class Worths:
    """Tells what expressions are worth, and where their values are set."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation

    def worth(self, expr: Any, scope: Scope) -> Any:
        """Return what an expression is worth, `UNKNOWN` where a part of it is not known."""
        if not isinstance(expr, Expr):
            return expr
        variables = _known(scope)
        if isinstance(expr, Ref) and expr.default is not None:
            root = expr.path[0].partition(".")[0]
            if root.startswith("$") and root not in variables:
                return self.worth(expr.default, scope)
        try:
            return self.evaluation.worth(expr, variables)
        except _FAILURES:
            return UNKNOWN

    def plain(self, content: Any, scope: Scope) -> Any:
        """Return what content gives, `UNKNOWN` likewise."""
        try:
            return self.evaluation.plain(content, _known(scope))
        except _FAILURES:
            return UNKNOWN


def place_of(ref: Ref, scope: Scope) -> Steps | None:
    """Return where the value of a reference is set; None if nowhere."""
    head, *rest = ref.path
    root, *section = head.split(".")
    steps = (*section, *rest)
    if root in {"Values", "Release"}:
        return (root, *steps)
    bound = scope.get(root)
    return None if bound is None or bound.path is None else (*bound.path, *steps)


def inner_scope(named: Named, scope: Scope) -> Scope:
    """Return the variables that a helper is given."""
    return {name: scope[name] for name in named.parameters if name in scope}


def _known(scope: Scope) -> Mapping[str, Any]:
    return {name: bound.value for name, bound in scope.items() if bound.value is not UNKNOWN}


def blank_item(model: type[ChartValues], path: Steps) -> Any:
    """Return an item of a map or list of models with its defaults; `UNKNOWN` of others."""
    found = _item_model(model, tuple(map(str, path)))
    return UNKNOWN if found is None else _defaults(found)


def choices_at(model: type[ChartValues], path: Steps) -> list[str]:
    """Return the words that a field can be, if there are only some."""
    section = _item_model(model, tuple(map(str, path[:-1])))
    fields = {} if section is None else section.model_fields
    infos = {info.alias or name: info.annotation for name, info in fields.items()}
    annotation = infos.get(f"{path[-1]}")
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [each.value for each in annotation]
    return [each for each in get_args(annotation) if isinstance(each, str)]


@cache
def _defaults(model: type[ChartValues]) -> dict[str, Any]:
    """Return the fields of a model that have a default."""
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inner, is_item = _model_in(info.annotation)
        if not info.is_required():
            each = info.get_default(call_default_factory=True, validated_data={})
            found[info.alias or name] = each.to_mapping() if isinstance(each, ChartValues) else each
        elif inner is not None and not is_item:
            found[info.alias or name] = _defaults(inner)
    return found


@cache
def _item_model(model: type[ChartValues], path: tuple[str, ...]) -> type[ChartValues] | None:
    at: type[ChartValues] | None = model
    steps = [*path]
    while steps and at is not None:
        fields = {info.alias or name: info.annotation for name, info in at.model_fields.items()}
        at, is_item = _model_in(fields.get(steps.pop(0)))
        if is_item and steps:
            steps.pop(0)  # the key of the item
    return at


def _model_in(annotation: Any) -> tuple[type[ChartValues] | None, bool]:
    """Return the model in the annotation of a field, and whether it is that of its items."""
    if isinstance(annotation, type) and issubclass(cast("type[Any]", annotation), ChartValues):
        return cast("type[ChartValues]", annotation), False
    value = getattr(annotation, "__value__", None)
    parts = get_args(annotation) if value is None else (value,)
    for part in parts:
        found, is_item = _model_in(part)
        if found is not None:
            return found, is_item or get_origin(annotation) in {dict, list}
    return None, False


def is_known(value: Any) -> bool:
    """Tell whether a worth is known."""
    return not isinstance(value, Unknown)


def entry_of(collection: Any, key: Any) -> Any:
    """Return an entry of a map, `UNKNOWN` if it has none."""
    return collection.get(key, UNKNOWN) if is_map(collection) else UNKNOWN
