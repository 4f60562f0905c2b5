"""The chart's own routes, read as those of others are, where inversion does not explain them.

A path that is rewritten is in an Ingress of its own, and one with host names of its own in an
HTTPRoute. A rule of an Ingress for every host names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from todo_k8s.importing.comparing import Difference
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.foreign.gateways import gateway_values
from todo_k8s.importing.foreign.hosts import main_hosts
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.foreign.ports import NewPort, tcp_ports_of
from todo_k8s.importing.foreign.targets import Targets
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.trials import State
from todo_k8s.manifests.objects import at

_COMPONENT = "app.kubernetes.io/component"


def with_routes(
    fitting: Fitting, state: State, read: Manifests, found: Sequence[Difference]
) -> State:
    """Return a state with the values of the routes, if that is nearer to what is wanted.

    Args:
        fitting: The search for values.
        state: The best values that inversion found.
        read: The manifests.
        found: What differs.
    """
    ways = {"Ingress": ("ingress", _ingress_values), "HTTPRoute": ("gateway", _gateway_values)}
    for kind, (section, values_of) in ways.items():
        if any(each.object.kind == kind for each in found) and (values := values_of(read)):
            state = fitting.nearer(state, **{section: values})
    return state


def _ingress_values(read: Manifests) -> dict[str, Any]:
    """Return the values of all Ingresses, each path that is rewritten at its number."""
    ingresses = [*_of_kind(read, "Ingress")]
    numbered = {_number(each): each for each in ingresses if _number(each) is not None}
    main = [each for each in ingresses if _number(each) is None]
    targets = _targets(read)
    hosts = main_hosts(main or ingresses, targets.slots)

    def values(*some: Manifest) -> dict[str, Any]:
        found = Ingresses(targets, Notes(), hosts, [*_of_kind(read, "Middleware")])
        for each in some:
            found.add(each)
        return found.values()

    found = values(*main, *numbered.values()) if ingresses else {}
    paths = values(*main).get("paths", [])
    for number, each in sorted(numbered.items(), key=lambda pair: pair[0] or 0):
        paths[number:number] = values(each).get("paths", [])[:1]
    return {**found, "paths": paths} if paths else found


def _gateway_values(read: Manifests) -> dict[str, Any]:
    """Return the values of all HTTPRoutes, each path with names of its own at its number."""
    routes = [*_of_kind(read, "HTTPRoute")]
    numbered = {number: each for each in routes if (number := _number(each)) is not None}
    main = [each for each in routes if _number(each) is None]
    found = gateway_values([*main, *numbered.values()], _targets(read), Notes()) if routes else {}
    paths = [path for path in found.get("paths", []) if "hostnames" not in path]
    own = [path for path in found.get("paths", []) if "hostnames" in path]
    for number, path in sorted(zip(numbered, own, strict=False), key=lambda pair: pair[0]):
        paths.insert(number, path)
    return {**found, "paths": paths} if paths else found


def _targets(read: Manifests) -> Targets:
    """Return the component of each Service, and its ports."""
    slots: dict[str, str] = {}
    ports: dict[str, dict[int | str, NewPort]] = {}
    for each in _of_kind(read, "Service"):
        name = each.object.name
        slots[name] = f"{at(each.content, 'metadata', 'labels').get(_COMPONENT)}"
        named = [NewPort(f"{one.get('name')}", one.get("port", 0)) for one in tcp_ports_of(each)]
        ports[name] = {key: port for port in named for key in port}
    return Targets(slots, ports)


def _of_kind(read: Manifests, kind: str) -> Iterator[Manifest]:
    return (each for each in read.own if each.object.kind == kind)


def _number(ingress: Manifest) -> int | None:
    match = re.search(r"-path-(\d+)$", ingress.object.name)
    return int(match[1]) if match else None
