"""`backend.deployment` is plain cdk8s-plus: what is added to it shows in both renderings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import helm_python
import pytest
from constructs import Construct

from tests.exported import exported_files
from todo_k8s import BackendService, Release, TodoChatbot, TodoChatbotValues
from todo_k8s.helm import chart_files
from todo_k8s.helm import render as render_chart
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_values
from todo_k8s.values import BackendValues

Adder = Callable[[TodoChatbot], object]
VALUES: dict[str, Any] = {
    "backend": {
        "env": {"GIVEN": "yes"},
        "podAnnotations": {"given": "x"},
        "extraVolumes": [{"name": "given", "emptyDir": {}}],
        "extraVolumeMounts": [{"name": "given", "mountPath": "/given"}],
        "podSpec": {"hostname": "given"},
        "containerSpec": {"workingDir": "/given"},
        "deploymentSpec": {"paused": False},
        "serviceSpec": {"sessionAffinity": "ClientIP"},
    }
}


def chart_with(add: Adder) -> type[TodoChatbot]:
    """Return the chart with something added to it by plain cdk8s."""

    class Mine(TodoChatbot):
        """Somebody's own chart on top of todo-chatbot."""

        def __init__(
            self,
            scope: Construct,
            id: str,
            *,
            values: TodoChatbotValues,
            release: Release | None = None,
        ) -> None:
            super().__init__(scope, id, values=values, release=release)
            add(self)

    return Mine


def concrete(add: Adder, kind: str = "Deployment") -> dict[str, Any]:
    """Return the backend's manifest of a kind, from concrete values."""
    return pick(render_chart(chart_with(add), VALUES), kind)


def installed(add: Adder, kind: str = "Deployment") -> dict[str, Any]:
    """Return the backend's manifest of a kind, from the exported chart."""
    data = archive_bytes("todo-chatbot", chart_files(chart_with(add)))
    with helm_python.Chart.load_archive(data) as chart:
        printed = chart.render(VALUES, name="todo", namespace="todo")
    texts = (text for name, text in printed.items() if not name.endswith("NOTES.txt"))
    return pick([read_values(text) for text in texts if text.strip()], kind)


