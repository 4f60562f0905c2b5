"""Programs whose code is found only while it runs, or hides that it reads a text.

No name leads from the chart to it: it is in a table, is imported late, or is called by a library.
"""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import collections
import importlib
import io
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

import cdk8s_plus_27 as kplus
import yaml
from pydantic import BaseModel, field_validator

from tests.programs.programs import AGREES, Program, Values, config_map, spec
from todo_k8s.helm import HelmChart
from todo_k8s.helm.model import Check, rule

KNOWN = "is known only at install time"
TORN = "was cut or changed inside a string"
SIZES: dict[str, Callable[[str, str], str]] = {}


def _registered(function: Callable[[str, str], str]) -> Callable[[str, str], str]:
    SIZES[function.__name__] = function
    return function


@_registered
def by_name(stage: str, region: str) -> str:
    """Compare a text of several values."""
    return "large" if f"{stage}-{region}" == "web-prod" else "small"


@_registered
def joined(stage: str, region: str) -> str:
    """Compare nothing."""
    return f"{stage}-{region}"


TOOLS = SimpleNamespace(size=by_name)


class Named(BaseModel):
    """A model of the chart's own, whose validator pydantic calls."""

    name: str

    @field_validator("name")
    @classmethod
    def is_free(cls, name: str) -> str:
        """Refuse one name."""
        if name == "web-prod":
            raise ValueError(name)
        return name


class Part(BaseModel):
    """A model that is compared."""

    name: str


class Forgetful(Values):
    """A rule without a return."""

    @rule
    def says_nothing(self) -> Any:
        """Forget to return the check."""
        Check(holds=False, message="is wrong", field="text")


def _late(v: Any) -> str:
    from tests.programs.imported_late import size_of  # what is tried

    return size_of(v.kind, v.text)


def _by_name(v: Any) -> str:
    return str(importlib.import_module("tests.programs.imported_late").size_of(v.kind, v.text))


def _caught(v: Any) -> str:
    try:
        _only_plain(f"{v.kind}-{v.text}")
    except TypeError:
        return "no"
    return "yes" if f"{v.kind}-{v.text}" else "none"


def _only_plain(text: object) -> None:
    if type(text) is not str:
        raise TypeError(text)


def _dumped(v: Any) -> str:
    yaml.safe_dump({"app": f"{v.kind}-{v.text}"})
    return "small"


def _matched(v: Any) -> str:
    (name,) = map("-".join, [(v.kind, v.text)])
    match name:
        case "web-prod":
            return "large"
        case _:
            return "small"


def _lines(v: Any) -> list[str]:
    return [line for line in io.StringIO(f"{v.kind}-{v.text}") if line != "web-prod"]


def _ports(chart: HelmChart, v: Any) -> None:
    ports = [
        kplus.ContainerPort(number=v.part.port, name="http"),
        kplus.ContainerPort(number=9000 + 43, name="metrics"),
    ]
    kplus.Deployment(chart, "web", containers=[kplus.ContainerProps(image="web", ports=ports)])


def _ended(chart: HelmChart, v: Any) -> None:
    config_map(chart, "t", {"x": v.text})
    raise SystemExit(2)


REFUSED = [
    spec("a function in a table", KNOWN, lambda v: SIZES["by_name"](v.kind, v.text)),
    spec("a function in an object", KNOWN, lambda v: TOOLS.size(v.kind, v.text)),
    spec("an import within a function", KNOWN, _late),
    spec("a module by its name", KNOWN, _by_name),
    spec("a validator of another model", KNOWN, lambda v: Named(name=f"{v.kind}-{v.text}").name),
    spec(
        "a text that must be a plain one", "is no plain str", lambda v: _want(f"{v.kind}-{v.text}")
    ),
    spec("such an error that is caught", "is no plain str", _caught),
    spec("a text that yaml writes", "RepresenterError", _dumped),
    spec("a text with other letters", KNOWN, lambda v: _is(f"{v.kind}-{v.text}".upper(), "A-B")),
    spec("a text backwards", KNOWN, lambda v: _is(f"{v.kind}-{v.text}"[::-1], "b-a")),
    spec(
        "a text with other dashes",
        KNOWN,
        lambda v: _is(f"{v.kind}-{v.text}".replace("-", "_"), "a_b"),
    ),
    spec(
        "a pattern for filter()",
        KNOWN,
        lambda v: list(filter(re.compile("^a-b").match, [f"{v.kind}-{v.text}", "x"])),
    ),
    spec(
        "a comparison for filter()",
        KNOWN,
        lambda v: list(filter("a-b".__ne__, [f"{v.kind}-{v.text}", "x"])),
    ),
    spec(
        "texts by map()",
        KNOWN,
        lambda v: [each for each in map("-".join, [(v.kind, v.text)]) if each != "a-b"],
    ),
    spec("lines of a file", TORN, _lines),
    spec("a text that is matched", KNOWN, _matched),
    spec("a path", KNOWN, lambda v: _is(PurePosixPath(f"{v.kind}-{v.text}"), PurePosixPath("x"))),
    spec(
        "a path within another",
        KNOWN,
        lambda v: _said(PurePosixPath(f"/{v.kind}-{v.text}/x").is_relative_to("/a-b")),
    ),
    spec(
        "a text in a UserList",
        KNOWN,
        lambda v: _said("a-b" in collections.UserList([f"{v.kind}-{v.text}"])),
    ),
    spec("a path's name", TORN, lambda v: _is(PurePosixPath(f"/x/{v.kind}-{v.text}").name, "a-b")),
    spec(
        "models that are compared",
        KNOWN,
        lambda v: _is(Part(name=f"{v.kind}-{v.text}"), Part(name="a-b")),
    ),
    spec(
        "a text of a UserString",
        KNOWN,
        lambda v: _is(collections.UserString(f"{v.kind}-{v.text}"), "a-b"),
    ),
    Program("ports that may be one", "declare it once", _ports),
    Program("an end of the program", "SystemExit", _ended),
    Program(
        "a rule that gives nothing",
        "a rule gives nothing; give a Check",
        lambda c, v: config_map(c, "t", {"x": v.text}),
        Forgetful,
    ),
]


def _want(text: object) -> str:
    if type(text) is not str:
        raise TypeError(f"want str, got {type(text).__name__}")
    return text


def _said(found: object) -> str:
    return "yes" if found else "no"


def _is(one: object, other: object) -> str:
    return "yes" if one == other else "no"


SOUND = [
    spec("a function in a table, of content", AGREES, lambda v: SIZES["joined"](v.kind, v.text)),
    spec("a validator that takes all", AGREES, lambda v: Part(name=f"{v.kind}-{v.text}").name),
    spec("what was set", AGREES, lambda v: v.part.model_dump(exclude_unset=True)),
    spec("constants for filter()", AGREES, lambda v: [v.text, *filter("a".__ne__, ["a", "b"])]),
    spec("other models", AGREES, lambda v: [v.text, _is(Part(name="a"), Part(name="b"))]),
]
PROGRAMS = [*REFUSED, *SOUND]
