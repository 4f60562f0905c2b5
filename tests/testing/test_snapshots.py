"""A snapshot of what is generated is the same in each run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TEST = """
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, render


class Cache(HelmChart[ChartValues]):
    metadata = ChartMetadata(name="cache", version="1.0.0", app_version="7", description="A cache")

    def build(self):
        GeneratedSecret(self, "auth", keys={"password": 32})


def test_cache(manifest_snapshot):
    assert render(Cache, {}) == manifest_snapshot


def test_random():
    assert render(Cache, {}) != render(Cache, {})
"""


def test_snapshot_says_what_is_generated(tmp_path: Path) -> None:
    """In tests with the fixture of the plugin; in others it is random."""
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["todo_k8s.testing.plugin"]\n')
    (tmp_path / "test_cache.py").write_text(TEST)
    for more in (["--snapshot-update"], [], []):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more]
        done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    text = (tmp_path / "__snapshots__" / "test_cache" / "test_cache.yaml").read_text()
    wanted = "generated for default/release-name-cache-auth/password: 32 characters"
    assert f"  password: '{wanted}'\n" in text
