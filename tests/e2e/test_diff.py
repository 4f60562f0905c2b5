"""What `todo-k8s diff` says of changes is what a real API server does with them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from tests.diff.pairs import PAIRS, Pair
from tests.diff.test_effects import NOTHING, ROLLS, deployment
from tests.e2e.commands import CommandError, Kubectl

pytestmark = pytest.mark.e2e

FIXED_NAMES = {"CustomResourceDefinition"}
"""Kinds whose name follows from what is in them."""

_WORDS = ("immutable", "Forbidden", "forbidden", "Invalid", "invalid", "may not")


@pytest.fixture(scope="module")
def place(cluster: Kubectl) -> Iterator[Kubectl]:
    """A namespace for objects."""
    name = f"diff-{secrets.token_hex(3)}"
    cluster("create", "namespace", name)
    yield Kubectl(cluster.program, name)
    cluster("delete", "namespace", name, "--wait=false")


def named(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the sides of a change a name of their own."""
    if objects[0]["kind"] not in FIXED_NAMES:
        name = f"{objects[0]['kind'].lower()}-{secrets.token_hex(4)}"
        for each in objects:
            each["metadata"]["name"] = name
    return objects


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_refuses_the_same_changes(pair: Pair, place: Kubectl) -> None:
    """The object is made, and its change tried; what we call refused is, and nothing else."""
    old, new = named([pair.old, pair.new])
    place("apply", "-f", "-", stdin=json.dumps(old))
    try:
        place("apply", "--dry-run=server", "-f", "-", stdin=json.dumps(new))
        said = ""
    except CommandError as error:
        said = str(error)
    finally:
        place("delete", "-f", "-", "--wait=false", stdin=json.dumps(old))
    assert bool(said) is bool(pair.refused), said
    assert not said or any(word in said for word in _WORDS), said


def generation(place: Kubectl, manifest: dict[str, Any]) -> int:
    """Apply an object, and return how often its content has changed."""
    place("apply", "-f", "-", stdin=json.dumps(manifest))
    where = f"{manifest['kind'].lower()}/{manifest['metadata']['name']}"
    return int(place("get", where, "--output=jsonpath={.metadata.generation}"))


@pytest.mark.parametrize("case", NOTHING)
def test_defaults_change_nothing(case: str, place: Kubectl) -> None:
    """A field that says what the API server fills in anyway rolls no pods."""
    old, new = named([*map(deployment, NOTHING[case])])
    for each in (old, new):
        each["spec"]["replicas"] = 0
    assert generation(place, old) == generation(place, new) == 1
    place("delete", "-f", "-", "--wait=false", stdin=json.dumps(old))


@pytest.mark.parametrize("case", ROLLS)
def test_what_rolls_pods_changes_them(case: str, place: Kubectl) -> None:
    """Other changes of the template are ones to the API server too."""
    old, new = named([*json.loads(json.dumps(ROLLS[case][:2]))])
    assert generation(place, old) < generation(place, new)
    place("delete", "-f", "-", "--wait=false", stdin=json.dumps(old))
