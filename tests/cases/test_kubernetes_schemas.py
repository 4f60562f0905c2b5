"""What the cases deploy is right by the strict schemas of Kubernetes, CRDs aside.

`test_agreement` shows that Helm renders the same objects.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from kubernetes_validate import ValidationError, utils

from tests.cases.files import ACCEPTED
from tests.versions.kubernetes_types import VERSIONS, schema_of
from todo_k8s import render
from todo_k8s.services.kubernetes_fields import (
    CONTAINER,
    DEPLOYMENT,
    EXPOSED_SERVICE,
    POD,
    SERVICE,
)

CUSTOM = {
    "ExternalSecret",
    "HTTPRoute",
    "Middleware",
    "Odd",
    "Probe",
    "PrometheusRule",
    "ScaledObject",
    "ServiceMonitor",
    "Widget",
    "yes",
}
"""Kinds of operators and of the cases' own, which Kubernetes has no schema of."""

FIELDS = {
    "deployment": DEPLOYMENT,
    "pod": POD,
    "container": CONTAINER,
    "service": SERVICE,
    "exposed service": EXPOSED_SERVICE,
}


def refused(version: str) -> set[tuple[str, str]]:
    """Return what the cases themselves say is wrong: a case, and a kind of object in it."""
    minor = int(version.removeprefix("1."))
    return {
        (name, kind) for name, case in ACCEPTED.items() for kind in case.not_for_kubernetes(minor)
    }


@cache
def objects() -> list[tuple[str, dict[str, Any]]]:
    """Return the objects of all cases, equal ones once, each with the first case that has it."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, case in ACCEPTED.items():
        for manifest in render(case.values, case.release):
            found.setdefault(json.dumps(manifest, sort_keys=True), (name, manifest))
    known = [each for each in found.values() if each[1]["kind"] not in CUSTOM]
    return [each for each in known if not each[1]["apiVersion"].startswith("example.com/")]


def is_right(manifest: dict[str, Any], version: str) -> bool:
    """Tell whether the strict schema of a version takes an object."""
    try:
        utils.validate(manifest, version, strict=True)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_takes_every_object(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every object is right, but for those of which the case says that they are not."""
    # the schemas are read once, not for every object
    monkeypatch.setattr(utils, "schema_contents", cache(utils.schema_contents))
    wrong = {(name, each["kind"]) for name, each in objects() if not is_right(each, version)}
    assert wrong == refused(version)
    assert len(objects()) > 400


@pytest.mark.parametrize("name", FIELDS)
def test_all_fields_of_kubernetes_are_known(name: str) -> None:
    """Each field of some version is passed on or set by the chart, and there is no other one."""
    fields = FIELDS[name]
    assert {*fields.passed_on, *fields.taken} == names_of(fields.kind)
    assert not {*fields.passed_on} & fields.taken.keys()


def names_of(kind: str) -> set[str]:
    """Return the fields that a kind has in any of the versions."""
    return {field for version in VERSIONS for field in schema_of(version, kind)["properties"]}
