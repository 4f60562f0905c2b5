"""What an object in Kubernetes' own form consists of, as types that Python and Helm check alike.

``kubernetes_types.json`` has the fields of each type, and the type of each of them: ``string``,
``boolean``, ``IntOrString``, ``Quantity``, ``map``, ``any``, ``int`` with or without the least and
the most, ``=`` and the words that a text may be, or another type. Before it stands ``[]`` for a
list of it, ``{}`` for a map, and before that ``!`` if the field must be there.

References:
    https://kubernetes.io/docs/reference/kubernetes-api/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from todo_k8s.errors import MOST_FAULTS
from todo_k8s.helm.fields.faults import broken_rules
from todo_k8s.helm.fields.free_form import object_faults
from todo_k8s.helm.fields.types import SAFE_INTEGER, integral
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.likeness import CLOSE, SAME, compared, likeness
from todo_k8s.helm.plain.shapes import is_list, is_map

_VERSIONS = "Kubernetes 1.30 to 1.37"
_SCALARS: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "must be a text; quote a number, or a word such as yes"),
    "boolean": ((bool,), "must be true or false, without quotes"),
    "IntOrString": ((int, str), "must be a whole number or a text"),
    "Quantity": ((int, float, str), "must be a quantity, such as 256Mi or 0.5"),
}
"""What a scalar is, and what is said of another one."""

QUANTITY = r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(n|u|m|k|[MGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?$"
"""The form of a quantity.

References:
    https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
"""


@dataclass(frozen=True)
class OfKubernetes:
    """The type of a `KubernetesObject`; put it into ``Annotated[KubernetesObject, …]``.

    Args:
        name: The type, as Kubernetes calls it.
        is_open: Whether rules say which fields it has, and more of those that are none.
    """

    name: str
    is_open: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "kubernetesType": self.name, "isOpen": self.is_open}

    def _checked(self, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        if is_map(value) and (faults := self._faults(value)):
            raise broken_rules(*faults)
        return handler(value)

    def _faults(self, value: Mapping[Any, Any]) -> list[tuple[str, str]]:
        """Return what is wrong, but for what is in a part that is wrong itself: so does Helm."""
        found = _object_faults(value, self.name, "", is_open=self.is_open)
        of_type = dict(islice(found, MOST_FAULTS))
        around = () if self.is_open else tuple(f"{x}{sign}" for x in of_type for sign in ".[")
        of_form = [*islice(object_faults(value), MOST_FAULTS)]
        of_form = [each for each in of_form if not each[0].startswith(around)]
        return [*(of_type | dict(of_form)).items()][:MOST_FAULTS]


@cache
def types() -> dict[str, dict[str, str]]:
    """Return the fields of each type."""
    file = files("todo_k8s.helm.fields").joinpath("kubernetes_types.json")
    found: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def inner_types(name: str) -> dict[str, dict[str, str]]:
    """Return a type and those that it consists of, each with its fields."""
    found = {name: types()[name]}
    waiting = [name]
    for each in waiting:
        kinds = {kind.lstrip("!{}[]") for kind in found[each].values()}
        new = sorted(kinds & types().keys() - found.keys())
        found |= {kind: types()[kind] for kind in new}
        waiting += new
    return found


# Values


def _object_faults(
    value: Mapping[Any, Any], name: str, path: str, *, is_open: bool = False
) -> Iterator[tuple[str, str]]:
    fields = types()[name]
    for field, item in value.items():
        if field in fields:
            yield from _faults(item, fields[field].lstrip("!"), f"{path}.{field}")
        elif not is_open and field and isinstance(field, str):  # else it is no key at all
            yield f"{path}.{field}", _unknown(field, name)
    for field, kind in fields.items():
        if kind.startswith("!") and field not in value and not is_open:
            yield f"{path}.{field}", f"is missing, and {a_or_an(name)} needs it; set it"


def _unknown(field: str, name: str) -> str:
    scores = {each: _score(compared(field), compared(each)) for each in sorted(types()[name])}
    near = max(scores, key=scores.__getitem__, default="")
    is_meant = near and scores[near] >= CLOSE
    remedy = f"did you mean {near}?" if is_meant else "check the spelling, or remove it"
    return f"is no field of {a_or_an(name)} in {_VERSIONS}; {remedy}"


def _score(word: str, candidate: str) -> int:
    return SAME if word == candidate else likeness(word, candidate)


def _faults(value: Any, kind: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a value of a kind."""
    if kind in types() or kind == "map" or kind.startswith("{}"):
        if not is_map(value):
            yield path, "must be a map"
        elif kind.startswith("{}"):
            for key, item in value.items():
                yield from _faults(item, kind.removeprefix("{}"), f"{path}.{key}")
        elif kind != "map":
            yield from _object_faults(value, kind, path)
    elif kind.startswith("[]"):
        if not is_list(value):
            yield path, "must be a list"
            return
        for index, item in enumerate(value):
            yield from _faults(item, kind.removeprefix("[]"), f"{path}[{index}]")
    elif fault := _scalar_fault(value, kind):
        yield path, fault


def _scalar_fault(value: Any, kind: str) -> str | None:
    if kind.startswith("="):
        words = kind.removeprefix("=").split("|")
        return None if value in words and isinstance(value, str) else f"must be {_one_of(words)}"
    if kind.partition(" ")[0] == "int":
        least, most = bounds_of(kind)
        whole = integral(value)
        fits = type(whole) is int and least <= whole <= most
        return None if fits else f"must be a whole number{_between(least, most)}, without quotes"
    if kind == "any":
        return None
    taken, fault = _SCALARS[kind]
    if kind == "Quantity" and isinstance(value, str):
        return None if re.search(QUANTITY, value) and not value.endswith("\n") else fault
    return None if type(integral(value)) in taken else fault


def _one_of(words: list[str]) -> str:
    *others, last = [word for word in words if word]
    return f"{', '.join(others)} or {last}"


def bounds_of(kind: str) -> tuple[int, int]:
    """Return the least and the most that a whole number of a kind may be."""
    _, _, bounds = kind.partition(" ")
    least, most = map(int, bounds.split() or (-SAFE_INTEGER, SAFE_INTEGER))
    return least, most


def _between(least: int, most: int) -> str:
    if most > 10**6:
        return "" if least < 0 else f" of at least {least}"
    return f" from {least} to {most}"


# Examples

_EXAMPLES: dict[str, Any] = {"boolean": True, "Quantity": "1Mi", "map": {}, "int": 1}


def examples(name: str) -> Iterator[dict[str, Any]]:
    """Yield objects of a type: for each field one with what it must have, and that."""
    fields = types()[name]
    required = {field: _example(kind) for field, kind in fields.items() if kind.startswith("!")}
    for field, kind in fields.items():
        yield {**required, field: _example(kind)}


def _example(kind: str) -> Any:
    kind = kind.removeprefix("!")
    if kind in types():
        return next(examples(kind))
    if kind.startswith("[]"):
        return [_example(kind.removeprefix("[]"))]
    if kind.startswith("{}"):
        return {"a": _example(kind.removeprefix("{}"))}
    if kind.startswith("="):
        return kind.removeprefix("=").split("|")[-1]
    if kind.startswith("int "):
        return bounds_of(kind)[1]
    return _EXAMPLES.get(kind, "a")
