"""Mistakes in a chart class: whatever is done with it, the error says what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import cdk8s
import pytest
from constructs import Construct

from tests.unit.small_chart import Small, SmallValues
from todo_k8s import Release
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    HelmChart,
    Manifest,
    chart_files,
    export_chart,
    for_each,
    package_chart,
    render,
    rule,
)

METADATA = Small.metadata


class Nameless(HelmChart):
    """No metadata."""

    def __init__(
        self, scope: Construct, id: str, *, values: SmallValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)


class MapForMetadata(Small):
    """A map in place of metadata."""

    metadata: ClassVar[Any] = {"name": "small"}


class TextForRelease(Small):
    """A text in place of a release."""

    default_release: ClassVar[Any] = "todo"


ANYWAY = {
    "no metadata": (Nameless, "Nameless has no metadata; set it to a ChartMetadata"),
    "a map for metadata": (MapForMetadata, "MapForMetadata.metadata is a dict; set it to a Chart"),
    "a text for a release": (TextForRelease, "TextForRelease.default_release is a str; give a Rel"),
    "values for a chart": (SmallValues, "SmallValues is no chart class; give a class that is a"),
    "a function": (lambda: Small, "is no chart class; give a class that is a HelmChart"),
    "no class": (Path(), "a PosixPath is no chart class; give a class"),
}


@pytest.mark.parametrize("case", ANYWAY)
def test_what_is_no_whole_chart(case: str, tmp_path: Path) -> None:
    """All that takes a chart class says the same, and nothing is written."""
    given: Any
    given, words = ANYWAY[case]
    acts: list[Callable[[], Any]] = [
        lambda: render(given, {}),
        lambda: render(given, SmallValues()),
        lambda: chart_files(given),
        lambda: chart_files(given, SmallValues),
        lambda: export_chart(given, to=tmp_path / "chart"),
        lambda: package_chart(given, to=tmp_path / "dist"),
    ]
    for act in acts:
        with pytest.raises(TemplateError) as caught:
            act()
        assert words in str(caught.value)
    assert list(tmp_path.iterdir()) == []


WRONG_VALUES: dict[str, tuple[Any, str]] = {
    "a map": ({"text": "x"}, "Small: values is a dict; build it with its values class"),
    "nothing": (None, "Small: values is None; "),
    "the class": (SmallValues, "Small: values is the class SmallValues; "),
}


@pytest.mark.parametrize("case", WRONG_VALUES)
def test_built_with_no_values(case: str) -> None:
    """In a cdk8s app of the user's, where nothing is read from a map."""
    given, words = WRONG_VALUES[case]
    with pytest.raises(TemplateError) as caught:
        Small(cdk8s.App(), "small", values=given)
    assert words in str(caught.value)


def test_built_for_no_release() -> None:
    """A name alone is none."""
    release: Any = "todo"
    with pytest.raises(TemplateError, match="Small: release is a str; give a Release"):
        Small(cdk8s.App(), "small", values=SmallValues(), release=release)
    with pytest.raises(TemplateError, match="Small: release is a str; give a Release"):
        render(Small, {}, release)


class MapForValues(HelmChart):
    """Takes a map."""

    metadata = METADATA

    def __init__(
        self, scope: Construct, id: str, *, values: dict[str, Any], release: Release | None = None
    ) -> None:
        given: Any = values
        super().__init__(scope, id, values=given, release=release)


def test_a_map_as_the_type_of_values() -> None:
    """Neither in the chart, nor beside it."""
    with pytest.raises(TemplateError, match="takes other values; give it a class of ChartValues"):
        chart_files(MapForValues)
    models: list[Any] = [dict, {}, SmallValues()]
    for model in models:
        with pytest.raises(TemplateError, match="Small: its values are no class of ChartValues"):
            chart_files(Small, model)


class TruthValues(ChartValues):
    """Values with a rule that gives no check."""

    text: str = "hello"
    """What it says."""

    @rule
    def is_said(self) -> Any:
        """Return a boolean."""
        return True


