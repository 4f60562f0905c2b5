"""Models as a new user writes them: refused when they are defined, or read alike by all.

`MODELS` are those that Helm would read otherwise than pydantic. `AGREEING` are the others.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from itertools import count
from pathlib import Path
from types import new_class
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, Self, TypeVar

from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    Field,
    JsonValue,
    PositiveInt,
    SecretStr,
    StringConstraints,
    WithJsonSchema,
    constr,
    create_model,
    field_serializer,
    field_validator,
    model_validator,
)
from typing_extensions import TypeAliasType

from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import (
    Distinct,
    Format,
    Instead,
    IntOrPercent,
    ReservedKeys,
    TextOrScalar,
)
from todo_k8s.helm.functions import lower, size
from todo_k8s.helm.model import Check, KubernetesObject, rule
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.values.types import Duration

Make = Callable[[], object]


class Colour(Enum):
    """An enumeration."""

    RED = "red"


class Hue(StrEnum):
    """An enumeration of strings, of which a reader of YAML takes one for a boolean."""

    RED = "red"
    YES = "yes"


class Level(IntEnum):
    """An enumeration of numbers."""

    LOW = 1


class Shouted(StrEnum):
    """An enumeration that is printed in its own way."""

    RED = "red"

    def __str__(self) -> str:
        return self.value.upper()


class Labelled(StrEnum):
    """An enumeration whose members are not the texts of their values."""

    RED = "red"

    def __new__(cls, value: str) -> Self:
        """Make a text of another one."""
        member = str.__new__(cls, f"{value}!")
        member._value_ = value
        return member


class Nothing(StrEnum):
    """An enumeration without members."""


class Foreign(BaseModel):
    """A model that is no ChartValues."""

    a: str = ""


def _defined(fields: Any) -> object:
    return create_model("Model", __base__=ChartValues, **fields)


def field(annotation: Any, default: Any = ..., name: str = "field") -> Make:
    """Return a function that defines a model with one field."""
    return lambda: _defined({name: (annotation, default)})


def _field_validator() -> object:
    class Model(ChartValues):
        text: str = ""

        @field_validator("text")
        @classmethod
        def no_x(cls, text: str) -> str:
            return text.replace("x", "y")

    return Model


def _model_validator() -> object:
    class Model(ChartValues):
        text: str = ""

        @model_validator(mode="after")
        def check(self) -> Any:
            return self

    return Model


def _two_aliases() -> object:
    class Model(ChartValues):
        one: str = Field(default="", alias="it")
        two: str = Field(default="", alias="it")

    return Model


def _serializer() -> object:
    class Model(ChartValues):
        text: str = ""

        @field_serializer("text")
        def shown(self, text: str) -> str:
            return text.upper()

    return Model


class Upper:
    """A mark that changes a string, as pydantic lets any class do."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return what pydantic asks for."""
        return handler(source)


class Name(str):
    """A string of one's own."""

    __slots__ = ()


class Pair(NamedTuple):
    """A tuple with names."""

    a: str = ""


class Part(ChartValues):
    """A section."""

    text: str = ""


class Wider(Part):
    """A section with more in it."""

    more: str = ""


class Keyed(ChartValues):
    """An item with a default."""

    name: str
    size: int = 1


def _override(*_: Any, **__: Any) -> None: ...


def _with(**members: Any) -> Make:
    """Return a function that defines a model with members of its own."""
    body: dict[str, Any] = {"text": Field(""), "__annotations__": {"text": str}, **members}
    return lambda: new_class("Model", (ChartValues,), exec_body=lambda space: space.update(body))


def _holds_itself() -> object:
    class Tree(ChartValues):
        leaves: list[Tree] = []

    Tree.model_rebuild(_types_namespace={"Tree": Tree})
    return Tree


def _known_later() -> object:
    class Model(ChartValues):
        text: Later = ""  # type: ignore[name-defined]  # noqa: F821  # known below

    Model.model_rebuild(_types_namespace={"Later": Annotated[str, AfterValidator(str.upper)]})
    return Model


def _hidden_by_a_method() -> object:
    class Below:
        @functools.cached_property
        def text(self) -> str:
            return ""

    return new_class("Model", (Below, Part))


