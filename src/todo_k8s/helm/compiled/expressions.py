"""What the expressions of a compiled chart are worth for values, as Helm computes them.

Numbers are int64 as in Helm, and what is absent counts as what Helm takes it for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from pydantic import SecretStr

from todo_k8s.errors import TemplateError
from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities
from todo_k8s.helm.chart.existing import Existing
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.functions.declaration import FUNCTIONS, Function
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import (
    Call,
    Const,
    Expr,
    Let,
    Named,
    Ref,
    describe,
)

Variables = Mapping[str, Any]
_UNKNOWN = object()


@dataclass(frozen=True)
class Expressions(ABC):
    """The expressions of a compiled chart, with the values and what else Helm knows.

    Args:
        chart: The compiled chart.
        values: The values.
        release: The release.
        capabilities: The cluster.
        existing: The Secrets that exist.
        valid: Whether the values are valid; of others only the rules are asked.
    """

    chart: CompiledChart
    values: ChartValues
    release: Release
    capabilities: Capabilities = DEFAULT
    existing: Existing = field(default_factory=Existing)
    valid: bool = True
    _helpers: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)
    _known: dict[int, Any] = field(default_factory=dict[int, Any], repr=False)
    """What expressions without variables are worth, by their identity: the chart holds them."""

    def worth(self, expr: Expr, variables: Variables) -> Any:
        """Return what an expression is worth; ``None`` for what is absent."""
        found = self._known.get(id(expr), _UNKNOWN)
        if found is not _UNKNOWN:
            return found
        if isinstance(expr, Ref):  # the most frequent, and nothing is in it
            found = self._referred(expr.path, variables)
        else:
            found = expr.value if isinstance(expr, Const) else self._composed(expr, variables)
        if not expr.variables:
            self._known[id(expr)] = found
        return found

    @any_depth
    def _composed(self, expr: Expr, variables: Variables) -> Any:
        match expr:
            case Call(function="all_of", args=args):  # as Helm does, no further than needed
                return all(self.worth(arg, variables) for arg in args)
            case Call(function="any_of", args=args):
                return any(self.worth(arg, variables) for arg in args)
            case Call(function=name, args=args):
                return self._computed(FUNCTIONS[name], self._arguments(name, args, variables))
            case Named(parameters=(_, *_) as parameters):
                return self._helper(expr, {each: variables[each] for each in parameters})
            case Named(name=name):
                if name not in self._helpers:
                    self._helpers[name] = self._helper(expr, {})
                return self._helpers[name]
            case Let(value=value):
                return self.worth(value, variables)
            case _:
                raise NotImplementedError(type(expr).__name__)

    @abstractmethod
    def _helper(self, named: Named, given: Variables) -> Any:
        """Return what a helper is worth, which knows the variables that it is given only."""

    def _arguments(self, name: str, args: tuple[Expr, ...], variables: Variables) -> list[Any]:
        """Return what the arguments of a function are worth, as Helm takes what is absent."""
        found: list[Any] = []
        for arg in args:
            worth = self.worth(arg, variables)
            is_absent = worth is None and name != "is_none"
            found.append(_ABSENT[arg.kind]() if is_absent else worth)
        return found

    def _computed(self, function: Function, arguments: list[Any]) -> Any:
        """Return what a function gives.

        Raises:
            TemplateError: If Python and Helm do not agree on it, as of text beyond ASCII.
        """
        of_ascii = function.of_ascii if self.valid else ()
        if not all(str(arguments[place]).isascii() for place in of_ascii):
            raise TemplateError(
                f"{function.name}() of text beyond ASCII is another one in Helm; bound the field "
                "by a pattern such as ^[ -~]*$"
            )
        return function.compute(*arguments)

    def _referred(self, path: tuple[str, ...], variables: Variables) -> Any:
        head, *rest = path
        root, *section = head.split(".")
        found = variables[root] if root.startswith("$") else self._roots[root]
        for name in (*section, *rest):
            if found is None:
                raise TemplateError(
                    f"{describe(Ref('str', path))} is read where what it is in may be null, and "
                    "Helm fails there; read it in unless_none(), or below when() of is_set(), and "
                    "give require() that too"
                )
            found = part(found, name)
        return _revealed(found)

    @cached_property
    def _roots(self) -> dict[str, Any]:
        metadata = self.chart.metadata
        return {
            "Values": self.values,
            "Release": {"Name": self.release.name, "Namespace": self.release.namespace},
            "Capabilities": {
                "APIVersions": self.capabilities.api_versions,
                "KubeVersion": {"Version": self.capabilities.kube_version},
            },
            "Chart": {
                "Name": metadata.name,
                "Version": metadata.version,
                "AppVersion": metadata.app_version,
            },
        }


_ABSENT: dict[str, Callable[[], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "amount": float,
    "scalar": int,
    "bool": bool,
    "map": dict[str, Any],
    "list": list[Any],
}
"""What Helm's functions take for what is absent."""


def _revealed(found: Any) -> Any:
    if isinstance(found, SecretStr):
        return found.get_secret_value()
    if is_map(found) and any(isinstance(item, SecretStr) for item in found.values()):
        return {key: _revealed(item) for key, item in found.items()}
    return found


@cache
def _names(model: type[ChartValues]) -> dict[str | int, str]:
    """Return the names of a model's fields by what they are called in values."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def part(found: Any, step: str | int) -> Any:
    """Return a field of a model by its alias, an entry or an item; None if there is none."""
    if isinstance(found, ChartValues):
        name = _names(type(found)).get(step)
        return None if name is None else getattr(found, name)
    if is_list(found):
        return found[step] if isinstance(step, int) and step < len(found) else None
    return found.get(step) if is_map(found) else None
