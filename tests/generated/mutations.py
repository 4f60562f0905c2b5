"""One fault put into values: what Python and Helm must both refuse, for the same field.

The place of a fault is said with its edit, as it may lie within a list or a map: a key that is no
name, an item of the wrong type, an unknown field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import SecretStr

from tests.generated.strategies import (
    AWKWARD,
    Leaf,
    Path,
    bounds,
    constraints_of,
    is_distinct,
    is_manifest,
    leaves,
    pattern_of,
    sections,
    values_of,
)
from todo_k8s.helm.fields.kubernetes_types import OfKubernetes, types
from todo_k8s.helm.fields.removable import REMOVABLE
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.model import SAFE_INTEGER
from todo_k8s.helm.plain.printable import MAP_KEY
from todo_k8s.helm.symbolic.stand_in import plain_type


class Mutation(NamedTuple):
    """A value that breaks the model where `path` is, for the reason that lies at `fault`."""

    path: Path
    value: Any
    fault: Path


_T = TypeVar("_T")
_OF_EACH_TYPE: dict[str, Any] = {
    "str": "text",
    "int": 7,
    "float": 1.5,
    "bool": True,
    "list": [["x"]],
    "dict": {"a": ["b"]},
}
_Wrong = tuple[Any, Path]
"""A value that breaks a type, and where in it the fault lies."""

_HERE: Path = ()


def mutations(model: type[ChartValues]) -> SearchStrategy[Mutation]:
    """Return faults of every kind: an unknown key, a null, what is no value of its field."""
    found = list(leaves(model))
    strict = [leaf.path for leaf in found if not _nullable(leaf)]
    closed = [path for path in sections(model) if path]
    ill_formed = _of_any(_ill_formed(leaf) for leaf in found if _has_wrong(leaf))
    return st.one_of(
        ill_formed,
        ill_formed,
        ill_formed,
        st.sampled_from(list(sections(model))).map(lambda path: _at((*path, "unknownKey"), 1)),
        _of_any(map(_wrong_type, found)),
        st.sampled_from([*strict, *closed]).map(lambda path: _at(path, None)),
    )


def _of_any(each: Iterable[SearchStrategy[_T]]) -> SearchStrategy[_T]:
    """Return what any of these draws; made once, as Hypothesis looks into each that is new."""
    made = list(each)
    return st.sampled_from(range(len(made))).flatmap(made.__getitem__)


def _at(path: Path, value: Any) -> Mutation:
    return Mutation(path, value, path)


def _nullable(leaf: Leaf) -> bool:
    return type(None) in get_args(leaf.field.annotation)


def _kind(leaf: Leaf) -> str:
    """Return the name of the JSON type of a leaf."""
    annotation = plain_type(leaf.field.annotation)
    origin = get_origin(annotation) or annotation
    if isinstance(origin, type) and issubclass(origin, SecretStr):
        return "str"
    return origin.__name__ if isinstance(origin, type) else "str"  # a Literal holds strings


def _wrong_type(leaf: Leaf) -> SearchStrategy[Mutation]:
    either = plain_type(leaf.field.annotation) == int | str  # the form of a text is a rule's
    right = {"int", "str"} if either else {_kind(leaf)}
    others = [value for name, value in _OF_EACH_TYPE.items() if name not in right]
    return st.sampled_from(others).map(lambda value: _at(leaf.path, value))


def _has_wrong(leaf: Leaf) -> bool:
    return not _wrong(leaf.field.annotation, leaf.field.metadata).is_empty


def _ill_formed(leaf: Leaf) -> SearchStrategy[Mutation]:
    wrong = _wrong(leaf.field.annotation, leaf.field.metadata)
    return wrong.map(lambda found: Mutation(leaf.path, found[0], (*leaf.path, *found[1])))


# Values of the right type that are wrong nevertheless


def _wrong(annotation: Any, around: list[Any]) -> SearchStrategy[_Wrong]:
    """Return values that break what is asked of a type, beside being of it."""
    kind = plain_type(annotation)
    if kind == int | str:
        return st.sampled_from([(each, _HERE) for each in (-1, 1001)])
    constraints = [*constraints_of(annotation), *around]
    origin, arguments = get_origin(kind) or kind, get_args(kind)
    if origin is Literal:
        return st.just(("another", ()))
    if origin is dict and "JsonValue" in str(arguments[1]):
        return _wrong_object(constraints)
    make = _BY_TYPE.get(origin)
    if make:
        return make(arguments, constraints)
    if isinstance(origin, type) and issubclass(origin, ChartValues):
        return _wrong_model(origin)
    return st.nothing()


def _wrong_integer(_: Any, constraints: list[Any]) -> SearchStrategy[_Wrong]:
    """Return numbers just outside the bounds, and one between whole ones."""
    low, high = bounds(constraints)
    return st.sampled_from([(number, ()) for number in (low - 1, high + 1, 1.5)])


def _wrong_string(_: Any, constraints: list[Any]) -> SearchStrategy[_Wrong]:
    """Return texts that miss the pattern, by little or by much, and such as are too long."""
    patterns = [  # formats are rules, which Helm asks only when the schema is content
        item.pattern
        for item in constraints
        if getattr(item, "pattern", None) and not isinstance(item, Format)
    ]
    most = [item.max_length for item in constraints if getattr(item, "max_length", None)]
    least = [item.min_length for item in constraints if getattr(item, "min_length", None)]
    texts = [*AWKWARD, "a.", "-a", "a/", "A", "a" * 64, "a" * 256]
    kinds = [
        [text for text in texts if not all(re.fullmatch(item, text) for item in patterns)],
        ["a" * (length + 1) for length in most],
        ["a" * (length - 1) for length in least],
    ]
    strategies = [st.sampled_from([(text, _HERE) for text in wrong]) for wrong in kinds if wrong]
    return st.one_of(strategies) if strategies else st.nothing()


def _wrong_list(arguments: tuple[Any, ...], constraints: list[Any]) -> SearchStrategy[_Wrong]:
    """Return lists with an item that is wrong, or with too many or the same one twice."""
    (item,) = arguments
    wrong = _wrong(item, [])
    items = st.one_of(wrong, wrong, st.just((None, ())))
    before = st.lists(values_of(item), max_size=1)
    by_item = st.tuples(before, items).map(
        lambda drawn: ([*drawn[0], drawn[1][0]], (str(len(drawn[0])), *drawn[1][1]))
    )
    longest = [each.max_length for each in constraints if getattr(each, "max_length", None)]
    times = [length + 1 for length in longest]
    if is_distinct(constraints):
        times.append(2)
    if not times:
        return by_item
    counts = st.tuples(values_of(item), st.sampled_from(times))
    by_count = counts.map(lambda drawn: ([drawn[0]] * drawn[1], _HERE))
    return st.one_of(by_item, by_count)


def _wrong_map(arguments: tuple[Any, ...], constraints: list[Any]) -> SearchStrategy[_Wrong]:
    """Return maps with a key that is no key, or a value that is none."""
    key, value = arguments
    is_formed = any(isinstance(each, Format) for each in constraints_of(key))  # by a rule
    pattern = MAP_KEY if is_formed else pattern_of(key)
    bad = [text for text in (*AWKWARD, "a" * 300) if text and not re.fullmatch(pattern, text)]
    keys = st.sampled_from(bad or [""])
    by_key = st.tuples(keys, values_of(value)).map(lambda pair: ({pair[0]: pair[1]}, (pair[0],)))
    another_type = "text" if plain_type(value) is int else 7
    wrong = st.one_of(_wrong(value, []), st.just((another_type, _HERE)))
    if REMOVABLE in constraints:
        wrong = wrong.filter(lambda found: found[0] != "")
    by_value = st.tuples(values_of(key), wrong).map(
        lambda pair: ({pair[0]: pair[1][0]}, (pair[0], *pair[1][1]))
    )
    return st.one_of(by_key, by_value) if bad else by_value


def _wrong_object(constraints: list[Any]) -> SearchStrategy[_Wrong]:
    """Return objects that Helm would not pass on unchanged, or that are no manifests."""
    if not constraints:
        return st.nothing()
    whole = {"apiVersion": "v1", "kind": "Widget"} if is_manifest(constraints) else {}
    inner: list[_Wrong] = [
        ({"a": None}, ("a",)),
        ({"a": [None]}, ("a", "0")),
        ({"<<": 1}, ("<<",)),
        ({"": 1}, ("",)),
        ({"a": SAFE_INTEGER + 1}, ("a",)),
        ({"a": -SAFE_INTEGER - 1}, ("a",)),
        ({"a": 1e21}, ("a",)),
        ({"a": "\x7f"}, ("a",)),
        ({"a": {"\u2028": 1}}, ("a", "\u2028")),
    ]
    lacking: list[_Wrong] = [
        ({name: whole[name] for name in whole if name != lost}, (lost,)) for lost in whole
    ]
    for mark in (each for each in constraints if isinstance(each, OfKubernetes)):
        if not mark.is_open:  # what is in an unknown field is not looked at
            inner = [(value, at[:1]) for value, at in inner]
        inner += _wrong_fields(mark.name)
    wrong = st.sampled_from([({**whole, **value}, at) for value, at in inner])
    return st.one_of(wrong, st.sampled_from(lacking)) if lacking else wrong


def _wrong_fields(name: str) -> list[_Wrong]:
    """Return objects of a type of Kubernetes' own, each with a field of another one."""
    kinds = {field: kind.lstrip("!") for field, kind in types()[name].items()}
    others: dict[str, Any] = {"string": 1, "IntOrString": True, "Quantity": "512mb"}
    return [
        ({field: others.get(kind, "another")}, (field,))
        for field, kind in kinds.items()
        if kind != "any"
    ]


