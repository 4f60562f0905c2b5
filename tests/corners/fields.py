"""Every field of a values model, at every depth, with pairs of edits that differ in it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.generated.strategies import (
    OBJECT_KEYS,
    SHAPED,
    Edit,
    Path,
    is_object,
    leaves,
    of_field,
    values_of,
)
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.stand_in import plain_type

Pairs = SearchStrategy[tuple[Any, Any]]


class Step(NamedTuple):
    """A number in an edit that is a little more or less than what is there."""

    by: int


AS_IT_IS = Step(0)
"""A value in an edit that is what is there."""


def fields(model: type[ChartValues]) -> Iterator[tuple[str, SearchStrategy[tuple[Edit, Edit]]]]:
    """Yield each field's name and its pairs; ``a[].b`` is in the items of a list, ``a.*`` in a map.

    The edit of a map's entry leaves the other entries alone.
    """
    for leaf in leaves(model):
        name, path = ".".join(leaf.path), st.just(leaf.path)
        kind = plain_type(leaf.field.annotation)
        if get_origin(kind) is dict:
            keys, values = get_args(kind)
            names = OBJECT_KEYS if is_object(leaf.constraints) else values_of(keys)
            entry = st.builds(_entry, path, names)
            for inner, pairs in _within(f"{name}.*", values):
                yield inner, st.builds(_edits, entry, pairs)
        elif get_origin(kind) is list:
            for inner, pairs in _within(f"{name}[]", *get_args(kind)):
                yield inner, st.builds(_edits, path, pairs.map(_alone))
        else:
            own = values_of(leaf.field.annotation, leaf.field)
            steps = st.sampled_from([Step(1), Step(-1)])
            value = st.one_of(steps, own) if kind is int else own
            yield name, st.builds(_edits, path, st.tuples(st.just(AS_IT_IS), value))


def _within(name: str, annotation: Any) -> Iterator[tuple[str, Pairs]]:
    """Yield what an item is made of: the fields of a model, else the item itself."""
    last = name.rpartition(".")[2].removesuffix("[]")
    kind = plain_type(annotation)
    values = SHAPED[last] if last in SHAPED else values_of(annotation)
    if not (isinstance(kind, type) and issubclass(kind, ChartValues)):
        yield name, st.tuples(values, values)
        return
    for field, info in kind.model_fields.items():
        own = of_field(info.alias or field, info)
        key = st.just(info.alias or field)
        yield f"{name}.{info.alias or field}", st.builds(_with_field, _least(kind), key, own, own)


def _least(model: type[ChartValues]) -> SearchStrategy[dict[str, Any]]:
    """Return an item with what it must have; a job also has an image."""
    fields = model.model_fields.items()
    least = {f.alias or n: values_of(f.annotation, f) for n, f in fields if f.is_required()}
    return st.fixed_dictionaries(
        {"image": st.just({"repository": "job"}), **least}
        if "image" in model.model_fields
        else least
    )


def _entry(path: Path, key: str) -> Path:
    return (*path, key)


def _edits(path: Path, pair: tuple[Any, Any]) -> tuple[Edit, Edit]:
    one, other = pair
    return (path, one), (path, other)


def _alone(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    one, other = pair
    return [one], [other]


def _with_field(item: dict[str, Any], key: str, one: Any, other: Any) -> tuple[Any, Any]:
    return {**item, key: one}, {**item, key: other}