class Truth(Small):
    """A chart whose rule gives a boolean."""

    def __init__(
        self, scope: Construct, id: str, *, values: TruthValues, release: Release | None = None
    ) -> None:
        HelmChart.__init__(self, scope, id, values=values, release=release)


def test_a_rule_that_gives_a_boolean() -> None:
    """The rule is named, for values that are known and for others; no operator is blamed."""
    words = r"^TruthValues\.is_said: a rule gives a bool; give a Check, or a list of them: Check\("
    with pytest.raises(TemplateError, match=words):
        chart_files(Truth)
    with pytest.raises(TemplateError, match=words):
        render(Truth, {})
    with pytest.raises(TemplateError, match=words):
        TruthValues.from_mapping({"text": "x"})
    with pytest.raises(TemplateError, match=words):
        TruthValues()


class Address(ChartValues):
    """A section that cannot be made of nothing."""

    host: str
    """Its host."""


class Tenant(ChartValues):
    """An item with one."""

    address: Address = Address(host="a.example.com")
    """Where it is."""


def test_a_default_in_an_item_of_a_class_that_needs_a_value() -> None:
    """The field is named, with what can be done: not to write a call that raises."""

    class Tenants(ChartValues):
        tenants: dict[str, Tenant] = {}
        """The tenants."""

    class Hosting(HelmChart[Tenants]):
        metadata = METADATA

        def build(self) -> None:
            for scope, key, tenant in for_each(self, "tenants", self.values.tenants):
                content = {"metadata": {"name": f"t-{key}"}, "data": {"host": tenant.address.host}}
                Manifest(scope, "thing", {"apiVersion": "v1", "kind": "ConfigMap", **content})

    words = (
        r"^Tenant\.address: in an item a model's default is the model's own; leave the default "
        "out, or let the field be of a subclass of Address whose fields have these defaults$"
    )
    with pytest.raises(TemplateError, match=words):
        chart_files(Hosting, Tenants)


@pytest.mark.parametrize("name", ["", None, "Small", "-x", "x" * 64])
def test_metadata_without_a_name(name: Any) -> None:
    """A name that Kubernetes takes in labels."""
    with pytest.raises(ValuesError, match=r"^metadata\.name: must be a DNS label: at most 63"):
        ChartMetadata(name=name, version="1.0.0", app_version="", description="")


def test_metadata_that_says_no_name() -> None:
    """Python itself says which is missing."""
    fields: Any = {"version": "1.0.0", "app_version": "", "description": ""}
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        ChartMetadata(**fields)


def test_an_object_without_a_name() -> None:
    """The object is named by its id."""

    class Unnamed(Small):
        def __init__(
            self, scope: Construct, id: str, *, values: SmallValues, release: Release | None = None
        ) -> None:
            super().__init__(scope, id, values=values, release=release)
            Manifest(self, "thing", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {}})

    Unnamed.__init__.__annotations__["values"] = SmallValues
    with pytest.raises(TemplateError, match=r"thing: metadata\.name must be a text that is always"):
        chart_files(Unnamed)


def test_a_chart_in_a_function() -> None:
    """Its values class must be found by its name; one that is, or that is given, will do."""

    class LocalValues(ChartValues):
        """Values that no module knows."""

        text: str = "x"
        """A text."""

    class Local(HelmChart):
        metadata = METADATA

        def __init__(
            self, scope: Construct, id: str, *, values: LocalValues, release: Release | None = None
        ) -> None:
            super().__init__(scope, id, values=values, release=release)

    words = r"Local: name 'LocalValues' is not defined; define it in the module"
    with pytest.raises(TemplateError, match=words):
        chart_files(Local)
    with pytest.raises(TemplateError, match=words):
        render(Local, {})
    assert render(Local, LocalValues()) == []
    assert "text: x" in chart_files(Local, LocalValues)["values.yaml"].replace('"', "")