def _wrong_model(model: type[ChartValues]) -> SearchStrategy[_Wrong]:
    """Return a model with a field too many, too few, or with one that is wrong."""
    fields = model.model_fields.items()
    required = {f.alias or n: values_of(f.annotation, f) for n, f in fields if f.is_required()}
    faults = {f.alias or n: _wrong(f.annotation, f.metadata) for n, f in fields}
    below = [fault.map(_below(name)) for name, fault in faults.items() if not fault.is_empty]
    unknown: SearchStrategy[_Wrong] = st.just(({"unknownKey": 1}, ("unknownKey",)))
    whole, wrong = st.fixed_dictionaries(required), _of_any([*below, unknown])

    @st.composite  # whose repr is short
    def model_with_a_fault(draw: st.DrawFn) -> _Wrong:
        value, at = draw(wrong)
        return {**draw(whole), **value}, at

    return model_with_a_fault()


def _below(name: str) -> Callable[[_Wrong], _Wrong]:
    return lambda wrong: ({name: wrong[0]}, (name, *wrong[1]))


_BY_TYPE: dict[Any, Callable[[Any, list[Any]], SearchStrategy[_Wrong]]] = {
    int: _wrong_integer,
    str: _wrong_string,
    list: _wrong_list,
    dict: _wrong_map,
}
