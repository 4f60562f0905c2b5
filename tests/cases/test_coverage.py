"""The cases leave nothing out: every field is set and has an effect, every word is tried."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path as File
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import ValidationError

from tests.cases.files import ACCEPTED, FOLDER, REFUSED
from tests.generated.strategies import Leaf, Path, leaves
from todo_k8s import TodoChatbotValues, render
from todo_k8s.helm.symbolic.stand_in import plain_type
from todo_k8s.testing.printed import canonical

FIELDS = {".".join(leaf.path): leaf for leaf in leaves(TodoChatbotValues)}
FILES = sorted([*FOLDER.glob("accepted/*.yaml"), *FOLDER.glob("refused/*.yaml")])
Mapping = dict[str, Any]


def test_there_are_enough_cases() -> None:
    """There are as many of each as is said, and what is derived from the models is there."""
    law = (FOLDER.parents[1] / "docs" / "law.md").read_text(encoding="utf-8")
    said = f"{len(ACCEPTED)} accepted, {len(REFUSED)} refused"
    assert said in law, f"docs/law.md must say: {said}"
    assert len(FIELDS) > 150
    assert len(WORDS) > 10
    assert len(SWITCHES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_case_says_why_it_is_there(file: File) -> None:
    """The first line is a sentence, and settings are for where they are read."""
    first, *_ = file.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert first.endswith(".")
    settings = (ACCEPTED if file.parent.name == "accepted" else REFUSED)[file.stem].settings
    assert ("names" in settings) == (file.parent.name == "refused")


@cache
def mappings() -> dict[str, Mapping]:
    """Return the whole values of each case, defaults included."""
    return {
        name: TodoChatbotValues.from_mapping(case.values).to_mapping()
        for name, case in ACCEPTED.items()
    }


def value_at(mapping: Mapping, path: Path) -> Any:
    """Return what stands at a path."""
    for key in path:
        mapping = mapping[key]
    return mapping


def with_value(mapping: Mapping, path: Path, value: Any) -> Mapping:
    """Return a mapping with another value at a path."""
    key, *rest = path
    return {**mapping, key: with_value(mapping[key], tuple(rest), value) if rest else value}


def others(leaf: Leaf) -> Iterator[tuple[str, Any]]:
    """Yield the cases that have a field other than the default has it, and that default."""
    default = value_at(TodoChatbotValues().to_mapping(), leaf.path)
    for name, mapping in mappings().items():
        if value_at(mapping, leaf.path) != default:
            yield name, default


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_has_an_effect(field: str) -> None:
    """No value is dead: without it some case renders otherwise, or breaks a rule."""
    leaf = FIELDS[field]
    assert any(changes(name, leaf.path, default) for name, default in others(leaf))


def changes(name: str, path: Path, default: Any) -> bool:
    """Tell whether a case comes out otherwise with a field's default."""
    try:
        values = TodoChatbotValues.model_validate(with_value(mappings()[name], path, default))
    except ValidationError:
        return True
    return canonical(render(values, ACCEPTED[name].release)) != rendered(name)


@cache
def rendered(name: str) -> list[str]:
    """Return the manifests of a case."""
    values = TodoChatbotValues.model_validate(mappings()[name])
    return canonical(render(values, ACCEPTED[name].release))


WORDS = {
    field: get_args(plain_type(leaf.field.annotation))
    for field, leaf in FIELDS.items()
    if get_origin(plain_type(leaf.field.annotation)) is Literal
}
SWITCHES = [field for field, leaf in FIELDS.items() if leaf.field.annotation is bool]


@pytest.mark.parametrize("field", WORDS)
def test_each_word_of_a_field_is_tried(field: str) -> None:
    """Presets, modes, kinds and policies: each one is in some case."""
    path = FIELDS[field].path
    tried = {value_at(mapping, path) for mapping in mappings().values()}
    assert tried - {None} == set(WORDS[field])


@pytest.mark.parametrize("field", SWITCHES)
def test_each_switch_is_on_and_off(field: str) -> None:
    """Each switch is on in one case and off in another."""
    path = FIELDS[field].path
    assert {value_at(mapping, path) for mapping in mappings().values()} == {True, False}
