"""The page masks the same in manifests as Python does."""

from __future__ import annotations

import json

import pytest

from tests.browser.engine import Engine, encoded
from tests.leaks.hidden_places import HOLDING, PLAIN
from todo_k8s.browser.masks import masks
from todo_k8s.masking import Masking

PLACES = HOLDING | PLAIN


@pytest.mark.parametrize("place", PLACES)
def test_the_page_masks_as_python_does(page_engine: Engine, place: str) -> None:
    """By the same patterns, which are of both languages."""
    manifest = PLACES[place]
    masked = page_engine.ask("mask", masks=masks(), manifest=encoded(manifest))
    assert json.loads(masked) == Masking([]).masked(manifest, (), manifest)
