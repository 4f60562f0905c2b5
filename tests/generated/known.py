"""Names that the chart itself uses: a map of the operator's may have one too, and one must win."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from todo_k8s import TodoChatbotValues
from todo_k8s.helm.content import Raw
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading import read_values_file
from todo_k8s.services.workload.presets import PRESETS

SWITCHED_ON = Path(__file__).parents[1] / "judges" / "all-switches.yaml"
_MADE = ["GEMINI_API_KEY", "OPENAI_API_KEY", "AI_PROVIDER", "DB_POOL_SIZE"]
"""Variables that are named in no model."""


@functools.cache
def known_names() -> list[str]:
    """Return the names in the presets, and in the values by default and with all switched on."""
    values = TodoChatbotValues.from_mapping(read_values_file(SWITCHED_ON))
    models = [TodoChatbotValues(), values, *PRESETS.values()]
    return sorted({*_MADE, *(name for model in models for name in _names(model))})


def _names(model: object) -> Iterator[str]:
    """Yield the keys of the maps in a model, and what looks like the name of a variable."""
    for value in vars(model).values():
        if isinstance(value, ChartValues):
            yield from _names(value)
        elif is_map(value) and not isinstance(value, Raw):
            yield from value
        elif isinstance(value, str) and value.isupper():
            yield value
