"""The workflows run sessions that are there, with actions that nobody can exchange."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.source import ROOT
from tests.house.test_contributing import sessions

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BY_NAME = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def loaded(path: Path) -> dict[str, Any]:
    """Return what a YAML file holds."""
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


def test_there_is_a_workflow_for_each_purpose() -> None:
    """Tests, documents, the chart and a release each have one."""
    assert [path.stem for path in WORKFLOWS] == ["chart", "docs", "release", "tests"]


@BY_NAME
def test_actions_are_pinned_by_hash(path: Path) -> None:
    """An action is named by its commit, with its version beside it; a tag can be moved."""
    lines = re.findall(r"(?m)^ *-? *uses: .*$", path.read_text(encoding="utf-8"))
    assert lines
    pinned = re.compile(r" *-? *uses: [\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_an_action_has_one_version_in_all_workflows() -> None:
    """What differs was renewed in one place and forgotten in another."""
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(used) == len({name.partition("@")[0] for name in used})


@BY_NAME
def test_workflow_gets_no_more_rights_than_it_needs(path: Path) -> None:
    """By default a job reads the repository; only jobs of a release write, each one thing."""
    workflow = loaded(path)
    assert workflow["permissions"] == {"contents": "read"}
    writes = [
        right
        for job in workflow["jobs"].values()
        for right, level in job.get("permissions", {}).items()
        if level == "write"
    ]
    assert writes == (["id-token", "packages"] if path.stem == "release" else [])
    assert "pull_request_target" not in workflow["on"]
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


@BY_NAME
def test_checkout_leaves_no_token(path: Path) -> None:
    """A later step, such as one that runs code of a pull request, finds no token on the disk."""
    checkouts = [step for step in steps(path) if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@BY_NAME
def test_no_text_of_others_gets_into_a_shell(path: Path) -> None:
    """A script gets what it needs as variables; an expression in it could hold any text."""
    matrix = re.compile(r"\$\{\{ matrix\.\w+ \}\}")  # which is written here
    scripts = [matrix.sub("", step["run"]) for step in steps(path) if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def matrices(path: Path) -> list[dict[str, list[str]]]:
    """Return the matrix of each job that has one."""
    jobs = loaded(path)["jobs"].values()
    return [job["strategy"]["matrix"] for job in jobs if "strategy" in job]


@BY_NAME
def test_sessions_of_workflow_are_there(path: Path) -> None:
    """Each session that a workflow runs is one of the noxfile."""
    named = {name for matrix in matrices(path) for name in matrix.get("session", [])}
    for step in steps(path):
        for given in re.findall(r"nox -s (.*)", step.get("run", "")):
            words = re.sub(r"\$\{\{.*?\}\}", "$", given.partition(" -- ")[0]).split()
            named |= {re.split(r"-?\$", word.strip('"'))[0] for word in words}
    named.discard("")  # what the matrix says
    assert named
    assert named <= set(sessions())


def test_every_python_that_the_library_names_is_tried() -> None:
    """The versions in the classifiers are those of the workflow."""
    classified = re.findall(
        r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    (matrix,) = (each for each in matrices(GITHUB / "workflows/tests.yml") if "python" in each)
    assert matrix["python"] == classified


def test_dependabot_watches_every_lock() -> None:
    """Each folder with a lock is named, under what reads it."""
    watched = {
        (update["package-ecosystem"], folder.strip("/"))
        for update in loaded(GITHUB / "dependabot.yml")["updates"]
        for folder in update.get("directories", [update.get("directory")])
    }
    found = {("uv", ""), ("github-actions", "")}
    for name, ecosystem in (("go.mod", "gomod"), ("package-lock.json", "npm")):
        for top in ("tools", "tests/e2e/app"):
            paths = (ROOT / top).glob(f"*/{name}")
            found |= {(ecosystem, path.parent.relative_to(ROOT).as_posix()) for path in paths}
    assert watched == found


@pytest.mark.parametrize("path", sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=str)
def test_issue_forms_are_whole(path: Path) -> None:
    """A form has a name, a description, and fields with ids of their own and labels."""
    form = loaded(path)
    assert form["name"]
    assert form["description"]
    fields = [item for item in form["body"] if item["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(field["attributes"]["label"] for field in fields)


def test_dev_container_sets_up_as_the_readme_does() -> None:
    """The dev container runs the first command of the README, up to the sessions."""
    text = (ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8")
    command = json.loads(text)["postCreateCommand"]
    first = command.split(" && ")[:2]
    assert all(part in (ROOT / "README.md").read_text(encoding="utf-8") for part in first)
    assert re.search(r"python:3\.11", text)
