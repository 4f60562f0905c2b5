"""A Secret that is generated once: what Python makes of what exists, and what nobody sees."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import cdk8s
import pytest

from tests.leaks.canaries import CANARY
from tests.leaks.exposures import leaks_of
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    HelmChart,
    Manifest,
    Release,
    chart_files,
    render,
    when,
)
from todo_k8s.helm.chart.existing import Existing, nothing_random
from todo_k8s.helm.compiled.compiled import CompiledChart, same_tree
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.compiled.stored import restored, stored
from todo_k8s.helm.write.files import written
from todo_k8s.testing import assert_covered, assert_law, law

Manifests = list[dict[str, Any]]


class CacheValues(ChartValues):
    """What an operator of the cache can set."""

    metrics: bool = False
    """Make a password for those who measure."""


class Cache(HelmChart[CacheValues]):
    """A cache with two generated texts, and a third where it is measured."""

    metadata = ChartMetadata(name="cache", version="1.0.0", app_version="7", description="A cache")

    def build(self) -> None:
        """Make the objects."""
        GeneratedSecret(self, "auth", keys={"password": 32, "token": 20})
        if measured := when(self, "if-metrics", self.values.metrics):
            GeneratedSecret(measured, "metrics", keys={"password": 16}, keep=False)


NAME = "release-name-cache-auth"


def encoded(text: str) -> str:
    """Return a text in base64."""
    return base64.b64encode(text.encode()).decode()


def secret(data: Any, **metadata: str) -> dict[str, Any]:
    """Return a Secret as a cluster has it."""
    names = {"name": NAME, **metadata}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": names, "data": data}


def by_constructs(existing: Manifests | None) -> dict[str, str]:
    """Return the data that the constructs give."""
    (found,) = render(Cache, {}, existing=existing)
    return dict(found["data"])


def by_tree(existing: Manifests | None) -> dict[str, str]:
    """Return the data that the compiled chart gives."""
    known = None if existing is None else Existing(existing)
    chart = compile_chart(Cache)
    (found,) = evaluated(chart, CacheValues(), Release(), existing=known)
    return dict(found["data"])


both = pytest.mark.parametrize("data_of", [by_constructs, by_tree])
DataOf = Callable[[Manifests | None], dict[str, str]]


def lengths(data: dict[str, str]) -> dict[str, int]:
    """Return how long each text is; each has letters and digits only."""
    texts = {key: base64.b64decode(text).decode() for key, text in data.items()}
    assert all(re.fullmatch("[A-Za-z0-9]+", text) for text in texts.values())
    return {key: len(text) for key, text in texts.items()}


@both
@pytest.mark.parametrize("existing", [None, [], [{"kind": "List", "items": []}], [secret({})]])
def test_what_is_missing_is_generated(data_of: DataOf, existing: Manifests | None) -> None:
    """Of the right length, and another text each time."""
    first, second = data_of(existing), data_of(existing)
    assert lengths(first) == lengths(second) == {"password": 32, "token": 20}
    assert not {*first.values()} & {*second.values()}


@both
def test_what_exists_is_kept(data_of: DataOf) -> None:
    """Whatever it is; by itself, in a list of kubectl's, and with its namespace."""
    data = {"password": encoded("short and = odd"), "token": encoded("é"), "other": encoded("x")}
    kept = {key: data[key] for key in ("password", "token")}
    for existing in (
        [secret(data)],
        [secret(data, namespace="default")],
        [{"apiVersion": "v1", "kind": "List", "items": [{"kind": "Pod"}, secret(data)]}],
        [secret({"password": encoded("other")}, namespace="elsewhere"), secret(data)],
        [{**secret({"token": data["token"]}), "stringData": {"password": "short and = odd"}}],
    ):
        assert data_of(existing) == kept


@both
def test_a_part_of_what_exists_is_kept(data_of: DataOf) -> None:
    """An empty key counts as missing, as in Helm; a Secret of another place is another one."""
    for data in ({"password": encoded("kept")}, {"password": encoded("kept"), "token": ""}):
        found = data_of([secret(data)])
        assert found["password"] == encoded("kept")
        assert lengths(found)["token"] == 20
    for other in (secret(data, namespace="elsewhere"), secret(data, name="other")):
        assert data_of([other])["password"] != encoded("kept")


def test_what_was_rendered_is_kept() -> None:
    """The manifests of one rendering are what exists at the next."""
    before = render(Cache, {"metrics": True})
    assert len(before) == 2
    assert render(Cache, {"metrics": True}, existing=before) == before
    assert render(Cache, {"metrics": True}, existing=before[:1])[1] != before[1]


def test_secret_stays_when_its_release_goes() -> None:
    """Unless the author says otherwise, and with the labels of the chart's objects."""
    kept, gone = (each["metadata"] for each in render(Cache, {"metrics": True}))
    assert kept["annotations"] == {"helm.sh/resource-policy": "keep"}
    assert "annotations" not in gone
    assert kept["labels"]["app.kubernetes.io/component"] == "auth"


def test_manifest_has_no_data_while_it_is_exported() -> None:
    """So that a second object cannot have it, which Helm would give another text."""

    class Copying(Cache):
        def build(self) -> None:
            made = GeneratedSecret(self, "auth", keys={"password": 32})
            (known,) = (each for each in made.node.find_all() if isinstance(each, Manifest))
            copied = {**known.manifest(), "metadata": {"name": "copy"}}
            Manifest(self, "copy", copied)

    with pytest.raises(
        TemplateError, match=r"Secret copy\.data: the template gives something else"
    ):
        chart_files(Copying)


