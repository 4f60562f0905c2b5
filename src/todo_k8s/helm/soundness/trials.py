"""Valid values to try a chart with: the defaults, and a few that turn every switch.

These are no test data: an export tries them itself, to see that the tree that it writes gives what
the constructs give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.soundness.options import model_of, options_of, takes
from todo_k8s.helm.soundness.valid_parts import Path, Trial, valid_part

MOST_ROUNDS = 40
"""How often values that have nothing to do with the code are tried."""
_MEANT: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "text": (str,),
    "int": (int,),
    "scalar": (int, str),
}
"""The types of constants of the code that a field of a kind may be."""
EMPTIED = (1, 2)
"""The rounds in which all is empty that can be, with every switch off and with every switch on."""


def trials(
    model: type[ChartValues], words: Sequence[Any] = (), rounds: int | None = None
) -> list[Trial]:
    """Return the defaults, and valid values that differ in as many fields as the rules let them.

    Args:
        model: The values model.
        words: Constants that the chart's code compares with.
        rounds: How many to make besides the defaults; by default more for a smaller model.
    """
    try:
        defaults = model.from_mapping({})
    except ValuesError as error:
        raise TemplateError(
            f"{model.__name__}: its defaults are refused, so that nothing could be installed "
            f"without values: {error.faults[0]}; give each field a default that is valid"
        ) from error
    written = defaults.to_mapping()
    options = {
        path: _Options(kind, tuple(words), _found(written, path))
        for path, kind in leaves_of(model, ())
    }
    most = max(4, 1000 // max(1, len(options)))
    tried = [Trial(defaults)]
    for number in range(min(MOST_ROUNDS, most) if rounds is None else rounds):
        changes: dict[Path, Any] = {}
        for place, (path, option) in enumerate(options.items()):
            option.add_to(changes, path, number, place)
        tried.append(valid_part(model, changes))
    for word in words[: most if rounds is None else rounds]:
        changes = {path: word for path, option in options.items() if option.takes(word)}
        if changes:
            tried.append(valid_part(model, changes))
    return tried


def leaves_of(model: type[ChartValues], path: Path) -> Iterator[tuple[Path, FieldKind]]:
    """Yield the fields that are no model of their own, with their paths as written."""
    for name, field in model.model_fields.items():
        if field.exclude:  # an old name, which is refused
            continue
        kind, here = field_kind(model, name), (*path, field.alias or name)
        if kind.base == "model" and not kind.nullable:
            yield from leaves_of(model_of(kind), here)
        else:
            yield here, kind


def _found(mapping: dict[str, Any], path: Path) -> Any:
    found: Any = mapping
    for name in path:
        found = found[name]
    return found


class _Options:
    """What a field can be, made once."""

    def __init__(self, kind: FieldKind, words: tuple[Any, ...], default: Any) -> None:
        self.kind, self.default = kind, default
        self._turn = 0
        self.values = [*_neighbours(kind, default), *options_of(kind, words)]

    def add_to(self, changes: dict[Path, Any], path: Path, number: int, place: int) -> None:
        """Add what the field is in a round: another value in each, beside other ones."""
        if number in EMPTIED:
            if self.kind.base == "bool":
                changes[path] = number == EMPTIED[1]
            elif (empty := _empty(self.kind, self.default)) is not None:
                changes[path] = empty.value
        elif self.values and (number < 2 or (place * 7 + number) % 3):  # some keep their defaults
            changes[path] = self._next(place)

    def takes(self, word: Any) -> bool:
        """Tell whether the field can be a constant of the code."""
        return (
            type(word) in _MEANT.get(self.kind.base, ())
            and word != self.default
            and takes(self.kind, word)
        )

    def _next(self, place: int) -> Any:
        """Return the first, the most awkward, and then each once in so many turns.

        Some fields are ahead of others, so that a value stands beside equal ones and other ones.
        """
        lap, turn = divmod(self._turn, len(self.values))
        self._turn += 1
        if turn == 0:
            return self.values[0]
        return self.values[1 + (turn - 1 + place % 3 * (1 + lap)) % (len(self.values) - 1)]


@dataclass(frozen=True)
class _Empty:
    value: Any


def _empty(kind: FieldKind, default: Any) -> _Empty | None:
    if kind.nullable:
        return _Empty(None)
    if kind.base in ("map", "raw") and is_map(default):
        return _Empty(dict.fromkeys(default))
    empties: dict[str, Any] = {"str": "", "text": "", "list": [], "scalar": 0}
    if kind.base not in empties or not (kind.base == "list" or takes(kind, empties[kind.base])):
        return None
    return _Empty(empties[kind.base])


def _neighbours(kind: FieldKind, default: Any) -> Iterator[int]:
    """Yield the numbers beside a default: rules that compare fields often let them stand."""
    if kind.base == "int" and type(default) is int and not kind.choices:
        yield from (value for value in (default + 1, default - 1) if takes(kind, value))
