"""The chart's own policies, read for who reaches whom, where inversion does not explain them.

A peer of a policy can come from `reachableFrom` of the service, from `reaches` of a job, or from
`networkPolicy`, and only together they give its list. What lets out is alike for the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.inversion.fits import Setting
from todo_k8s.importing.trials import State
from todo_k8s.manifests.objects import at, items_at

_COMPONENT = "app.kubernetes.io/component"
_TEST = "test"
_MAIN = ("frontend", "backend")
_USUAL_PORT = 5432


def with_policies(fitting: Fitting, state: State, wanted: Sequence[dict[str, Any]]) -> State:
    """Return a state with the values of the policies that bring it nearer to what is wanted.

    All of them are tried at once first: a rule more or less moves those after it, so that one
    alone can seem to be further away.

    Args:
        fitting: The search for values.
        state: The best values that were found.
        wanted: The manifests that the chart rendered.
    """
    policies = [each for each in wanted if each.get("kind") == "NetworkPolicy"]
    flows, databases = _flows(state, policies), list[list[Setting]]()
    for each in _of_database(state, policies):
        databases += [each] if each not in databases else []
    for settings in [*([*each, *flows] for each in databases), flows, *databases]:
        found = fitting.trials.changed(state, settings)
        if found.cost < state.cost:
            state = fitting.simplified(found)
    return state


def _flows(state: State, policies: Sequence[dict[str, Any]]) -> list[Setting]:
    """Return who reaches each further service, and what is said of it elsewhere."""
    services, jobs = at(state.values, "services"), at(state.values, "cronJobs")
    found: list[Setting] = []
    for policy in policies:
        own = _component(at(policy, "spec", "podSelector"))
        reached = _peers(policy, "egress", "to")
        if own in jobs:
            found.append(Setting(("Values", "cronJobs", f"{own}", "reaches"), reached))
        elif own in services:
            path = ("Values", "services", f"{own}")
            names = [name for name in _peers(policy, "ingress", "from") if name not in jobs]
            by = [name for name in names if name != _TEST]
            main = [name for name in reached if name in _MAIN]
            found += [Setting((*path, "reachableFrom"), by), Setting((*path, "reaches"), main)]
    return [*found, *_servers(state)]


def _peers(policy: dict[str, Any], field: str, key: str) -> list[str]:
    """Return the chart's services and jobs that the rules of a policy name."""
    rules = items_at(policy, "spec", field)
    named = [_component(at(peer, "podSelector")) for rule in rules for peer in items_at(rule, key)]
    return [*dict.fromkeys(name for name in named if name is not None)]


def _component(selector: dict[str, Any]) -> str | None:
    """Return which of the chart's services or jobs a selector is of; None if it is of others."""
    found = at(selector, "matchLabels").get(_COMPONENT)
    return None if found is None else f"{found}"


def _of_database(state: State, policies: Sequence[dict[str, Any]]) -> Iterator[list[Setting]]:
    """Yield what may be the pods of the database: others than the chart's, on one port."""
    for policy in policies:
        for rule in items_at(policy, "spec", "egress"):
            peers, ports = items_at(rule, "to"), items_at(rule, "ports")
            if len(peers) != 1 or len(ports) != 1 or not _is_of_pods(peers[0]):
                continue
            port = ports[0].get("port")
            more = [Setting(("Values", "database", "port"), port)] if port != _USUAL_PORT else []
            pods = [Setting(("Values", "database", key), peer) for key, peer in peers[0].items()]
            yield [*pods, *more, *_servers(state, at(peers[0], "podSelector"))]


def _servers(state: State, pods: dict[str, Any] | None = None) -> Iterator[Setting]:
    """Yield the servers without those that are services of the chart, or pods known otherwise."""
    servers = at(state.values, "networkPolicy", "servers")
    others = {
        name: each
        for name, each in servers.items()
        if (selector := at(each, "podSelector")) != pods and _component(selector) is None
    }
    if others != servers:
        yield Setting(("Values", "networkPolicy", "servers"), others)


def _is_of_pods(peer: dict[str, Any]) -> bool:
    return "podSelector" in peer and _component(at(peer, "podSelector")) is None
