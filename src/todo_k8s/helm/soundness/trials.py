"""Valid values to try a chart with: the defaults, and a few that turn every switch.

These are no test data: an export tries them itself, to see that the tree that it writes gives what
the constructs give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.fields.faults import fault_lines
from todo_k8s.helm.fields.kinds import FieldKind, field_kind, kind_of
from todo_k8s.helm.fields.pattern_examples import examples_of
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.model import SAFE_INTEGER
from todo_k8s.helm.plain.shapes import is_map

Path = tuple[str, ...]
T = TypeVar("T")

_ACTION = "{{"
_TEXTS = (
    f'éa-Text_1.2 of "it\'s" {_ACTION} all }}}}: #%\\ ' * 3,
    *("ΑΣ İ ﬁ ä", "é" * 1010, " a", "a ", "/a/", "/", "a/"),
    *("x" * 70, "Ab-1.x/y", "AB_1", "ab-1", "a.example.com", "https://a.example.com", "/a/B-1.x"),
    *("10.0.0.0/8", "5m", "1h30m", "10Mi", "5", f"sha256:{'a' * 64}", "x" * 40, ""),
    *("10.0.0.1", "::1", "v1.2.3", "1.5", "2026-01-31", "a b", "true", "/q"),
    *("/a//b", "https://a.example.com/", "-a", "a-", ".a", "a.", "Z"),
)
_NUMBERS = (7, 0, -SAFE_INTEGER, 3, SAFE_INTEGER, 1, 12, 100, 1000, 30_001)
_FRACTIONS = (0.1, 0.0, 1e-7, -2.5, 1.0, SAFE_INTEGER / 2, 0.3, 100.0, 1e15, -SAFE_INTEGER)
_OBJECTS: tuple[dict[str, Any], ...] = (
    {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"}, "n": [{}, []]},
    {"name": "a", "empty": {}, "list": [[1], [], True, 1.5, 1e-7, "yes"], "é": f"{_ACTION} x }}}}"},
)
_STEP = re.compile(r"[.\[]")
MOST_REFUSED = 4
"""So many of the refused values of a round are kept."""
MODELS, FEWEST = 5, 1
"""So many values of an item's model are made, and in this one few fields are set."""
MOST_TURNS, BEFORE_DEFAULT = 60, 4
"""So often other values are tried where a model refuses some, and so often before the default."""
MOST_ROUNDS = 40
"""How often values that have nothing to do with the code are tried."""
_MEANT: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "text": (str,),
    "int": (int,),
    "scalar": (int, str),
}
"""The types of constants of the code that a field of a kind may be."""
_EMPTY: dict[str, Any] = {"map": {}, "list": []}
EMPTIED = (1, 2)
"""The rounds in which all is empty that can be, with every switch off and with every switch on."""


@dataclass(frozen=True)
class Refused:
    """Values that only rules refuse, and in which words."""

    values: ChartValues
    faults: Sequence[str]


@dataclass(frozen=True)
class Trial:
    """Valid values, the fields in which they differ from the defaults, and what was refused."""

    values: ChartValues
    changed: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


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
            yield from leaves_of(_model(kind), here)
        else:
            yield here, kind


def _model(kind: FieldKind) -> type[ChartValues]:
    assert kind.model is not None and issubclass(kind.model, ChartValues)  # noqa: PT018, S101
    return kind.model


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


