"""A key of a map that is refused is named, whatever it misses: all renderings say the same."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.testing import assert_law

pytestmark = pytest.mark.helm
Short = Annotated[str, Field(max_length=5)]


class _Values(ChartValues):
    """Maps whose keys are bounded in each way."""

    short: dict[Short, str] = {}
    """Keys of a length."""

    long: dict[Annotated[str, Field(min_length=2)], str] = {}
    """Keys of another length."""

    lower: dict[Annotated[str, Field(pattern="^[a-z]+$")], str] = {}
    """Keys of a form and of any length."""

    quoted: dict[Annotated[str, Field(pattern="^[^b]*$", max_length=300)], str] = {}
    """Keys that JSON writes longer."""

    inner: list[dict[Short, dict[Short, str]]] = []
    """Maps in maps."""


class _Chart(HelmChart[_Values]):
    metadata = ChartMetadata(name="keys", version="0.1.0", description="Keys")

    def build(self) -> None:
        values = self.values
        data = {
            "short": values.short,
            "long": values.long,
            "lower": values.lower,
            "quoted": values.quoted,
            "inner": values.inner,
        }
        head = {"apiVersion": "example.com/v1", "kind": "Keys", "metadata": {"name": "keys"}}
        Manifest(self, "keys", {**head, "spec": data})


@pytest.mark.parametrize(
    "values",
    [
        {"short": {"abcdef": ""}},
        {"short": {"abcde": ""}},
        {"long": {"a": ""}},
        {"lower": {"a" * 318: ""}},
        {"lower": {"a" * 317: ""}},
        {"quoted": {'"' * 169: ""}},
        {"quoted": {"<a": ""}},
        {"inner": [{"abcde": {"abcdef": ""}}]},
        {"inner": [{}, {"abcdef": {"a": ""}}]},
        {"short": {"abcdef": "", "": "", "é€\U0001f600ab": ""}},
    ],
)
def test_all_renderings_name_the_key(values: dict[str, Any]) -> None:
    """So far from what a schema says of names of properties, which names the map."""
    assert_law(_Chart, values=[values], examples=1, wrong=1)
