"""One fault put into values: what Python and Helm must both refuse, for the same field."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import SecretStr

from tests.generated.strategies import Edit, Leaf, Path, leaves, sections
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic import plain_type

_OF_EACH_TYPE: dict[str, Any] = {
    "str": "text",
    "int": 7,
    "float": 1.5,
    "bool": True,
    "list": [["x"]],
    "dict": {"a": ["b"]},
}


def mutations(model: type[ChartValues]) -> SearchStrategy[Edit]:
    """Return edits that each break the model: an unknown key, a wrong type, a bound, a null."""
    found = list(leaves(model))
    return st.one_of(
        st.sampled_from(list(sections(model))).map(lambda path: ((*path, "unknownKey"), 1)),
        st.sampled_from(found).flatmap(_wrong_type),
        st.sampled_from([leaf for leaf in found if _bounds(leaf)]).flatmap(_out_of_bounds),
        st.sampled_from([path for path in sections(model) if path]).map(lambda path: (path, None)),
        st.sampled_from([leaf for leaf in found if not _nullable(leaf)]).map(
            lambda leaf: (leaf.path, None)
        ),
    )


def _nullable(leaf: Leaf) -> bool:
    return type(None) in get_args(leaf.field.annotation)


def _kind(leaf: Leaf) -> str:
    """Return the name of the JSON type of a leaf."""
    annotation = plain_type(leaf.field.annotation)
    origin = get_origin(annotation) or annotation
    if isinstance(origin, type) and issubclass(origin, SecretStr):
        return "str"
    return origin.__name__ if isinstance(origin, type) else "str"  # a Literal holds strings


def _wrong_type(leaf: Leaf) -> SearchStrategy[tuple[Path, Any]]:
    kind = _kind(leaf)
    others = [value for name, value in _OF_EACH_TYPE.items() if name != kind]
    return st.tuples(st.just(leaf.path), st.sampled_from(others))


def _bounds(leaf: Leaf) -> list[int]:
    """Return numbers just outside the bounds of a leaf."""
    constraints = list(leaf.field.metadata)
    for option in (leaf.field.annotation, *get_args(leaf.field.annotation)):
        for item in get_args(option)[1:]:
            constraints += getattr(item, "metadata", [item])
    lows = [item.ge - 1 for item in constraints if getattr(item, "ge", None) is not None]
    highs = [item.le + 1 for item in constraints if getattr(item, "le", None) is not None]
    return [*lows, *highs]


def _out_of_bounds(leaf: Leaf) -> SearchStrategy[tuple[Path, Any]]:
    return st.tuples(st.just(leaf.path), st.sampled_from(_bounds(leaf)))