_NUMBERS = count()
_NewName = NewType("_NewName", str)


def _configured(**config: Any) -> Make:
    return lambda: create_model(
        "Model", __base__=ChartValues, __cls_kwargs__=config, text=(str, "")
    )


UNION = "a union has no template form"
VALIDATOR = "Helm runs no validator"

MODELS: dict[str, tuple[str, Make]] = {
    "a fraction that is none": ("its default must be", field(float, float("nan"))),
    "a fraction beyond 2^53": ("its default must be", field(float, 1e17)),
    "a Literal of fractions": ("no fractions", field(Literal[1.5], 1.5)),
    "a decimal": ("Decimal has no template form", field(Decimal, Decimal(1))),
    "bytes": ("use a string in base64", field(bytes, b"")),
    "a date": ("date has no template form", field(date, date(2026, 1, 1))),
    "a duration": (
        "timedelta has no template form; use Duration of todo_k8s.values.types",
        field(timedelta, timedelta()),
    ),
    "an enumeration of anything": (
        r"Colour has no template form; use StrEnum, or Literal\[…\]",
        field(Colour, Colour.RED),
    ),
    "an enumeration of numbers": ("Level has no template form", field(Level, Level.LOW)),
    "an enumeration printed in its own way": (
        "does not run __str__ of Shouted",
        field(Shouted, Shouted.RED),
    ),
    "an enumeration with other texts": (
        "not the text of its value; remove __new__",
        field(Labelled, Labelled.RED),
    ),
    "an enumeration without members": ("has no members", field(Nothing | None, None)),
    "a Literal of a member": ("values of one type", field(Literal[Hue.RED], Hue.RED)),
    "a map by members": ("keys of maps are strings", field(dict[Hue, str], {})),
    "a pattern of an enumeration": (
        "says all that it can be",
        field(Hue, Field(Hue.RED, pattern="^r")),
    ),
    "a text for a member": ("its default is a str; write a Hue", field(Hue, "red")),
    "a tuple": (r"use list\[…\]", field(tuple[int, ...], ())),
    "a set": (r"use list\[…\]", field(set[str], set())),
    "anything": ("Any has no template form", field(Any, None)),
    "an object": ("object has no template form", field(object, None)),
    "a plain dict": ("KubernetesObject", field(dict, {})),
    "a plain list": ("type of its items", field(list, [])),
    "a union": (UNION, field(int | bool, 1)),
    "a union of models": (UNION, field(ChartValues | str, "")),
    "a list of unions": ("or int | str".replace("|", "[|]"), field(list[int | str | bool], [])),
    "a map by numbers": ("keys of maps are strings", field(dict[int, str], {})),
    "a map of nulls": ("cannot be null", field(dict[str, str | None], {})),
    "a list of nulls": ("cannot be null", field(list[str | None], [])),
    "a Literal of two types": ("values of one type", field(Literal["a", True], "a")),
    "a Literal of null": ("values of one type", field(Literal[None], None)),
    "a length of dict[str, Any]": (
        "not for objects",
        field(dict[str, Any], Field(default_factory=dict[str, Any], max_length=3)),
    ),
    "a TextOrScalar that may be null": ("let it be empty", field(TextOrScalar | None, None)),
    "a map of TextOrScalar that may be null": (
        "let it be empty",
        field(dict[str, TextOrScalar] | None, None),
    ),
    "a list of TextOrScalar": ("use str here", field(list[TextOrScalar], [])),
    "maps of TextOrScalar in a map": (
        "use str here",
        field(dict[str, Annotated[dict[str, TextOrScalar], Field(min_length=1)]], {}),
    ),
    "a number for a TextOrScalar": ("its default is an int; write a str", field(TextOrScalar, 1)),
    "a pattern of a TextOrScalar": (
        "not for a TextOrScalar",
        field(TextOrScalar, Field("", pattern="^a*$")),
    ),
    "entries of TextOrScalar that can be removed": (
        "not for a TextOrScalar",
        field(RemovableMap[str, TextOrScalar], {}),
    ),
    "a model that may be null with a default": (
        "null by default",
        field(Part | None, Part()),
    ),
    "models that may be null in a list": ("cannot be null", field(list[Part | None], [])),
    "a map of any keys": ("keys of maps are strings", field(dict[Any, Any], {})),
    "a model of pydantic's own": ("ChartValues", field(Foreign, Foreign())),
    "strip_whitespace": (
        "Helm changes no text",
        field(Annotated[str, StringConstraints(strip_whitespace=True)], ""),
    ),
    "to_lower": ("Helm changes no text", field(constr(to_lower=True), "")),
    "a validator after": (VALIDATOR, field(Annotated[str, AfterValidator(str.upper)], "")),
    "a validator before": (VALIDATOR, field(Annotated[str, BeforeValidator(str)], "")),
    "a validator of items": (VALIDATOR, field(list[Annotated[str, AfterValidator(str.upper)]], [])),
    "a validator of keys": (
        VALIDATOR,
        field(dict[Annotated[str, AfterValidator(str.upper)], str], {}),
    ),
    "str_strip_whitespace": ("remove str_strip_whitespace", _configured(str_strip_whitespace=True)),
    "str_to_lower": ("remove str_to_lower", _configured(str_to_lower=True)),
    "a model that is not strict": ("remove strict", _configured(strict=False)),
    "a description with a control character": (
        "a control character",
        lambda: descriptions(
            create_model("Model", __base__=ChartValues, text=(str, Field("", description="a\x1b")))
        ),
    ),
    "a value without a type": (
        "require a type annotation",
        lambda: new_class("Model", (ChartValues,), exec_body=lambda body: body.update(text="")),
    ),
    "a field_validator": (VALIDATOR, _field_validator),
    "a model_validator": (VALIDATOR, _model_validator),
    "gt and ge": ("gt and ge bound the same side", field(Annotated[int, Field(gt=3, ge=5)], 6)),
    "gt of a fraction, of a whole number": (
        "gt must be a whole number",
        field(Annotated[int, Field(gt=0.5)], 4),
    ),
    "gt and lt that leave nothing": (
        "no value has ge 4 and le 3",
        field(Annotated[int, Field(gt=3, lt=4)], 4),
    ),
    "gt of a text": ("remove it", field(Annotated[str, Field(gt=3)], "4")),
    "multiple_of": ("use ge, le", field(Annotated[int, Field(multiple_of=3)], 3)),
    "a field called on": ("YAML reads 'on'", field(bool, default=True, name="on")),
    "a field called y": ("YAML reads 'y'", field(int, 1, name="y")),
    "a field called no": ("YAML reads 'no'", field(str, "", name="no")),
    "a field called null": ("YAML reads 'null'", field(str, "", name="null")),
    "an alias with a dash": ("is no key for values", field(str, Field("", alias="a-b"))),
    "an alias with a dot": ("is no key for values", field(str, Field("", alias="a.b"))),
    "an alias of another alphabet": ("is no key for values", field(str, Field("", alias="é"))),
    "two fields with one alias": ("is called 'it' in values too", _two_aliases),
    "a field called checks": ("every model has a method", field(str, "", name="checks")),
    "a field called rules": ("every model has a method", field(str, "", name="rules")),
    "a schema beside the type": (
        "the schema comes from the type",
        field(int, Field(1, json_schema_extra={"maximum": 3})),
    ),
    "a schema in place of the type": (
        "unknown to Helm",
        field(Annotated[int, WithJsonSchema({"type": "string"})], 1),
    ),
    "a schema of the model": (
        "remove json_schema_extra",
        _configured(json_schema_extra={"maxProperties": 0}),
    ),
    "a length for all strings": ("remove str_max_length", _configured(str_max_length=3)),
    "a model that can be changed": ("remove frozen", _configured(frozen=False)),
    "an alias to read by": ("use alias=…", field(str, Field("", validation_alias="g"))),
    "an alias to write by": ("use alias=…", field(str, Field("", serialization_alias="g"))),
    "aliases to choose from": (
        "use alias=…",
        field(str, Field("", validation_alias=AliasChoices("g", "h"))),
    ),
    "aliases from a generator of two": (
        "use alias=…",
        _configured(alias_generator=AliasGenerator(validation_alias=str.upper)),
    ),
    "an empty alias": ("is no key for values", field(str, Field("", alias=""))),
    "an alias of 300 characters": ("is no key for values", field(str, Field("", alias="x" * 300))),
    "an alias that is a field's name": (
        "another field is called 'b' in Python",
        lambda: _defined({"a": (str, Field("", alias="b")), "b": (str, Field("", alias="c"))}),
    ),
    "a field called cls": ("every model has a method", field(str, "", name="cls")),
    "a default that is another each time": (
        "another value each time",
        field(int, Field(default_factory=lambda: next(_NUMBERS))),
    ),
    "a section that is another each time": (
        "another value each time",
        field(Part, Field(default_factory=lambda: Part(text=str(next(_NUMBERS))))),
    ),
    "a default from other fields": (
        "depends on no other field",
        field(str, Field(default_factory=lambda data: str(len(data)))),
    ),
    "a default that fails": (
        "default_factory fails with KeyError",
        field(str, Field(default_factory=lambda: {}["a"])),  # type: ignore[index]  # which fails
    ),
    "a default out of bounds": ("its default must be at most 3", field(int, Field(9, le=3))),
    "a default among items out of bounds": (
        r"field\[0\]: its default must be",
        field(list[Annotated[int, Field(ge=1)]], [0]),
    ),
    "a default of another type": ("its default is a bool; write an int", field(int, default=True)),
    "a default that is a member of an enumeration": (
        "write a str",
        field(Literal["red"], Colour.RED),
    ),
    "True for a Literal of 1": ("its default is a bool", field(Literal[1], default=True)),
    "a default of a wider model": ("its default is a Wider; write a Part", field(Part, Wider())),
    "a map for a model": ("its default is a dict; write a Part", field(Part, {})),
    "a default with a key that merges": ("is no key", field(dict[str, str], {"<<": "a"})),
    "exclude with a default": ("Helm would have no default", field(str, Field("a", exclude=True))),
    "exclude_if": ("with only_if", field(str, Field("a", exclude_if=lambda _: True))),
    "a discriminator": ("a field for each case", field(str, Field("a", discriminator="x"))),
    "a field that is not strict": ("remove strict=False", field(int, Field(1, strict=False))),
    "items that are not strict": (
        "remove strict=False",
        field(list[Annotated[bool, Field(strict=False)]], []),
    ),
    "union_mode": ("union_mode is unknown", field(int | None, Field(1, union_mode="smart"))),
    "max_digits": ("max_digits is unknown", field(int, Field(1, max_digits=3))),
    "ascii_only": (
        "ascii_only is unknown",
        field(Annotated[str, StringConstraints(ascii_only=True)], ""),
    ),
    "a default of an item": (
        "only a field has a default",
        field(list[Annotated[str, Field(default="a")]], []),
    ),
    "a mark of one's own": ("Upper is unknown", field(Annotated[str, Upper()], "")),
    "a string of one's own": ("use str", field(Name, "")),
    "a field_serializer": (VALIDATOR, _serializer),
    "a validator of a type known later": (VALIDATOR, _known_later),
    "an __init__": ("Helm does not run it", _with(__init__=_override)),
    "a model_post_init": ("Helm does not run it", _with(model_post_init=_override)),
    "a __getattribute__": ("Helm does not run it", _with(__getattribute__=object.__getattribute__)),
    "a from_mapping": ("Helm does not run it", _with(from_mapping=_override)),
    "a schema by a method": (
        "Helm does not run it",
        _with(__get_pydantic_json_schema__=_override),
    ),
    "a method in place of a field": ("is a field too", _hidden_by_a_method),
    "a bound that is a fraction": ("must be a whole number", field(int, Field(1, ge=0.5))),
    "a bound that is no number": ("must be a whole number", field(str, Field("a", ge="a"))),
    "a bound beyond 2^53": ("within 2\\^53", field(int, Field(1, le=2**60))),
    "a Literal beyond 2^53": ("beyond 2\\^53", field(Literal[1, 1152921504606846976], 1)),
    "bounds that no number has": ("no value has", field(int, Field(1, ge=3, le=1))),
    "lengths that no string has": (
        "no value has",
        field(str, Field("", min_length=3, max_length=1)),
    ),
    "a length below 0": ("at least 0", field(str, Field("", min_length=-1))),
    "a length of a number": ("not for whole numbers", field(int, Field(1, min_length=1))),
    "a pattern of a secret": ("not for secrets", field(SecretStr, Field("", pattern="^a*$"))),
    "a bound of a number or text": ("numbers or texts", field(int | str, Field(5, ge=1))),
    "a bound of IntOrPercent": ("numbers or texts", field(IntOrPercent, Field(5, ge=1))),
    "a bound of a Literal": ("says all that it can be", field(Literal[1, 2], Field(1, ge=2))),
    "lists of nulls in a list": ("cannot be null", field(list[list[str] | None], [])),
    "entries that can be removed in a map": (
        "only a field has entries that can be removed",
        field(dict[str, RemovableMap[str, str]], {}),
    ),
    "a default in a list of lists out of bounds": (
        r"field\[0\]\[1\]: its default must be",
        field(list[list[Annotated[int, Field(ge=1)]]], [[1, 0]]),
    ),
    "JSON of any form": ("use KubernetesObject", field(dict[str, JsonValue], {})),
    "a tuple with names": (r"use list\[…\]", field(Pair, Pair())),
    "a NewType": ("use str", field(_NewName, "")),
    "a path": ("use a string", field(Path, Path())),
    "a map by Literals": ("with a Format for the keys", field(dict[Literal["a"], str], {})),
    "an Instead of keys": (
        "Instead is for values, not for keys",
        field(dict[Annotated[str, Instead("must be a")], str], {}),
    ),
    "a Format of a number": ("not for whole", field(Annotated[int, Format("^1$", "is 1")], 1)),
    "reserved keys of items": (
        "only a field has ReservedKeys",
        field(list[Annotated[dict[str, str], ReservedKeys("^a"), Field(min_length=1)]], []),
    ),
    "distinct models with defaults": ("models of required scalars", field(Distinct[Keyed], [])),
    "a model that holds itself": ("no end in templates", _holds_itself),
}

