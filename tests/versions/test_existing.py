"""Each Helm keeps what a cluster has of a generated Secret, and Python keeps the same.

The cluster is a small server that has Secrets. Python is told what Helm printed, so that both must
agree to the last byte, whatever Helm has generated for the rest.
"""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from typing import Any

import helm_python
import pytest

from tests.leaks.api_server import api_server
from tests.versions.programs import HELMS
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Release, export_chart, render
from todo_k8s.helm.chart.existing import nothing_random
from todo_k8s.testing.generated import settled
from todo_k8s.testing.printed import canonical, documents

RELEASE = Release("todo", "ns")
IN_PROCESS = Path("Helm 4 in process")


class CacheValues(ChartValues):
    """What can be set of a cache."""


class Cache(HelmChart[CacheValues]):
    """A cache."""

    metadata = ChartMetadata(name="cache", version="1.0.0", app_version="7", description="A cache")

    def build(self) -> None:
        """Make the objects."""
        GeneratedSecret(self, "auth", keys={"password": 32, "a.token": 20})


def secret(data: Any, name: str = "todo-cache-auth", namespace: str = "ns") -> dict[str, Any]:
    """Return a Secret of the release."""
    helms = {"meta.helm.sh/release-name": "todo", "meta.helm.sh/release-namespace": "ns"}
    metadata = {
        "name": name,
        "namespace": namespace,
        "annotations": helms,
        "labels": {"app.kubernetes.io/managed-by": "Helm"},
    }
    made = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "data": data}
    return {key: value for key, value in made.items() if value is not None}


KEPT = base64.b64encode(b"kept").decode()
BOTH = {"password": KEPT, "a.token": base64.b64encode(b"a token").decode()}
OTHERS = [secret(BOTH, "todo-cache"), secret(BOTH, namespace="elsewhere"), secret(None, "other")]
CASES: dict[str, tuple[list[dict[str, Any]], dict[str, str]]] = {
    "nothing": ([secret(None, "other")], {}),
    "other Secrets": (OTHERS, {}),
    "all": ([secret({**BOTH, "more": KEPT}), *OTHERS], BOTH),
    "one key": ([secret({"password": KEPT})], {"password": KEPT}),
    "an empty key": ([secret({"password": KEPT, "a.token": ""})], {"password": KEPT}),
    "a Secret without data": ([secret(None)], {}),
}
"""What a cluster has, and what of it is kept."""


def install(helm: Path, chart: Path, config: Path) -> list[Any]:
    """Return the manifests that Helm would install on the cluster."""
    if helm is IN_PROCESS:
        with helm_python.Config(kubeconfig_path=config, namespace="ns") as cluster:
            return documents(cluster.install(str(chart), "todo", {}, dry_run="server")["manifest"])
    command = [str(helm), "template", "todo", str(chart), "--namespace=ns", "--dry-run=server"]
    command += [f"--kubeconfig={config}"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return documents(done.stdout)


@pytest.mark.helm
@pytest.mark.parametrize("helm", [*HELMS, IN_PROCESS], ids=lambda helm: helm.name)
@pytest.mark.parametrize("case", CASES)
def test_helm_keeps_what_exists(helm: Path, case: str, tmp_path: Path) -> None:
    """And generates the rest, of the form that Python says; Python then keeps all."""
    there, kept = CASES[case]
    chart = export_chart(Cache, to=tmp_path / "cache")
    with api_server(tmp_path, there) as config:
        first, second = (install(helm, chart, config) for _ in range(2))
    for made in (first, second):
        assert canonical(render(Cache, {}, RELEASE, existing=made)) == canonical(made)
        data = made[0]["data"]
        assert {key: data[key] for key in kept} == kept
        with nothing_random():
            wanted = canonical(render(Cache, {}, RELEASE))
        assert (settled(canonical(made), wanted) == wanted) == (not kept)
    assert {key for key in BOTH if first[0]["data"][key] == second[0]["data"][key]} == kept.keys()
    assert render(Cache, {}, RELEASE, existing=there)[0]["data"].items() >= kept.items()


@pytest.mark.helm
def test_helm_takes_no_secret_of_somebody_else(tmp_path: Path) -> None:
    """One that the release does not own: nothing is installed, and nothing replaced."""
    chart = export_chart(Cache, to=tmp_path / "cache")
    theirs = secret(BOTH)
    theirs["metadata"]["annotations"] = {}
    with (
        api_server(tmp_path, [theirs]) as config,
        pytest.raises(helm_python.HelmError, match="exists and cannot be imported") as refused,
    ):
        install(IN_PROCESS, chart, config)
    assert KEPT not in str(refused.value)
