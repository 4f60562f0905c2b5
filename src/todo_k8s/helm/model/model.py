"""The base of every values model: what an operator can set, and the rules that hold across fields.

A field is camelCase in YAML and snake_case in Python, has a description (the string below it), a
default that works, and bounds. Nothing unknown is accepted, no type is converted, and no error
shows a value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import (
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, ErrorDetails

from todo_k8s.errors import ValuesError
from todo_k8s.helm.content import Raw, each, raw
from todo_k8s.helm.fields.enumerations import plain
from todo_k8s.helm.fields.faults import (
    BrokenRule,
    Location,
    fault_lines,
    rules_error,
    without_inputs,
    written_path,
)
from todo_k8s.helm.fields.free_form import KubernetesManifest, KubernetesObject, copied
from todo_k8s.helm.fields.leaves import read_as_helm
from todo_k8s.helm.fields.pattern_schemas import check_patterns
from todo_k8s.helm.fields.types import SAFE_INTEGER, ReservedKeys
from todo_k8s.helm.functions import matches, not_
from todo_k8s.helm.model.declared import check_config, check_model, expand_aliases
from todo_k8s.helm.model.defaults import check_defaults
from todo_k8s.helm.model.descriptions import DescribedSchema
from todo_k8s.helm.model.formats import outcomes
from todo_k8s.helm.model.instead import instead
from todo_k8s.helm.model.missing import MISSING, missing
from todo_k8s.helm.model.parent import is_open, split_off
from todo_k8s.helm.model.quiet import QuietModel
from todo_k8s.helm.model.rules import Check, Rule, flatten, format_check
from todo_k8s.helm.model.unknown_keys import unknown_key
from todo_k8s.helm.plain.printable import OBJECT_KEY
from todo_k8s.helm.plain.shapes import is_list, is_map, overlaid
from todo_k8s.helm.symbolic.stand_in import may_hold_models

__all__ = [
    "OBJECT_KEY",
    "SAFE_INTEGER",
    "ChartValues",
    "Integer",
    "KubernetesManifest",
    "KubernetesObject",
    "Text",
]


Text = str
"""A string, without control characters other than tabs and line ends, as each of values is."""

Integer = int
"""A whole number; ``2.0`` counts, as in a JSON schema, and as in each ``int`` of values."""

_CONFIG = ConfigDict(
    frozen=True,
    extra="forbid",
    strict=True,
    alias_generator=to_camel,
    validate_by_name=True,
    validate_by_alias=True,
    serialize_by_alias=True,
    validate_default=False,
    hide_input_in_errors=True,
    ser_json_inf_nan="constants",
)


_made: ContextVar[list[ChartValues] | None] = ContextVar("made", default=None)
"""The models that the validation that is going on has made so far."""


@contextmanager
def _validation() -> Generator[list[ChartValues]]:
    """Collect the models that are made within."""
    made: list[ChartValues] = []
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)


def _is_of_this_library(model: type[ChartValues]) -> bool:
    """Tell whether the tests check a model, so that no import need do it again."""
    return model.__module__.startswith(f"{__name__.partition('.')[0]}.")


class ChartValues(QuietModel):
    """Base of values models; see the module."""

    _mistaken: ClassVar[Mapping[str, str]] = {}
    """Keys that are often written here by mistake: each with the path, from here, of what is meant;
    or with what is said, where that has a space. Of all others the nearest key is named."""

    _renamed: ClassVar[Mapping[str, str]] = {}
    """Keys that older versions had here: each with its path now, from here, or with a dot in front
    from the top. The error names it, and `todo_k8s.migrating` rewrites values files."""

    _removed: ClassVar[Mapping[str, str]] = {}
    """Keys that older versions had here and that are gone, each with what to do instead."""

    _config: ClassVar[ConfigDict] = _CONFIG
    model_config: ClassVar[ConfigDict] = _CONFIG

    @classmethod
    def check_completed(cls) -> None:
        """Refuse what Helm would read otherwise than pydantic, once all types are known."""
        if _is_of_this_library(cls):
            return
        super().check_completed()
        check_model(cls)
        with _validation():  # without the rules: defaults of items may stand beside other values
            check_defaults(cls)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Refuse what pydantic would fail on, before it does, and let it read as Helm does."""
        ours = _is_of_this_library(cls)
        check_config(cls.__name__, cls.model_config, cls._config)
        expand_aliases(cls)
        if cls.__pydantic_fields_complete__ and not ours:
            check_model(cls)
        schema = super().__get_pydantic_core_schema__(source, handler)
        inner: Any = schema
        while inner["type"] == "function-wrap":
            inner = inner["schema"]
        inner = handler.resolve_ref_schema(inner)
        if not ours:
            check_patterns(cls.__name__, inner)
        read_as_helm(inner)
        return schema

    @classmethod
    def rules(cls) -> list[Rule]:
        """Return the rules of this model, in the order they are written."""
        return _rules_of(cls)

    def _reserved_keys_are_free(self) -> list[Any]:
        """What the type of a map reserves (`ReservedKeys`) is set by the chart itself."""
        return [each(getattr(self, name), is_free) for name, is_free in _reserving(type(self))]

    def checks(self) -> Iterable[Check]:
        """Yield what the formats and rules of this model (not of those in it) say of values."""
        yield from map(format_check, outcomes(self))
        yield from flatten(self._reserved_keys_are_free(), "")
        for method in type(self).rules():
            yield from flatten(method(self), cast("Any", method).__qualname__)

    @model_validator(mode="wrap")
    @classmethod
    def _hold_rules(cls, data: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        """Hold the rules of the whole tree once it is whole, so that each broken one is told.

        Types and bounds come first, as Helm asks the schema first.
        """
        if (made := _made.get()) is not None:  # a model around this one is being validated
            model = validate(data)
            if model is not data:
                made.append(model)
            return model
        try:
            with _validation() as made:
                model = validate(data)
            if model is not data:
                _hold(model, [*made, model])
        except ValidationError as error:
            shown = without_inputs(error)
        else:
            return model
        raise shown  # out here, so that the error it stands for is not its context

    if not TYPE_CHECKING:  # the signature stays pydantic's

        @classmethod
        def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
            """Return the JSON schema, with the descriptions of the fields."""
            described = {"schema_generator": DescribedSchema, **options}
            return super().model_json_schema(*args, **described)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Read values as Helm reads a values file: `mapping` laid over the defaults.

        Maps merge; anything else replaces. ``null`` removes a default, as in Helm. ``enabled`` and
        ``global``, which a parent chart sets, are accepted and left out.

        Raises:
            TemplateError: If a rule gives something else than checks.
            ValuesError: If the values break the model; one line a fault.
        """
        if not isinstance(cast("object", mapping), Mapping):
            raise ValuesError("values: must be a map")
        read, faults = cls.judged(mapping)
        if read is None or faults:
            raise ValuesError(*faults)
        return read

    @classmethod
    def judged(cls, mapping: Mapping[str, Any]) -> tuple[Self | None, list[str]]:
        """Return what `from_mapping` reads, and what is wrong with it; None if a type or bound."""
        own, faults = split_off(cls, mapping)
        try:
            values = _overlay(_defaults(cls), own, _settled(cls))
        except ValidationError as error:  # the defaults themselves break a rule
            return None, [*faults, *(line for each in error.errors() for line in fault_lines(each))]
        read, broken = cls._read(values)
        unknown = [each["loc"] for each in broken if each["type"] == "extra_forbidden"]
        faults += [_unknown(cls, location) for location in unknown]
        if unknown and len(unknown) == len(broken):  # the rest may be right, or break rules
            read, broken = cls._read(_without(values, unknown))
        told = [each for each in broken if each["type"] != "extra_forbidden"]
        lines = [line for each in told for line in _lines(cls, each)]
        absent = dict.fromkeys(missing(cls, values)) if told else {}
        return read, [*faults, *_with_missing(lines, absent)]

    @classmethod
    def _read(cls, values: dict[str, Any]) -> tuple[Self | None, list[ErrorDetails]]:
        """Return whole values as a model, and what is wrong: types and bounds, else rules."""
        read: Self | None = None
        try:
            with _validation() as made:
                read = cls.model_validate(values, by_name=False, by_alias=True)
            _hold(read, made)
        except ValidationError as error:
            return read, error.errors(include_input=False)
        return read, []

    def to_mapping(self) -> dict[str, Any]:
        """Return the values as a values file has them: camelCase, secrets in plain text."""
        others: dict[str, Any] = copied(self.model_extra or {})
        return {
            field.alias or name: _plain(getattr(self, name))
            for name, field in type(self).model_fields.items()
            if not field.exclude or getattr(self, name) is not None
        } | others


def _hold(model: ChartValues, made: Iterable[ChartValues]) -> None:
    """Raise the broken rules of all of `made` in the tree; the others in it hold theirs already."""
    if broken := list(_told(model, _broken(made))):
        raise rules_error(type(model).__name__, broken)


def _broken(made: Iterable[ChartValues]) -> dict[int, list[Check]]:
    """Return what does not hold of models, by their identity."""
    checked = ((id(one), [check for check in one.checks() if not check.holds]) for one in made)
    return {one: broken for one, broken in checked if broken}


def _told(values: Any, broken: dict[int, list[Check]], path: Location = ()) -> Iterator[BrokenRule]:
    """Yield what does not hold in a tree, with where it is."""
    if not broken:
        return
    if isinstance(values, ChartValues):
        for name, key in _holding_models(type(values)):
            yield from _told(getattr(values, name), broken, (*path, key))
        for check in broken.get(id(values), ()):
            yield path, check.field, check.message
    elif is_map(values) and not isinstance(values, Raw):
        for key, item in values.items():
            yield from _told(item, broken, (*path, key))
    elif is_list(values):
        for index, item in enumerate(values):
            yield from _told(item, broken, (*path, index))


def _is_free(where: str, reserved: str) -> Callable[[str, object], Check]:
    """Return the check that a key of a map is not reserved."""

    def check(key: str, _value: object) -> Check:
        free = not_(matches(key, reserved))
        return Check(free, "is set by the chart itself; remove it", f"{where}.{key}")

    return check


@functools.cache
def _reserving(model: type[ChartValues]) -> list[tuple[str, Callable[[str, object], Check]]]:
    """Return the fields that are maps with reserved keys, each with the check of a key."""
    return [
        (name, _is_free(field.alias or name, mark.pattern))
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, ReservedKeys)
    ]


@functools.cache
def _holding_models(model: type[ChartValues]) -> list[tuple[str, str]]:
    """Return the fields, and their keys, that may hold models."""
    fields = model.model_fields.items()
    return [(name, f.alias or name) for name, f in fields if may_hold_models(f.annotation)]


@functools.cache
def _rules_of(model: type[ChartValues]) -> list[Rule]:
    members = [member for base in reversed(model.__mro__) for member in vars(base).items()]
    names = dict.fromkeys(name for name, item in members if getattr(item, "is_rule", False))
    methods = (getattr(model, name) for name in names)
    return [method for method in methods if getattr(method, "is_rule", False)]


def _plain(value: Any) -> Any:
    if isinstance(value, ChartValues):
        return value.to_mapping()
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Raw):
        return copied(value)
    if is_map(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    return plain(value)


def _unshared(value: Any) -> Any:
    """Return a value of a frozen model with maps and lists of its own, which are not frozen."""
    if isinstance(value, ChartValues):
        held = {
            name: own for name, item in vars(value).items() if (own := _unshared(item)) is not item
        }
        if not held and not value.model_extra:
            return value
        copy = value.model_copy()
        vars(copy).update(held)
        (copy.model_extra or {}).update(copied(value.model_extra or {}))
        return copy
    if isinstance(value, Raw):
        return raw(value)
    if is_map(value):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if is_list(value) else value


def _lines(model: type[ChartValues], details: ErrorDetails) -> list[str]:
    if details["type"] == "string_type":
        return fault_lines(details, instead(model, details["loc"]))
    return fault_lines(details)


def _unknown(model: type[ChartValues], location: Location) -> str:
    return f"{written_path(location)}: {unknown_key(model, location)}"


def _without(values: Any, locations: Iterable[Location]) -> Any:
    """Return values without what is at some places."""
    below: dict[int | str, list[Location]] = {}
    for first, *rest in locations:
        below.setdefault(first, []).append(tuple(rest))
    if is_list(values):
        return [_without(each, below.get(index, ())) for index, each in enumerate(values)]
    return {
        key: _without(value, below[key]) if key in below else value
        for key, value in values.items()
        if () not in below.get(key, ())
    }


def _with_missing(lines: list[str], absent: Iterable[str]) -> list[str]:
    """Return lines of faults that say of a null what Helm says, where the key is gone by then."""
    gone = {path: f"{path}: {MISSING}" for path in absent}
    told = [gone.pop(line.partition(": ")[0], line) for line in lines]
    return [*told, *gone.values()]


@functools.cache
def _defaults(model: type[ChartValues]) -> ChartValues:
    return model()


def _takes_anything(section: Any) -> bool:
    """Tell whether a default is the section of a dependency in which nothing is declared."""
    if not isinstance(section, ChartValues):
        return False
    return is_open(type(section)) and not type(section).model_fields


@functools.cache
def _settled(model: type[ChartValues]) -> ChartValues | None:
    """Return the defaults as they are read from values, or None if a section breaks a rule then.

    A section of them that a values file says nothing of need be neither read nor checked again.
    """
    mapping = _defaults(model).to_mapping()
    with suppress(ValidationError), _validation() as made:
        read = model.model_validate(mapping, by_name=False, by_alias=True)
        return None if _broken(one for one in made if one is not read) else read
    return None


def _overlay(
    defaults: ChartValues, mapping: Mapping[str, Any], settled: ChartValues | None
) -> dict[str, Any]:
    """Lay `mapping` over the defaults of a model, field by field.

    A section that it says nothing of comes as it was read before, if that is known.
    """
    names = {field.alias or name: name for name, field in type(defaults).model_fields.items()}
    merged: dict[str, Any] = copied(defaults.model_extra or {})
    for key, name in names.items():
        default, before = getattr(defaults, name), getattr(settled, name, None)
        if isinstance(before, ChartValues):
            merged[key] = default if key in mapping else _unshared(before)
        elif default is not None or not type(defaults).model_fields[name].exclude:
            merged[key] = _plain(default)
    for key, value in mapping.items():
        default = getattr(defaults, names[key]) if key in names else None
        if value is None and _takes_anything(default):
            merged[key] = {}
        elif is_map(value) and isinstance(default, ChartValues):
            merged[key] = _overlay(default, value, getattr(settled, names[key], None))
        elif is_map(value) and is_map(merged.get(key)):
            merged[key] = overlaid(merged[key], value, null_removes=True)
        else:
            merged[key] = value
    return merged
