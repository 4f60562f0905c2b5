"""Objects per entry: loops around constructs, and what depends on their entries."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus

from tests.programs.of_types import Typed
from tests.programs.programs import AGREES, Program, config_map
from todo_k8s.helm import ChartValues, HelmChart, Manifest, for_each, when
from todo_k8s.helm.content import each, named_list, named_map, only_if
from todo_k8s.helm.functions import equals, is_set, merge, named

Body = Callable[[Any, Any, Any], object]


def looped(name: str, outcome: str, over: Callable[[Any], Any], body: Body) -> Program:
    """Return a program that loops over something of the values; a thing is there besides."""

    def build(chart: HelmChart, values: Any) -> None:
        config_map(chart, "always", {"a": values.text})
        for scope, key, item in for_each(chart, "things", over(values)):
            body(scope, key, item)

    return Program(name, outcome, build)


def thing(scope: Any, key: Any, spec: Any, id: str = "thing") -> object:
    """Add an object whose name holds the key."""
    return config_map(scope, id, spec, name=f"t-{key}")


def _inner(scope: Any, key: Any, item: Any) -> None:
    for inner, index, tag in for_each(scope, "tags", item.tags):
        config_map(inner, "tag", {"x": tag, "of": item.name}, name=f"t-{key}-{index}")


def _inner_under_condition(scope: Any, key: Any, item: Any) -> None:
    if shown := when(scope, "if-flag", item.flag):
        thing(shown, key, {"size": item.size})
        _inner(shown, key, item)


def _kept(chart: HelmChart, values: Any) -> None:
    found = [thing(scope, key, {"x": item}) and item for scope, key, item in _words(chart, values)]
    config_map(chart, "all", {"found": found})


def _words(chart: HelmChart, values: Any) -> Any:
    return for_each(chart, "words", values.words)


def _counted(chart: HelmChart, values: Any) -> None:
    for number, (scope, key, item) in enumerate(_words(chart, values)):
        thing(scope, key, {"number": number, "x": item})


def _first(chart: HelmChart, values: Any) -> None:
    for scope, key, item in _words(chart, values):
        thing(scope, key, {"x": item})
        break


def _after(chart: HelmChart, values: Any) -> None:
    last = "none"
    for scope, key, last in _words(chart, values):
        thing(scope, key, {"x": 1})
    config_map(chart, "last", {"x": last})


def _two_loops(chart: HelmChart, values: Any) -> None:
    for called in ("one", "two"):
        for scope, key, item in for_each(chart, called, values.fields):
            label = named(f"{key}.label", f"{called}-{item.name}")
            config_map(scope, "thing", {"x": label}, name=f"{called}-{key}")


def _one_name(chart: HelmChart, values: Any) -> None:
    for called in ("one", "two"):
        for scope, key, item in for_each(chart, called, values.fields):
            label = named("label", f"{called}-{item.name}")
            config_map(scope, "thing", {"x": label}, name=f"{called}-{key}")


def _constant(chart: HelmChart, values: Any) -> None:
    for scope, key, item in for_each(chart, "known", {"a": values.text, "b": values.other}):
        thing(scope, key, {"x": item})


def _named_by_place(chart: HelmChart, values: Any) -> None:
    for scope, index, item in for_each(chart, "things", values.items):
        tags = named_list(f"{index}.tags", [each(item.tags, lambda tag: f"{tag}!")])
        for inner, place, tag in for_each(scope, "tags", tags):
            config_map(inner, "tag", {"x": tag}, name=f"t-{index}-{place}")


def _required(scope: Any, key: Any, item: Any) -> None:
    labels = named_map(f"{key}.labels", {"key": key, "flag": only_if(item.flag, "yes")})
    thing(scope, key, {"labels": labels, "all": merge(labels, {"b": item.name})})


def _names(chart: HelmChart, values: Any) -> None:
    for scope, key, name in for_each(chart, "names", values.names):
        thing(scope, key, {"x": name})


class _Named(ChartValues):
    """A map whose values are called as its keys are."""

    names: dict[str, str] = {"a": "b"}


def _per_host(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"a": values.text})
    for scope, key, host in for_each(chart, "hosts", values.hosts):
        config_map(scope, "host", {"name": host.name, "rows": host.rows}, name=f"h-{key}")
        if (there := when(scope, "cache", is_set(host.cache))) is not None:
            config_map(there, "it", {"size": host.cache.size}, name=f"c-{key}")


def _per_row(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"a": values.text})
    for scope, key, row in for_each(chart, "rows", values.rows):
        for inner, index, cell in for_each(scope, "cells", row):
            config_map(inner, "cell", {"x": cell, "row": row}, name=f"r-{key}-{index}")


def _not_there(chart: HelmChart, values: Any) -> None:
    config_map(chart, "always", {"a": values.text})
    for scope, key, host in for_each(chart, "hosts", values.hosts):
        config_map(scope, "it", {"size": host.cache.size}, name=f"c-{key}")


PROGRAMS = [
    Program("objects per entry of a map of names", AGREES, _names, _Named),
    Program("objects for a section of an item", AGREES, _per_host, Typed),
    Program("objects per item of a list in a list", AGREES, _per_row, Typed),
    Program("objects of a section of an item without when()", "NoneType", _not_there, Typed),
    looped(
        "too large a number per item",
        "may need more than 64 bits",
        lambda v: v.items,
        lambda s, k, item: thing(s, k, {"x": item.size * 10**18}),
    ),
    Program("objects per item of a list that is named by its place", AGREES, _named_by_place),
    looped(
        "objects per entry of a map", AGREES, lambda v: v.labels, lambda s, k, x: thing(s, k, x)
    ),
    looped(
        "objects per item of a list",
        AGREES,
        lambda v: v.words,
        lambda s, k, x: thing(s, k, {"x": x}),
    ),
    looped(
        "objects per model in a list",
        AGREES,
        lambda v: v.items,
        lambda s, k, x: thing(s, k, {"n": x.name, "s": x.size, "f": x.flag, "t": x.tags}),
    ),
    looped(
        "objects per model in a map",
        AGREES,
        lambda v: v.fields,
        lambda s, k, x: thing(s, k, {"s": only_if(x.flag, x.size), "n": x.name}),
    ),
    looped("objects per entry of entries", AGREES, lambda v: v.fields, _inner),
    looped(
        "objects per entry under a condition", AGREES, lambda v: v.fields, _inner_under_condition
    ),
    looped("names with the key of an entry", AGREES, lambda v: v.fields, _required),
    looped(
        "a condition on the key",
        AGREES,
        lambda v: v.labels,
        lambda s, k, x: (w := when(s, "if", equals(k, "a"))) and thing(w, k, {"x": x}),
    ),
    looped(
        "a loop of content in a loop of objects",
        AGREES,
        lambda v: v.fields,
        lambda s, k, x: thing(s, k, {"l": [x.name, each(x.tags, lambda tag: f"{k}-{tag}")]}),
    ),
    looped(
        "values of the chart in a loop of objects",
        AGREES,
        lambda v: v.sizes,
        lambda s, k, x: thing(s, k, {"x": x, "set": is_set(x)}),
    ),
    Program("two loops over one map", AGREES, _two_loops),
    Program("a loop over what is known", AGREES, _constant),
    Program("one name in two loops", "differ; give one of them", _one_name),
    Program("a list that a loop of objects fills", "outside of its loop", _kept),
    Program("a counter in a loop of objects", "gives something else", _counted),
    Program("a loop of objects that is left", "gives something else", _first),
    Program("a variable after its loop of objects", "outside of its loop", _after),
    looped("objects per entry of a null", "may be null", lambda v: v.perhaps, _inner),
    looped("objects per letter", "has no items", lambda v: v.text, _inner),
    looped(
        "objects of the values in a loop",
        "content of a Manifest is a map",
        lambda v: v.things,
        lambda s, k, x: Manifest(s, "thing", x),
    ),
    looped(
        "a cdk8s-plus object per entry with a name",
        AGREES,
        lambda v: v.labels,
        lambda s, k, x: kplus.ConfigMap(
            s, "config", metadata=cdk8s.ApiObjectMetadata(name=f"c-{k}"), data={"a": f"is {x}"}
        ),
    ),
    looped(
        "a cdk8s-plus object per entry without a name",
        "objects of a loop need names that differ",
        lambda v: v.labels,
        lambda s, k, x: kplus.ConfigMap(s, "config", data={"a": f"is {x}"}),
    ),
    looped(
        "a selector of cdk8s-plus per entry",
        "gives something else than the constructs",
        lambda v: v.labels,
        lambda s, k, x: kplus.Deployment(
            s,
            "deployment",
            metadata=cdk8s.ApiObjectMetadata(name=f"c-{k}"),
            containers=[kplus.ContainerProps(image="a")],
        ),
    ),
    looped(
        "an id with the key",
        "an id cannot hold",
        lambda v: v.labels,
        lambda s, k, x: config_map(s, f"thing-{k}", {"x": x}),
    ),
]
