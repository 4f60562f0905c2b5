"""What Kubernetes would refuse of an operator's own hooks, or would cut off."""

from __future__ import annotations

from todo_k8s.helm.functions import (
    matches,
    quantity,
    replace_pattern,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject

_TEXT = r'"([^"\\]|\\.)*"'
_FLAT = rf'\{{({_TEXT}|[^{{}}"])*\}}'
_FIELDS = rf'\{{({_TEXT}|[^{{}}"]|{_FLAT})+\}}'
_HOOK = rf'"(postStart|preStop)":\{{"(exec|httpGet|sleep|tcpSocket)":{_FIELDS}\}}'
_HOOKS = rf'^\{{({_HOOK},?)*("stopSignal":{_TEXT})?\}}$'
"""The JSON of a ``Lifecycle``; braces in its texts, as in ``${HOME}``, do not count."""

_AROUND_SECONDS = r'^.*"preStop":\{"sleep":\{"seconds":|\}.*$'
"""What stands before and behind the seconds of a sleep in it."""


def hooks_can_run(lifecycle: KubernetesObject, grace: int) -> list[Check]:
    """Return the checks that each hook does one thing, and that its end is waited for.

    Args:
        lifecycle: The hooks, in Kubernetes' own form.
        grace: Seconds from the order to end until the pod is killed.
    """
    said = to_json(lifecycle)
    slept = replace_pattern(said, _AROUND_SECONDS, "")
    return [
        Check(
            matches(said, _HOOKS),
            "must have postStart or preStop, or both, each with exactly one of exec, httpGet, "
            "sleep and tcpSocket, as in {preStop: {exec: {command: [my-stop]}}}",
            "lifecycle",
        ),
        Check(
            quantity(slept) < grace,
            f"takes all of the {grace} s until the pod is killed; sleep for less, or raise "
            "rollout.terminationGracePeriodSeconds",
            "lifecycle.preStop.sleep.seconds",
        ),
    ]
