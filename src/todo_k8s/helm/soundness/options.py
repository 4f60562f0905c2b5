"""What a field of a values model can be, to try a chart with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import ValidationError

from todo_k8s.helm.fields.annotations import field_kind, kind_of
from todo_k8s.helm.fields.faults import fault_lines
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.kubernetes_types import OfKubernetes, examples
from todo_k8s.helm.fields.pattern_examples import examples_of
from todo_k8s.helm.fields.types import SAFE_INTEGER, Format
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.formats import fits
from todo_k8s.helm.plain.articles import a_or_an

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
STEP = re.compile(r"[.\[]")
"""Where a step of a path to a field begins."""
MODELS, FEWEST = 5, 1
"""So many values of an item's model are made, and in this one few fields are set."""
MOST_TURNS, BEFORE_DEFAULT = 60, 4
"""So often other values are tried where a model refuses some, and so often before the default."""
_EMPTY: dict[str, Any] = {"map": {}, "list": []}


@lru_cache(maxsize=1000)  # most fields are of few kinds
def options_of(kind: FieldKind, words: tuple[Any, ...], *, formed: bool = False) -> tuple[Any, ...]:
    """Return values that a field takes.

    Args:
        kind: The field's kind.
        words: Constants that the chart's code compares with.
        formed: Whether to leave out texts without the field's format, which rules refuse.
    """
    candidates: Iterable[Any]
    if kind.choices:
        candidates = iter(kind.choices)
    elif kind.base == "bool":
        candidates = iter((True, False))
    elif kind.base == "int":
        numbers = (word for word in words if type(word) is int)
        candidates = (*_bounds(kind), *_NUMBERS, *numbers)
    elif kind.base == "float":
        candidates = (*_bounds(kind), *_FRACTIONS)
    elif kind.base == "scalar":
        known = (word for word in words if type(word) in (int, str))
        candidates = (2, "30%", 0, "0%", "100%", 1000, *_NUMBERS, *_TEXTS, *known)
    elif kind.base in ("str", "text", "secret"):
        candidates = (*_TEXTS, *(word for word in words if isinstance(word, str)))
    elif kind.base == "raw":
        typed = dict(kind.said).get(OfKubernetes)
        candidates = (*(examples(typed.name) if typed else ()), *_OBJECTS)
    else:
        candidates = _composed(kind, words, formed=formed)
    taken = [value for value in candidates if _suits(kind, value, formed=formed)]
    if not taken and kind.base == "str":
        patterns = _said(kind.annotation, "pattern")  # a Format has one too
        made = (text for pattern in patterns for text in examples_of(pattern))
        taken = [text for text in made if _suits(kind, text, formed=formed)]
    return (*taken, None) if kind.nullable else tuple(taken)


def _suits(kind: FieldKind, value: Any, *, formed: bool) -> bool:
    form = dict(kind.said).get(Format) if formed else None
    return takes(kind, value) and (form is None or fits(form, value))


def _bounds(kind: FieldKind) -> Iterator[float]:
    """Yield the least and the greatest number that a field may be."""
    yield from (found for what, found in kind.said if what in ("le", "ge"))


def _said(annotation: Any, *names: str) -> Iterator[Any]:
    """Yield what the marks of a type say; of each mark what it says by the first of the names."""
    for extra in getattr(annotation, "__metadata__", ()):
        for part in (extra, *getattr(extra, "metadata", ())):
            said = [found for name in names if (found := getattr(part, name, None)) is not None]
            yield from said[:1]
    if get_origin(annotation) is Annotated:
        yield from _said(get_args(annotation)[0], *names)


def _composed(kind: FieldKind, words: tuple[Any, ...], *, formed: bool) -> Iterator[Any]:
    if kind.base == "model":
        found = (_settled(model_of(kind), words, number) for number in range(MODELS))
        yield from (made for made in found if made is not None)
        return
    inner = kind.of_items
    items = options_of(inner, words, formed=formed)
    if inner.base in ("map", "list") and takes(inner, empty := _EMPTY[inner.base]):
        items = (*items[:1], empty, *items[1:])
    if kind.base == "list":
        yield from map(list, (items[:2], items[2:6], items[:1]))
        return
    keys = [key for key in options_of(_keys(kind), words, formed=True) if key and items]
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
        info.alias or name: (
            info.is_required(),
            options_of(field_kind(model, name), words, formed=True),
        )
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
            required, values = options[key]
            blames[key] += 1
            if blames[key] > BEFORE_DEFAULT + len(values):  # it suits none of what is beside it
                beside = (each for each in turns if each not in blamed and not options[each][0])
                turns.pop(next(beside, key), None)
            elif blames[key] % BEFORE_DEFAULT == 0 and not required:
                turns.pop(key, None)
            elif values:  # a default may be refused too, such as a name that must be set
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
        return {STEP.split(line.partition(": ")[0])[0] for line in lines}
    return set()


def takes(kind: FieldKind, value: Any) -> bool:
    """Tell whether a field takes a value by itself."""
    try:
        kind.adapter.validate_python(value, strict=True, by_alias=True)
    except ValidationError:
        return False
    return True


def model_of(kind: FieldKind) -> type[ChartValues]:
    """Return the model of a field that is one."""
    if kind.model is None or not issubclass(kind.model, ChartValues):
        raise TypeError(f"{a_or_an(kind.base)} has no model")
    return kind.model
