"""What the annotations of a function say of the types that it takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.as_expressions import WITHOUT_JSON
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.types import ANY, NOTHING, Kind, Type, common

_SCALARS = ("str", "int", "scalar", "bool", "float")
_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["str", "Ascii", "Pattern", "Replaceable"], ("str",)),
    **dict.fromkeys(["Quantity", "Duration", "KubeVersion", "LowerBound"], ("str",)),
    **dict.fromkeys(["int", "Length"], ("int",)),
    "float": ("float", "int"),
    "Amount": ("amount",),
    "N": ("int", "float", "amount"),
    "bool": ("bool",),
    **dict.fromkeys(["Mapping", "dict"], ("map",)),
    **dict.fromkeys(["Sequence", "list"], ("list",)),
    "S": _SCALARS,
    "Object": ("map",),
    "Data": ("any",),
    **dict.fromkeys(["T", "Any", "object"], ()),
}
"""The kinds of a parameter, a result, or of what is in one, by annotation; none means any."""

_CALLED = {"Data": "data", "Object": "map in Kubernetes' own form"}
"""What some annotations are called in an error."""

VARIABLES = {"N", "S", "T"}
"""Annotations that stand for one type in all places of a signature."""

Bound = dict[str, tuple[Type, Expr]]
"""What variables stand for in a call, and the argument that says so."""


_REMEDIES = {**WITHOUT_JSON, "any": "use a map or list whose values are of one type"}
"""What to do about what is in a map or list, by its kind."""


_OF_MODELS = (
    "make a map of what you need of them first: "
    'get(named_map("names", each_entry(models, lambda key, model: model.name)), key)'
)
"""What to do to take a field of one of several models."""

_GETTERS = {"str": "get()", "int": "get_int()", "map": "get_map()"}
"""What takes a value out of a map; each has its own for a key that is not there."""


@dataclass(frozen=True)
class Wanted:
    """What a parameter takes, or a function gives.

    Args:
        annotation: How it is written.
    """

    annotation: str

    @cached_property
    def _names(self) -> list[str]:
        return [name for name in self.annotation.split(" | ") if name != "None"]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that it may be of, or nothing if any."""
        found = [kind for name in self._names for kind in _KINDS[name.partition("[")[0]]]
        return (*found, "scalar") if {"int", "str"} <= {*found} else tuple(found)

    @cached_property
    def items(self) -> Wanted | None:
        """What is in it."""
        inner = self._names[0].partition("[")[2]
        return wanted(inner[:-1].removeprefix("str, ")) if inner else None

    @cached_property
    def takes_null(self) -> bool:
        """Whether null has a meaning there."""
        return self.annotation == "object" or self.annotation.endswith("| None")

    @cached_property
    def variable(self) -> str | None:
        """The variable that it is, or that is in it, if there is one."""
        if self.items is not None:
            return self.items.variable
        return self._names[0] if self._names[0] in VARIABLES else None

    def __str__(self) -> str:
        """Return what it is called in an error."""
        if self.annotation in _CALLED:
            return _CALLED[self.annotation]
        shown = [kind for kind in self.kinds if kind != "scalar"]
        if self.items is None:
            return " or ".join(shown)
        return " or ".join(f"{kind} of {str(self.items) or 'anything'}" for kind in shown)

    def fits(self, found: Type) -> bool:
        """Tell whether a type is such a one, whatever variables stand for."""
        if found == NOTHING or not self.kinds:
            return True
        if self.annotation == "Data":
            return found.innermost.kind not in ("model", "secret")
        if self.annotation == "Object":
            return found.kind == "map" and (found.raw or found.inner.raw)
        return found.kind in self.kinds and (self.items is None or self.items.fits(found.inner))

    def bind(self, found: Type, expr: Expr, bound: Bound) -> bool:
        """Note what its variable stands for; tell whether it can stand for this too."""
        if self.items is not None:
            return self.items.bind(found.inner, expr, bound)
        if self.variable is None:
            return True
        before, first = bound.get(self.variable, (found, expr))
        both = common(before, found)
        bound[self.variable] = (both or before, first)
        return both is not None

    def is_float(self, bound: Bound) -> bool:
        """Tell whether it is a number of which Helm must know that it may be a fraction."""
        if self.items is not None or self.variable is None:
            return self.annotation == "float"
        return bound[self.variable][0].kind in ("float", "amount")

    def given(self, bound: Bound) -> Type:
        """Return the type of a result."""
        if self.items is None and self.variable is not None:
            return bound[self.variable][0]
        if not self.kinds:
            return ANY
        if self.annotation == "Object":
            return Type("map", ANY, raw=True)
        items = None if self.items is None else self.items.given(bound)
        return Type(cast("Kind", self.kinds[0]), items)


@cache
def wanted(annotation: str) -> Wanted:
    """Return what an annotation says."""
    return Wanted(annotation)


def check_argument(function: str, expr: Expr, parameter: Wanted, bound: Bound) -> None:
    """See that an argument is of a type that a parameter takes, and like those before it.

    Raises:
        ExpressionError: If it is not, with what to do.
    """
    found = (expr if parameter.takes_null else there(expr)).type.required
    if not parameter.fits(found):
        raise ExpressionError(
            f"{function}() takes {a_or_an(parameter)}, and {describe(expr)} is {a_or_an(found)}"
            f"{_remedy(function, found)}"
        )
    if parameter.variable is None:
        return
    if not parameter.bind(found, expr, bound):
        like, first = bound[parameter.variable]
        of_kubernetes = like.innermost.raw != found.innermost.raw
        remedy = "; write raw(…) around what is of your own" if of_kubernetes else ""
        raise ExpressionError(
            f"{function}() takes {a_or_an(first.type)} like {describe(first)}, and "
            f"{describe(expr)} is {a_or_an(found)}{remedy}"
        )


def _remedy(function: str, found: Type) -> str:
    if function.startswith("get") and found.raw:
        return "; use get_text(), get_object() or get_objects()"
    if function.startswith("get") and found.innermost.kind == "model":
        return f"; {_OF_MODELS}"
    if (remedy := _REMEDIES.get(found.innermost.kind)) is not None:
        return f"; {remedy}"
    if found.kind != "map" or not function.startswith("get"):
        return ""
    return f"; use {_GETTERS.get(found.inner.kind, 'each() or each_entry()')}"