def pick(manifests: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """Return the backend's manifest of a kind."""
    name = "todo-todo-chatbot-backend"
    (found,) = (
        each for each in manifests if (each.get("kind"), each["metadata"]["name"]) == (kind, name)
    )
    return found


def container(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the backend's own container."""
    containers: list[dict[str, Any]] = manifest["spec"]["template"]["spec"]["containers"]
    (found,) = (each for each in containers if each["name"] == "backend")
    return found


def template(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a Deployment's pod template."""
    found: dict[str, Any] = manifest["spec"]["template"]
    return found


def add_variable(chart: TodoChatbot) -> None:
    chart.backend.deployment.containers[0].env.add_variable(
        "EXTRA", kplus.EnvValue.from_value("{{ 1e3 }}")
    )


def add_volume(chart: TodoChatbot) -> None:
    volume = kplus.Volume.from_empty_dir(
        chart, "scratch", "scratch", size_limit=cdk8s.Size.mebibytes(1)
    )
    chart.backend.deployment.containers[0].mount("/scratch", volume)


def add_unlimited_volume(chart: TodoChatbot) -> None:
    volume = kplus.Volume.from_empty_dir(chart, "scratch", "scratch")
    chart.backend.deployment.add_volume(volume)


def add_label(chart: TodoChatbot) -> None:
    chart.backend.deployment.metadata.add_label("tier", "api")
    chart.backend.deployment.pod_metadata.add_label("team", "x")


def add_annotation(chart: TodoChatbot) -> None:
    chart.backend.deployment.metadata.add_annotation("own/one", "1")
    chart.backend.deployment.pod_metadata.add_annotation("own/two", "yes")


def add_scheduling(chart: TodoChatbot) -> None:
    deployment = chart.backend.deployment
    tainted = kplus.Node.tainted(kplus.NodeTaintQuery.is_("dedicated", "api"))
    deployment.scheduling.tolerate(tainted)
    deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is_("disk", "ssd")))


def add_container(chart: TodoChatbot) -> None:
    chart.backend.deployment.add_container(name="log", image="busybox:1.37", args=["-f"])


def add_patch(chart: TodoChatbot) -> None:
    cdk8s.ApiObject.of(chart.backend.deployment).add_json_patch(
        cdk8s.JsonPatch.add("/spec/paused", value=True),
        cdk8s.JsonPatch.replace("/spec/template/spec/enableServiceLinks", value=True),
    )


def has_variable(made: dict[str, Any]) -> bool:
    return {"name": "EXTRA", "value": "{{ 1e3 }}"} in container(made)["env"]


def has_volume(made: dict[str, Any]) -> bool:
    volumes = template(made)["spec"]["volumes"]
    mounts = container(made)["volumeMounts"]
    return {"name": "scratch", "emptyDir": {"sizeLimit": "1Mi"}} in volumes and any(
        (mount["name"], mount["mountPath"]) == ("scratch", "/scratch") for mount in mounts
    )


def has_unlimited_volume(made: dict[str, Any]) -> bool:
    return {"name": "scratch", "emptyDir": {}} in template(made)["spec"]["volumes"]


def has_label(made: dict[str, Any]) -> bool:
    of_pods = template(made)["metadata"]["labels"]
    return (made["metadata"]["labels"]["tier"], of_pods["team"]) == ("api", "x")


def has_annotation(made: dict[str, Any]) -> bool:
    of_pods = template(made)["metadata"]["annotations"]
    return (made["metadata"]["annotations"], of_pods["own/two"]) == ({"own/one": "1"}, "yes")


def has_scheduling(made: dict[str, Any]) -> bool:
    spec = template(made)["spec"]
    wanted = {"effect", "key", "operator", "value"}
    affinity = spec["affinity"]["nodeAffinity"]
    return wanted >= set(spec["tolerations"][0]) and bool(affinity)


def has_container(made: dict[str, Any]) -> bool:
    names = [each["name"] for each in template(made)["spec"]["containers"]]
    return names == ["backend", "log"]


def is_patched(made: dict[str, Any]) -> bool:
    return made["spec"]["paused"] is True and template(made)["spec"]["enableServiceLinks"] is True


ADDED: dict[str, tuple[Adder, Callable[[dict[str, Any]], bool]]] = {
    "variable": (add_variable, has_variable),
    "volume": (add_volume, has_volume),
    "volume without limit": (add_unlimited_volume, has_unlimited_volume),
    "label": (add_label, has_label),
    "annotation": (add_annotation, has_annotation),
    "scheduling": (add_scheduling, has_scheduling),
    "container": (add_container, has_container),
    "JSON patch": (add_patch, is_patched),
}


@pytest.mark.parametrize("case", ADDED)
def test_what_is_added_shows_in_manifest_and_template(case: str) -> None:
    """An addition by plain cdk8s-plus is in the concrete manifest, and in the exported chart."""
    add, shows = ADDED[case]
    made = concrete(add)
    assert shows(made)
    assert installed(add) == made
    assert not shows_in_plain(shows)


def shows_in_plain(shows: Callable[[dict[str, Any]], bool]) -> bool:
    """Tell whether an addition shows where nothing was added."""
    try:
        return shows(concrete(lambda _chart: None))
    except KeyError:
        return False


@pytest.mark.parametrize("case", ADDED)
def test_what_is_added_takes_nothing_away(case: str) -> None:
    """Everything that was there before is there still, as it was: the native preStop sleep too."""
    add, _shows = ADDED[case]
    before, after = concrete(lambda _chart: None), concrete(add)
    assert container(after)["lifecycle"] == {"preStop": {"sleep": {"seconds": 10}}}
    assert missing(before, after, ignore=("enableServiceLinks", "paused")) == []


def missing(before: Any, after: Any, ignore: tuple[str, ...], path: str = "") -> list[str]:
    """Return the paths of what is in one tree and not in the other; items are found anywhere."""
    if is_map(before):
        return [
            gone
            for key, value in before.items()
            if key not in ignore
            for gone in (
                missing(value, after[key], ignore, f"{path}.{key}")
                if key in after
                else [f"{path}.{key}"]
            )
        ]
    if is_list(before):
        return [
            f"{path}[{index}]"
            for index, value in enumerate(before)
            if all(missing(value, item, ignore) for item in after)
        ]
    return [] if before == after else [path]


def test_touched_handles_change_nothing() -> None:
    """Looking at the handles is free: the manifests are the same, key for key, in order."""

    def touch(chart: TodoChatbot) -> None:
        for service in (chart.backend, chart.frontend):
            assert isinstance(service.deployment, kplus.Deployment)
            assert isinstance(service.service, kplus.Service)
            assert service.deployment is service.deployment
            assert service.deployment.containers[0].name == service.component

    plain = render_chart(TodoChatbot, VALUES)
    touched = render_chart(chart_with(touch), VALUES)
    assert repr(touched) == repr(plain)
    files, plain_files = chart_files(chart_with(touch)), exported_files()
    for name in ("templates/backend-deployment.yaml", "templates/frontend-service.yaml"):
        assert files[name] == plain_files[name]


def test_service_handle_adds_ports_and_annotations() -> None:
    """The Service too is plain cdk8s-plus."""

    def add(chart: TodoChatbot) -> None:
        chart.backend.service.bind(9090, name="metrics")
        chart.backend.service.metadata.add_annotation("own/one", "1")

    made = concrete(add, "Service")
    assert [port["name"] for port in made["spec"]["ports"]] == ["http", "metrics"]
    assert made["metadata"]["annotations"] == {"own/one": "1"}
    assert installed(add, "Service") == made


def test_handle_takes_tokens() -> None:
    """What is added may come from the values."""

    def add(chart: TodoChatbot) -> None:
        chart.backend.deployment.containers[0].env.add_variable(
            "MODEL_OF", kplus.EnvValue.from_value(f"{chart.values.ai.provider}!")
        )

    made = concrete(add)
    assert {"name": "MODEL_OF", "value": "gemini!"} in container(made)["env"]
    assert installed(add) == made


def test_handles_of_a_service_that_is_off_have_no_effect() -> None:
    """What is added to a Deployment and a Service that are not there shows nowhere."""
    chart = cdk8s.Chart(cdk8s.App(), "off")
    off = BackendService(chart, "off", values=BackendValues(), enabled=False)
    off.deployment.metadata.add_label("a", "b")
    off.service.metadata.add_label("a", "b")
    assert chart.to_json() == []
    assert off.url == "http://off-off:8000"
