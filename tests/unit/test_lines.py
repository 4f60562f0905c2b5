"""Each line of cdk8s-plus gives the same manifests: as handles, and as objects of a chart's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_type

import cdk8s
import cdk8s_plus_27 as kplus
import helm_python
import pytest

from todo_k8s.constructs import BackendService
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, chart_files
from todo_k8s.helm import render as render_chart
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.reading import read_values
from todo_k8s.values import ImageValues, WorkloadValues

NEWER = ("cdk8s_plus_35", "cdk8s_plus_36", "cdk8s_plus_37")
"""Lines that `nox -s compat` installs with the newest dependencies."""
VALUES: dict[str, Any] = {"api": {"replicaCount": 3, "env": {"GIVEN": "yes"}}, "model": "{{ 1e3 }}"}


class LineValues(ChartValues):
    """What an operator of the chart can set."""

    api: WorkloadValues = WorkloadValues(
        preset="uvicorn", image=ImageValues(repository="line/api", tag="1")
    )
    """The API."""

    model: str = "small"
    """The model that it asks."""


LineChart = HelmChart[LineValues]


def chart_of(line: Any, *parts: Callable[[LineChart, Any], None]) -> type[LineChart]:
    """Return a chart of parts, each made with a line."""

    class Lines(LineChart):
        """A chart of one line."""

        metadata = ChartMetadata(name="lines", version="1.0.0", app_version="1", description="-")

        def build(self) -> None:
            for part in parts:
                part(self, line)

    return Lines


def add_to_handles(chart: LineChart, line: Any) -> None:
    """Make a service, and add to it through handles."""
    api = BackendService(chart, "api", values=chart.values.api)
    deployment, service = api.deployment_of(line), api.service_of(line)
    assert isinstance(deployment, line.Deployment)
    assert isinstance(service, line.Service)
    assert deployment is api.deployment_of(line)
    container = deployment.containers[0]
    container.env.add_variable("MODEL_OF", line.EnvValue.from_value(f"{chart.values.model}!"))
    container.mount("/scratch", line.Volume.from_empty_dir(chart, "scratch", "scratch"))
    deployment.pod_metadata.add_annotation("own/one", "1")
    deployment.scheduling.attract(line.Node.labeled(line.NodeLabelQuery.is_("disk", "ssd")))
    deployment.add_container(name="log", image="busybox:1.37", args=["-f"])
    cdk8s.ApiObject.of(deployment).add_json_patch(cdk8s.JsonPatch.add("/spec/paused", value=True))
    service.bind(9090, name="metrics")


def make_objects(chart: LineChart, line: Any) -> None:
    """Make objects of cdk8s-plus, whose names and selectors are those of the release."""
    config = line.ConfigMap(chart, "config", data={"model": f"is {chart.values.model}"})
    probe = line.Probe.from_http_get("/live", period_seconds=cdk8s.Duration.seconds(5))
    volume = line.Volume.from_config_map(chart, "volume", config, name="config")
    web = line.Deployment(
        chart,
        "web",
        replicas=2,
        containers=[
            line.ContainerProps(
                image="nginx:1.29",
                port_number=80,
                liveness=probe,
                env_variables={
                    "URL": line.EnvValue.from_value(f"http://{chart.release.name}-api"),
                    "MODEL": line.EnvValue.from_config_map(config, "model"),
                },
                resources=line.ContainerResources(
                    cpu=line.CpuResources(request=line.Cpu.millis(50)),
                    memory=line.MemoryResources(limit=cdk8s.Size.mebibytes(64)),
                ),
                volume_mounts=[line.VolumeMount(path="/config", volume=volume)],
            )
        ],
    )
    service = web.expose_via_service(ports=[line.ServicePort(port=80)])
    backend = line.IngressBackend.from_service(service)
    line.Ingress(chart, "ingress", rules=[line.IngressRule(path="/", backend=backend)])
    line.NetworkPolicy(chart, "policy", selector=web)
    # with a number of replicas of its own, a Deployment has no autoscaler
    scaled = line.Deployment(chart, "scaled", containers=[line.ContainerProps(image="a")])
    line.HorizontalPodAutoscaler(chart, "scaler", target=scaled, max_replicas=5)
    line.ServiceAccount(chart, "account", automount_token=False)


def installed(chart: type[LineChart], values: dict[str, Any] = VALUES) -> list[Any]:
    """Return what Helm makes of the exported chart."""
    data = archive_bytes("lines", chart_files(chart))
    with helm_python.Chart.load_archive(data) as loaded:
        printed = loaded.render(values, name="release-name", namespace="default")
    texts = (text for name, text in printed.items() if not name.endswith("NOTES.txt"))
    return [read_values(text) for text in texts if text.strip()]


def by_name(manifests: list[Any]) -> list[Any]:
    """Return manifests in one order."""
    return sorted(manifests, key=lambda each: (each["kind"], each["metadata"]["name"]))


@pytest.fixture(params=("cdk8s_plus_27", *NEWER))
def line(request: pytest.FixtureRequest) -> Any:
    """A line of cdk8s-plus; the newer ones where they are installed."""
    return pytest.importorskip(request.param)


PARTS = {"handles": add_to_handles, "objects": make_objects}


@pytest.mark.parametrize("part", PARTS)
def test_helm_makes_of_a_line_what_the_constructs_make(part: str, line: Any) -> None:
    """A chart of any line keeps the law, with handles and with objects of its own."""
    chart = chart_of(line, PARTS[part])
    made = render_chart(chart, VALUES)
    assert by_name(installed(chart)) == by_name(made)
    assert "Deployment" in {each["kind"] for each in made}


def test_handles_of_every_line_give_the_same(line: Any) -> None:
    """Manifests and the files of the chart are those of line 27, byte for byte."""
    chart, other = chart_of(line, add_to_handles), chart_of(kplus, add_to_handles)
    assert repr(render_chart(chart, VALUES)) == repr(render_chart(other, VALUES))
    assert chart_files(chart) == chart_files(other)


def test_objects_of_every_line_differ_in_defaults_only(line: Any) -> None:
    """Newer lines write two more fields of a Deployment, as what Kubernetes takes without them."""
    made = render_chart(chart_of(line, make_objects), VALUES)
    for each in made:
        if each["kind"] == "Deployment":
            assert each["spec"].pop("revisionHistoryLimit", 10) == 10
            assert each["spec"]["template"]["spec"].pop("shareProcessNamespace", False) is False
    assert repr(made) == repr(render_chart(chart_of(kplus, make_objects), VALUES))


def mixed(*lines: Any) -> type[LineChart]:
    """Return a chart with a variable through the handle of each line."""

    class Mixed(HelmChart[LineValues]):
        """A chart of several lines."""

        metadata = ChartMetadata(name="mixed", version="1.0.0", app_version="1", description="-")

        def build(self) -> None:
            api = BackendService(self, "api", values=self.values.api)
            for line in lines:
                value = line.EnvValue.from_value(self.values.model)
                container = api.deployment_of(line).containers[0]
                container.env.add_variable(line.__name__.upper(), value)

    return Mixed


@pytest.mark.parametrize("name", NEWER)
def test_handles_of_two_lines_add_to_one_object(name: str) -> None:
    """A chart on top of one that uses line 27 takes another line, and loses nothing."""
    newer = pytest.importorskip(name)
    chart = mixed(kplus, newer)
    (made,) = (each for each in render_chart(chart, VALUES) if each["kind"] == "Deployment")
    env = made["spec"]["template"]["spec"]["containers"][0]["env"]
    added = [(each["name"], each.get("value")) for each in env[-2:]]
    assert added == [("CDK8S_PLUS_27", "{{ 1e3 }}"), (name.upper(), "{{ 1e3 }}")]
    assert by_name(installed(chart)) == by_name(render_chart(chart, VALUES))


def test_line_27_is_the_default() -> None:
    """`deployment` and `deployment_of(cdk8s_plus_27)` are one object, and of one type."""

    class Default(HelmChart[LineValues]):
        """A chart of line 27."""

        metadata = ChartMetadata(name="default", version="1.0.0", app_version="1", description="-")

        def build(self) -> None:
            api = BackendService(self, "api", values=self.values.api)
            assert assert_type(api.deployment_of(kplus), kplus.Deployment) is api.deployment
            assert assert_type(api.service_of(kplus), kplus.Service) is api.service

    assert render_chart(Default, VALUES)


BESIDE: dict[str, Any] = {
    "affinity": {
        "nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []},
        "podAffinity": {},
    },
    "podAnnotations": {"own/one": "theirs", "own/two": "2"},
}
"""What an operator sets where a handle adds something of the same name."""


def test_what_a_handle_adds_wins() -> None:
    """Of two entries with one name only that of the handle is there, in Helm too."""
    chart, values = chart_of(kplus, add_to_handles), {"api": BESIDE}
    (made,) = (each for each in render_chart(chart, values) if each["kind"] == "Deployment")
    pod = made["spec"]["template"]
    assert pod["metadata"]["annotations"] == {"own/one": "1", "own/two": "2"}
    assert pod["spec"]["affinity"]["podAffinity"] == {}
    assert "requiredDuringSchedulingIgnoredDuringExecution" in str(pod["spec"]["affinity"])
    assert by_name(installed(chart, values)) == by_name(render_chart(chart, values))
