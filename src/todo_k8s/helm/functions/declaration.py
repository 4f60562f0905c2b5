"""A function of construct code, in one declaration: what it means in Python and its template form.

Its parameters and its result have annotations; they say which types it takes and gives (see
`signatures`), and which arguments its law test draws. Whatever the arguments, it gives the same in
Python, in Helm 3 and in Helm 4, and never fails.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import NoneType
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.functions.signatures import Bound, check_argument, wanted
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, describe
from todo_k8s.helm.symbolic.named import is_content, listed
from todo_k8s.helm.symbolic.nodes import has_nodes
from todo_k8s.helm.symbolic.number_tokens import as_exact_float, as_float
from todo_k8s.helm.symbolic.ranges import wrapped
from todo_k8s.helm.symbolic.session import current
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.types import Kind

P = ParamSpec("P")
R = TypeVar("R")

Ascii: TypeAlias = str
"""A string of ASCII characters: with others, Python and Helm do not agree."""

Length: TypeAlias = int
"""A number that is known when the chart is exported."""

Pattern: TypeAlias = str
"""A regular expression that is known when the chart is exported."""

Replaceable: TypeAlias = str
"""A regular expression that is known then, whose matches Helm and Python find in one place."""

LowerBound: TypeAlias = str
"""A lower bound of versions that is known when the chart is exported: ``>=1.31-0``."""

Quantity: TypeAlias = str
"""An amount in Kubernetes' notation: ``512Mi``."""

Duration: TypeAlias = str
"""A time: ``30s``, ``1h30m``."""

KubeVersion: TypeAlias = str
"""A version of Kubernetes: ``v1.31.2-gke.100``."""

Amount: TypeAlias = float
"""A number that is only compared: it may be too large for anything else."""

Object: TypeAlias = Mapping[str, Any]
"""An object in Kubernetes' own form, or a map of such objects."""

Data: TypeAlias = object
"""What JSON has: no model, and no secret."""

KNOWN = {"Length", "Pattern", "Replaceable", "LowerBound"}
"""The annotations of arguments that no value can give."""

PLAIN = frozenset({bool, dict, float, int, list, str, NoneType})
"""The types that hold no token where no chart is compiled: a rule is called on values a lot."""


@dataclass(frozen=True)
class Function:
    """A function that Python and Helm both have.

    Args:
        name: What it is called in expressions.
        python: What it means.
        form: Its call in a Go template: ``{0}`` is the first argument, ``{all}`` are all of them.
            In a form ``{0} | f`` the first argument may be a pipeline. A ``{helper}`` is that of
            `todo_k8s.helm.write.function_helpers`, for what needs a loop.
        examples: Arguments that its law test tries besides those it draws.
        check: Called with the arguments of each call, tokens or not; raises what is wrong.
        passes: Whether what it gives is one of its arguments, and no firmer than that.
    """

    name: str
    python: Callable[..., Any]
    form: str
    examples: Sequence[tuple[Any, ...]] = ()
    check: Callable[..., object] | None = None
    passes: bool = False

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """The parameters, with their annotations."""
        return inspect.signature(self.python)

    def compute(self, *args: Any, **kwargs: Any) -> Any:
        """Return what it gives for plain values; a number is an int64, as Helm's are."""
        result = self.python(*args, **kwargs)
        return (result + 2**63) % 2**64 - 2**63 if type(result) is int else result

    def call(self, *args: Any, **kwargs: Any) -> Call:
        """Return its call with tokens or plain values.

        Raises:
            ExpressionError: If an argument is of a wrong kind.
        """
        exprs = tuple(map(expression, self._positional(args, kwargs)))
        bound: Bound = {}
        for index, expr in enumerate(exprs):
            self._check(expr, self._parameter(index), bound)
        exprs = tuple(self._as_taken(index, expr, bound) for index, expr in enumerate(exprs))
        gives = wanted(self.signature.return_annotation).given(bound)
        if gives.kind == "int" and gives.bounds is None:
            bounds = wrapped(self.name, *(expr.type.range for expr in exprs))
            gives = replace(gives, bounds=bounds)
        typed = gives if gives.items or gives.bounds else None
        return Call(cast("Kind", gives.kind), self.name, exprs, typed=typed)

    @functools.cached_property
    def _parameters(self) -> list[inspect.Parameter]:
        return [*self.signature.parameters.values()]

    @functools.cached_property
    def of_ascii(self) -> list[int]:
        """The places of the arguments that must be ASCII."""
        return [n for n, each in enumerate(self._parameters) if each.annotation == "Ascii"]

    def _positional(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        if not kwargs and len(args) == len(self._parameters):
            return args
        return self.signature.bind(*args, **kwargs).args

    def _parameter(self, index: int) -> inspect.Parameter:
        return self._parameters[min(index, len(self._parameters) - 1)]

    def _as_taken(self, index: int, expr: Expr, bound: Bound) -> Expr:
        """Return an argument as the template form takes it: a whole number beside a fraction."""
        parameter = wanted(self._parameter(index).annotation)
        if not parameter.is_float(bound):
            return expr
        return as_float(expr) if parameter.annotation == "float" else as_exact_float(expr)

    def _check(self, expr: Expr, parameter: inspect.Parameter, bound: Bound) -> None:
        if parameter.annotation in KNOWN and not isinstance(expr, Const):
            raise ExpressionError(
                f"{self.name}() takes {a_or_an(parameter.name)} that is known when the chart is "
                f"exported, and {describe(expr)} is not; write a literal"
            )
        check_argument(self.name, expr, wanted(parameter.annotation), bound)


FUNCTIONS: dict[str, Function] = {}
"""Every function, by its name in expressions."""


def function(
    form: str,
    *examples: tuple[Any, ...],
    check: Callable[..., object] | None = None,
    passes: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a Python function work on tokens too, see `Function`."""

    def declare(python: Callable[P, R]) -> Callable[P, R]:
        name = python.__name__.strip("_")
        FUNCTIONS[name] = Function(name, python, form, examples, check, passes)

        @functools.wraps(python)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            declared = FUNCTIONS[name]
            if not kwargs and current() is None and _are_plain(args):
                if declared.check:
                    declared.check(*args)
                return cast("R", declared.compute(*args))
            given: Any = [listed(name, x) if is_content(x) else x for x in args]
            more = {key: listed(name, x) for key, x in kwargs.items()} if kwargs else {}
            if declared.check:
                declared.check(*given, **more)
            if current() is not None and any(map(has_nodes, (*given, *more.values()))):
                return cast("R", token(declared.call(*given, **more)))
            plain = [x.get_secret_value() if isinstance(x, SecretStr) else x for x in given]
            named = {key: _plain(value) for key, value in more.items()}
            return cast("R", declared.compute(*plain, **named))

        return call

    return declare


def _are_plain(args: tuple[Any, ...]) -> bool:
    """Tell whether arguments are plain values, and none a list with items that may be absent."""
    types = {*map(type, args)}
    return PLAIN.issuperset(types) and not (list in types and any(map(is_content, args)))


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
