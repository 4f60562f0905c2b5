"""Fields of kinds that Helm 3 and Helm 4 could merge or print in ways of their own."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.programs.of_types import Typed
from tests.programs.programs import chart_of, config_map
from tests.unit.helms import MAJORS, render_files
from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, Release, chart_files, for_each, render, when
from todo_k8s.helm.content import each, unless_none
from todo_k8s.helm.functions import is_set, seconds
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.printed import canonical, documents

RELEASE = Release("todo", "ns")
ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no section": {"cache": None},
    "an empty section": {"cache": {}},
    "some of a section": {
        "cache": {"size": 7, "env": {"D": True, "n": 1000000, "s": "x"}, "shards": [{}]}
    },
    "a null in a section": {"cache": {"note": None, "shard": {"label": None}}},
    "a large number as text": {"loose": 1000000},
    "false as text": {"loose": False, "env": {"a": None, "b": 1}},
    "a name for a number": {"port": "http", "ports": [1, "a", 2000000], "turns": 1},
    "the largest number": {"namedPorts": {"x": 2**53 - 1}, "level": "low"},
    "lists in lists": {"rows": [[], ["x\n", " "], []], "groups": {"a": None, "z": ["b"]}},
    "empty lists only": {"rows": [[], []], "cubes": [[[]]], "sheets": {"a": {"k": None}}},
    "sections of items": {
        "hosts": [
            {"name": "a"},
            {"name": "b", "cache": None},
            {"name": "c", "cache": {}},
            {"name": "d", "cache": {"size": 7, "spare": {"label": "x"}}, "rows": [["q"], []]},
        ]
    },
    "durations": {"wait": "99999h59m59s999ms", "waits": ["0s", "007m"], "maybeWait": "1s1s"},
    "any object": {"free": {"a": None, "b": [1, {}]}},
}
REFUSED: dict[str, dict[str, Any]] = {
    "a null for a field of a section": {"cache": {"size": None}},
    "a null for a section of a section": {"cache": {"shard": None}},
    "a list for a section": {"cache": []},
    "an unknown field of a section": {"cache": {"x": 1}},
    "a broken rule of a section": {"cache": {"size": 60, "host": ""}},
    "a broken rule of a section of an item": {
        "hosts": [{"name": "a", "cache": {"size": 60, "host": ""}}]
    },
    "a null for a field of a section of an item": {
        "hosts": [{"name": "a", "cache": {"size": None}}]
    },
    "an unknown field of a section of an item": {"hosts": [{"name": "a", "cache": {"x": 1}}]},
    "a null in a list of lists": {"rows": [None]},
    "a number in a list of lists": {"rows": [["a"], [1]]},
    "a fraction of an hour": {"wait": "1.5h"},
    "a number for a duration": {"wait": 30},
    "no duration in a list": {"waits": ["1m", "soon"]},
    "a fraction as text": {"loose": 1.5},
    "a null as text": {"loose": None},
    "a fraction for a number or text": {"port": 1.5},
    "a boolean for a number or text": {"port": True},
    "a text for a number of a Literal": {"turns": "1"},
    "a boolean for a number of a Literal": {"turns": True},
    "no value of a Literal": {"level": "no"},
}


def _build(chart: HelmChart, v: Any) -> None:
    plain = {"loose": v.loose, "env": v.env, "turns": v.turns, "level": v.level, "free": v.free}
    ports = {"port": v.port, "ports": v.ports, "named": v.named_ports, "text": f":{v.port}"}
    of_cache = unless_none(v.cache, lambda c: {"env": c.env, "note": c.note, "l": c.shard.label})
    waits = {"wait": v.wait, "seconds": seconds(v.wait), "waits": v.waits, "maybe": v.maybe_wait}
    rows = {"rows": v.rows, "cubes": v.cubes, "groups": v.groups, "sheets": v.sheets}
    hosts = each(v.hosts, lambda host: {"name": host.name, "rows": host.rows, "c": of_host(host)})
    parts = {"cache": of_cache, "hosts": ["a", hosts]}
    config_map(chart, "thing", {**plain, **ports, **waits, **rows, **parts})
    each_host: list[Any] = [*for_each(chart, "hosts", v.hosts)]
    for scope, _, host in each_host:
        config_map(scope, "host", {"rows": host.rows}, name=f"host-{host.name}")
        if (part := when(scope, "cache", is_set(host.cache))) is not None:
            cache = {"size": host.cache.size, "env": host.cache.env}
            config_map(part, "cache", cache, name=f"cache-{host.name}")
    if (scope := when(chart, "cache", is_set(v.cache))) is not None:
        shards = [each(v.cache.shards, lambda shard: {"weight": shard.weight})]
        config_map(scope, "it", {"size": v.cache.size, "shards": shards}, name="it")


def of_host(host: Any) -> Any:
    """Return content of the section of an item."""
    return unless_none(
        host.cache, lambda c: {"size": c.size, "b": unless_none(c.spare, lambda s: s.label)}
    )


CHART = chart_of(_build, Typed)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Return the files of the chart."""
    return {**chart_files(CHART)}


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("name", ACCEPTED)
def test_values_give_the_same(major: str, name: str, files: dict[str, str], tmp_path: Path) -> None:
    """Both Helms merge them over the defaults as Python does."""
    printed = render_files(major, tmp_path, files, ACCEPTED[name])
    wanted = canonical(render(CHART, ACCEPTED[name], RELEASE))
    assert canonical(documents(printed)) == wanted


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("name", REFUSED)
def test_values_are_refused_by_all(
    major: str, name: str, files: dict[str, str], tmp_path: Path
) -> None:
    """Where Python refuses them, both Helms do."""
    with pytest.raises(ValuesError):
        render(CHART, REFUSED[name], RELEASE)
    with pytest.raises(RefusedError):
        render_files(major, tmp_path, files, REFUSED[name])