_Alias = TypeAliasType("_Alias", Annotated[str, Format("^a*$", "must be a's")])
_Key = TypeAliasType("_Key", str)
_Lower = Annotated[
    str,
    Format(
        "^[a-c]+$",
        "must be of a, b and c",
        near=(("^[A-Ca-c]+$", lambda key: f"is in capitals; did you mean {lower(key)}?"),),
    ),
]
_Maybe = TypeAliasType("_Maybe", int | None)
T = TypeVar("T")


class Box(ChartValues, Generic[T]):
    """A model with a parameter."""

    held: list[T] = []


Texts = Box[str]


class Cache(ChartValues):
    """A section that may be null, with a field that must be set."""

    a: str
    held: list[str] = ["b"]

    @rule
    def a_is_short(self) -> Check:
        """Only where the section is given."""
        return Check(size(self.held) <= 2, "has too many", "held")


class Kept(ChartValues):
    """What pydantic keeps beside the fields, and names that mean something in templates."""

    text: str = Field("a", repr=False, examples=["b"], title="Text")
    range: str = ""
    values: str = ""
    _own: int = 3

    @functools.cached_property
    def shouted(self) -> str:
        """Nothing that Helm knows of."""
        return f"{self.text}!"


AGREEING: dict[str, tuple[Any, Any]] = {
    "a whole number": (int, 1),
    "a fraction": (float, 0.5),
    "a fraction with bounds": (Annotated[float, Field(gt=0.25, le=2)], 0.5),
    "a positive number": (PositiveInt, 1),
    "numbers between others": (list[Annotated[int, Field(gt=-3, lt=3)]], [-2, 2]),
    "a number below another that may be null": (Annotated[int | None, Field(lt=0)], -1),
    "fractions": (list[Annotated[float, Field(ge=-1)]], [0.5, 1]),
    "fractions by name": (dict[str, Annotated[float, Field(lt=1.5)]], {"a": 1e-7}),
    "a fraction that may be null": (float | None, None),
    "whole numbers": (list[Annotated[int, Field(ge=1, le=10)]], []),
    "an enumeration": (Hue, Hue.RED),
    "an enumeration that may be null": (Hue | None, None),
    "members": (list[Hue], [Hue.RED]),
    "different members": (Distinct[Hue], [Hue.YES]),
    "members by name": (dict[str, Hue], {"a": Hue.RED}),
    "members that can be removed": (RemovableMap[str, Hue], {"a": Hue.RED}),
    "a Literal of numbers": (Literal[1, 2] | None, None),
    "a Literal of booleans": (Literal[True], True),
    "Literals by name": (dict[str, Literal[1, 2]], {}),
    "a map": (dict[str, str], {}),
    "objects": (list[KubernetesObject], []),
    "anything by name": (dict[str, Any], {"a": [1, {}]}),
    "anything by name that may be null": (dict[str, Any] | None, None),
    "items of anything by name": (list[dict[str, Any]], []),
    "a text or a scalar": (TextOrScalar, "a"),
    "texts or scalars by name": (dict[str, TextOrScalar], {"a": "true"}),
    "a text or a scalar with a Format": (
        Annotated[TextOrScalar, Format("^(true|1|a+)$", "must be one of them")],
        "1",
    ),
    "a duration": (Duration, "30s"),
    "durations that may be null": (list[Duration] | None, None),
    "durations by name": (dict[str, Annotated[Duration, Field(max_length=3)]], {"a": "1h"}),
    "a model that may be null": (Cache | None, None),
    "a number or a text": (int | str, 80),
    "a number, a text or null": (str | int | None, None),
    "numbers or texts": (list[int | str], ["a", 1]),
    "numbers or texts by name": (dict[str, int | str], {"a": 1}),
    "a number or a percentage": (IntOrPercent, 1),
    "percentages": (list[IntOrPercent], []),
    "a Literal of numbers and texts": (Literal[1, "auto", "true"], 1),
    "a Literal of numbers, texts and null": (Literal[1, "1", None], None),
    "a Literal with null": (Literal["a", "b", None], None),
    "a Literal with a null of its own": (Literal[1, 2, None] | None, 1),
    "keys with a length": (dict[Annotated[str, Field(min_length=2)], str], {}),
    "keys with a pattern": (dict[Annotated[str, Field(pattern="^[^@]+$")], int], {}),
    "keys with a Format": (dict[_Lower, int], {"a": 1}),
    "keys with a Format in lists": (list[dict[_Lower, _Alias]], [{"b": ""}]),
    "keys with a Format of entries that can be removed": (
        RemovableMap[_Lower, Literal["a", "b"]],
        {"c": "a"},
    ),
    "keys with a Format and a length": (
        dict[Annotated[_Lower, Field(max_length=2)], dict[_Lower, str]],
        {},
    ),
    "a type alias": (_Alias, ""),
    "a type alias that may be null": (_Maybe, None),
    "a list of a type alias": (list[_Alias], []),
    "keys of a type alias": (dict[_Key, str], {}),
    "a model with a parameter": (Texts, Texts()),
    "bounds on bounds": (Annotated[Annotated[int, Field(ge=3)] | None, Field(ge=1)], None),
    "patterns on patterns": (
        Annotated[Annotated[str, Field(pattern="^a")], Field(pattern="b$")],
        "ab",
    ),
    "lists that are not empty by name": (
        dict[str, Annotated[list[_Alias], Field(min_length=1)]],
        {},
    ),
    "lists by name": (dict[str, list[str]], {"a": []}),
    "maps in a list": (list[dict[str, str]], [{}]),
    "a list of lists": (list[list[int]], [[]]),
    "a list of lists of a length": (
        Annotated[
            list[Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=1)]],
            Field(max_length=1),
        ],
        [],
    ),
    "lists in a list that may be null": (list[list[int | str]] | None, None),
    "lists of a type alias in a map": (dict[str, list[_Alias]], {}),
    "objects by name in a map": (dict[str, dict[str, KubernetesObject]], {"a": {"b": {}}}),
    "lists of objects in a list": (list[list[KubernetesObject]], [[{}]]),
    "fractions in maps in a list": (list[dict[str, float]], [{"a": 1e-7}]),
    "members in lists in lists": (list[list[list[Hue]]], [[[Hue.YES], []]]),
    "entries that can be removed": (RemovableMap[str, Literal["a", "b"]], {"a": "a"}),
    "global": (dict[str, str], Field({"a": "b"}, alias="global")),
    "private attributes and properties": (Kept, Kept.model_validate({})),
    "a constant default_factory": (list[str], Field(default_factory=list)),
}
