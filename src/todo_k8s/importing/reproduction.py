"""Manifests that a chart rendered itself, reproduced field by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.backend_url import with_backend_url
from todo_k8s.importing.comparing import Difference, Object, differences
from todo_k8s.importing.credentials import DEFAULT_SECRET
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.foreign.variables import most_used_secret
from todo_k8s.importing.foreign.workloads import workloads_in
from todo_k8s.importing.inversion.fits import ABSENT
from todo_k8s.importing.inversion.objects import release_of
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.own_flows import tell_flows
from todo_k8s.importing.own_policies import with_policies
from todo_k8s.importing.own_routes import with_routes
from todo_k8s.importing.remedies import allowed_as_plain, remedy
from todo_k8s.importing.reporting import note_besides, note_differences
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.securing import public_config, secured
from todo_k8s.importing.sources.manifests import Manifests
from todo_k8s.importing.trials import State, Trials
from todo_k8s.importing.wishes import Wishes
from todo_k8s.manifests.objects import HOOK, at

_CHART = "helm.sh/chart"
_APPLICATION = "todo-chatbot"


def is_application(chart: CompiledChart) -> bool:
    """Tell whether a chart is todo-chatbot."""
    return chart.metadata.name == _APPLICATION


def is_own(chart: CompiledChart, manifests: Manifests) -> bool:
    """Tell whether a chart rendered manifests itself, by the label that it gives all of them."""
    labels = (at(each.content, "metadata", "labels").get(_CHART) for each in manifests.own)
    return any(str(label).startswith(f"{chart.metadata.name}-") for label in labels)


def reproduced(
    chart: CompiledChart, read: Manifests, wishes: Wishes, notes: Notes, default: Release
) -> State:
    """Return the values and the release whose rendering is the manifests, field by field.

    Args:
        chart: The chart that rendered them.
        read: The manifests.
        wishes: What is said besides.
        notes: What is not reproduced goes there.
        default: The release where nothing says another.
    """
    containers = [each.main for each in workloads_in(read.own)]
    secret = most_used_secret(containers) or DEFAULT_SECRET
    manifests = secured(read, SecretKeys.of(read, secret), notes)
    for name, keys in read.secrets.items():
        for key in keys:
            notes.need(Key(name, key, "a Secret that was read"))
    public = [
        public_config(each, notes) if each.object.kind == "ConfigMap" else each
        for each in manifests.own
    ]
    wanted = [_without_sums(each.content) for each in public]
    release = wishes.release_of(release_of(wanted), default)
    hooked = any(each.hook for each in manifests.own)
    trials = Trials(
        chart,
        wanted,
        cost=len if hooked else _besides_hooks,
        remedies=remedy if is_application(chart) else allowed_as_plain,
    )
    fitting = Fitting(trials)
    state = fitting.found({}, release)
    found = differences(state.manifests or [], wanted)
    if is_application(chart):
        state = with_routes(fitting, state, read, found)
        state = with_backend_url(fitting, state, found)
        if any(each.object.kind == "NetworkPolicy" for each in found):
            state = with_policies(fitting, state, wanted)
    flows = tell_flows(state.manifests or [], wanted, notes)
    every = differences(state.manifests or [], wanted)
    left = [each for each in every if each.object not in flows or each.path[:1] != ("spec",)]
    note_differences(left, {}, notes)
    hooks = set[Object]() if hooked else _hooks(left)
    note_besides([each for each in left if each.object not in hooks], notes)
    return state


def _besides_hooks(found: Sequence[Difference]) -> int:
    """Return how many fields differ, without hooks: `helm get manifest` does not print them."""
    hooks = _hooks(found)
    return sum(each.object not in hooks for each in found)


def _hooks(found: Sequence[Difference]) -> set[Object]:
    """Return the hooks that only the rendering has."""
    return {each.object for each in found if each.right is ABSENT and HOOK in each.path}


def _without_sums(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without checksums in annotations, which follow from other values."""
    return {key: _inner(item) for key, item in content.items()}


def _inner(value: Any) -> Any:
    if is_list(value):
        return [_inner(each) for each in value]
    if not is_map(value):
        return value
    found = {key: _inner(item) for key, item in value.items()}
    annotations = found.get("annotations")
    if is_map(annotations):
        kept = {key: item for key, item in annotations.items() if not _is_sum(f"{key}")}
        found["annotations"] = kept
        if not kept:
            del found["annotations"]
    return found


def _is_sum(annotation: str) -> bool:
    return annotation in {"checksum/secret", "checksum/secret-files"}
