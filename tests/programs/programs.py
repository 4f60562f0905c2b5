"""Small programs: charts of one object whose content is a function of the values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from constructs import Construct
from pydantic import SecretStr

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, Release
from todo_k8s.helm.model import KubernetesObject
from todo_k8s.values.types import Count, Port


class Item(ChartValues):
    """An item of a list or a map."""

    name: str
    size: Count = 1
    flag: bool = False
    tags: list[str] = []


class Part(ChartValues):
    """A model within the model."""

    port: Port = 80
    host: str = "a"


class Values(ChartValues):
    """One field of each kind."""

    flag: bool = False
    turn: bool = True
    kind: Literal["a", "b", "c"] = "a"
    text: str = "text"
    other: str = ""
    number: int = 5
    count: Count = 3
    maybe: int | None = None
    maybe_port: Port | None = None
    perhaps: str | None = None
    secret: SecretStr = SecretStr("")
    words: list[str] = ["one"]
    items: list[Item] = []
    labels: dict[str, str] = {"a": "b"}
    sizes: dict[str, int] = {}
    thing: KubernetesObject = {}
    things: list[KubernetesObject] = []
    fields: dict[str, Item] = {}
    part: Part = Part()


Build = Callable[[HelmChart, Any], object]


def chart_of(build: Build, model: type[ChartValues] = Values) -> type[HelmChart]:
    """Return a chart class that builds with a function of itself and its values."""

    class Program(HelmChart):
        """A small program."""

        metadata = ChartMetadata(
            name="program", version="1.2.3", app_version="4.5", description="A small program"
        )

        def __init__(
            self, scope: Construct, id: str, *, values: ChartValues, release: Release | None = None
        ) -> None:
            super().__init__(scope, id, values=values, release=release)
            build(self, values)

    Program.__init__.__annotations__["values"] = model
    return Program


def config_map(scope: Construct, id: str, spec: Any, name: str = "thing") -> Manifest:
    """Add an object with `spec` in it."""
    content = {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": name}}
    return Manifest(scope, id, {**content, "spec": spec})


@dataclass(frozen=True)
class Program:
    """A program, and its one allowed outcome.

    Args:
        name: What it does.
        outcome: ``agrees``, or words of the error that refuses it.
        build: Builds it.
        model: Its values model.
    """

    name: str
    outcome: str
    build: Build
    model: type[ChartValues] = Values


AGREES = "agrees"


def spec(name: str, outcome: str, content: Callable[[Any], Any]) -> Program:
    """Return a program of one object with a content that is a function of the values."""
    return Program(
        name, outcome, lambda chart, v: config_map(chart, "thing", {"x": content(v), "y": 1})
    )
