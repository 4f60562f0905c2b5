"""What the functions for tests are given by mistake."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field

from tests.programs.programs import Values, chart_of, config_map
from todo_k8s.helm import Capabilities, HelmChart, when
from todo_k8s.helm.content import only_if
from todo_k8s.helm.model import ChartValues, Format
from todo_k8s.testing import assert_covered, assert_law, values_of
from todo_k8s.testing.messages import comparable, named_fields, refused_paths
from todo_k8s.testing.values import generated

CHART = chart_of(lambda chart, v: config_map(chart, "thing", {"x": v.text}))


@pytest.mark.parametrize("values", [{"text": "a"}, "text", ["text"], [None], None, 1, Values()])
def test_no_list_of_values_files(values: Any) -> None:
    """One values file in place of a list of them is an easy slip."""
    with pytest.raises(TypeError, match="values: give a list of values files"):
        assert_law(CHART, values=values, helm="none")
    with pytest.raises(TypeError, match="cases: give a list of values files"):
        assert_covered(CHART, values)


def test_no_values_file_has_such_a_key() -> None:
    """Helm merges what it holds, and the constructs refuse it: they would seem to differ."""
    wrong: list[dict[str, Any]] = [{"<<": {}}, {"text": {"a": [{"<<": "b"}]}}]
    for values in wrong:
        with pytest.raises(TypeError, match="values: << is no key of a values file"):
            assert_law(CHART, values=[values], helm="none")


def test_patterns_of_any_script_are_drawn() -> None:
    """None of their letters need be of ASCII."""

    class Words(ChartValues):
        """Words of other scripts."""

        word: Annotated[str, Field(pattern="^[äöü]+$")] = "ä"
        other: Annotated[str, Format("^(é|a)$", "must be one of two")] = "a"

    words = [{"word": "ä", "other": "a", **each} for each in generated(Words, 20)]
    assert any(each["word"] != "ä" for each in words)
    assert all({*each["word"]} <= {*"äöü"} for each in words)


def test_no_such_helm() -> None:
    """A misspelt argument would ask no Helm."""
    helm: Any = "requird"
    with pytest.raises(TypeError, match="'found' or 'required' or 'none'"):
        assert_law(CHART, helm=helm)


def test_no_model() -> None:
    """Values are drawn of a model."""
    model: Any = int
    with pytest.raises(TypeError, match="give a class of ChartValues"):
        values_of(model)


def _asks(chart: HelmChart, _values: object) -> None:
    asked = chart.capabilities
    config_map(chart, "thing", {"x": only_if(asked.kube_version_at_least("1.31"), "y", "n")})
    if scope := when(chart, "if-gateway", asked.has("gateway.networking.k8s.io/v1")):
        config_map(scope, "route", {"x": 1}, name="route")


def test_clusters() -> None:
    """A chart that asks the cluster is covered by clusters that answer both ways."""
    beyond = {"": "its fields have no effect"}
    clusters = [
        Capabilities("1.30.0"),
        Capabilities("1.31.0", ["gateway.networking.k8s.io/v1"]),
    ]
    with pytest.raises(AssertionError, match="never"):
        assert_covered(chart_of(_asks), [{}])
    with pytest.raises(AssertionError) as error:
        assert_covered(chart_of(_asks), [{}], clusters=clusters)
    assert "never" not in str(error.value)
    assert assert_covered(chart_of(_asks), [{}], clusters=clusters, beyond=beyond).branches == 2


KEYS = ["a b", " ", "a, b", "a: b"]


@pytest.mark.parametrize("key", KEYS)
def test_keys_with_blanks(key: str) -> None:
    """Helm 3 writes a key as it is."""
    message = f"specifications of the schema\n- bb.{key}: Invalid type. Expected: string"
    assert {*map(comparable, named_fields(message))} == {comparable(f"bb.{key}")}


def test_key_with_a_backslash_at_its_end() -> None:
    """Helm 4 writes it once, in front of a quote."""
    assert refused_paths(r"at '/bb/a\': got number, want string") == {"bb.a\\"}
