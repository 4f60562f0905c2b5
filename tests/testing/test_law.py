"""`assert_law` asks every Helm, and tells the first difference without a secret."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from tests.testing.shop import Shop, ShopValues
from todo_k8s.helm import Check, HelmChart
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.functions import not_
from todo_k8s.helm.write.files import written
from todo_k8s.testing import assert_law, law, values_of
from todo_k8s.testing.report import MASK, smallest

pytestmark = pytest.mark.helm
CANARY = "canary-0123456789"


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Replaces a text of a file of the chart that Helm is given."""

    def replace(name: str, old: str, new: str) -> None:
        def changed(compiled: CompiledChart) -> dict[str, str]:
            files = written(compiled)
            assert old in files[name]
            return {**files, name: files[name].replace(old, new)}

        monkeypatch.setattr(law, "written", changed)

    return replace


def test_every_helm_takes_part() -> None:
    """As often as the tree."""
    found = assert_law(Shop, examples=10, helm="required")
    assert {name.partition(".")[0] for name in found.renderers} == {"tree", "Helm 3", "Helm 4"}
    assert set(found.renderers.values()) == {found.accepted + found.refused}
    assert found.accepted > 20
    assert found.refused > 10


def test_difference_is_told_by_the_fewest_values(
    breaking: Callable[[str, str, str], None],
) -> None:
    """With the manifest, the field, and what each side has there."""
    breaking("templates/pods.yaml", "int64 .Values.replicas", "int64 1")
    own = {"replicas": 3, "public": True, "hosts": ["a", "b"], "tokens": {"A": "x"}}
    with pytest.raises(AssertionError) as error:
        assert_law(Shop, values=[own], examples=0)
    lines = str(error.value).splitlines()
    assert lines[0].startswith("Shop: constructs and Helm ")
    assert lines[1:-1] == [
        "values:",
        "  replicas: 3",
        "Thing release-name-pods: spec.replicas:",
        "  constructs: 3",
    ]
    assert lines[-1].startswith("  Helm ")
    assert lines[-1].endswith(": 1")


def test_secret_is_not_told(breaking: Callable[[str, str, str], None]) -> None:
    """Neither the secret nor what is made of it."""
    breaking("templates/keys.yaml", "toYaml .", "toYaml . | upper")
    with pytest.raises(AssertionError) as error:
        assert_law(Shop, values=[{"tokens": {"A": CANARY}}], examples=0, trial_rounds=0)
    text = str(error.value)
    assert MASK in text
    assert CANARY not in text.lower()
    assert "not shown as values have a secret" in text


def test_refusal_of_one_side_is_told(breaking: Callable[[str, str, str], None]) -> None:
    """With the field that it names."""
    breaking("values.schema.json", '"minLength": 1', '"minLength": 0')
    with pytest.raises(AssertionError, match=r"constructs: refused, naming hosts\.0") as error:
        assert_law(Shop, values=[{"hosts": ["a", ""]}], examples=0, trial_rounds=0)
    assert "Helm 3.17: 2 manifests" in str(error.value)


class Plain(HelmChart[ShopValues]):
    """A chart that requires something of no field."""

    metadata = Shop.metadata

    def build(self) -> None:
        """Make no object."""
        self.require(Check(not_(self.values.public), "it is not shown: set public to false"))
        few = "is too many for a release"
        self.require(Check(self.values.replicas < 3, f"{self.values.replicas} {few}"))


def test_a_refusal_without_a_field_is_compared_by_what_it_says(
    breaking: Callable[[str, str, str], None],
) -> None:
    """As there is no field that both sides could name."""
    own: list[dict[str, Any]] = [{"public": True}, {"replicas": 3}, {"public": True, "replicas": 4}]
    assert assert_law(Plain, values=own, examples=5).refused > 3
    breaking("templates/rules.yaml", "is too many", "is enough")
    with pytest.raises(AssertionError, match="Plain: constructs and Helm"):
        assert_law(Plain, values=[{"replicas": 3}], examples=0, trial_rounds=0)


def test_helm_can_be_required(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is found, nothing was compared with it."""
    monkeypatch.setattr(law, "programs", dict)
    monkeypatch.setitem(sys.modules, "todo_k8s.testing.helm_library", None)
    with pytest.raises(AssertionError, match=r"no Helm is found; run: pip install"):
        assert_law(Shop, helm="required")
    found = assert_law(Shop, examples=2, trial_rounds=2, wrong=2)
    assert set(found.renderers) == {"tree"}


@settings(max_examples=50, deadline=None)
@given(values_of(ShopValues))
def test_values_are_valid_and_masked(values: ShopValues) -> None:
    """Hypothesis prints them by their repr."""
    assert ShopValues.from_mapping(values.to_mapping()) == values
    texts = [token.get_secret_value() for token in values.tokens.values()]
    assert not any(f"SecretStr({text!r})" in repr(values) for text in texts if text)


def test_values_are_made_smaller() -> None:
    """All that is not needed is left out, in maps and lists."""
    values = {"a": {"b": [1, 2, {"c": 3, "d": 4}], "e": 5}, "f": 6}
    assert smallest(values, lambda found: "'d': 4" in str(found)) == {"a": {"b": [{"d": 4}]}}
