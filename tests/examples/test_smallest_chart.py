"""A chart with one service and nothing else, as somebody starts one."""

from __future__ import annotations

from pathlib import Path

import pytest
from constructs import Construct

from tests.examples.rendering import MAJORS
from todo_k8s import BackendService, Release
from todo_k8s.constructs import ServicePolicy
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, chart_files, export_chart, render
from todo_k8s.helm.content import spread
from todo_k8s.helm.model import KubernetesObject
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.printed import canonical
from todo_k8s.values import ImageValues, ServicePolicyValues, WorkloadValues

RELEASE = Release()


class SmallValues(ChartValues):
    """What can be set."""

    api: WorkloadValues = WorkloadValues(image=ImageValues(repository="small-api"))
    """The API."""

    api_from: list[KubernetesObject] = []
    """Who may reach it."""


class Small(HelmChart):
    """One service, without secrets, license or notes."""

    metadata = ChartMetadata(name="small", version="0.1.0", app_version="1", description="Small")

    def __init__(
        self, scope: Construct, id: str, *, values: SmallValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        api = BackendService(self, "api", values=values.api)
        ServicePolicy(
            self,
            "policy",
            values=ServicePolicyValues(),
            service=api,
            peers=[spread(values.api_from)],
            ports=[],
        )


def test_chart_has_no_empty_files() -> None:
    """A chart without notes and license text has neither file."""
    files = chart_files(Small)
    assert not {"LICENSE", "templates/NOTES.txt"} & set(files)
    assert all(text.strip() for text in files.values())


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize(
    "text",
    ["", "api: {secretEnv: {A: a}}", 'apiFrom: [{podSelector: {matchLabels: {app: "1e3"}}}]'],
    ids=["defaults", "secret-without-source", "peers"],
)
def test_smallest_chart_renders_alike(text: str, major: str, tmp_path: Path) -> None:
    """A service without AppSecrets, and peers that come from values only, agree too."""
    folder, file = export_chart(Small, to=tmp_path / "small"), tmp_path / "values.yaml"
    file.write_text(text, encoding="utf-8")
    wanted = render(Small, read_values(text), RELEASE)
    assert canonical(MAJORS[major](folder, file, RELEASE)) == canonical(wanted)


def test_policy_without_peers_and_ports_is_closed() -> None:
    """Lists that are empty at install close the service but for DNS, rather than open it."""
    (policy,) = [m for m in render(Small, {}) if m["kind"] == "NetworkPolicy"]
    assert "ingress" not in policy["spec"]
    asked = [port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]]
    assert set(asked) == {53, 5353}  # the latter of OpenShift's own
