"""Values to try the law on, derived from the values models: a new field needs no line here.

A drawn case is a short list of *edits*, each a path and a value, laid over an empty mapping. So a
counter-example shrinks to a values file of one or two lines.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections import ChainMap
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from tests.generated.known import known_names
from todo_k8s.helm.fields.free_form import KubernetesManifest, KubernetesObject
from todo_k8s.helm.fields.kubernetes_types import OfKubernetes, examples
from todo_k8s.helm.fields.removable import REMOVABLE
from todo_k8s.helm.fields.types import SAFE_INTEGER, Distinct
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.parent import is_open
from todo_k8s.helm.plain.printable import OBJECT_KEY, PRINTABLE
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.stand_in import plain_type
from todo_k8s.services.kubernetes_fields import (
    CONTAINER,
    DEPLOYMENT,
    EXPOSED_SERVICE,
    POD,
    SERVICE,
)

Path = tuple[str, ...]
Edit = tuple[Path, Any]

AWKWARD = [
    "", " ", "{{ .Values }}", "}}", "{{", "`", '"', "'", "\\", "a: b", "a #b", "# c", " x ", "a\nb",
    "\n", "- a", "yes", "no", "on", "y", "null", "~", "true", "1", "1e3", "0x1F", "0o14", "1:30",
    "2001-01-01", ".inf", "=", "<<", "&a", "*a", "!t", "%", "%s", "|", ">", "@", "\t", "\u2028",
    "\u0085", "\ufeff", "\x00", "\x7f", "é", "\U0001f600", "<a>&b", "$x", "${x}", "\ue0000\ue001",
]  # fmt: skip
"""Strings that break charts."""

LONG_NAMES = [
    f"x{(part * length)[: length - 2]}x"
    for length in (50, 53, 63)
    for part in ("x", "x-", "-x", "x---------")
]
"""Names as long as a release's and a Service's, with dashes wherever names may be cut."""

_TEXT = st.one_of(
    st.just(""),
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.sampled_from(AWKWARD), min_size=2, max_size=8).map("".join),
)
OBJECT_KEYS = st.one_of(
    st.sampled_from([text for text in AWKWARD if re.fullmatch(OBJECT_KEY, text)]),
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
    *(
        st.sampled_from(fields.passed_on)
        for fields in (DEPLOYMENT, POD, CONTAINER, SERVICE, EXPOSED_SERVICE)
    ),
)
"""Keys of objects in Kubernetes' own form."""
is_named_whole = {"\n", "\0"}.isdisjoint
"""Tells whether a message names a key whole: it has a line for a fault, and ends at NUL."""
_NUMBERS = st.one_of(
    st.integers(-5, 70000),
    st.sampled_from([2**31, 2**31 - 1, 1209600, 10**15, SAFE_INTEGER, -SAFE_INTEGER]),
    st.sampled_from([0.5, 1.0, 1.5, 1e-7, 123456789.125]),
)
_PODS: SearchStrategy[Any] = st.one_of(
    st.integers(0, 20),
    st.sampled_from([0, 1, 2.0, 1000, "0%", "1%", "25%", "100%"]),
    st.integers(0, 100).map("{}%".format),
)
_JSON: SearchStrategy[Any] = st.recursive(
    st.one_of(_TEXT.filter(re.compile(PRINTABLE).fullmatch), _NUMBERS, st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(OBJECT_KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)
_MANIFESTS: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "apiVersion": st.just("v1"),
        "kind": st.sampled_from(["ConfigMap", "Secret", "Widget"]),
        "metadata": st.fixed_dictionaries({"name": st.from_regex(r"[a-z]{1,8}", fullmatch=True)}),
    },
    optional={"data": _JSON, "spec": _JSON},
)


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A field that is no section of fields."""

    path: Path
    field: FieldInfo = dataclasses.field(repr=False)

    @property
    def constraints(self) -> list[Any]:
        """The field's constraints, also where it may be null."""
        return [*constraints_of(self.field.annotation), *self.field.metadata]


