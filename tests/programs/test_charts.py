"""What a chart's class may leave to `HelmChart`, and what it hands on to cdk8s."""

from __future__ import annotations

from typing import Annotated, Any

import cdk8s_plus_27 as kplus
import pytest
from constructs import Construct
from pydantic import Field

from tests.programs.agreement import disagreement
from tests.programs.programs import Values, config_map
from todo_k8s import BackendService
from todo_k8s.errors import TemplateError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    HelmChart,
    Manifest,
    Release,
    chart_files,
    for_each,
    render,
)
from todo_k8s.helm.content import each_entry, only_if, with_entries
from todo_k8s.helm.functions import if_none, merge
from todo_k8s.testing import assert_law
from todo_k8s.values import WorkloadValues

METADATA = ChartMetadata(
    name="program", version="1.2.3", app_version="4.5", description="A small program"
)


class Forgetful(HelmChart):
    """A chart that passes no release on."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: Values, **_: Any) -> None:
        super().__init__(scope, id, values=values)
        config_map(self, "thing", {"x": values.text}, f"{self.release.name}-thing")


class Labelled(HelmChart):
    """A chart that labels its objects, and names their namespace."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: Values, **options: Any) -> None:
        labels = {"team": "x", "kind": values.kind}
        super().__init__(scope, id, values=values, labels=labels, namespace="elsewhere", **options)
        config_map(self, "thing", {"x": values.text})
        kplus.ConfigMap(self, "config", data={"a": f"is {values.text}"})


class FromValues(HelmChart):
    """A chart whose namespace is a value."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: Values, **options: Any) -> None:
        super().__init__(scope, id, values=values, namespace=values.kind, **options)
        config_map(self, "thing", {"x": values.text})


class LabelsOfValues(HelmChart):
    """A chart with labels for objects whose own ones are known only at install."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: Values, **options: Any) -> None:
        labels = {"team": "x", "a": "of the chart", "b": values.kind}
        super().__init__(scope, id, values=values, labels=labels, **options)
        own = {
            "map": values.labels,
            "choice": only_if(values.flag, {"a": "b"}),
            "both": with_entries({"own": "y"}, values.labels),
            "loop": each_entry(values.labels, lambda key, _: key),
            "merged": merge({"a": ""}, values.labels),
            "none": None,
        }
        for name, given in own.items():
            metadata = {"name": name, "labels": given}
            Manifest(self, name, {"apiVersion": "v1", "kind": "Thing", "metadata": metadata})


Name = Annotated[str, Field(pattern="^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$")]


class FarmValues(ChartValues):
    """What an operator of a farm can set."""

    workers: dict[Name, WorkloadValues] = {}
    """The workers, by name."""


class Farm(HelmChart):
    """A chart with a whole service for each entry of a map."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: FarmValues, **options: Any) -> None:
        super().__init__(scope, id, values=values, **options)
        for entry, name, worker in for_each(self, "workers", values.workers):
            BackendService(entry, "worker", component=name, values=worker, env={"NAME": name})


@pytest.mark.parametrize("chart", [Forgetful, Labelled, FromValues, LabelsOfValues, Farm])
def test_chart_keeps_the_law(chart: type[HelmChart]) -> None:
    """Both Helms, the constructs and the evaluation agree."""
    assert disagreement(chart) is None


def test_release_cannot_be_forgotten() -> None:
    """The one that is rendered or exported is used where a chart passes none on."""
    (thing,) = render(Forgetful, {}, Release(name="a", namespace="b"))
    assert thing["metadata"]["name"] == "a-thing"
    assert ".Release.Name" in chart_files(Forgetful)["templates/thing.yaml"]


def test_labels_and_namespace_are_on_every_object() -> None:
    """Those of values are written as such."""
    for manifest in render(Labelled, {"kind": "b"}):
        assert manifest["metadata"]["namespace"] == "elsewhere"
        assert manifest["metadata"]["labels"] == {"team": "x", "kind": "b"}


def test_releases_share_no_names_and_no_pods() -> None:
    """What cdk8s-plus names and selects by itself is another in each release."""

    class Plain(Forgetful):
        def __init__(self, scope: Construct, id: str, *, values: Values, **options: Any) -> None:
            super().__init__(scope, id, values=values, **options)
            web = kplus.Deployment(
                self, "web", containers=[kplus.ContainerProps(image="a", port=80)]
            )
            web.expose_via_service(ports=[kplus.ServicePort(port=80)])

    assert disagreement(Plain) is None
    one, two = ({_identity(m) for m in render(Plain, {}, Release(name=name))} for name in "ab")
    assert not one & two


def _identity(manifest: Any) -> tuple[str, str, str]:
    selector = manifest.get("spec", {}).get("selector", {})
    return manifest["kind"], manifest["metadata"]["name"], repr(selector)


class Nameless(HelmChart):
    """A chart without metadata."""

    def __init__(self, scope: Construct, id: str, *, values: Values, **options: Any) -> None:
        super().__init__(scope, id, values=values, **options)


class Valueless(HelmChart):
    """A chart that does not say which values it takes."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, **options: Any) -> None:
        super().__init__(scope, id, **options)


