"""Maps and lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.functions.declaration import Data, Object, function
from todo_k8s.helm.functions.json_and_yaml import HTML, escaped, go_json, yaml_text
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import expression, is_symbolic
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, describe
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.types import Type

S = TypeVar("S")
"""A string, a number or a boolean."""


@function("merge (dict) {all}", ({"a": "1", "b": ""}, {"a": "2", "b": "3"}), ({"A": ""}, {"a": ""}))
def merge(*maps: Mapping[str, S]) -> dict[str, S]:
    """Return one map of scalars; where maps share a key, the first non-empty value counts."""
    merged: dict[str, S] = {}
    for each in maps:
        for key, value in each.items():
            merged[key] = merged.get(key) or value
    return merged


def revealed(secrets: Mapping[str, SecretStr]) -> Mapping[str, str]:
    """Return a map of secrets in plain text; at install anything but a map is refused, unshown.

    That is what the merge is for: Helm's ``range`` would print it in the error.
    """
    if is_symbolic(secrets):
        given = there(expression(secrets))
        if given.type.inner.kind != "secret":
            raise ExpressionError(
                f"{describe(given)} is {a_or_an(given.type)}; only secrets are revealed, a map of "
                "them; one alone goes into a Secret by b64encode()"
            )
        call = Call("map", "merge", (given,), typed=Type("map", Type("str")))
        return cast("Mapping[str, str]", token(call))
    return {key: secret.get_secret_value() for key, secret in secrets.items()}


@function("hasKey {0} {1}", ({"a": ""}, "a"), ({}, "a"))
def has_key(mapping: Mapping[str, Any], key: str) -> bool:
    """Return whether a map has a key."""
    return key in mapping


def without(mapping: Mapping[str, Any], keys: Iterable[str]) -> Mapping[str, Any]:
    """Return a map of the values without some entries, in the form that it has."""
    if not is_symbolic(mapping):
        return _omit(mapping, *keys)
    return cast("Mapping[str, Any]", token(omitted(there(expression(mapping)), keys)))


def omitted(mapping: Expr, keys: Iterable[str]) -> Expr:
    """Return the expression of a map without some entries."""
    left_out = (Const("str", key) for key in keys)
    typed = replace(mapping.type, filled=False)
    return Call("map", "omit", (mapping, *left_out), typed=typed)


@function("omit {all}", ({"a": "b"}, "a"), ({"a": "b"}, "b", "c"))
def _omit(mapping: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return a map without some entries."""
    kept = {key: value for key, value in mapping.items() if key not in keys}
    return Raw(kept) if isinstance(mapping, Raw) else kept


@function("keys {0} | sortAlpha", ({"b": "", "A": "", "é": ""},), ({},))
def sorted_keys(mapping: Mapping[str, Any]) -> Sequence[str]:
    """Return the keys of a map, also of one in Kubernetes' own form, in order."""
    return sorted(mapping)


@function("has {1} {0}", ([], ""), ([""], ""), (["ab"], "a"))
def includes(items: Sequence[str], item: str) -> bool:
    """Return whether a string is among those of a list."""
    return item in items


@function("first (append {0} {1})", ([], "a"), ([0, 1], 2), ([False], True), passes=True)
def first(items: Sequence[S], otherwise: S) -> S:
    """Return the first scalar of a list, or another one if the list is empty."""
    return items[0] if items else otherwise


@function("last (prepend {0} {1})", ([], "a"), ([0, 1], 2), ([False], True), passes=True)
def last(items: Sequence[S], otherwise: S) -> S:
    """Return the last scalar of a list, or another one if the list is empty."""
    return items[-1] if items else otherwise


@function("get {0} {1}", ({"a": ""}, "a"), ({}, "a"))
def get(mapping: Mapping[str, str], key: str) -> str:
    """Return the string a map has for a key, or an empty string."""
    return mapping.get(key, "")


@function("get {0} {1} | int64", ({"a": 0}, "a"), ({}, "a"))
def get_int(mapping: Mapping[str, int], key: str) -> int:
    """Return the number a map has for a key, or 0."""
    return mapping.get(key, 0)


@function("get {0} {1} | default dict", ({"a": {}}, "a"), ({"a": {"b": "c"}}, "b"))
def get_map(mapping: Mapping[str, Mapping[str, S]], key: str) -> Mapping[str, S]:
    """Return the map of scalars a map has for a key, or an empty map."""
    return mapping.get(key, {})


@function(
    'include "{helper}" (dict "numbers" {0}) | int64',
    ({"a": 2**62, "b": 2**62},),
    ({"a": 1, "b": -3, "c": 2**53 - 1},),
    ([2**62, 2**62],),
    ([1, -3, 2**53 - 1],),
    ([],),
)
def total(numbers: Mapping[str, int] | Sequence[int]) -> int:
    """Return the sum of the whole numbers of a map or list."""
    return sum(numbers.values()) if isinstance(numbers, Mapping) else sum(numbers)