def leaves(model: type[ChartValues], path: Path = ()) -> Iterator[Leaf]:
    """Yield every leaf of a values model, but what a rule refuses as it has moved."""
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        where = (*path, field.alias or name)
        kind = plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, ChartValues):
            yield from leaves(kind, where)
        else:
            yield Leaf(where, field)


def sections(model: type[ChartValues], path: Path = ()) -> Iterator[Path]:
    """Yield the path of every section of fields that takes no other keys, the root included."""
    if not is_open(model):
        yield path
    for name, field in model.model_fields.items():
        kind = plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, ChartValues):
            yield from sections(kind, (*path, field.alias or name))


def edits(model: type[ChartValues], known: list[dict[str, Any]]) -> SearchStrategy[Edit]:
    """Return single edits within the bounds of their fields, and of entries that maps may have.

    Args:
        model: The values model.
        known: Values files whose maps have the entries.
    """
    values: dict[Path, SearchStrategy[Any]] = {}
    for leaf in leaves(model):
        values[leaf.path] = of_field(leaf.path[-1], leaf.field)
        none = st.sampled_from([None, ""]) if REMOVABLE in leaf.field.metadata else st.none()
        for entry in {key: None for mapping in known for key in _entries(leaf, mapping)}:
            kind = get_args(plain_type(leaf.field.annotation))[1]
            values[(*leaf.path, entry)] = st.one_of(none, values_of(kind))
            if isinstance(kind, type) and issubclass(kind, ChartValues):
                values |= {
                    (*leaf.path, entry, *inner.path): of_field(inner.path[-1], inner.field)
                    for inner in leaves(kind)
                }
    return _any_edit(values)


def _any_edit(values: dict[Path, SearchStrategy[Any]]) -> SearchStrategy[Edit]:
    """Return an edit of one of some fields."""
    return st.sampled_from(list(values)).flatmap(
        lambda path: st.tuples(st.just(path), values[path])
    )


def _entries(leaf: Leaf, mapping: dict[str, Any]) -> list[str]:
    """Return the keys that a map has in a values file."""
    value: Any = mapping
    for key in leaf.path:
        value = value.get(key, {})
    return list(value) if is_map(value) else []


_WORD = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
_CONTAINERS = st.fixed_dictionaries(
    {"name": _WORD, "image": _WORD},
    optional={
        "args": st.lists(_WORD, max_size=2),
        "env": st.lists(st.fixed_dictionaries({"name": _WORD, "valueFrom": _JSON}), max_size=2),
        "resources": _JSON,
        "volumeMounts": st.lists(
            st.fixed_dictionaries({"name": st.sampled_from(["a", "writable-0"]), "x": _JSON}),
            max_size=2,
        ),
    },
)
_VOLUMES = st.fixed_dictionaries({"name": st.sampled_from("abc")}, optional={"emptyDir": _JSON})
_MOUNTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["a", "b", "c", "certificates", "empty"]),
        "mountPath": _WORD.map("/x-{}".format),
    },
    optional={"readOnly": st.booleans()},
)
_TOLERATIONS: SearchStrategy[Any] = st.one_of(
    st.just({"operator": "Exists"}),
    st.fixed_dictionaries(
        {"key": _WORD},
        optional={"value": _WORD, "effect": st.sampled_from(["NoSchedule", "NoExecute"])},
    ),
    st.fixed_dictionaries(
        {"key": _WORD, "operator": st.just("Exists"), "effect": st.just("NoExecute")},
        optional={"tolerationSeconds": st.integers(0, 300)},
    ),
)
SHAPED: dict[str, SearchStrategy[Any]] = {
    "extraVolumes": _VOLUMES,
    "extraVolumeMounts": _MOUNTS,
    "initContainers": _CONTAINERS,
    "sidecars": _CONTAINERS,
    "tolerations": _TOLERATIONS,
}
"""What the items of fields are that a rule looks into; anything else is refused."""


def of_field(name: str, field: FieldInfo) -> SearchStrategy[Any]:
    """Return values of a field, within its bounds."""
    drawn = values_of(field.annotation, field)
    if name not in SHAPED:
        return drawn
    shaped = st.lists(SHAPED[name], max_size=3)
    return st.one_of(shaped, shaped, shaped, drawn)


