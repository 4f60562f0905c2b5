"""A chart with fields of each kind, and values of any type in their places."""

from __future__ import annotations

import random
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr

from tests.programs.programs import chart_of, config_map
from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import Distinct, Instead, IntOrPercent, TextOrScalar
from todo_k8s.helm.functions import to_json
from todo_k8s.helm.model import KubernetesObject
from todo_k8s.helm.model.model import KubernetesManifest


class Color(StrEnum):
    """An enumeration."""

    RED = "red"
    BLUE = "blue"


class Item(ChartValues):
    """A model with a field that is required."""

    name: str
    num: int = 1


class Pair(ChartValues):
    """A model whose items are told apart."""

    name: str
    num: int


class Part(ChartValues):
    """A model in the model."""

    size: int = 1
    word: str = "x"
    items: list[Item] = []
    labels: RemovableMap[str, str] = {"d": "e"}


Low = Annotated[str, Field(pattern="^[a-z]+$")]


class Awkward(ChartValues):
    """Fields of each kind."""

    secret: SecretStr = SecretStr("")
    long_secret: Annotated[SecretStr, Field(min_length=8, max_length=12)] | None = None
    two: Annotated[list[str], Field(max_length=2)] = []
    some: Annotated[list[int], Field(min_length=1)] = [1]
    sized: Annotated[dict[str, int], Field(min_length=1, max_length=2)] = {"a": 1}
    number_choice: Literal[1, 2] = 1
    text_choice: Literal["x"] = "x"
    always: Literal[True] = True
    mixed_choice: Literal[1, "b"] = 1
    color: Color = Color.RED
    share: Annotated[float, Field(ge=0.5, lt=3)] = 1.0
    fraction: float = 0.5
    bounded: Annotated[int, Field(ge=1, le=5)] = 1
    short: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]+$")] = "ab"
    told: Annotated[str, Instead("must be a word")] = "word"
    flag: bool = False
    removable: RemovableMap[str, Low] = {}
    parts: dict[Low, Item] = {}
    distinct: Distinct[str] = []
    few: Annotated[Distinct[str], Field(min_length=1, max_length=2)] = ["z"]
    pairs: Distinct[Pair] = []
    long_keys: dict[Annotated[str, Field(min_length=3)], str] = {}
    thing: KubernetesObject = {"a": [1.0, {}]}
    things: list[KubernetesObject] = []
    manifests: list[KubernetesManifest] = []
    pods: IntOrPercent = 1
    port: int | str = "x"
    text: TextOrScalar = "1"
    texts: dict[str, TextOrScalar] = {}
    part: Part = Part()
    perhaps: Part | None = None
    by_name: dict[str, Part] = {}
    deep: dict[str, dict[str, list[int]]] = {}
    maybe: int | None = None
    maybe_short: Annotated[str, Field(max_length=3)] | None = None
    secrets: dict[str, SecretStr] = {}


def _content(values: Any) -> dict[str, Any]:
    names = ("thing", "things", "manifests", "sized", "removable", "text", "texts", "share")
    more = ("fraction", "deep", "port", "pods", "two", "bounded", "maybe")
    held = {name: getattr(values, name) for name in (*names, *more)}
    return {**held, "json": to_json(values.thing)}


CHART = chart_of(lambda chart, values: config_map(chart, "thing", _content(values)), Awkward)

_KEYS = [
    *("a", "b", "", "\x7f", "A", "longer", "<x", "ü", "😀", "1", "10", "__proto__", 'a"b'),
    *("x" * 318, "size", "word", "items", "labels", "name", "num", "apiVersion", "kind"),
]
_SCALARS: list[Any] = [
    *(None, True, False, 0, 1, -1, 2.0, 2.5, -0.0, 1e16, 2**53, 2**70, -(2**64), 1e300, 1e-7),
    *("", "a", "ab", "abc", "25%", "101%", "abcdef", "A", "x\x00", "a\u2028", "😀😀😀😀", "true"),
]


def drawn_values() -> Iterator[dict[str, Any]]:
    """Yield values, the same each time; some fields are given, some that do not exist."""
    draw = random.Random(1)
    fields = [field.alias or name for name, field in Awkward.model_fields.items()]
    fields += ["unknown", "enabled", "global", "partt", "Share"]
    while True:
        yield {draw.choice(fields): _value(draw) for _ in range(draw.choice([1, 1, 1, 2, 3]))}


def _value(draw: random.Random, depth: int = 0) -> Any:
    kind = draw.random()
    if kind < 0.5 or depth > 3:
        return draw.choice(_SCALARS)
    if kind < 0.8:
        return {draw.choice(_KEYS): _value(draw, depth + 1) for _ in range(draw.randint(0, 3))}
    return [_value(draw, depth + 1) for _ in range(draw.randint(0, 4))]