@function(
    'kindIs "string" (get {0} {1}) | ternary (get {0} {1}) ""',
    ({"a": "b"}, "a"),
    ({"a": 1}, "a"),
    ({"a": {"b": "c"}}, "a"),
    ({}, "a"),
)
def get_text(mapping: Mapping[str, Any], key: str) -> str:
    """Return the string that an object in Kubernetes' own form has for a key, or an empty one."""
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


_OBJECT = Raw({"b": [], "c": {}})


@function(
    'kindIs "map" (get {0} {1}) | ternary (get {0} {1}) dict',
    (Raw(a=_OBJECT), "a"),
    (Raw(a=[_OBJECT]), "a"),
    (Raw(), "a"),
)
def get_object(mapping: Object, key: str) -> Object:
    """Return the object that one in Kubernetes' own form has for a key, or an empty one.

    It is in Kubernetes' own form too: as content nothing in it is left out.
    """
    value = mapping.get(key)
    return Raw(value) if is_map(value) else Raw()


@function(
    'include "{helper}" (dict "items" (get {0} {1})) | fromJsonArray',
    (Raw(a=[_OBJECT, "d", 1, [_OBJECT], {}]), "a"),
    (Raw(a=_OBJECT), "a"),
    (Raw(), "a"),
)
def get_objects(mapping: Object, key: str) -> Sequence[Object]:
    """Return the objects in the list that one in Kubernetes' own form has for a key.

    What is no object is left out; where there is no list, there are none.
    """
    value = mapping.get(key)
    return [Raw(item) for item in value if is_map(item)] if is_list(value) else []


@function("len {0} | int64")
def size(collection: Mapping[str, Any] | Sequence[Any]) -> int:
    """Return how many entries a map or list has."""
    return len(collection)


_DATA: tuple[tuple[Any], ...] = (
    *(({"a": {"b": "c"}, "n": {}},), (["<", "é"],), ({"n": 2**53 - 1},)),
    *(({"a": '"\\/\x7f\b\f\t\u2028'},), ({"é": True, "a": [0.5]},), ([],)),
)


_AWKWARD: tuple[tuple[Any], ...] = (
    ({"on": {"y": 1, "a/b": []}, "l": [[1, "é"], {"n": 1e-7}]},),
    ({"a": [{}, {"b": "\n"}]},),
)
"""Data of which the YAML has lines within lines."""


@function("{0} | toJson", *_DATA, ("é<'\"\\\n",), (2**53 - 1,), (True,))
def to_json(data: Mapping[str, Data] | Sequence[Data] | str | int | bool) -> str:
    r"""Return the JSON of data on one line, with keys in order, as for a ConfigMap.

    That of a text is in double quotes, as TOML and YAML take it too.

    ``<``, ``>`` and ``&`` are written as ``\u003c`` and so on, which means the same.

    References:
        https://helm.sh/docs/chart_template_guide/function_list/#type-conversion-functions
    """
    return escaped(go_json(data), HTML)


@function(
    'include "{helper}" (dict "data" {0} "level" 0) | trimPrefix "\\n" | printf "%s\\n"',
    *_DATA,
    *_AWKWARD,
)
def to_yaml(data: Mapping[str, Data] | Sequence[Data]) -> str:
    """Return the YAML of a map or list with keys in order, as for a file in a ConfigMap.

    Each entry and item has a line. Strings are in double quotes, and so are keys that some reader
    of YAML would not take for a string; an empty map is ``{}``. It ends with a line end. What lies
    deeper than 100 levels is in one line, as JSON. It is no ``toYaml`` of Helm, which quotes in
    another way in each version.

    References:
        https://yaml.org/spec/1.2.2/
    """
    return yaml_text(data)


@function("{0} | toJson | sha256sum", *_DATA)
def checksum(mapping: Mapping[str, Data] | Sequence[Data]) -> str:
    """Return the SHA-256 of the canonical JSON of a map or list, in hexadecimal."""
    return hashlib.sha256(escaped(go_json(mapping), HTML).encode()).hexdigest()


@function("dict {all}")
def _mapping(*flat: Any) -> dict[str, Any]:
    """Return a map that is written out in an expression, from its keys and values in turn."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


@function("dict {all}")
def _object(*flat: Any) -> dict[str, Any]:
    """Return a map that is written out in Kubernetes' own form: nothing in it is left out."""
    return Raw(zip(flat[::2], flat[1::2], strict=True))


@function("list {all}")
def _listing(*items: Any) -> Sequence[Any]:
    """Return a list that is written out in an expression."""
    return list(items)
