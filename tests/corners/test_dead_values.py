"""No dead value: every field, at every depth, changes a manifest for some values.

For each field two edits are drawn that differ in it alone, and made in values that have all
switches on, in none, or in a case that has the field; some two must deploy two things.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from tests.cases.files import ACCEPTED
from tests.corners.fields import Step, fields
from tests.generated.bases import MODES, switched_on
from tests.generated.renderers import by_python
from tests.generated.strategies import Edit, Path, apply_edits
from tests.judges.renderings import ROOT
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading import merge_mappings

Values = dict[str, Any]
FIELDS = dict(fields(TodoChatbotValues))
POLICIES = {
    "backend.allowPlainEnv[]",
    "backend.probes.restartBudgetSeconds",
    "backend.rollout.startSeconds",
    "cronJobs.*.allowPlainEnv",
    "database.maxConnections",
    "database.reservedConnections",
    "deployBudgetSeconds",
    "frontend.allowPlainEnv[]",
    "frontend.probes.restartBudgetSeconds",
    "frontend.rollout.startSeconds",
    "services.*.allowPlainEnv",
    "secrets.mode",  # each mode wants fields that the others refuse
}
"""What only rules read: another value is refused, or no longer."""

BY_CASES = {
    "backend.allowPlainEnv[]",
    "cronJobs.*.allowPlainEnv",
    "frontend.allowPlainEnv[]",
    "services.*.allowPlainEnv",
}
"""Those that change a verdict only with a variable of that name, which no draw would hit."""

_IMAGE = {"image": {"repository": "it"}}
_FILTER = {"type": "RequestHeaderModifier", "requestHeaderModifier": {"remove": ["It"]}}

RARE: dict[str, tuple[Any, Any]] = {
    "services.*.networkPolicy": ({}, {"extraEgress": [{"ports": [{"port": 25}]}]}),
    "services.*.reachableFrom": ([], ["backend"]),
    "services.*.reaches": (["backend"], ["frontend"]),
    "cronJobs.*.reaches": ([], ["backend"]),
    "cronJobs.*.service": ("backend", "frontend"),
    "cronJobs.*.podSpec": ({}, {"runtimeClassName": "gvisor"}),
    "cronJobs.*.containerSpec": ({}, {"workingDir": "/srv"}),
    "cronJobs.*.extraVolumeMounts": ([], [{"name": "a", "mountPath": "/a"}]),
    "gateway.filters[]": ([], [_FILTER]),
    "gateway.paths[].filters": ([], [_FILTER]),
    "cronJobs.*.envValueFrom": ({}, {"A": {"fieldRef": {"fieldPath": "metadata.name"}}}),
    "cronJobs.*.image": (_IMAGE["image"], {"repository": "another"}),
    "services.*.image": (_IMAGE["image"], {"repository": "another"}),
    "services.*.envValueFrom": ({}, {"A": {"fieldRef": {"fieldPath": "metadata.name"}}}),
    "services.*.persistence": ({}, {"enabled": True, "accessModes": ["ReadWriteMany"]}),
    "services.*.service": ({}, {"port": 81}),
    "services.*.extraVolumeMounts": ([], [{"name": "a", "mountPath": "/a"}]),
    "backend.extraVolumeMounts[]": ([], [{"name": "a", "mountPath": "/a"}]),
    "frontend.extraVolumeMounts[]": ([], [{"name": "a", "mountPath": "/a"}]),
    "services.*.podSpec": ({}, {"runtimeClassName": "gvisor"}),
    "services.*.containerSpec": ({}, {"workingDir": "/srv"}),
    "services.*.deploymentSpec": ({}, {"paused": True}),
    "services.*.serviceSpec": ({}, {"sessionAffinity": "ClientIP"}),
    "services.*.extraPorts": ({}, {"metrics": 9090}),
    "services.*.udpPorts": ({}, {"dns": 53}),
    "ingress.paths[].service": ("backend", "frontend"),
    "ingress.tls[].hosts": (["a.example.com"], ["b.example.com"]),
    "gateway.paths[].service": ("backend", "frontend"),
    "gateway.paths[].split": ({}, {"backend": 10}),
    "gateway.paths[].port": ("", "it"),
    "ingress.paths[].port": ("", "it"),
    "backend.topologySpread.strictKeys[]": ([], ["kubernetes.io/hostname"]),
    "frontend.topologySpread.strictKeys[]": ([], ["kubernetes.io/hostname"]),
    "networkPolicy.servers.*.port": (1, 2),
    "networkPolicy.servers.*.podSelector": ({}, {"matchLabels": {"app": "it"}}),
    "networkPolicy.servers.*.namespaceSelector": ({}, {"matchLabels": {"team": "it"}}),
    "networkPolicy.servers.*.reachableFrom": (["backend"], ["frontend"]),
}
"""Fields that have an effect by certain names only, or are refused but for a few values; two of
each."""

_HERE: Values = {"port": 1, "podSelector": {"matchLabels": {"app": "here"}}}
_THERE: Values = {"port": 1, "namespaceSelector": {"matchLabels": {"team": "there"}}}
_ITEMS: dict[str, Values] = {
    "services.*.reachableFrom": {**_IMAGE, "port": 80},
    "services.*.networkPolicy": _IMAGE,
    "services.*.reaches": _IMAGE,
    "services.*.envValueFrom": _IMAGE,
    "services.*.persistence": _IMAGE,
    "services.*.service": {**_IMAGE, "port": 80},
    "services.*.extraVolumeMounts": {**_IMAGE, "extraVolumes": [{"name": "a"}]},
    "backend.extraVolumeMounts[]": {"extraVolumes": [{"name": "a"}]},
    "frontend.extraVolumeMounts[]": {"extraVolumes": [{"name": "a"}]},
    "services.*.podSpec": _IMAGE,
    "services.*.containerSpec": _IMAGE,
    "services.*.deploymentSpec": _IMAGE,
    "services.*.serviceSpec": {**_IMAGE, "port": 80},
    "services.*.extraPorts": {**_IMAGE, "port": 80},
    "services.*.udpPorts": {**_IMAGE, "port": 80},
    "cronJobs.*.reaches": {**_IMAGE, "schedule": "@daily"},
    "cronJobs.*.service": {"schedule": "@daily", "command": ["job"]},
    "cronJobs.*.podSpec": {**_IMAGE, "schedule": "@daily"},
    "cronJobs.*.containerSpec": {**_IMAGE, "schedule": "@daily"},
    "cronJobs.*.extraVolumeMounts": {
        **_IMAGE,
        "schedule": "@daily",
        "extraVolumes": [{"name": "a"}],
    },
    "gateway.filters[]": {"enabled": True, "parentRefs": [{"name": "it"}]},
    "gateway.paths[].filters": {"path": "/it", "service": "frontend"},
    "ingress.paths[].service": {"path": "/it"},
    "ingress.tls[].hosts": {"secretName": "it"},
    "gateway.paths[].service": {"path": "/it"},
    "gateway.paths[].split": {"path": "/it", "service": "frontend"},
    "gateway.paths[].port": {"path": "/it", "service": "frontend"},
    "ingress.paths[].port": {"path": "/it", "service": "frontend"},
    "backend.topologySpread.strictKeys[]": {"strict": True},
    "frontend.topologySpread.strictKeys[]": {"strict": True},
    "networkPolicy.servers.*.port": {**_HERE, "reachableFrom": ["backend"]},
    "networkPolicy.servers.*.podSelector": {**_THERE, "reachableFrom": ["backend"]},
    "networkPolicy.servers.*.namespaceSelector": {**_HERE, "reachableFrom": ["backend"]},
    "networkPolicy.servers.*.reachableFrom": _HERE,
    "cronJobs.*.envValueFrom": {**_IMAGE, "schedule": "@daily"},
    "cronJobs.*.image": {"schedule": "@daily", "command": ["job"]},
    "services.*.image": {},
}
"""What an item, or a section, with such a field has besides."""


def _monitor(**more: Any) -> Values:
    return {"monitoring": {"serviceMonitor": {"enabled": True, **more}}}


def _pair(field: str, value: Any, **around: Any) -> tuple[Values, Values]:
    """Return values with and without a field of a section, and what the section has besides."""
    section, key = field.split(".")
    return {section: around}, {section: {**around, key: value}}


def _scaled(section: str, **more: Any) -> Values:
    return {section: {"autoscaling": {"enabled": True, **more}}}


def _variable(**source: Any) -> Values:
    return {"envValueFrom": {"IT": source}}


def _of_pods(**context: Any) -> Values:
    return {"podSecurityContext": context}


_HOOK: Values = {"postStart": {"exec": {"command": ["it"]}}}
_UNCONFINED = {"type": "Unconfined"}
_PORT: Values = {"backend": {"extraPorts": {"it": 9000}}}
_AFFINITY: Values = {"nodeAffinity": {}}
_METRIC: Values = {
    "type": "Resource",
    "resource": {"name": "memory", "target": {"type": "AverageValue", "averageValue": "1Gi"}},
}
_SOURCES = [{"secretRef": {"name": "it"}}]
_LABELS = {"matchLabels": {"app": "it"}}
_ALONE: Values = {"replicaCount": 1, "rollout": {"strategy": "Recreate"}}
_JOB: Values = {"cronJobs": {"it": {**_IMAGE, "schedule": "@daily"}}}
NAMED: dict[str, tuple[Values, Values]] = {
    "monitoring.serviceMonitor.paths.*": (_monitor(), _monitor(paths={"backend": "/own"})),
    "monitoring.serviceMonitor.endpoint.*": (_monitor(), _monitor(endpoint={"scheme": "https"})),
    "monitoring.serviceMonitor.ports.*": (
        {**_PORT, **_monitor()},
        {**_PORT, **_monitor(ports={"backend": "it"})},
    ),
    "monitoring.serviceMonitor.services[]": (_monitor(), _monitor(services=["frontend"])),
    "backend.extraEnvFrom[]": _pair("backend.extraEnvFrom", _SOURCES),
    "frontend.extraEnvFrom[]": _pair("frontend.extraEnvFrom", _SOURCES),
    "services.*.extraEnvFrom": (
        {"services": {"it": _IMAGE}},
        {"services": {"it": {**_IMAGE, "extraEnvFrom": _SOURCES}}},
    ),
    "cronJobs.*.extraEnvFrom": (
        _JOB,
        merge_mappings(_JOB, {"cronJobs": {"it": {"extraEnvFrom": _SOURCES}}}),
    ),
    "cronJobs.*.automountServiceAccountToken": (
        merge_mappings(_JOB, {"cronJobs": {"it": {"serviceAccountName": "it"}}}),
        merge_mappings(
            _JOB,
            {
                "cronJobs": {
                    "it": {"serviceAccountName": "it", "automountServiceAccountToken": True}
                }
            },
        ),
    ),
    **{
        f"{section}.persistence.claimSpec.*": (
            {section: {**_ALONE, "persistence": {"enabled": True}}},
            {
                section: {
                    **_ALONE,
                    "persistence": {"enabled": True, "claimSpec": {"volumeName": "it"}},
                }
            },
        )
        for section in ("backend", "frontend")
    },
    "services.*.lifecycle": (
        {"services": {"it": _IMAGE}},
        {"services": {"it": {**_IMAGE, "lifecycle": _HOOK}}},
    ),
    **{
        f"{section}.{field}": ({}, {section: value})
        for section in ("backend", "frontend")
        for field, value in {
            "envValueFrom.*.fieldRef": _variable(fieldRef={"fieldPath": "metadata.name"}),
            "envValueFrom.*.resourceFieldRef": _variable(
                resourceFieldRef={"resource": "limits.cpu"}
            ),
            "lifecycle.*": {"lifecycle": _HOOK},
            "affinity.*": {"affinity": _AFFINITY},
            "podSpec.*": {"podSpec": {"runtimeClassName": "gvisor"}},
            "containerSpec.*": {"containerSpec": {"workingDir": "/work"}},
            "deploymentSpec.*": {"deploymentSpec": {"paused": True}},
            "serviceSpec.*": {"serviceSpec": {"sessionAffinity": "ClientIP"}},
            "podSecurityContext.appArmorProfile.*": _of_pods(appArmorProfile=_UNCONFINED),
            "podSecurityContext.seccompProfile.*": _of_pods(seccompProfile=_UNCONFINED),
        }.items()
    },
    **{
        f"{section}.autoscaling.{field}": (_scaled(section), _scaled(section, **{key: value}))
        for section in ("backend", "frontend")
        for field, key, value in (
            ("metrics[]", "metrics", [_METRIC]),
            ("behavior.*", "behavior", {"scaleUp": {"stabilizationWindowSeconds": 60}}),
        )
    },
    "networkPolicy.backendFrom[]": _pair("networkPolicy.backendFrom", [{"podSelector": _LABELS}]),
    "networkPolicy.frontendFrom[]": _pair("networkPolicy.frontendFrom", [{"podSelector": {}}]),
    "networkPolicy.extraEgress[]": _pair("networkPolicy.extraEgress", [{"ports": [{"port": 1}]}]),
    "migrations.extraEgress[]": _pair(
        "migrations.extraEgress", [{"ports": [{"port": 1}]}], enabled=True, command=["a"]
    ),
    "database.podSelector.*": _pair("database.podSelector", _LABELS),
    "database.namespaceSelector.*": _pair("database.namespaceSelector", _LABELS),
    **{
        f"{section}.resources.requests.*": _pair(
            f"{section}.resources", {"requests": {"cpu": "1m"}}, **around
        )
        for section, around in (
            ("backend", {}),
            ("frontend", {}),
            ("migrations", {"enabled": True, "command": ["a"]}),
        )
    },
}
"""Fields that take few values, such as names of services, and values without and with each."""
_HOSTS = ["*", "a.example.com", "b.example.com"]
_FRONTEND: Values = {"frontend": {"extraPorts": {"it": 9000}}}
_AROUND: dict[str, Values] = {
    "ingress": {
        **_FRONTEND,
        "ingress": {"enabled": True, "hosts": _HOSTS},
        "networkPolicy": {"enabled": False},
    },
    "gateway": {
        **_FRONTEND,
        "gateway": {"enabled": True, "parentRefs": [{"name": "it"}]},
        "networkPolicy": {"enabled": False},
    },
}
"""What there is besides the item, by its section."""

DEFAULTS = TodoChatbotValues().to_mapping()
Manifests = list[str] | None


@cache
def all_bases() -> list[Values]:
    """Return values to edit: with all switches on, none, and the cases."""
    return [*map(switched_on, MODES), {}, *(case.values for case in ACCEPTED.values())]


def bases(field: str) -> list[Values]:
    """Return those of all bases that are not cases, or that have the field."""
    path = tuple(field.partition("[")[0].partition(".*")[0].split("."))
    first, cases = all_bases()[: len(MODES) + 1], all_bases()[len(MODES) + 1 :]
    return [*first, *(each for each in cases if value_at(each, path) is not None)]


def value_at(values: Any, path: Path) -> Any:
    """Return what values have at a path, if anything."""
    for key in path:
        values = values.get(key) if is_map(values) else None
    return values


def edited(base: Values, edit: Edit) -> Values:
    """Return values with an edit in them."""
    path, value = edit
    if isinstance(value, Step):
        there = value_at(merge_mappings(DEFAULTS, base), path)
        value = there if value.by == 0 else (there or 0) + value.by
    return apply_edits([(path, value)], base)


def deployed(values: Values) -> Manifests:
    """Return the manifests of values, or nothing if they are refused."""
    return _deployed(json.dumps(values))


@cache
def _deployed(values: str) -> Manifests:
    return by_python(json.loads(values), Release("todo", "todo")).manifests


def some(field: str, differ: Callable[[Manifests, Manifests], bool], examples: int = 300) -> bool:
    """Tell whether what some pair of edits deploys differs."""
    places = bases(field)

    def tells(drawn: tuple[int, tuple[Edit, Edit]]) -> bool:
        place, edits = drawn
        one, other = (edited(places[place], edit) for edit in edits)
        return one != other and differ(deployed(one), deployed(other))

    number = st.integers(0, len(places) - 1)  # Hypothesis is slow to print what is large
    tries = settings(
        max_examples=examples,
        phases=[Phase.generate],
        derandomize=True,  # one pair is enough; to draw anew could only fail for bad luck
        database=None,
        deadline=None,
    )
    try:
        find(st.tuples(number, FIELDS[field]), tells, settings=tries)
    except NoSuchExample:
        return False
    return True


def both_deploy(one: Manifests, other: Manifests) -> bool:
    """Tell whether two things are deployed."""
    return None not in (one, other) and one != other


def one_is_refused(one: Manifests, other: Manifests) -> bool:
    """Tell whether one is refused and the other is not."""
    return (one is None) != (other is None)


@pytest.mark.parametrize("field", RARE)
def test_rare_value_changes_a_manifest(field: str) -> None:
    """Two such values deploy two things, all else being the same."""
    one, other = (deployed(holding(field, value)) for value in RARE[field])
    assert both_deploy(one, other)


def holding(field: str, value: Any) -> Values:
    """Return values with an item or a section that has a field, and what it has besides."""
    place, _, key = field.rpartition(".")
    item = {**_ITEMS[field], key.removesuffix("[]"): value}
    found: Any = [item] if place.endswith("[]") else {"it": item} if place.endswith("*") else item
    path = place.removesuffix(".*").removesuffix("[]").split(".")
    for section in reversed(path):
        found = {section: found}
    return merge_mappings(_AROUND.get(path[0], {}), found)


@pytest.mark.parametrize("field", NAMED)
def test_named_service_changes_a_manifest(field: str) -> None:
    """Two settings deploy two things, all else being the same."""
    one, other = (deployed(each) for each in NAMED[field])
    assert both_deploy(one, other)


@pytest.mark.parametrize("field", sorted(FIELDS.keys() - POLICIES - RARE.keys() - NAMED.keys()))
def test_field_changes_a_manifest(field: str) -> None:
    """Two values of it deploy two things, all else being the same."""
    assert some(field, both_deploy)


@pytest.mark.parametrize("field", sorted(POLICIES - BY_CASES))
def test_policy_changes_a_verdict(field: str) -> None:
    """One value is accepted, another one refused."""
    assert some(field, one_is_refused)


@pytest.mark.parametrize("field", sorted(POLICIES))
def test_exception_is_one(field: str) -> None:
    """What is named as an exception changes no manifest; else it must be named no longer."""
    assert not some(field, both_deploy, examples=30)


def test_nothing_is_left_out() -> None:
    """The fields are all there, those within items too."""
    law = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    for said in (f"{len(FIELDS)} fields", f"{len(POLICIES)} that only rules read"):
        assert said in law, f"docs/law.md must say: {said}"
    assert {"backend.port", "gateway.parentRefs[].sectionName", "secrets.values.*"} < FIELDS.keys()
    assert "secrets.externalSecret.data.*.property" in FIELDS
