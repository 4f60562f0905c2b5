"""All that is explained of values at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.explained.budgets import Budget, Restart, shown_resources
from todo_k8s.explained.values import GivenValue
from todo_k8s.explained.variables import Variable
from todo_k8s.helm.compiled.reads import VALUES, Read
from todo_k8s.helm.compiled.traced import Origins, TracedManifest
from todo_k8s.helm.reading.layers import Layers, Origin
from todo_k8s.helm.reading.set_flags import shown


@dataclass(frozen=True)
class Overview:
    """What values come to.

    Args:
        values: Those that are given.
        budgets: What each workload comes to.
        variables: The variables of all containers.
        manifests: The manifests, with the origins of their fields.
        more: What else is known of this chart, a heading with its line each.
    """

    values: tuple[GivenValue, ...]
    budgets: tuple[Budget, ...]
    variables: tuple[Variable, ...]
    manifests: tuple[TracedManifest, ...]
    more: tuple[tuple[str, str], ...] = ()

    def origins_of(self, variable: Variable) -> Origins | None:
        """Return where a variable comes from; None if the chart's code has it."""
        for each in self.manifests:
            kind, name = each.manifest["kind"], each.manifest["metadata"]["name"]
            if f"{kind} {name}" == variable.workload:
                return each.fields.get((*variable.path, "value")) or each.fields.get(
                    (*variable.path, "name")
                )
        return None

    def as_json(self, layers: Layers) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "values": [
                {
                    "path": each.path,
                    "value": each.value,
                    "origin": plain_origin(each.origin),
                    "overrides": [*map(plain_origin, each.overridden)],
                }
                for each in self.values
            ],
            "more": dict(self.more),
            "workloads": [_plain_budget(each) for each in self.budgets],
            "variables": [
                {
                    "workload": each.workload,
                    "container": each.container,
                    "name": each.name,
                    "source": each.source,
                    "key": each.key or None,
                    "from": told_origins(self.origins_of(each), layers),
                }
                for each in self.variables
            ],
        }


def plain_origin(origin: Origin) -> dict[str, str | int | None]:
    """Return for a program where a value is given: the file with line and column, or the flag."""
    return {"source": origin.source, "line": origin.line, "column": origin.column}


def _plain_budget(budget: Budget) -> dict[str, Any]:
    workload, rollout = budget.workload, budget.rollout
    return {
        "kind": workload.kind,
        "name": workload.name,
        "pods": {"fewest": workload.fewest, "most": workload.most, "ofRollout": budget.most_pods},
        "requests": dict(budget.requests),
        "limits": dict(budget.limits),
        "restart": [_plain_restart(each) for each in budget.restarts],
        "rollout": None
        if rollout is None
        else {
            "atOnce": rollout.at_once,
            "more": rollout.more,
            "fewer": rollout.fewer,
            "seconds": rollout.seconds,
            "deadlineSeconds": rollout.deadline,
        },
        "drain": {"seconds": budget.drain, "servingSeconds": budget.sleep},
        "evictable": budget.evictable,
    }


def _plain_restart(restart: Restart) -> dict[str, Any]:
    return {
        "container": restart.container,
        "noticedSeconds": restart.noticed,
        "killedSeconds": restart.killed,
        "startedSeconds": restart.started,
    }


def told_origins(origins: Origins | None, layers: Layers) -> list[str]:
    """Return where a field comes from: values with their places, else that it is a default."""
    if origins is None or not origins.reads:
        return ["the chart"]
    of_values = [read for read in origins.reads if read[0] == VALUES]
    given = [text for read in of_values if (text := _told(read, layers))]
    others = [f".{'.'.join(map(str, read))}" for read in origins.reads if read[0] != VALUES]
    defaults = [f"{shown(tuple(read[1:]))} (default)" for read in of_values[:1]]
    return [*given, *others] or defaults


def _told(read: Read, layers: Layers) -> str:
    """Return a value with the place where it is given; nothing if it is not given."""
    places = layers.origins(tuple(read[1:]))
    return f"{shown(tuple(read[1:]))} ({places[-1]})" if places else ""


def shown_amounts(budget: Budget) -> Sequence[tuple[str, str]]:
    """Return what the pods of a workload ask for and may use, each and all of them."""
    pods = budget.most_pods
    lines: list[tuple[str, str]] = []
    for what, amounts in (("asks for", budget.requests), ("may use", budget.limits)):
        if each := shown_resources(amounts):
            together = f"; {shown_resources(amounts, pods)} at the most" if pods else ""
            lines.append((what, f"{each} each{together}"))
    return lines
