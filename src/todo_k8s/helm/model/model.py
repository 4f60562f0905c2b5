"""The base of every values model: what an operator can set, and the rules that hold across fields.

A field is camelCase in YAML and snake_case in Python, has a description (the string below it), a
default that works, and bounds. Nothing unknown is accepted, no type is converted, and no error
shows a value.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import (
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, ErrorDetails

from todo_k8s.errors import ValuesError
from todo_k8s.helm.content import each
from todo_k8s.helm.fields.faults import (
    fault_lines,
    without_inputs,
)
from todo_k8s.helm.fields.free_form import KubernetesManifest, KubernetesObject
from todo_k8s.helm.fields.leaves import read_as_helm
from todo_k8s.helm.fields.pattern_schemas import check_patterns
from todo_k8s.helm.fields.types import SAFE_INTEGER
from todo_k8s.helm.model.all_set import AllSetModel
from todo_k8s.helm.model.declared import check_config, check_model, expand_aliases
from todo_k8s.helm.model.defaults import check_defaults
from todo_k8s.helm.model.descriptions import DescribedSchema
from todo_k8s.helm.model.formats import outcomes
from todo_k8s.helm.model.holding import being_made, hold, reserving, validation
from todo_k8s.helm.model.judging import (
    broken_elsewhere,
    lines_of,
    place_of,
    unknown_line,
    with_missing,
    without_places,
)
from todo_k8s.helm.model.missing import missing
from todo_k8s.helm.model.overlay import defaults_of, mapping_of, overlay, settled
from todo_k8s.helm.model.parent import split_off
from todo_k8s.helm.model.rules import Check, Rule, flatten, format_check, no_check
from todo_k8s.helm.plain.printable import OBJECT_KEY

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


def _is_of_this_library(model: type[ChartValues]) -> bool:
    """Tell whether the tests check a model, so that no import need do it again."""
    return model.__module__.startswith(f"{__name__.partition('.')[0]}.")


class ChartValues(AllSetModel):
    """Base of values models; see the module."""

    _mistaken: ClassVar[Mapping[str, str]] = {}
    """Keys that are often written here by mistake: each with the path, from here, of what is meant;
    or with what is said, where that has a space. Those of a class that is extended count too. Of
    all others the nearest key is named."""

    _renamed: ClassVar[Mapping[str, str]] = {}
    """Keys that older versions had here: each with its path now, from here, or with a dot in front
    from the top. The error names it, and `todo_k8s.migrating` rewrites values files."""

    _removed: ClassVar[Mapping[str, str]] = {}
    """Keys that older versions had here and that are gone, each with what to do instead."""

    _needs_values: ClassVar[bool] = False
    """Whether the defaults break a rule, in a model of this library."""

    _config: ClassVar[ConfigDict] = _CONFIG
    model_config: ClassVar[ConfigDict] = _CONFIG

    @classmethod
    def check_completed(cls) -> None:
        """Refuse what Helm would read otherwise than pydantic, once all types are known."""
        if _is_of_this_library(cls):
            return
        super().check_completed()
        check_model(cls)
        with validation():  # without the rules: defaults of items may stand beside other values
            check_defaults(cls)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Refuse what pydantic would fail on, before it does, and let it read as Helm does."""
        ours = _is_of_this_library(cls)
        check_config(cls.__name__, cls.model_config, cls._config)
        if not cls.__pydantic_complete__:  # else it is done
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
        return [each(getattr(self, name), is_free) for name, is_free in reserving(type(self))]

    def checks(self, *, of_tokens: bool = False) -> Iterable[Check]:
        """Yield what the formats and rules of this model (not of those in it) say of values.

        With tokens, a rule that gives nothing has forgotten to return it.
        """
        yield from map(format_check, outcomes(self))
        yield from flatten(self._reserved_keys_are_free(), "")
        for method in type(self).rules():
            found: Any = method(self)
            name = cast("Any", method).__qualname__
            if found is None and of_tokens:
                raise no_check(found, name)
            yield from flatten(found, name)

    @classmethod
    def _keeps_its_rules(cls) -> bool:
        """Tell whether the defaults are known to keep the rules: an import makes many of those."""
        return _is_of_this_library(cls) and not cls._needs_values

    @model_validator(mode="wrap")
    @classmethod
    def _hold_rules(cls, data: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        """Hold the rules of the whole tree once it is whole, so that each broken one is told.

        Types and bounds come first, as Helm asks the schema first.
        """
        if (made := being_made()) is not None:  # a model around this one is being validated
            model = validate(data)
            if model is not data:
                made.append(model)
            return model
        try:
            with validation() as made:
                model = validate(data)
            if model is not data and (data or not cls._keeps_its_rules()):
                hold(model, [*made, model])
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
    def judged(
        cls, mapping: Mapping[str, Any], *, thoroughly: bool = False
    ) -> tuple[Self | None, list[str]]:
        """Return what `from_mapping` reads, and what is wrong with it; None if a type or bound.

        Args:
            mapping: The values.
            thoroughly: Where a type or bound is wrong, ask the rules of the other sections too.
        """
        own, faults = split_off(cls, mapping)
        try:
            values = overlay(defaults_of(cls), own, settled(cls))
        except ValidationError as error:  # the defaults themselves break a rule
            return None, [*faults, *(line for each in error.errors() for line in fault_lines(each))]
        read, broken = cls._read(values)
        unknown = [each["loc"] for each in broken if each["type"] == "extra_forbidden"]
        faults += [unknown_line(cls, location) for location in unknown]
        if unknown and len(unknown) == len(broken):  # the rest may be right, or break rules
            read, broken = cls._read(without_places(values, unknown))
        if thoroughly and read is None:
            broken += broken_elsewhere(cls, values, [place_of(each) for each in broken])
        told = [each for each in broken if each["type"] != "extra_forbidden"]
        lines = [line for each in told for line in lines_of(cls, each)]
        absent = dict.fromkeys(missing(cls, values)) if told else {}
        return read, [*faults, *with_missing(lines, absent)]

    @classmethod
    def _read(cls, values: dict[str, Any]) -> tuple[Self | None, list[ErrorDetails]]:
        """Return whole values as a model, and what is wrong: types and bounds, else rules."""
        read: Self | None = None
        try:
            with validation() as made:
                read = cls.model_validate(values, by_name=False, by_alias=True)
            hold(read, made)
        except ValidationError as error:
            return read, error.errors(include_input=False)
        return read, []

    def to_mapping(self) -> dict[str, Any]:
        """Return the values as a values file has them: camelCase, secrets in plain text."""
        return mapping_of(self)


@functools.cache
def _rules_of(model: type[ChartValues]) -> list[Rule]:
    members = [member for base in reversed(model.__mro__) for member in vars(base).items()]
    names = dict.fromkeys(name for name, item in members if getattr(item, "is_rule", False))
    methods = (getattr(model, name) for name in names)
    return [method for method in methods if getattr(method, "is_rule", False)]
