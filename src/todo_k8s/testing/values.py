"""Values of a model: valid ones, as a Hypothesis strategy, and wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, TypeVar, cast

from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.annotations import field_kind, kind_of
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.pattern_schemas import is_plain
from todo_k8s.helm.fields.types import SAFE_INTEGER, Format
from todo_k8s.helm.model.formats import fits
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.soundness.options import model_of, options_of, takes
from todo_k8s.helm.soundness.trials import leaves_of
from todo_k8s.helm.soundness.valid_parts import Path, nested, valid_part
from todo_k8s.testing.extra import required

with required():
    from hypothesis import HealthCheck, Phase, given, reject, settings
    from hypothesis import strategies as st
    from hypothesis.errors import InvalidArgument
    from hypothesis.strategies import SearchStrategy

Values = TypeVar("Values", bound=ChartValues)
Mapped = dict[str, Any]

MOST_CHANGES = 8
"""In so many fields generated values differ from the defaults, at most."""

_SELDOM = 2
"""One key of so many and one more is the chart's own."""

_TRIES = 3
"""As often is drawn what a field must take, as Hypothesis does it."""

_SLOW = [
    *(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
    *(HealthCheck.filter_too_much, HealthCheck.nested_given),
]

_WRONG: tuple[Any, ...] = (
    *("", "two words", "x" * 300, "-1", -1, 1.5, 10**9, True, None),
    *([], [None], ["x", 1], {}, {"unknown": "x"}, {"unknown": [1]}),
)


def values_of(model: type[Values]) -> SearchStrategy[Values]:
    """Return a strategy of valid values of a model.

    Each differs from the defaults in up to `MOST_CHANGES` fields, at any depth; of what the rules
    refuse together, a part is taken that they let stand. Nothing is filtered out. The repr of
    drawn values, which Hypothesis prints, masks secrets.

    Args:
        model: The values model of a chart, whose defaults are valid.

    Raises:
        TypeError: If it is no such class.
    """
    given_model: Any = model
    if not (isinstance(given_model, type) and issubclass(given_model, ChartValues)):
        raise TypeError("model: give a class of ChartValues")
    return _changes(model).map(lambda changes: _valid(model, changes))


def _valid(model: type[Values], changes: dict[Path, Any]) -> Values:
    return cast("Values", valid_part(model, changes).values)


def generated(model: type[ChartValues], number: int, keys: Iterable[str] = ()) -> list[Mapped]:
    """Return valid values as a values file has them, the same in each run.

    Args:
        model: The values model.
        number: How many to make.
        keys: Keys that maps have more often than others.
    """
    found: list[Mapped] = []

    @settings(
        max_examples=max(1, number),
        phases=[Phase.generate],  # what is found to differ is made smaller by the law itself
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=_SLOW,
    )
    @given(_changes(model, keys))
    def collect(changes: dict[Path, Any]) -> None:
        found.append(nested(valid_part(model, changes).changes))

    collect()
    return found[:number]


def wrong_values(model: type[ChartValues], number: int) -> list[Mapped]:
    """Return values with one fault each: unknown keys, other types, out of bounds, null.

    A section that takes keys which are not declared accepts those.
    """
    faults = [
        nested({path: wrong})
        for path, kind in leaves_of(model, ())
        for wrong in _WRONG
        if not takes(kind, wrong) and not (is_map(wrong) and kind.base in ("model", "raw"))
    ]
    unknown = [nested({(*section, "unknownKey"): 1}) for section in _sections(model)]
    chosen = [*unknown, *faults]
    step = max(1, len(chosen) // max(1, number))
    return chosen[::step][:number]


def _sections(model: type[ChartValues]) -> Iterator[Path]:
    return iter(dict.fromkeys(path[:-1] for path, _ in leaves_of(model, ())))


# Strategies


def _changes(model: type[ChartValues], keys: Iterable[str] = ()) -> SearchStrategy[dict[Path, Any]]:
    """Return a few fields, each with a value that it takes by itself."""
    strategies = _Strategies(tuple(keys))
    fields = {path: strategies.of(kind) for path, kind in leaves_of(model, ())}
    if not fields:
        return st.just({})
    paths = st.lists(st.sampled_from(list(fields)), unique=True, max_size=MOST_CHANGES)
    return paths.flatmap(lambda some: st.fixed_dictionaries({path: fields[path] for path in some}))


class _Strategies:
    """Strategies of what fields can be.

    Args:
        keys: Keys that maps have more often than others.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    def of(self, kind: FieldKind) -> SearchStrategy[Any]:
        """Return values of a field, its awkward ones among them."""
        forms = [mark for what, mark in kind.said if what is Format]
        options = (value for value in options_of(kind, ()) if value is not None)
        known = [value for value in options if all(fits(form, value) for form in forms)]
        strategies = [st.sampled_from(known)] if known else []
        if not kind.choices and (drawn := self._drawn(kind)) is not None:
            strategies.append(_taken(kind, drawn))
        if kind.nullable:
            strategies.append(st.none())
        return st.one_of(strategies)

    def _drawn(self, kind: FieldKind) -> SearchStrategy[Any] | None:
        """Return more than what an export tries, of the kinds of which there is more."""
        match kind.base:
            case "str" | "secret":
                return _texts(kind)
            case "int":
                return _integers(kind)
            case "list":
                return st.lists(self.of(kind.of_items), max_size=4)
            case "map":
                return st.dictionaries(
                    self._keys_of(kind_of(kind.keys, "keys")), self.of(kind.of_items), max_size=4
                )
            case "model":
                return self._models(kind)
            case _:
                return None

    def _keys_of(self, kind: FieldKind) -> SearchStrategy[Any]:
        usual, forms = self.of(kind), [mark for what, mark in kind.said if what is Format]
        known = [
            key for key in self._keys if takes(kind, key) and all(fits(form, key) for form in forms)
        ]
        if not known:
            return usual
        return st.integers(0, _SELDOM).flatmap(lambda n: usual if n else st.sampled_from(known))

    def _models(self, kind: FieldKind) -> SearchStrategy[Any]:
        """Return items with what they must have, and some of what they can have."""
        model = model_of(kind)
        wanted: dict[str, SearchStrategy[Any]] = {}
        optional: dict[str, SearchStrategy[Any]] = {}
        for name, field in model.model_fields.items():
            if not field.exclude:
                group = wanted if field.is_required() else optional
                group[field.alias or name] = self.of(field_kind(model, name))
        return st.fixed_dictionaries(wanted, optional=optional)


def _taken(kind: FieldKind, drawn: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return what is drawn and the field takes.

    It is no `filter`, which prints the whole strategy where it draws again: that of a large model
    is longer than Hypothesis allows.
    """

    @st.composite
    def taken(draw: st.DrawFn) -> Any:
        for _ in range(_TRIES):
            if takes(kind, value := draw(drawn)):
                return value
        return reject()

    return taken()


def _texts(kind: FieldKind) -> SearchStrategy[Any]:
    said = dict(kind.said)
    form = said.get(Format)
    pattern = said.get("pattern") or (form and form.pattern)
    ascii_only = st.characters(codec="ascii", exclude_categories=["Cc"])
    any_script = st.characters(exclude_categories=["Cs", "Cc", "Co"])
    if isinstance(pattern, str) and is_plain(pattern):
        matching = st.from_regex(pattern, alphabet=ascii_only)
        with suppress(InvalidArgument):
            matching.validate()
            return matching
        return st.from_regex(pattern, alphabet=any_script)
    return st.text(any_script, max_size=20)


def _integers(kind: FieldKind) -> SearchStrategy[Any]:
    low, high = (_bound(kind, name, end) for name, end in (("ge", -1), ("le", 1)))
    return st.one_of(st.integers(low, min(high, low + 20)), st.integers(low, high))


def _bound(kind: FieldKind, name: str, sign: int) -> int:
    found = dict(kind.said).get(name)
    return int(found) if isinstance(found, int | float) else sign * SAFE_INTEGER
