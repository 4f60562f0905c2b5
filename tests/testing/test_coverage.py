"""`assert_covered` names what no case shows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.testing.shop import Shop
from todo_k8s.testing import Covered, assert_covered

CASES: list[dict[str, Any]] = [
    {"replicas": 2, "hosts": ["a"], "public": True},
    {"public": True, "tokens": {"A": "x"}},
    {"replicas": 7},
    {},
]


def test_all_is_covered() -> None:
    """By four cases, one of which a rule refuses."""
    assert assert_covered(Shop, CASES) == Covered(branches=4, fields=4)


@pytest.mark.parametrize(
    ("left_out", "lines"),
    [
        (
            0,
            [
                "if-public/names: spec.names[]: range .Values.hosts: always empty",
                "if-public/names: spec.pods: if gt (int64 .Values.replicas) 1: never true",
                "hosts: no case sets it",
            ],
        ),
        (
            1,
            [
                "if-public/names: spec.names[]: range .Values.hosts: never empty",
                "if-public/names: spec.pods: if gt (int64 .Values.replicas) 1: always true",
                "tokens: no case sets it",
            ],
        ),
        (2, ["rules: replicas: … pods are too many: never broken"]),
        (3, ["if-public/names: if .Values.public: always true"]),
    ],
)
def test_what_is_missing_is_named(left_out: int, lines: list[str]) -> None:
    """The construct, the field, the condition as the template has it."""
    cases = [*CASES[:left_out], *CASES[left_out + 1 :]]
    with pytest.raises(AssertionError) as error:
        assert_covered(Shop, cases)
    assert str(error.value).splitlines() == ["Shop is not covered:", *lines]
    assert_covered(Shop, cases, beyond=dict.fromkeys(lines, "the test says so"))


def test_excuse_of_nothing_is_named() -> None:
    """So that none stays when its reason is gone."""
    with pytest.raises(AssertionError, match=r"hosts: covered, so remove it from beyond"):
        assert_covered(Shop, CASES, beyond={"hosts": "no longer"})


def test_field_without_effect_is_named() -> None:
    """It is set where nothing depends on it."""
    cases = [{"hosts": ["a"]}, *CASES[1:]]
    with pytest.raises(AssertionError, match="hosts: it changes nothing in the cases that set it"):
        assert_covered(Shop, cases)
