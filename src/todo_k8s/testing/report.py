"""How a difference between two renderings is told: few values, one field, no secret."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from todo_k8s.errors import printable
from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.testing.generated import holds_generated, settled
from todo_k8s.testing.verdicts import Verdict

MOST_TRIES = 150
"""So often values are made smaller, to see whether two renderings still differ."""

MASK = "**********"
_LONGEST = 200
_ABSENT = object()
Step = str | int
"""A key or an index."""


def smallest(values: dict[str, Any], differ: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return values without what is not needed for a difference."""
    tries = 0
    waiting = list(_places(values))
    while waiting and tries < MOST_TRIES:
        smaller = without(values, waiting.pop(0))
        tries += 1
        if differ(smaller):
            values = smaller
            waiting = list(_places(values))
    return values


def parts_of(values: Any) -> list[tuple[Step, Any]]:
    """Return the entries of a map, or the items of a list with their indices."""
    if is_map(values):
        return list(values.items())
    return list(enumerate(values)) if is_list(values) else []


def _places(values: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the places of what is in values, what holds others first."""
    inner = parts_of(values)
    yield from ((*path, step) for step, _ in inner)
    for step, value in inner:
        yield from _places(value, (*path, step))


def without(values: Any, path: tuple[Step, ...]) -> Any:
    """Return a copy of values without what is at a place."""
    first, *rest = path
    kept = [
        (step, without(value, tuple(rest)) if step == first else value)
        for step, value in parts_of(values)
        if rest or step != first
    ]
    return dict(kept) if is_map(values) else [value for _, value in kept]


def masked(model: type[ChartValues], values: Any) -> tuple[Any, bool]:
    """Return values without their secrets, and whether there were any."""
    hidden: list[str] = []

    def of_model(model: Any, found: Any) -> Any:
        if not is_map(found):
            return found
        names = {field.alias or name: name for name, field in model.model_fields.items()}
        return {
            key: of_kind(field_kind(model, names[key]), value) if key in names else value
            for key, value in found.items()
        }

    def of_kind(kind: FieldKind, found: Any) -> Any:
        if kind.base == "secret" and found is not None:
            hidden.append(MASK)
            return MASK
        if kind.base == "model":
            return of_model(kind.model, found)
        if kind.items is not None and is_map(found):
            return {key: of_kind(kind.items, value) for key, value in found.items()}
        if kind.items is not None and is_list(found):
            return [of_kind(kind.items, value) for value in found]
        return found

    return of_model(model, values), bool(hidden)


def told(model: type[ChartValues], values: Any, verdicts: dict[str, Verdict]) -> str:
    """Return what two renderings give for values, in a few lines.

    Where a secret is among the values, no text of a manifest and no message is shown.
    """
    shown, secret = masked(model, values)
    text = yaml.safe_dump(shown, allow_unicode=False, sort_keys=False).strip()
    lines = ["values:", *(f"  {line}" for line in text.splitlines())]
    (_, ours), (_, theirs) = verdicts.items()
    if ours.manifests is not None and theirs.manifests is not None:
        secret = secret or holds_generated(ours.manifests)
        others = settled(theirs.manifests, ours.manifests)
        where, found = first_difference(ours.manifests, others)
        sides = [_shown(each, secret=secret) for each in found]
        lines.append(f"{printable(where)}:")
    else:
        sides = [_outcome(each, secret=secret) for each in (ours, theirs)]
    return "\n".join(
        [*lines, *(f"  {name}: {side}" for name, side in zip(verdicts, sides, strict=True))]
    )


def _outcome(verdict: Verdict, *, secret: bool) -> str:
    if verdict.manifests is not None:
        return f"{len(verdict.manifests)} manifests"
    fields = ", ".join(map(printable, sorted(verdict.refused))) or "no field"
    message = "" if secret else f": {' '.join(verdict.message.split())[:600]}"
    return f"refused, naming {fields}{printable(message)}"


def _shown(value: Any, *, secret: bool) -> str:
    if value is _ABSENT:
        return "nothing"
    if secret and not isinstance(value, bool | int | float | None):
        return f"{a_or_an(type(value).__name__)} of {len(value)}, not shown as values have a secret"
    text = json.dumps(value, sort_keys=True)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def first_difference(ours: list[str], theirs: list[str]) -> tuple[str, tuple[Any, Any]]:
    """Return where two lists of canonical manifests differ first, and what each has there."""
    left, right = (
        _by_name([text for text in a if text not in b]) for a, b in ((ours, theirs), (theirs, ours))
    )
    for name in sorted({*left, *right}):
        if name in left and name in right:
            path, sides = _difference(left[name], right[name], "")
            return f"{name}: {path}", sides
        return f"{name}: the whole manifest", (left.get(name, _ABSENT), right.get(name, _ABSENT))
    return "some manifests are there more often", (len(ours), len(theirs))


def _by_name(texts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for manifest in map(json.loads, texts):
        metadata = manifest.get("metadata") if is_map(manifest) else None
        name = metadata.get("name") if is_map(metadata) else None
        found[f"{manifest.get('kind')} {name}" if is_map(manifest) else "a manifest"] = manifest
    return found


def _difference(left: Any, right: Any, path: str) -> tuple[str, tuple[Any, Any]]:
    """Return the first difference of two things that are not the same."""
    parts: list[tuple[str, Any, Any]] = []
    if is_map(left) and is_map(right):
        keys = dict.fromkeys([*left, *right])
        parts = [
            (f"{path}.{key}".removeprefix("."), left.get(key, _ABSENT), right.get(key, _ABSENT))
            for key in keys
        ]
    elif is_list(left) and is_list(right) and len(left) == len(right):
        pairs = zip(left, right, strict=True)
        parts = [(f"{path}[{index}]", one, other) for index, (one, other) in enumerate(pairs)]
    for where, one, other in parts:
        if _ABSENT in (one, other):
            return where, (one, other)
        if json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True):
            return _difference(one, other, where)
    return path, (left, right)
