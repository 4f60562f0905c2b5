"""Changes that the API server refuses; `tests/e2e/test_diff.py` asks a real one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.diff.pairs import IMAGE, PAIRS, Pair
from todo_k8s.diff import Diff, compared
from todo_k8s.diff.immutable import FIXED


def fields(diff: Diff) -> set[str]:
    """Return the fields whose change is refused."""
    return {name for each in diff.effects if each.kind == "refused" for name in each.fields}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_refuses_what_the_api_server_refuses(pair: Pair) -> None:
    """And nothing else; each refusal says what to do."""
    diff = compared([pair.old], [pair.new])
    assert fields(diff) == set(pair.refused)
    assert diff.is_refused is bool(pair.refused)
    assert diff.objects
    assert all(each.remedy for each in diff.effects if each.kind == "refused")


def test_every_row_of_the_table_is_tried() -> None:
    """Each field that the table calls fixed has a change that is refused."""
    for (_, kind), (paths, _) in FIXED.items():
        pairs = [pair for pair in PAIRS.values() if pair.old["kind"] == kind]
        tried = {path for pair in pairs for path in pair.refused}
        assert set(paths) - tried <= PARTS_OF_THE_NAME, kind


PARTS_OF_THE_NAME = {"spec.group", "spec.names.plural"}
"""Of a CustomResourceDefinition: they cannot differ in one object."""


HOOKS: dict[str, tuple[dict[str, str], bool]] = {
    "helm": ({"helm.sh/hook": "pre-upgrade"}, False),
    "helm, said": (
        {
            "helm.sh/hook": "pre-upgrade",
            "helm.sh/hook-delete-policy": "hook-succeeded, before-hook-creation",
        },
        False,
    ),
    "helm, kept": (
        {"helm.sh/hook": "pre-upgrade", "helm.sh/hook-delete-policy": "hook-failed"},
        True,
    ),
    "argo": ({"argocd.argoproj.io/hook": "PreSync"}, False),
    "none": ({"example.com/hook": "x"}, True),
}


@pytest.mark.parametrize("case", HOOKS)
def test_hooks_that_are_recreated_can_change(case: str) -> None:
    """Helm deletes a hook before it creates it again, unless its policy says otherwise."""
    annotations, refused = HOOKS[case]
    pair = Pair("Job", {"spec": {"template": IMAGE}})
    sides: list[dict[str, Any]] = [pair.old, pair.new]
    for side in sides:
        side["metadata"]["annotations"] = annotations
    assert compared(sides[:1], sides[1:]).is_refused is refused


def test_history_of_a_stateful_set_is_fixed_in_older_versions() -> None:
    """Before Kubernetes 1.33."""
    pair = Pair("StatefulSet", {"spec": {"revisionHistoryLimit": 3}})
    assert fields(compared([pair.old], [pair.new], kubernetes=(1, 32))) == {
        "spec.revisionHistoryLimit"
    }
    assert not compared([pair.old], [pair.new], kubernetes=(1, 33)).is_refused
