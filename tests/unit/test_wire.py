"""Keys that mean something to jsii or JavaScript pass cdk8s unchanged, or are refused by name."""

from __future__ import annotations

from typing import Any

import cdk8s
import jsii
import pytest
from constructs import Construct, IValidation

import todo_k8s
from todo_k8s.errors import TemplateError
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, Release, render
from todo_k8s.helm.chart.wire import escaped, unescaped
from todo_k8s.helm.export import chart_files

KEYS = [
    "__proto__",
    "$jsii.date",
    "$jsii.map",
    "$jsii.byref",
    "$jsii.enum",
    "$jsii.struct",
    "$helm",
]
ODD: dict[str, Any] = {
    "all": {key: {"x": key} for key in KEYS},
    **{f"only{number}": {key: {key: "x"}} for number, key in enumerate(KEYS)},
    "list": [{key: "2026-11-26"} for key in KEYS],
    "marked": {"\ue002$jsii.date": "a", "\ue002": "b"},
}


class OddValues(ChartValues):
    """What can be set of the odd chart."""

    text: str = "hello"
    """What it says."""


class Odd(HelmChart):
    """A chart whose objects have every key that means something on the way."""

    metadata = ChartMetadata(name="odd", version="1.2.3", app_version="4", description="Odd")

    def __init__(
        self, scope: Construct, id: str, *, values: OddValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        shared = {"text": [values.text]}
        for name in ("first", "second"):
            metadata = {"name": name}
            content = {"apiVersion": "v1", "kind": "Odd", "metadata": metadata, "spec": ODD}
            self.last = Manifest(self, name, {**content, "shared": shared})


class Patched(Odd):
    """The same, with a patch of one object."""

    def __init__(
        self, scope: Construct, id: str, *, values: OddValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        self.last.add_json_patch(cdk8s.JsonPatch.add("/patched", value=True))


@jsii.implements(IValidation)
class Never:
    """A validation that always fails."""

    def validate(self) -> list[str]:
        """Return what is wrong."""
        return ["never valid"]


class Invalid(Odd):
    """A chart that its own validation refuses."""

    def __init__(
        self, scope: Construct, id: str, *, values: OddValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        self.node.add_validation(Never())


def test_render_keeps_every_key() -> None:
    """Whatever a map holds, at every depth, alone or beside others, with patches or without."""
    for chart in (Odd, Patched):
        manifests = render(chart, OddValues())
        assert [manifest["metadata"]["name"] for manifest in manifests] == ["first", "second"]
        assert [manifest["spec"] for manifest in manifests] == [ODD, ODD]
    assert manifests[1]["patched"] is True


def test_rendered_manifests_are_of_their_own() -> None:
    """A change of one shows in no other, nor in what they were made of."""
    first, second = render(Odd, OddValues())
    first["shared"]["text"].append("more")
    first["spec"]["all"].clear()
    assert second["shared"] == {"text": ["hello"]}
    assert ODD["all"]
    assert type(first["spec"]) is dict


@pytest.mark.parametrize("key", KEYS[:-1])
def test_cdk8s_refuses_what_it_would_change(key: str) -> None:
    """In JavaScript the key would be lost or change the map; the error names object and key."""
    app = cdk8s.App()
    chart = cdk8s.Chart(app, "plain")
    content = {"apiVersion": "v1", "kind": "Odd", "metadata": {"name": "x"}, "a": [{key: "b"}]}
    manifest = Manifest(chart, "odd", content)
    with pytest.raises(TemplateError, match=r"\Aplain/odd: .* the key '\S+'; remove it") as caught:
        manifest.to_json()
    assert repr(key) in str(caught.value)
    with pytest.raises(RuntimeError, match="cdk8s would change a map with the key"):
        app.synth_yaml()


def test_export_keeps_every_key() -> None:
    """A constant of the chart's is written as it is, be it spelled like a mark of this library."""
    template = chart_files(Odd)["templates/first.yaml"]
    for key in KEYS:
        assert f'"{key}": x' in template


def test_validation_of_a_chart_runs_in_render() -> None:
    """What cdk8s does before it asks for the objects is still done."""
    with pytest.raises(RuntimeError, match="never valid"):
        render(Invalid, OddValues())


def test_escape_is_taken_back() -> None:
    """To the last character, for keys that look escaped already too."""
    assert unescaped(escaped(ODD)) == ODD
    assert not set(KEYS[:-1]) & set(escaped(ODD)["all"])


def test_deep_objects_pass() -> None:
    """As deep as values are read; Helm renders them too."""
    spec: Any = 1
    for _ in range(900):
        spec = {"a": spec}
    given = {"apiVersion": "v1", "kind": "Deep", "metadata": {"name": "deep"}, "spec": spec}
    found: Any = next(
        each for each in todo_k8s.render({"extraObjects": [given]}) if each["kind"] == "Deep"
    )
    for _ in range(901):
        found = found["spec" if "spec" in found else "a"]
    assert found == 1
