"""`todo-k8s explain`: what values come to, what a key changes, where each field comes from."""

from __future__ import annotations

import json
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


def test_refuses_what_is_neither_key_nor_object(capsys: Output) -> None:
    """It says what there is."""
    assert main(["explain", "backend.replicaCout"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("backend.replicaCout: is no key of the values and no object")
    assert "Deployment" in said
