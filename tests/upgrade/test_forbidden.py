"""What an upgrade is refused for is found, each kind of it, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.upgrade.forbidden import ALL_BUT, FIXED, KEPT_DATA, forbidden

Manifest = dict[str, Any]


def made(kind: str, group: str = "", **content: Any) -> Manifest:
    """Return a manifest."""
    return {"apiVersion": f"{group}v1", "kind": kind, "metadata": {"name": "a"}, **content}


def with_value(manifest: Manifest, path: str, value: Any) -> Manifest:
    """Return a manifest with another value at a path."""
    found = copy.deepcopy(manifest)
    *above, key = path.split(".")
    inner = found
    for step in above:
        inner = inner.setdefault(step, {})
    inner[key] = value
    return found


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in FIXED.items() for path in paths]
)
def test_fixed_fields_are_found(kind: str, path: str) -> None:
    """A field that the API server keeps is told when it changes, comes or goes."""
    one, other, none = (
        with_value(made(kind), path, "one"),
        with_value(made(kind), path, "other"),
        made(kind),
    )
    for before, after in ((one, other), (one, none), (none, one)):
        assert forbidden([before], [after]) == [f"{kind} a: {path} must not change"]
    assert forbidden([one], [one]) == []


CLAIM = made("PersistentVolumeClaim", spec={"resources": {"requests": {"storage": "1Gi"}}})


@pytest.mark.parametrize("kind", ALL_BUT)
def test_specs_that_hardly_change_are_found(kind: str) -> None:
    """Of these specs all is kept but what is listed."""
    plain = made(kind, spec={"resources": {"requests": {"storage": "1Gi"}}})
    assert forbidden([plain], [with_value(plain, "spec.storageClassName", "fast")]) == [
        f"{kind} a: spec.storageClassName must not change"
    ]
    for free in ALL_BUT[kind] - {"resources"}:
        assert forbidden([plain], [with_value(plain, f"spec.{free}", 1)]) == []


def test_a_claim_grows_and_does_not_shrink() -> None:
    """A disk can become larger."""
    larger = with_value(CLAIM, "spec.resources.requests.storage", "1025Mi")
    assert forbidden([CLAIM], [larger]) == []
    assert forbidden([larger], [CLAIM]) == [
        "PersistentVolumeClaim a: spec.resources.requests.storage must not shrink"
    ]


def test_a_claim_that_goes_takes_its_data() -> None:
    """A claim may go only if Helm is told to keep it."""
    kept = with_value(CLAIM, "metadata.annotations", {"helm.sh/resource-policy": "keep"})
    assert forbidden([CLAIM], []) == ["PersistentVolumeClaim a: is deleted, with its data"]
    assert forbidden([kept], []) == []
    assert forbidden([], [CLAIM]) == []


def test_what_is_immutable_by_choice_is_kept() -> None:
    """A Secret or ConfigMap that says so never changes its data."""
    before = made("Secret", immutable=True, data={"a": "1"})
    after = with_value(before, "data.a", "2")
    assert forbidden([before], [after]) == ["Secret a: data must not change"]


def test_hooks_are_replaced_and_not_adopted() -> None:
    """Helm deletes the object of a hook before it makes it again, and adopts none."""
    hook = made("Job", metadata={"name": "a", "annotations": {"helm.sh/hook": "post-install"}})
    plain = made("Job", spec={"template": 1})
    assert forbidden([plain], [hook]) == []
    assert forbidden([hook], [with_value(hook, "spec.template", 2)]) == []
    assert "Job a: was made by a hook, so Helm does not adopt it" in forbidden([hook], [plain])


def test_a_newer_version_of_an_api_is_the_same_object() -> None:
    """autoscaling/v2 in place of autoscaling/v1 changes an object, and makes no other."""
    old = made("Deployment", "apps/", spec={"selector": 1})
    new = {**made("Deployment", spec={"selector": 2}), "apiVersion": "apps/v2"}
    assert forbidden([old], [new]) == ["Deployment a: spec.selector must not change"]
    assert forbidden([old], [{**new, "apiVersion": "other/v1"}]) == []


def test_objects_of_any_form_are_compared() -> None:
    """What an operator writes into `extraObjects` may lack all, or have something else there."""
    kinds = [*FIXED, *ALL_BUT, *KEPT_DATA, ""]
    for kind in kinds:
        bare: Manifest = {"apiVersion": "", "kind": kind}
        odd: Manifest = {**bare, "metadata": {"annotations": [1], "name": {}}, "spec": "x"}
        assert forbidden([bare], [bare]) == forbidden([odd], [odd]) == []
        assert forbidden([{**bare, "metadata": None}], [bare]) == []