def test_template_is_readable() -> None:
    """One look-up for each Secret, and a line for each key."""
    lines = chart_files(Cache)["templates/auth-secret.yaml"].splitlines()
    name = '(include "cache.auth.fullname" .)'
    found = f'get (lookup "v1" "Secret" .Release.Namespace {name}) "data"'
    assert lines[-4:] == [
        "data:",
        f"  {{{{- $kept := {found} | default dict }}}}",
        '  password: {{ get $kept "password" | default (randAlphaNum 32 | b64enc) | quote }}',
        '  token: {{ get $kept "token" | default (randAlphaNum 20 | b64enc) | quote }}',
    ]


def test_chart_in_an_app_is_told_too() -> None:
    """Where it is built by hand; what it generates is the same in each synthesis."""
    app = cdk8s.App()
    data = {"password": encoded("kept")}
    chart = Cache(app, "cache", values=CacheValues(), existing=[secret(data)])
    (first,), (second,) = chart.to_json(), chart.to_json()
    assert first == second
    assert first["data"]["password"] == encoded("kept")


def test_plain_app_is_refused() -> None:
    """It cannot be told what exists, and would make another password each time."""
    with pytest.raises(TemplateError, match=r"needs a HelmChart around it.*from_existing"):
        GeneratedSecret(cdk8s.Testing.chart(), "auth", keys={"password": 32})


WRONG: dict[str, Any] = {
    "existing: must be a list of manifests": secret({}),
    "existing[0]: must be a list of manifests": [CANARY],
    "existing[0].items[1]: must be a list of manifests": [{"items": [{}, CANARY]}],
    "existing[0].metadata.name: must be": [secret({}, name=None)],  # type: ignore[arg-type]  # wrong on purpose
    "existing[0].metadata.namespace: must be": [secret({}, namespace=1)],  # type: ignore[arg-type]  # wrong on purpose
    "existing[0].stringData: must be": [{**secret({}), "stringData": {"a": [CANARY]}}],
    "existing[0].stringData: must be a map": [
        {**secret({}), "stringData": {"a": f"{CANARY}\ud800"}}
    ],
    "existing[0].data: must be a map": [secret([CANARY])],
    "existing[0].data: must be a map of texts": [secret({"a": f"{CANARY}!"})],
}


@pytest.mark.parametrize("words", WRONG)
def test_what_cannot_exist_is_refused(words: str) -> None:
    """By where it is; nothing of it is shown."""
    with pytest.raises(ValuesError) as refused:
        render(Cache, {}, existing=WRONG[words])
    assert str(refused.value).startswith(words)
    assert not leaks_of(lambda: render(Cache, {}, existing=WRONG[words]))


def test_lists_in_lists_are_read() -> None:
    """However deep they are."""
    existing: Manifests = [secret({})]
    for _ in range(3000):
        existing = [{"kind": "List", "items": existing}]
    assert render(Cache, {}, existing=existing)


def test_repr_shows_nothing() -> None:
    """Of what a chart was told."""
    data = {"password": encoded(CANARY)}
    chart = Cache(cdk8s.App(), "cache", values=CacheValues(), existing=[secret(data)])
    assert repr(chart.existing) == "<the Secrets that exist>"


def test_json_of_a_compiled_chart_keeps_it() -> None:
    """With what is looked up, and what is written."""
    chart = compile_chart(Cache)
    again = restored(json.loads(json.dumps(stored(chart))), chart.metadata, chart.model)
    assert same_tree(chart, again)
    assert written(chart) == written(again)


@pytest.mark.helm
def test_law_and_coverage_hold() -> None:
    """What is random is no difference, and no effect of a field."""
    assert assert_law(Cache, helm="required").accepted > 3
    beyond = {"helper fullname: ": "a release that is called as its chart"}
    assert assert_covered(Cache, [{}, {"metrics": True}], beyond=beyond).fields == 1
    with pytest.raises(AssertionError, match="metrics: no case sets it"):
        assert_covered(Cache, [{}], beyond=beyond)


@pytest.mark.helm
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("randAlphaNum 32", "randAlphaNum 31"),
        ("randAlphaNum 32", "randAscii 32"),
        (" | b64enc", ""),
        ("(randAlphaNum 20 | b64enc)", '""'),
    ],
)
def test_text_of_another_form_is_a_difference(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is told without the text."""

    def changed(compiled: CompiledChart) -> dict[str, str]:
        files, name = written(compiled), "templates/auth-secret.yaml"
        return {**files, name: files[name].replace(old, new)}

    monkeypatch.setattr(law, "written", changed)
    with pytest.raises(AssertionError, match=rf"Secret {NAME}: data\.") as told:
        assert_law(Cache, examples=0, trial_rounds=0, wrong=0, values=[{}])
    assert "not shown" in str(told.value)


def test_nothing_is_random_where_it_is_compared() -> None:
    """And it is again afterwards."""
    with nothing_random():
        (first,), (second,) = render(Cache, {}), render(Cache, {})
        assert first == second
        assert render(Cache, {}, existing=[first]) == [first]
    assert by_constructs(None) != by_constructs(None)
