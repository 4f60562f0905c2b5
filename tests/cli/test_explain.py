"""`todo-k8s explain`: what values come to, what a key changes, where each field comes from."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from todo_k8s.cli import main

Output = pytest.CaptureFixture[str]

BASE = "backend:\n  replicaCount: 3\n"
PROD = """\
backend:
  replicaCount: 4
  env: {LOG_LEVEL: debug}
secrets:
  mode: values
  values:
    DATABASE_URL: postgresql://u:canary@h/db
    BETTER_AUTH_SECRET: canaryKq7Vx2LmKq7Vx2LmKq7VKq7Vx2LmKq7V
    GEMINI_API_KEY: canaryKq7Vx2LmKq7Vx2LmKq7V
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "prod.yaml").write_text(PROD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMAND = ["explain", "-f", "base.yaml", "-f", "prod.yaml", "--set", "frontend.replicaCount=5"]


def test_says_where_each_value_comes_from(capsys: Output) -> None:
    """File, line and column, or the flag; and what it overrides."""
    assert main(COMMAND) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "backend.replicaCount 4 prod.yaml:2:17 overrides base.yaml:2:17" in lines
    assert "frontend.replicaCount 5 --set frontend.replicaCount" in lines
    assert "secrets.values.DATABASE_URL (secret) prod.yaml:7:19" in lines
    assert any("LOG_LEVEL value backend.env.LOG_LEVEL (prod.yaml:3:20)" in line for line in lines)
    assert any(line.startswith("connections 72 for the backend + 0 for the") for line in lines)


def test_the_same_for_a_program(capsys: Output) -> None:
    """In JSON, with the numbers as numbers."""
    assert main([*COMMAND, "-o", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    backend = next(each for each in found["workloads"] if each["name"].endswith("-backend"))
    assert backend["pods"] == {"fewest": 4, "most": 4, "ofRollout": 5}
    assert backend["restart"][0]["noticedSeconds"] == 17
    assert found["values"][0]["origin"] == {"source": "prod.yaml", "line": 2, "column": 17}
    assert found["values"][0]["overrides"] == [{"source": "base.yaml", "line": 2, "column": 17}]


def test_says_what_a_key_is_for_and_changes(capsys: Output) -> None:
    """Description, form, default, value, its place, and the fields."""
    assert main([*COMMAND, "backend.replicaCount"]) == 0
    told = capsys.readouterr().out
    for wanted in ("Number of pods;", "whole number, from 0 to 1000", "prod.yaml:2:17"):
        assert wanted in told
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert "Deployment todo-todo-chatbot-backend spec.replicas" in lines
    assert "PodDisruptionBudget todo-todo-chatbot-backend whether it is there" in lines


@pytest.mark.parametrize(
    ("key", "origin", "overrides"),
    [
        (
            "backend.replicaCount",
            {"source": "prod.yaml", "line": 2, "column": 17},
            [{"source": "base.yaml", "line": 2, "column": 17}],
        ),
        (
            "frontend.replicaCount",
            {"source": "--set frontend.replicaCount", "line": None, "column": None},
            [],
        ),
        ("frontend.port", None, []),
    ],
)
def test_a_key_has_its_places_for_a_program(
    key: str, origin: object, overrides: object, capsys: Output
) -> None:
    """Where its value is given, and what that overrides."""
    assert main([*COMMAND, key, "-o", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["origin"], found["overrides"]) == (origin, overrides)
    assert (found["path"], found["value"] != "", "origins" in found) == (key, True, False)


@pytest.mark.parametrize(
    ("key", "default"),
    [
        ("ingress.paths[0].type", '"Prefix"'),
        ("ingress.paths[0].hosts", "[]"),
        ("ingress.paths[0].path", ""),
        ("ingress.hosts", "[]"),
        ("ingress.hosts[0]", ""),
        ("services.realtime.replicaCount", "2"),
    ],
)
def test_a_field_of_an_item_has_its_default(
    key: str, default: str, tmp_path: Path, capsys: Output
) -> None:
    """As one of a section has; what must be given has none."""
    values = tmp_path / "values.yaml"
    values.write_text(
        "ingress: {hosts: [todo.example.com], paths: [{path: /ws, service: realtime}]}\n"
        "services: {realtime: {image: {repository: todo-realtime}}}\n"
    )
    assert main(["explain", "-f", str(values), key, "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["default"] == default


def test_a_section_has_its_keys(capsys: Output) -> None:
    """Each with the first sentence on it."""
    assert main(["explain", "networkPolicy"]) == 0
    told = capsys.readouterr().out
    assert "Keys" in told
    assert "egress" in told


def test_says_where_each_field_of_an_object_comes_from(capsys: Output) -> None:
    """Of a kind, or of one object; a Secret's data is not shown."""
    assert main([*COMMAND, "deployment/todo-todo-chatbot-backend"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "spec.replicas 4 backend.replicaCount (prod.yaml:2:17)" in lines
    assert "spec.minReadySeconds 5 backend.rollout.minReadySeconds (default)" in lines
    assert "kind Deployment the chart" in lines
    assert main([*COMMAND, "Secret", "-o", "json"]) == 0
    (secret,) = json.loads(capsys.readouterr().out)
    data = {name: each for name, each in secret["fields"].items() if name.startswith("data")}
    assert {each["value"] for each in data.values()} == {"(secret)"}
    assert data["data.DATABASE_URL"]["from"] == ["secrets.values.DATABASE_URL (prod.yaml:7:19)"]


@pytest.mark.parametrize("asked", [[], ["secrets"], ["secrets.values"], ["Secret"], ["Deployment"]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_shows_no_secret(asked: list[str], form: str, capsys: Output) -> None:
    """Whatever is explained."""
    assert main([*COMMAND, *asked, "-o", form]) == 0
    printed = capsys.readouterr()
    assert "canary" not in printed.out + printed.err


@pytest.mark.parametrize(
    ("key", "form", "default"),
    [
        ("services.api.probes.readiness.successThreshold", "whole number, from 1 to 1000", "1"),
        ("cronJobs.<name>.schedule", "text", ""),
        ("cronJobs.nightly", "section", ""),
        ("ingress.paths[0].hosts", "list of texts", "[]"),
        ("secrets.values.TOKEN", "secret text", ""),
        ("services.api.persistence.keep", "true or false", "true"),
    ],
)
def test_knows_keys_of_entries_that_nobody_gives(
    key: str, form: str, default: str, capsys: Output
) -> None:
    """Whoever asks is about to write them."""
    assert main(["explain", key, "-o", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["path"], found["form"], found["default"]) == (key, form, default)
    assert (found["value"], found["origin"], found["changes"]) == ("", None, [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "Foo",
            "Foo: is no key of the values and no object of the chart; `todo-k8s explain` lists",
        ),
        (
            "backend.replicaCout",
            "backend.replicaCout: is no key of the values; did you mean backend.replicaCount?",
        ),
        (
            "services.api.prot",
            "services.api.prot: is no key of the values; did you mean services.api.port?",
        ),
        ("backed.port", "backed.port: is no key of the values; did you mean backend?"),
        ("deploymnt", "deploymnt: is no object of the chart; did you mean Deployment?"),
        ("svc/a", "svc/a: is no object of the chart; did you mean Service/a?"),
        ("pod/a", "pod/a: is no object of the chart; there is Pod/todo-todo-chatbot-backend-test"),
    ],
)
def test_refuses_what_is_neither_key_nor_object(name: str, said: str, capsys: Output) -> None:
    """It says which key is near, else what there is."""
    assert main(["explain", name]) == 1
    assert capsys.readouterr().err.startswith(said)


def test_a_variable_comes_from_what_it_is_made_of(folder: Path, capsys: Output) -> None:
    """Not from what other variables of the same map are made of."""
    (folder / "port.yaml").write_text("backend: {port: 9000}\n")
    assert main(["explain", "-f", "port.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = dict(line.split()[1::2] for line in lines if "/backend " in line and " value " in line)
    assert told["UVICORN_PORT"] == "backend.port"
    assert told["UVICORN_HOST"] == "backend.preset"
    assert told["UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN"] == "backend.rollout.drainSeconds"
    assert main(["explain", "-f", "port.yaml", "backend.port"]) == 0
    changes = capsys.readouterr().out.partition("Changes\n")[2]
    assert "env[5].value" in changes
    assert "env[4].value" not in changes


FURTHER = """\
services:
  worker: {image: {repository: a/w, tag: "1"}, env: {A: b, B: b}, replicaCount: 3}
cronJobs:
  tidy: {schedule: "0 3 * * *", image: {repository: a/t, tag: "1"}}
"""
ENV = "Deployment todo-todo-chatbot-worker spec.template.spec.containers[0].env"


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("services.worker.env.A", [f"{ENV}[0].name", f"{ENV}[0].value"]),
        (
            "services.worker.replicaCount",
            [
                "Deployment todo-todo-chatbot-worker spec.replicas",
                "PodDisruptionBudget todo-todo-chatbot-worker whether it is there",
            ],
        ),
        ("cronJobs.tidy.schedule", ["CronJob todo-todo-chatbot-tidy spec.schedule"]),
        (
            "services.worker",
            [
                f"{kind} todo-todo-chatbot-worker whether it is there"
                for kind in ("Deployment", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy")
            ],
        ),
    ],
)
def test_an_entry_changes_what_reads_it(
    key: str, changes: list[str], folder: Path, capsys: Output
) -> None:
    """What only loops over its map, or reads another of its entries, is not told."""
    (folder / "further.yaml").write_text(FURTHER)
    assert main(["explain", "-f", "further.yaml", key]) == 0
    told = capsys.readouterr().out.partition("Changes\n")[2]
    assert [" ".join(line.split()) for line in told.strip().splitlines()] == changes


OWN = '''\
"""A chart."""
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, for_each
from todo_k8s.helm.functions import choose, merge


class Link(ChartValues):
    """A link."""

    to: str
    """Where it leads."""


class LinksValues(ChartValues):
    """Values."""

    debug: bool = False
    """Write more."""

    domain: str = "go.example.com"
    """The domain."""

    links: dict[str, Link] = {}
    """The links."""

    labels: dict[str, str] = {}
    """Labels."""


class Links(HelmChart[LinksValues]):
    """Links."""

    metadata = ChartMetadata(name="links", version="0.1.0", description="Links.")

    def build(self) -> None:
        values = self.values
        own = {"managed-by": "Helm", "domain": values.domain}
        head = {"apiVersion": "v1", "kind": "ConfigMap"}
        labels = merge(values.labels, own)
        data = {"DEBUG": choose(values.debug, "1", "0")}
        metadata = {"name": "all", "labels": labels}
        Manifest(self, "all", {**head, "metadata": metadata, "data": data})
        for entry, name, link in for_each(self, "pages", values.links):
            Manifest(entry, "page", {**head, "metadata": {"name": name}, "data": {"to": link.to}})
'''
GIVEN = "debug: true\nlinks: {a: {to: b}}\nlabels: {team: x}\n"


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.delitem(sys.modules, "entries", raising=False)
    (folder / "entries.py").write_text(OWN)
    (folder / "own.yaml").write_text(GIVEN)
    return ["explain", "entries.py:Links", "-f", "own.yaml"]


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("debug", ["ConfigMap all data.DEBUG"]),
        ("links.a.to", ["ConfigMap a data.to"]),
        ("links.a", ["ConfigMap a whether it is there"]),
        ("labels.team", ["ConfigMap all metadata.labels.team"]),
    ],
)
def test_a_key_of_a_chart_of_ones_own(
    key: str, changes: list[str], own: list[str], capsys: Output
) -> None:
    """It decides no object that is there with each of its values."""
    assert main([*own, key]) == 0
    told = capsys.readouterr().out.partition("Changes\n")[2]
    assert [" ".join(line.split()) for line in told.strip().splitlines()] == changes
