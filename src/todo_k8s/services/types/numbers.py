"""Numbers, quantities and durations, each with its bounds."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm.fields.types import Format, Instead
from todo_k8s.helm.functions import replace_pattern
from todo_k8s.helm.model import Integer

Port = Annotated[Integer, Field(ge=1, le=65535)]
Seconds = Annotated[Integer, Field(ge=1, le=3600)]
SecondsOrZero = Annotated[Integer, Field(ge=0, le=3600)]
Count = Annotated[Integer, Field(ge=1, le=1000)]
CountOrZero = Annotated[Integer, Field(ge=0, le=1000)]
GroupId = Annotated[Integer, Field(ge=0, le=2**31 - 1)]
Percentage = Annotated[Integer, Field(ge=0, le=100)]
UserId = Annotated[Integer, Field(ge=1, le=2**31 - 1)]

NO_PODS = "^0%?$"
"""The form of no pods at all, as a number or a percentage."""


def _in_bytes(text: str) -> str:
    """Say what a quantity such as ``256MB`` is called in Kubernetes."""
    return f"is no quantity; did you mean {replace_pattern(text, 'i?[Bb]', 'i')}?"


Quantity = Annotated[
    str,
    Format(
        r"^[0-9]{1,15}(\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?$",
        "must be a Kubernetes quantity, such as 250m or 256Mi",
        near=((r"^[0-9]{1,15}(\.[0-9]{1,9})?[KMGTPE]i?[Bb]$", _in_bytes),),
    ),
]
"""A Kubernetes quantity: ``250m``, ``0.5``, ``256Mi``."""

Duration = Annotated[
    str,
    Format(
        r"^([0-9]{1,5}(h|m|s|ms)){1,4}$", "must be a duration, such as 30s, 5m or 1h30m; not 1.5h"
    ),
]
"""A duration in the form of Go, Kubernetes and the Gateway API: ``500ms``, ``30s``, ``1h30m``.

Its text goes into manifests as it is; `seconds` and `milliseconds` are its numbers.
"""

OptionalDuration = Annotated[
    str,
    Format(
        r"^(([0-9]{1,5}(h|m|s|ms)){1,4})?$",
        "must be a duration, such as 30s, 5m or 1h30m; not 1.5h",
    ),
    Instead("must be a duration, such as 60s"),
]
"""A `Duration`, or empty."""