def values_of(annotation: Any, field: FieldInfo | None = None) -> SearchStrategy[Any]:
    """Return values of a field's type, within its bounds."""
    metadata: list[Any] = list(field.metadata) if field else []
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _bounded(inner, [*_flat(more), *metadata])
    if annotation == int | str:
        return _PODS
    if get_origin(annotation) in (Union, type(int | None)):
        options = [values_of(option) for option in get_args(annotation)]
        return st.one_of(options)
    return _bounded(annotation, metadata)


def constraints_of(annotation: Any) -> list[Any]:
    """Return the constraints of a type, also where it may be null."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return [*constraints_of(inner), *_flat(more)]
    if get_origin(annotation) in (Union, type(int | None)):
        return [item for option in get_args(annotation) for item in constraints_of(option)]
    return []


def _flat(metadata: list[Any]) -> list[Any]:
    found: list[Any] = []
    for item in metadata:
        found += item.metadata if isinstance(item, FieldInfo) else [item]
    return found


def _bounded(annotation: Any, metadata: list[Any]) -> SearchStrategy[Any]:
    """Return values of a type, with the constraints that stand around it."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _bounded(inner, [*_flat(more), *metadata])
    origin, arguments = get_origin(annotation) or annotation, get_args(annotation)
    if annotation == int | str:
        return _PODS
    if origin in _SCALARS:
        return _SCALARS[origin](metadata)
    if origin in (Union, type(int | None)):
        return values_of(annotation)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is list:
        unique = json.dumps if is_distinct(metadata) else None
        items = st.lists(values_of(arguments[0]), max_size=3, unique_by=unique)
        if unique and get_origin(plain_type(arguments[0])) is Literal:  # there are few
            return items
        many = st.lists(values_of(arguments[0]), min_size=9, max_size=12, unique_by=unique)
        twice = items if unique else items.map(lambda some: [*some, *some[:1]])
        return st.one_of(items, twice, many)
    if origin is dict:
        return _dictionaries(arguments, metadata)
    if isinstance(origin, type) and issubclass(origin, ChartValues):
        return _models(origin)
    return _JSON


def _dictionaries(arguments: tuple[Any, ...], metadata: list[Any]) -> SearchStrategy[Any]:
    """Return Kubernetes objects or parts of them if a map must hold them, else plain maps."""
    if is_manifest(metadata):
        return _MANIFESTS
    if named := [mark.name for mark in metadata if isinstance(mark, OfKubernetes)]:
        some = st.lists(st.sampled_from([*examples(named[0])]), max_size=3)
        return some.map(lambda parts: dict(ChainMap(*parts)))
    if is_object(metadata):
        return st.dictionaries(OBJECT_KEYS.filter(is_named_whole), _JSON, max_size=3)
    entries = values_of(arguments[1])
    if REMOVABLE in metadata:
        entries = st.one_of(entries, entries, st.sampled_from(["", None]))
    return _maps(arguments[0], entries)


def is_manifest(metadata: list[Any]) -> bool:
    """Tell whether a map must hold a whole Kubernetes object."""
    return _marked(metadata, KubernetesManifest)


def is_object(metadata: list[Any]) -> bool:
    """Tell whether a map is an object in Kubernetes' own form."""
    return _marked(metadata, KubernetesObject)


def is_distinct(metadata: list[Any]) -> bool:
    """Tell whether a list must not hold an item twice."""
    return _marked(metadata, Distinct[str])


def _marked(metadata: list[Any], kind: Any) -> bool:
    """Tell whether constraints have the validator that a kind of value has."""
    return get_args(kind)[1] in metadata


def bounds(constraints: list[Any]) -> tuple[int, int]:
    """Return the least and the greatest number within constraints."""
    lows = [item.ge for item in constraints if getattr(item, "ge", None) is not None]
    highs = [item.le for item in constraints if getattr(item, "le", None) is not None]
    return max(lows, default=-5), min(highs, default=99)


