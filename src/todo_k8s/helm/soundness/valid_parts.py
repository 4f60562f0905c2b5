"""The part of changed values that the rules let stand together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.soundness.options import STEP

Path = tuple[str, ...]

MOST_REFUSED = 4
"""So many of the refused values of a round are kept."""


@dataclass(frozen=True)
class Refused:
    """Values that only rules refuse, and in which words."""

    values: ChartValues
    faults: Sequence[str]


@dataclass(frozen=True)
class Trial:
    """Valid values, the fields that were changed for them, and what was refused."""

    values: ChartValues
    changes: Mapping[Path, Any] = field(default_factory=dict[Path, Any])
    refused: tuple[Refused, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields in which the values differ from the defaults."""
        return tuple(".".join(path) for path in self.changes)


def valid_part(model: type[ChartValues], changes: dict[Path, Any]) -> Trial:
    """Return values with the changes that the rules let stand together; what is blamed is lost.

    Of a map or list, that is what is named in it. Where nothing of what is blamed was changed,
    something else is at fault: numbers most often, first those beside it.
    """
    kept, told, refused = dict(changes), set[str](), list[Refused]()
    while True:
        values, faults = model.judged(nested(kept))
        if values is not None and not faults:
            return Trial(values, kept, tuple(refused[:MOST_REFUSED]))
        if values is not None and not told.issuperset(faults):
            refused.append(Refused(values, faults))
            told.update(faults)
        found = [fault.partition(": ")[0] for fault in faults]
        if trimmed := without_parts(kept, found):
            kept = trimmed
            continue
        suspects = (
            _near(kept, found),
            _numbers(kept, _beside(kept, found)),
            _siblings(kept, found),
            _numbers(kept, [*kept]),
            [*kept][::2],
        )
        guilty = {*next(paths for paths in suspects if paths)}
        kept = {path: value for path, value in kept.items() if path not in guilty}


def without_parts(changes: dict[Path, Any], blamed: Iterable[str]) -> dict[Path, Any] | None:
    """Return the changes without what is named in maps and lists, or None if nothing is."""
    left: dict[Path, Any] = {}
    for path, value in changes.items():
        name = ".".join(path)
        rests = [rest for each in blamed if (rest := each.removeprefix(name)) != each and rest]
        if rests and (is_map(value) or is_list(value)):
            left[path] = kept = deepcopy(value)
            # the last of a list first, so that the others keep their places
            cut = [_cut(kept, rest) for rest in sorted(rests, reverse=True)]
            if not any(cut):
                del left[path]
    return {**changes, **left} if left else None


def _cut(holder: Any, rest: str) -> bool:
    """Take the innermost place that a path names out of a map or list."""
    for place in holder if is_map(holder) else range(len(holder)):
        step = f".{place}" if is_map(holder) else f"[{place}]"
        inner = rest.removeprefix(step)
        if inner != rest and (not inner or inner[0] in ".["):
            found = holder[place]
            if not ((is_map(found) or is_list(found)) and _cut(found, inner)):
                del holder[place]
            return True
    return False


def _numbers(changes: dict[Path, Any], paths: Sequence[Path]) -> list[Path]:
    return [path for path in paths if type(changes[path]) is int]


def _near(paths: Iterable[Path], blamed: Iterable[str]) -> list[Path]:
    """Return the fields that are named, are in what is named, or hold it."""
    named = set(blamed)
    holders = {holder for name in named for holder in _holders(name)}
    return [
        path
        for path in paths
        if (name := ".".join(path)) in holders or not named.isdisjoint(_holders(name))
    ]


def _holders(name: str) -> set[str]:
    """Return what a field is in, the field itself included."""
    return {name, *(name[: step.start()] for step in STEP.finditer(name))}


def _beside(paths: Iterable[Path], blamed: Sequence[str]) -> list[Path]:
    """Return the fields of the models that hold what is named."""
    models = {field.rpartition(".")[0] for field in blamed} | {
        field.partition(".")[0] for field in blamed
    }
    near = {*_near({path[:-1] for path in paths}, models)}
    return [path for path in paths if path[:-1] in near]


def _siblings(paths: Iterable[Path], blamed: Sequence[str]) -> list[Path]:
    """Return the other fields of the models that what is named belongs to, such as switches."""
    models = {field.rpartition(".")[0] for field in blamed}
    return [path for path in paths if path[:-1] and ".".join(path[:-1]) in models]


def nested(changes: Mapping[Path, Any]) -> dict[str, Any]:
    """Return values as a values file has them, with something at each path."""
    mapping: dict[str, Any] = {}
    for (*sections, key), value in changes.items():
        place = mapping
        for section in sections:
            place = place.setdefault(section, {})
        place[key] = value
    return mapping
