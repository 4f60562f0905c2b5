"""The programs in examples/ run as a user would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from examples import minimal, production
from todo_k8s import render
from todo_k8s.helm.reading import read_values_file
from todo_k8s.testing.printed import canonical

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(program: str, folder: Path, *arguments: str) -> str:
    """Run an example in a folder, and return what it prints."""
    done = subprocess.run(
        [sys.executable, EXAMPLES / program, *arguments],
        check=True,
        cwd=folder,
        env={**os.environ, "CDK8S_OUTDIR": "out"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def written(folder: Path) -> list[Any]:
    """Return the manifests that an example wrote."""
    (file,) = Path(folder, "out").glob("*.yaml")
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def test_minimal_app_writes_what_render_gives(tmp_path: Path) -> None:
    """A cdk8s app with the chart writes the manifests that `render` gives for the same values."""
    run("minimal.py", tmp_path)
    wanted = render(minimal.VALUES, minimal.RELEASE)
    assert canonical(written(tmp_path)) == canonical(wanted)


@pytest.mark.parametrize(("old", "new", "status"), [("", "", 0), ("replicas: 2", "replicas: 3", 1)])
def test_synth_check_finds_a_difference(old: str, new: str, status: int, tmp_path: Path) -> None:
    """The check of `nox -s synth` accepts what the app writes, and nothing else."""
    run("minimal.py", tmp_path)
    (file,) = Path(tmp_path, "out").glob("*.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    check = EXAMPLES.parent / "tests" / "synth_check.py"
    done = subprocess.run([sys.executable, check, file.parent], check=False, capture_output=True)
    assert done.returncode == status


def test_production_app_adds_through_cdk8s_plus(tmp_path: Path) -> None:
    """Both Deployments differ from `render` by what was added through their handles, no more."""
    run("production.py", tmp_path)
    found = written(tmp_path)
    for manifest in found:
        if manifest["kind"] == "Deployment":
            added = manifest["spec"]["template"]["spec"].pop("tolerations")
            assert added == [{"key": "dedicated", "operator": "Equal", "value": "todo"}]
    assert canonical(found) == canonical(render(production.VALUES, production.RELEASE))


def test_production_values_are_those_of_the_values_file() -> None:
    """The typed values and the values file for Helm say the same."""
    mapping = read_values_file(EXAMPLES / "values" / "production.yaml")
    wanted = render(production.VALUES, production.RELEASE)
    assert canonical(render(mapping, production.RELEASE)) == canonical(wanted)


def test_worker_program_writes_folder_and_archive(tmp_path: Path) -> None:
    """The worker's program writes a chart folder, its archive, and the checksum."""
    printed = run("worker.py", tmp_path, "charts/mail")
    assert printed.split() == ["charts/mail", "charts/mail-worker-0.3.0.tgz"]
    assert Path(tmp_path, "charts/mail/Chart.yaml").is_file()
    assert Path(tmp_path, "charts/mail-worker-0.3.0.tgz.sha256").is_file()
