"""Programs that use cdk8s and cdk8s-plus as in any other chart."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import jsii
from constructs import Construct, IValidation

from tests.programs.programs import AGREES, Program, chart_of, config_map
from todo_k8s.helm import HelmChart, when
from todo_k8s.helm.content import each, only_if, with_entries


def _config(scope: Construct, id: str, **data: str) -> kplus.ConfigMap:
    """Add a ConfigMap of cdk8s-plus, which names itself."""
    return kplus.ConfigMap(scope, id, data=data)


def _deployment(scope: Construct, id: str, image: str = "nginx") -> kplus.Deployment:
    containers = [kplus.ContainerProps(image=image, port=80)]
    return kplus.Deployment(scope, id, containers=containers)


def _nested(chart: HelmChart, v: Any) -> None:
    config_map(chart, "outer", {"x": v.text}, "outer")
    inner = cdk8s.Chart(chart, "inner", namespace="elsewhere", labels={"in": "inner"})
    config_map(inner, "thing", {"x": v.text}, "inner")
    _config(inner, "config", text=f"is {v.text}")


def _nested_helm_chart(chart: HelmChart, v: Any) -> None:
    inner = chart_of(lambda scope, w: config_map(scope, "thing", {"x": w.text}, scope.release.name))
    inner(chart, "inner", values=v)


def _in_when(chart: HelmChart, v: Any) -> None:
    if scope := when(chart, "more", v.flag):
        _deployment(scope, "web")
        _config(scope, "config", text=f"is {v.text}")


def _what_cdk8s_drops(chart: HelmChart, v: Any) -> None:
    _config(chart, "config", text=v.text)


def _service(chart: HelmChart, v: Any) -> None:
    deployment = _deployment(chart, "web", image=v.text)
    deployment.expose_via_service(ports=[kplus.ServicePort(port=80)])


def _two_services(chart: HelmChart, v: Any) -> None:
    for name in ("web", "api"):
        deployment = _deployment(chart, name, image=v.text)
        deployment.expose_via_service(ports=[kplus.ServicePort(port=80)])


def _policy(chart: HelmChart, v: Any) -> None:  # the form of a program
    web, api = _deployment(chart, "web"), _deployment(chart, "api")
    web.scheduling.colocate(api)
    kplus.NetworkPolicy(chart, "policy", selector=web)


@jsii.implements(IValidation)
class _Says:
    def __init__(self, lines: Any) -> None:
        self._lines = lines

    def validate(self) -> Any:
        return self._lines()


def _validated(lines: Any) -> Any:
    def build(chart: HelmChart, v: Any) -> None:
        thing = config_map(chart, "thing", {"x": v.text})
        thing.node.add_validation(_Says(lambda: lines(v)))

    return build


def _metadata(chart: HelmChart, v: Any) -> None:
    config = _config(chart, "config", text="a")
    config.metadata.add_label("text", v.kind)
    config.metadata.add_annotation("text", f"{v.text}, {v.number}")


def _patched(operation: Any) -> Any:
    def build(chart: HelmChart, v: Any) -> None:
        thing = config_map(
            chart,
            "thing",
            {
                "x": v.labels,
                "y": {"z": v.number},
                "w": ["a", each(v.words, lambda word: word), "b"],
                "c": [only_if(v.flag, "a")],
                "o": with_entries({"the chart's": v.number}, v.thing),
            },
        )
        thing.add_json_patch(operation(v))

    return build


def _patched_plain(chart: HelmChart, v: Any) -> None:
    deployment = _deployment(chart, "web")
    patch = cdk8s.JsonPatch.replace("/spec/template/spec/containers/0/image", v.text)
    cdk8s.ApiObject.of(deployment).add_json_patch(patch)


def _dependent(chart: HelmChart, v: Any) -> None:
    one = config_map(chart, "one", {"x": v.text}, "one")
    two = config_map(chart, "two", {"x": v.text}, "two")
    one.add_dependency(two)


def _l2_with(**options: Any) -> Any:
    def build(chart: HelmChart, v: Any) -> None:
        given = {name: make(v) for name, make in options.items()}
        kplus.Deployment(chart, "web", containers=[kplus.ContainerProps(image="a", **given)])

    return build


def _replicas(chart: HelmChart, v: Any) -> None:
    kplus.Deployment(
        chart, "web", replicas=v.count, containers=[kplus.ContainerProps(image="nginx")]
    )


def _named_by_release(chart: HelmChart, v: Any) -> None:
    metadata = cdk8s.ApiObjectMetadata(name=f"{chart.release.name}-{v.text}")
    kplus.ConfigMap(chart, "config", metadata=metadata, data={"a": "b"})


def _include(chart: HelmChart, v: Any) -> None:
    cdk8s.ApiObject(
        chart,
        "raw",
        api_version="v1",
        kind="ConfigMap",
        metadata=cdk8s.ApiObjectMetadata(name="raw", labels={"a": v.kind}),
    )


def _entries(chart: HelmChart, v: Any) -> None:
    kplus.ConfigMap(chart, "config", data=v.labels)


def _loop(chart: HelmChart, v: Any) -> None:
    kplus.ConfigMap(chart, "config", data={"a": each(v.words, lambda word: word)})


def _volume(chart: HelmChart, _: Any) -> None:
    volume = kplus.Volume.from_config_map(chart, "volume", _config(chart, "config", text="a"))
    _deployment(chart, "web").containers[0].mount("/etc/web", volume)


def _named_volume(chart: HelmChart, v: Any) -> None:
    config = _config(chart, "config", text=f"is {v.text}")
    volume = kplus.Volume.from_config_map(chart, "volume", config, name="config")
    _deployment(chart, "web").containers[0].mount(f"/etc/{v.kind}", volume)


def _ingress(chart: HelmChart, v: Any) -> None:
    service = _deployment(chart, "web").expose_via_service()
    backend = kplus.IngressBackend.from_service(service)
    kplus.Ingress(
        chart, "ingress", rules=[kplus.IngressRule(host=v.text, path="/", backend=backend)]
    )


def _scaled(chart: HelmChart, v: Any) -> None:
    target = kplus.Deployment(
        chart, "web", replicas=v.count, containers=[kplus.ContainerProps(image="a")]
    )
    kplus.HorizontalPodAutoscaler(chart, "scaler", target=target, max_replicas=5)


PROGRAMS = [
    Program("a volume that cdk8s-plus names", "a short name of its own", _volume),
    Program("a volume with a name", AGREES, _named_volume),
    Program("a host that may be empty", "leaves out what is empty", _ingress),
    Program("replicas that are scaled too", "(.Values.count)", _scaled),
    Program("a chart in the chart", AGREES, _nested),
    Program("a Helm chart in the chart, without a release", AGREES, _nested_helm_chart),
    Program("cdk8s-plus in a condition", AGREES, _in_when),
    Program("a text that cdk8s-plus leaves out if it is empty", "ConfigMap", _what_cdk8s_drops),
    Program("a Service of cdk8s-plus", AGREES, _service),
    Program("two of them", AGREES, _two_services),
    Program("policies and affinities of cdk8s-plus", AGREES, _policy),
    Program("a validation that finds nothing", AGREES, _validated(lambda _: [])),
    Program("a validation that finds something", "is bad", _validated(lambda _: ["it is bad"])),
    Program(
        "a validation of values",
        "only at install",
        _validated(lambda v: ["too many"] if v.count > 5 else []),
    ),
    Program("labels and annotations of cdk8s-plus", AGREES, _metadata),
    Program("a patch that adds", AGREES, _patched(lambda v: cdk8s.JsonPatch.add("/a", v.text))),
    Program(
        "a patch that replaces a map of the values",
        "has no place in a field of cdk8s",
        _patched(lambda v: cdk8s.JsonPatch.replace("/spec/x", v.sizes)),
    ),
    Program(
        "a patch in a map of the values",
        "leads into what is known only at install",
        _patched(lambda v: cdk8s.JsonPatch.add("/spec/x/b", v.text)),
    ),
    Program(
        "a patch that removes", AGREES, _patched(lambda _: cdk8s.JsonPatch.remove("/spec/y/z"))
    ),
    Program(
        "a patch that moves",
        AGREES,
        _patched(lambda _: cdk8s.JsonPatch.move("/spec/y/z", "/spec/z")),
    ),
    Program(
        "a patch that copies a map of the values",
        AGREES,
        _patched(lambda _: cdk8s.JsonPatch.copy("/spec/x", "/spec/z")),
    ),
    Program(
        "a patch that adds to an object of the values",
        AGREES,
        _patched(lambda v: cdk8s.JsonPatch.add("/spec/o/added", v.text)),
    ),
    Program(
        "a patch that replaces what may be in an object",
        "may be one of the values",
        _patched(lambda v: cdk8s.JsonPatch.replace("/spec/o/added", v.text)),
    ),
    Program(
        "a patch that removes a label of the values",
        "leads into what is known only at install",
        _patched(lambda _: cdk8s.JsonPatch.remove("/spec/x/nobody-has-it")),
    ),
    Program(
        "a patch behind a loop",
        "there only with some values",
        _patched(lambda _: cdk8s.JsonPatch.remove("/spec/w/2")),
    ),
    Program(
        "a patch in what may be empty",
        "there only with some values",
        _patched(lambda _: cdk8s.JsonPatch.add("/spec/c/-", "a")),
    ),
    Program(
        "a patch that tests a value",
        "make a rule of it",
        _patched(lambda _: cdk8s.JsonPatch.test("/spec/y/z", 5)),
    ),
    Program(
        "a patch that tests what is known",
        AGREES,
        _patched(lambda _: cdk8s.JsonPatch.test("/metadata/name", "thing")),
    ),
    Program(
        "a patch that fails",
        "check its path and value",
        _patched(lambda _: cdk8s.JsonPatch.test("/metadata/name", "other")),
    ),
    Program(
        "a patch of a path in the values",
        "holds a value known only at install",
        _patched(lambda v: cdk8s.JsonPatch.add(f"/spec/{v.kind}", 1)),
    ),
    Program("a patch of cdk8s-plus' object", AGREES, _patched_plain),
    Program("one object after another", AGREES, _dependent),
    Program("replicas", AGREES, _replicas),
    Program("an object of cdk8s itself", AGREES, _include),
    Program("a name from release and values", AGREES, _named_by_release),
    Program(
        "a size from a number",
        "only at install",
        _l2_with(
            resources=lambda v: kplus.ContainerResources(
                memory=kplus.MemoryResources(limit=cdk8s.Size.gibibytes(v.count))
            )
        ),
    ),
    Program(
        "a time from a number",
        "only at install",
        _l2_with(
            liveness=lambda v: kplus.Probe.from_http_get(
                "/", period_seconds=cdk8s.Duration.minutes(v.count)
            )
        ),
    ),
    Program("a map for a map", "only at install", _entries),
    Program("a loop for a text", "have no place in a field of cdk8s", _loop),
]
