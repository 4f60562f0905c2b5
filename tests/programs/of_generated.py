"""Programs with Secrets that are generated once and kept."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Annotated, Any

import cdk8s
from pydantic import Field

from tests.programs.programs import AGREES, Program, Values, chart_of, config_map
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.helm import ChartValues, HelmChart, Manifest, for_each, when
from todo_k8s.helm.functions import choose, default, is_set, sha256

KEYS = {"password": 32}
PATCHED = "a patch made another object of a generated Secret"


def generated(title: str, outcome: str, **options: Any) -> Program:
    """Return a program of a generated Secret, whose options may be functions of the values."""

    def build(chart: HelmChart, values: Any) -> None:
        given: dict[str, Any] = {"keys": KEYS}
        for key, option in options.items():
            given[key] = option(values) if callable(option) else option
        secret = GeneratedSecret(chart, "secret", **given)
        config_map(chart, "thing", {"name": secret.secret_name})

    return Program(title, outcome, build)


def patched(name: str, outcome: str, *patches: cdk8s.JsonPatch) -> Program:
    """Return a program that patches a generated Secret."""

    def build(chart: HelmChart, _values: Any) -> None:
        _manifest_of(GeneratedSecret(chart, "secret", keys=KEYS)).add_json_patch(*patches)

    return Program(name, outcome, build)


def _manifest_of(secret: GeneratedSecret) -> Manifest:
    (found,) = (each for each in secret.node.find_all() if isinstance(each, Manifest))
    return found


class Tenants(ChartValues):
    """A map with an entry per tenant, whose names are those of labels."""

    labels: dict[Annotated[str, Field(pattern="^[a-z]{1,20}$")], str] = {"a": "b"}


def _per_entry(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"x": 1}, "always")
    for scope, key, text in for_each(chart, "labels", values.labels):
        keys = {"password": 40, "token": 16}
        secret = GeneratedSecret(scope, "secret", component=key, keys=keys)
        config_map(scope, "thing", {"x": secret.env_source("token"), "y": text}, f"t-{key}")


def _conditional(chart: HelmChart, values: Any) -> None:
    secret = config_map(chart, "thing", {"x": choose(is_set(values.other), values.other, "own")})
    if there := when(chart, "if-flag", values.flag):
        secret.node.add_dependency(GeneratedSecret(there, "own", keys=KEYS))


def _inner(chart: HelmChart, values: Any) -> None:
    chart_of(lambda inner, _: GeneratedSecret(inner, "a", keys=KEYS), Values)(
        chart, "inner", values=values
    )


def _without_metadata(chart: HelmChart, values: Any) -> None:
    GeneratedSecret(HelmChart(chart, "inner", values=values), "a", keys=KEYS)


def _from_values(chart: HelmChart, values: Any) -> None:
    secret = GeneratedSecret(chart, "secret", keys=KEYS)
    replaced = cdk8s.JsonPatch.replace("/metadata/name", f"{values.kind}-secret")
    space = cdk8s.JsonPatch.add("/metadata/namespace", values.other)
    _manifest_of(secret).add_json_patch(replaced, space)


def _checksum(chart: HelmChart, _values: Any) -> None:
    secret = GeneratedSecret(chart, "secret", keys=KEYS)
    data = _manifest_of(secret).manifest().get("data", {})
    config_map(chart, "thing", {"x": sha256(data.get("password", ""))})


def _asked(chart: HelmChart, _values: Any) -> None:
    config_map(chart, "thing", {"x": chart.existing.data("ns", "a", [("password", 32)])})


def _labelled(chart: HelmChart, values: Any) -> None:
    secret = GeneratedSecret(chart, "secret", keys=KEYS)
    _manifest_of(secret).metadata.add_label("kind", values.kind)


def _elsewhere(chart: HelmChart, _values: Any) -> None:
    secret = GeneratedSecret(chart, "secret", keys=KEYS)
    config_map(chart, "thing", {"x": secret.env_source("passphrase")})


PROGRAMS = [
    generated("a generated Secret", AGREES),
    generated("a generated Secret with many keys", AGREES, keys={"a": 16, "B-2.c_": 256}),
    generated("a generated Secret that goes with its release", AGREES, keep=False),
    generated("a generated Secret that an operator may keep", AGREES, keep=lambda v: v.flag),
    generated("a generated Secret with a name of the values", AGREES, name=lambda v: v.text),
    generated(
        "a generated Secret with a name or another",
        AGREES,
        name=lambda v: default(v.perhaps, f"{v.kind}-secret"),
    ),
    generated(
        "a generated Secret with a name that may be null", "may be null", name=lambda v: v.perhaps
    ),
    Program("a generated Secret per entry", AGREES, _per_entry, Tenants),
    Program(
        "a generated Secret per entry, named like a key of any text",
        "text beyond ASCII is another one in Helm",
        _per_entry,
    ),
    Program("a generated Secret under a condition", AGREES, _conditional),
    Program("a generated Secret of a chart in a chart", AGREES, _inner),
    Program(
        "a service of a chart without metadata",
        "HelmChart has no metadata; set it to a ChartMetadata",
        _without_metadata,
    ),
    Program("a generated Secret with name and namespace by patches", AGREES, _from_values),
    patched(
        "a generated Secret with a patch", AGREES, cdk8s.JsonPatch.add("/immutable", value=True)
    ),
    generated("a generated text of 8 characters", "a length of 16 to 256", keys={"a": 8}),
    generated("a generated text of 1,000 characters", "a length of 16 to 256", keys={"a": 1000}),
    generated(
        "a generated text as long as a value says",
        "known when the chart is exported",
        keys=lambda v: {"a": v.count},
    ),
    generated(
        "a generated text for a key of the values",
        "is known only at install",
        keys=lambda v: {v.text: 32},
    ),
    generated("generated texts for keys of a map", "write keys={", keys=lambda v: v.sizes),
    generated("a generated Secret without keys", "write keys={", keys={}),
    generated("a generated text for a key with a slash", "names of letters", keys={"a/b": 32}),
    Program("a reference to a key that is not generated", "has no such key", _elsewhere),
    Program("a checksum of a generated text", "gives something else", _checksum),
    Program("a generated text without a Secret", "is not the same each time", _asked),
    Program("a generated Secret with a label more", AGREES, _labelled),
    patched(
        "a generated text copied by a patch",
        "cannot be applied",
        cdk8s.JsonPatch.copy("/data/password", "/metadata/annotations/password"),
    ),
    patched(
        "data of a generated Secret by a patch",
        PATCHED,
        cdk8s.JsonPatch.add("/data", {"a": "YQ=="}),
    ),
    patched(
        "a ConfigMap of a generated Secret", PATCHED, cdk8s.JsonPatch.replace("/kind", "ConfigMap")
    ),
    patched("a list of a generated Secret", PATCHED, cdk8s.JsonPatch.replace("", [1])),
    patched(
        "a generated Secret without metadata",
        "must be texts that are always there",
        cdk8s.JsonPatch.remove("/metadata"),
    ),
    patched(
        "a generated Secret without a name",
        "must be texts that are always there",
        cdk8s.JsonPatch.remove("/metadata/name"),
    ),
]