@lru_cache(maxsize=1000)  # most fields are of few kinds
def options_of(kind: FieldKind, words: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return values that a field takes."""
    candidates: Iterable[Any]
    if kind.choices:
        candidates = iter(kind.choices)
    elif kind.base == "bool":
        candidates = iter((True, False))
    elif kind.base == "int":
        numbers = (word for word in words if type(word) is int)
        candidates = (*_bounds(kind.annotation), *_NUMBERS, *numbers)
    elif kind.base == "float":
        candidates = (*_bounds(kind.annotation), *_FRACTIONS)
    elif kind.base == "scalar":
        known = (word for word in words if type(word) in (int, str))
        candidates = (2, "30%", 0, "0%", "100%", 1000, *_NUMBERS, *_TEXTS, *known)
    elif kind.base in ("str", "text", "secret"):
        candidates = (*_TEXTS, *(word for word in words if isinstance(word, str)))
    elif kind.base == "raw":
        candidates = iter(_OBJECTS)
    else:
        candidates = _composed(kind, words)
    taken = [value for value in candidates if takes(kind, value)]
    if not taken and kind.base == "str":
        made = (
            text for pattern in _said(kind.annotation, "pattern") for text in examples_of(pattern)
        )
        taken = [text for text in made if takes(kind, text)]
    return (*taken, None) if kind.nullable else tuple(taken)


def _bounds(annotation: Any) -> Iterator[float]:
    """Yield the least and the greatest number that a field may be."""
    yield from (found for found in _said(annotation, "le", "ge") if type(found) in (int, float))


def _said(annotation: Any, *names: str) -> Iterator[Any]:
    """Yield what the marks of a type say; of each mark what it says by the first of the names."""
    for extra in getattr(annotation, "__metadata__", ()):
        for part in (extra, *getattr(extra, "metadata", ())):
            said = [found for name in names if (found := getattr(part, name, None)) is not None]
            yield from said[:1]
    if get_origin(annotation) is Annotated:
        yield from _said(get_args(annotation)[0], *names)


def _composed(kind: FieldKind, words: tuple[Any, ...]) -> Iterator[Any]:
    if kind.base == "model":
        found = (_settled(_model(kind), words, number) for number in range(MODELS))
        yield from (made for made in found if made is not None)
        return
    assert kind.items is not None  # noqa: S101
    items = options_of(kind.items, words)
    if kind.items.base in ("map", "list") and takes(kind.items, empty := _EMPTY[kind.items.base]):
        items = (*items[:1], empty, *items[1:])
    if kind.base == "list":
        yield from map(list, (items[:2], items[2:6], items[:1]))
        return
    keys = [key for key in options_of(_keys(kind), words) if key and items]
    for start in range(0, min(len(keys), 6), 2):
        yield {
            key: items[(start + index) % len(items)]
            for index, key in enumerate(keys[start : start + 3])
        }


def _keys(kind: FieldKind) -> FieldKind:
    return kind_of(kind.keys, "keys")


def _settled(model: type[ChartValues], words: tuple[Any, ...], number: int) -> Any:
    """Return a model's value with as many fields set as its rules let, or None if none is found.

    A field that is blamed takes another value where it must be set, else its default.
    """
    options = {
        info.alias or name: (info.is_required(), options_of(field_kind(model, name), words))
        for name, info in model.model_fields.items()
        if not info.exclude
    }
    turns = {
        key: place + number
        for place, (key, (required, values)) in enumerate(options.items())
        if values and (required or _is_given(place, number))
    }
    blames = Counter[str]()
    for _ in range(MOST_TURNS):
        chosen = {key: options[key][1][turn % len(options[key][1])] for key, turn in turns.items()}
        if not (blamed := _blamed(model, chosen)):
            return chosen
        for key in (blamed & options.keys()) or list(turns)[:1]:
            blames[key] += 1
            if blames[key] % BEFORE_DEFAULT == 0 and not options[key][0]:
                turns.pop(key, None)
            elif options[key][1]:  # a default may be refused too, such as a name that must be set
                turns[key] = turns.get(key, number) + 1
    return None


def _is_given(place: int, number: int) -> bool:
    """Tell whether an optional field is set in a value: all, none, and then some of them."""
    return number == 0 or (number != FEWEST and (place + number) % 3 > 0)


def _blamed(model: type[ChartValues], mapping: dict[str, Any]) -> set[str]:
    """Return the fields that are refused, by their keys."""
    try:
        model.model_validate(mapping, strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        lines = [line for each in error.errors(include_input=False) for line in fault_lines(each)]
        return {_STEP.split(line.partition(": ")[0])[0] for line in lines}
    return set()


def takes(kind: FieldKind, value: Any) -> bool:
    """Tell whether a field takes a value by itself."""
    try:
        kind.adapter.validate_python(value, strict=True, by_alias=True)
    except ValidationError:
        return False
    return True


# What the rules let stand


def valid_part(model: type[ChartValues], changes: dict[Path, Any]) -> Trial:
    """Return values with the changes that the rules let stand together; what is blamed is lost.

    Where nothing of what is blamed was changed, something else is at fault: numbers most often,
    first those beside it.
    """
    kept, seen, told, refused = dict(changes), set[str](), set[str](), list[Refused]()
    while True:
        values, faults = model.judged(_mapping(kept))
        if values is not None and not faults:
            names = tuple(".".join(path) for path in kept)
            return Trial(values, names, tuple(refused[:MOST_REFUSED]))
        if values is not None and not told.issuperset(faults):
            refused.append(Refused(values, faults))
            told.update(faults)
        found = [fault.partition(": ")[0] for fault in faults]
        beside = [] if seen.issuperset(found) else _numbers(kept, _beside(kept, found))
        guilty = {*(_near(kept, found) or beside or _numbers(kept, [*kept]) or [*kept][::2])}
        kept = {path: value for path, value in kept.items() if path not in guilty}
        seen.update(found)


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
    return {name, *(name[: step.start()] for step in _STEP.finditer(name))}


def _beside(paths: Iterable[Path], blamed: Sequence[str]) -> list[Path]:
    """Return the fields of the models that hold what is named."""
    models = {field.rpartition(".")[0] for field in blamed} | {
        field.partition(".")[0] for field in blamed
    }
    near = {*_near({path[:-1] for path in paths}, models)}
    return [path for path in paths if path[:-1] in near]


def _mapping(changes: dict[Path, Any]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for path, value in changes.items():
        place = mapping
        for name in path[:-1]:
            place = place.setdefault(name, {})
        place[path[-1]] = value
    return mapping