def _integers(metadata: list[Any]) -> SearchStrategy[float]:
    low, high = bounds(metadata)
    near = st.integers(low, min(high, low + 20))
    whole = st.one_of(near, st.integers(low, high), st.sampled_from([low, high]))
    return st.one_of(whole, whole, whole.map(float))


def _strings(metadata: list[Any]) -> SearchStrategy[str]:
    patterns: list[str] = [item.pattern for item in metadata if getattr(item, "pattern", None)]
    least = max([getattr(item, "min_length", None) or 0 for item in metadata], default=0)
    most = min([getattr(item, "max_length", None) or 300 for item in metadata], default=300)

    def fits(value: str) -> bool:
        length_fits = least <= len(value) <= most
        return length_fits and all(
            re.fullmatch(pattern, value) for pattern in (PRINTABLE, *patterns)
        )

    if not patterns:
        return _TEXT.filter(fits)
    matching = st.from_regex(patterns[0], fullmatch=True, alphabet=_ASCII).filter(fits)
    lists = [[value for value in values if fits(value)] for values in ([""], AWKWARD, LONG_NAMES)]
    return st.one_of(matching, *(st.sampled_from(values) for values in lists if values))


_ASCII = st.characters(codec="ascii", exclude_categories=["Cc"])
_CREDENTIALS = st.sampled_from(["postgresql://u:p@h/db", "k" * 39, "\xff?" * 16, "todo"])
_ENDINGS = st.one_of(st.just(""), st.sampled_from([" ", "\n", " x"]), st.sampled_from(AWKWARD))
_ALMOST = st.tuples(_CREDENTIALS, _ENDINGS).map("".join)
_SECRETS = st.one_of(_ALMOST, _ALMOST, _TEXT)
_SCALARS: dict[Any, Callable[[list[Any]], SearchStrategy[Any]]] = {
    type(None): lambda _: st.none(),
    bool: lambda _: st.booleans(),
    int: _integers,
    str: _strings,
    SecretStr: lambda _: _SECRETS,
}


def _maps(key: Any, entries: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    """Return maps, with such keys as the chart itself uses among others."""
    pattern = re.compile(pattern_of(key))
    known = st.deferred(lambda: st.sampled_from(list(filter(pattern.fullmatch, known_names()))))
    keys = st.one_of(known, values_of(key).filter(is_named_whole))
    few = st.dictionaries(keys, entries, max_size=3)
    return st.one_of(few, st.dictionaries(known, entries, max_size=12))


def pattern_of(annotation: Any) -> str:
    """Return the pattern of a string, or one that all strings match."""
    return pattern_among(constraints_of(annotation))


def pattern_among(constraints: list[Any]) -> str:
    """Return the first pattern among constraints, or one that all strings match."""
    patterns = [str(item.pattern) for item in constraints if getattr(item, "pattern", None)]
    return patterns[0] if patterns else "(?s:.*)"


def _models(model: type[ChartValues]) -> SearchStrategy[dict[str, Any]]:
    """Return a model with what it must have, and a few more of the fields in it."""
    required = {
        field.alias or name: values_of(field.annotation, field)
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    more = {leaf.path: of_field(leaf.path[-1], leaf.field) for leaf in leaves(model)}
    changes = st.lists(_any_edit(more), max_size=4) if more else st.just([])
    least = st.fixed_dictionaries(required)

    @st.composite  # whose repr is short
    def model_with_edits(draw: st.DrawFn) -> dict[str, Any]:
        return apply_edits(draw(changes), draw(least))

    return model_with_edits()


def apply_edits(changes: list[Edit], base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a values file: edits made in a copy of `base`, the last one of each path winning.

    Maps are merged, so that an edit of the secrets leaves those there that `base` needs.
    """
    mapping = copy.deepcopy(base or {})
    for (*above, key), value in changes:
        place: Any = mapping
        for section in above:
            place = place.setdefault(section, {}) if is_map(place) else None
        if is_map(place):
            old = place.get(key)
            merged = {**old, **value} if is_map(old) and is_map(value) else value
            cast("dict[str, Any]", place)[key] = merged
    return mapping