class Releaseless(HelmChart):
    """A chart that takes no release."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: Values) -> None:
        super().__init__(scope, id, values=values)


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (Nameless, "has no metadata"),
        (Valueless, "which values it takes"),
        (Releaseless, "release=None"),
    ],
)
def test_unfinished_chart_is_refused(chart: type[HelmChart], words: str) -> None:
    """The error says what to write."""
    with pytest.raises(TemplateError, match=words):
        chart_files(chart)


class TextsValues(ChartValues):
    """Values with texts at the end of lists and maps in others."""

    lists: dict[str, list[str]] = {}
    """Lists by name."""
    maps: dict[str, dict[str, str]] = {}
    """Maps by name."""
    nested: list[list[str]] = []
    """Lists in a list."""


class Texts(HelmChart):
    """A chart that prints its values as they are."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: TextsValues, **options: Any) -> None:
        super().__init__(scope, id, values=values, **options)
        texts = {"lists": values.lists, "maps": values.maps, "nested": values.nested}
        config_map(self, "thing", {**texts, "after": 1})


class Identity(ChartValues):
    """Who runs something."""

    user: int | None = None
    """The user."""
    name: str | None = None
    """The name."""


class Run(ChartValues):
    """What runs."""

    identity: Identity = Identity()
    """Who runs it."""


class RunsValues(ChartValues):
    """Sections in entries."""

    runs: dict[str, Run] = {}
    """What runs, by name."""


class Runs(HelmChart):
    """A chart that reads sections of entries, which a values file may lack."""

    metadata = METADATA

    def __init__(self, scope: Construct, id: str, *, values: RunsValues, **options: Any) -> None:
        super().__init__(scope, id, values=values, **options)
        runs = each_entry(values.runs, lambda _, run: self.run(run.identity))
        config_map(self, "thing", {"runs": runs, "after": 1})

    def run(self, identity: Identity) -> dict[str, Any]:
        return {"user": if_none(identity.user, 1000), "name": if_none(identity.name, "nobody")}


def test_if_none_takes_what_is_in_a_missing_section() -> None:
    """Helm computes both values of a choice."""
    given: list[dict[str, Any]] = [{}, {"identity": {}}, {"identity": {"user": 0, "name": ""}}]
    cases = [{"runs": {"a": run}} for run in given]
    assert_law(Runs, values=cases, examples=5, trial_rounds=2, wrong=0, helm="required")


LINES = ("a\n", "a\n\n", "\n", "\n\n", "\na", " a\n ", "a \n\n")


@pytest.mark.parametrize("text", LINES)
def test_line_ends_stay_where_a_text_is_the_last(text: str) -> None:
    """Helm prints each of them."""
    cases: list[dict[str, Any]] = [
        {"lists": {"x": [text]}},
        {"maps": {"x": {"y": text}}},
        {"nested": [["b", text]]},
    ]
    assert_law(Texts, values=cases, examples=1, trial_rounds=1, wrong=0, helm="required")
