"""Models that Helm would read otherwise than pydantic; each is refused when it is defined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    constr,
    create_model,
    field_validator,
    model_validator,
)

from todo_k8s.helm import ChartValues

Make = Callable[[], object]


class Colour(Enum):
    """An enumeration."""

    RED = "red"


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


def _configured(**config: Any) -> Make:
    return lambda: create_model(
        "Model", __base__=ChartValues, __cls_kwargs__=config, text=(str, "")
    )


UNION = "a union has no template form"
VALIDATOR = "Helm runs no validator"

MODELS: dict[str, tuple[str, Make]] = {
    "a fraction": ("use a string with a pattern", field(float, 1.5)),
    "a decimal": ("Decimal has no template form", field(Decimal, Decimal(1))),
    "bytes": ("use a string in base64", field(bytes, b"")),
    "a date": ("date has no template form", field(date, date(2026, 1, 1))),
    "a duration": ("timedelta has no template form", field(timedelta, timedelta())),
    "an enumeration": ("Colour has no template form", field(Colour, Colour.RED)),
    "a tuple": (r"use list\[…\]", field(tuple[int, ...], ())),
    "a set": (r"use list\[…\]", field(set[str], set())),
    "anything": ("Any has no template form", field(Any, None)),
    "an object": ("object has no template form", field(object, None)),
    "a plain dict": ("KubernetesObject", field(dict, {})),
    "a plain list": ("type of its items", field(list, [])),
    "a union": (UNION, field(int | str, 1)),
    "a union of models": (UNION, field(ChartValues | str, "")),
    "a list of unions": (UNION, field(list[int | str], [])),
    "a list of lists": ("a list of lists", field(list[list[int]], [])),
    "a list of fractions": ("float has no template form", field(list[float], [])),
    "a map by numbers": ("keys of maps are strings", field(dict[int, str], {})),
    "a map of nulls": ("cannot be null", field(dict[str, str | None], {})),
    "a list of nulls": ("cannot be null", field(list[str | None], [])),
    "a Literal of two types": ("values of one type", field(Literal["a", 1], "a")),
    "a Literal with null": ("values of one type", field(Literal["a", None], "a")),
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
    "a field_validator": (VALIDATOR, _field_validator),
    "a model_validator": (VALIDATOR, _model_validator),
    "gt": ("use ge, le", field(Annotated[int, Field(gt=3)], 4)),
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
}
