"""The values models of the library, as tests ask each."""

from __future__ import annotations

from importlib import import_module

from todo_k8s.helm.model import ChartValues

import_module("todo_k8s.values")  # which defines them all


def all_models(base: type[ChartValues] = ChartValues) -> list[type[ChartValues]]:
    """Return every values model of the library."""
    subclasses = [each for each in base.__subclasses__() if each.__module__.startswith("todo_k8s.")]
    return [found for each in subclasses for found in (each, *all_models(each))]


MODELS = sorted({*all_models()}, key=lambda model: model.__name__)
