"""Hosts of Ingresses: the chart leads all of its hosts to the same services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.rewrites import REWRITING
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at, items_at, texts_at

_ROOT = ("/", "frontend")


def main_hosts(ingresses: Sequence[Manifest], slots: Mapping[str, str]) -> set[str]:
    """Return the hosts that lead to the same services as the first that leads to the frontend.

    Args:
        ingresses: The Ingresses.
        slots: What the Services are in the chart.
    """
    led: dict[str, set[tuple[str, str]]] = {}
    for each in ingresses:
        for rule in items_at(each.content, "spec", "rules"):
            found = led.setdefault(host_of(rule), set())
            found.update((path_of(one), f"{slots.get(service_of(one))}") for one in paths_of(rule))
    ways = [*led.values()]
    main = next((paths for paths in ways if _ROOT in paths), ways[0] if ways else None)
    return {host for host, paths in led.items() if paths == main}


def with_defaults(ingress: Manifest) -> list[Manifest]:
    """Return an Ingress without a default backend: with rules that mean the same.

    No controller rewrites what goes to a default backend. So where the paths are rewritten, these
    rules are those of a second Ingress.
    """
    rewriting = {key for key in annotations_of(ingress.content) if key in REWRITING}
    if not rewriting or not at(ingress.content, "spec", "defaultBackend"):
        return [_with_default(ingress)]
    metadata, spec = at(ingress.content, "metadata"), at(ingress.content, "spec")
    others = {key: item for key, item in metadata["annotations"].items() if key not in rewriting}
    named = {**metadata, "name": f"{ingress.object.name}-default", "annotations": others}
    rules = [{"host": host_of(rule)} for rule in items_at(spec, "rules") if host_of(rule) != "*"]
    bare = {key: item for key, item in spec.items() if key != "defaultBackend"}
    whole = {**ingress.content, "metadata": named, "spec": {**spec, "rules": rules}}
    return [
        ingress._replace(content={**ingress.content, "spec": bare}),
        _with_default(ingress._replace(content=whole)),
    ]


def _with_default(ingress: Manifest) -> Manifest:
    """Return an Ingress with rules in place of its default backend: of all hosts, and of each."""
    spec = dict(at(ingress.content, "spec"))
    backend = at(spec, "defaultBackend")
    spec.pop("defaultBackend", None)
    if not backend:
        return ingress
    root = {"path": "/", "pathType": "Prefix", "backend": backend}
    rules = [_with_root(rule, root) for rule in items_at(spec, "rules")]
    if all(host_of(rule) != "*" for rule in rules):
        rules = [{"http": {"paths": [root]}}, *rules]
    return ingress._replace(content={**ingress.content, "spec": {**spec, "rules": rules}})


def _with_root(rule: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a rule that leads all else to where a path leads, if it does not lead it yet."""
    paths = paths_of(rule)
    if any(path_of(each) == "/" and each.get("pathType") != "Exact" for each in paths):
        return rule
    return {**rule, "http": {"paths": [*paths, root]}}


def fits_beside(
    ingress: Manifest, main: Manifest, hosts: set[str], slots: Mapping[str, str]
) -> bool:
    """Tell whether the chart's Ingress can be this one too, with its other hosts those of paths.

    Args:
        ingress: The Ingress.
        main: The first with the main hosts, perhaps the same.
        hosts: The main hosts.
        slots: What the Services are in the chart.
    """
    spec, wanted = at(ingress.content, "spec"), at(main.content, "spec")
    rules = items_at(spec, "rules")
    others = {host_of(rule) for rule in rules} - hosts
    return (
        all(service_of(one) in slots for rule in rules for one in paths_of(rule))
        and "*" not in others
        and annotations_of(ingress.content) == annotations_of(main.content)
        and spec.get("ingressClassName") == wanted.get("ingressClassName")
    )


def with_hosts(ingress: Manifest, hosts: set[str], *, wanted: bool = True) -> Manifest | None:
    """Return an Ingress with the rules of these hosts, or of all others; None if it has none.

    A certificate that is issued for hosts of both is
    asked for by the others only, as two Ingresses would ask for it by turns.
    """
    spec = dict(at(ingress.content, "spec"))
    rules = [rule for rule in items_at(spec, "rules") if (host_of(rule) in hosts) == wanted]
    if not rules:
        return None
    own = {host_of(rule) for rule in rules}
    is_shared = bool(shared_certificates(ingress, hosts))
    tls = [
        each if is_shared and not wanted else _of_hosts(each, own) for each in items_at(spec, "tls")
    ]
    spec |= {"rules": rules, "tls": [each for each in tls if each is not None]}
    kept = {key: item for key, item in spec.items() if item != []}
    found = {**ingress.content, "spec": kept}
    return ingress._replace(content=_without_issuer(found) if is_shared and wanted else found)


def shared_certificates(ingress: Manifest, hosts: set[str]) -> list[str]:
    """Return the Secrets of certificates that are issued for these hosts and for others."""
    if not any(_asks_an_issuer(key) for key in annotations_of(ingress.content)):
        return []
    known = {host_of(rule) for rule in items_at(ingress.content, "spec", "rules")}
    certificates = [
        (f"{tls.get('secretName')}", known & {*texts_at(tls, "hosts")} or known)
        for tls in items_at(ingress.content, "spec", "tls")
    ]
    return [name for name, named in certificates if named & hosts and named - hosts]


def _asks_an_issuer(annotation: str) -> bool:
    return annotation.startswith("cert-manager.io/") or annotation == "kubernetes.io/tls-acme"


def _without_issuer(content: dict[str, Any]) -> dict[str, Any]:
    annotations = annotations_of(content)
    kept = {key: item for key, item in annotations.items() if not _asks_an_issuer(key)}
    return {**content, "metadata": {**at(content, "metadata"), "annotations": kept}}


def slots_of(ingress: Manifest, slots: Mapping[str, str]) -> list[str]:
    """Return the services of the chart that an Ingress leads to."""
    rules = items_at(ingress.content, "spec", "rules")
    found = (slots.get(service_of(each)) for rule in rules for each in paths_of(rule))
    return [*dict.fromkeys(slot for slot in found if slot is not None)]


def _of_hosts(tls: dict[str, Any], hosts: set[str]) -> dict[str, Any] | None:
    """Return a certificate of these hosts; one without hosts is of all."""
    given = tls.get("hosts")
    named: list[Any] = given if is_list(given) else []
    kept = [host for host in named if f"{host}" in hosts]
    if named and not kept:
        return None
    return {**tls, "hosts": kept} if named else tls


def paths_of(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the paths of a rule."""
    return items_at(rule, "http", "paths")


def host_of(rule: dict[str, Any]) -> str:
    """Return the host of a rule, ``*`` for every host."""
    return f"{rule.get('host') or '*'}"


def path_of(path: dict[str, Any]) -> str:
    """Return where a path starts."""
    return f"{path.get('path') or '/'}"


def port_of(path: dict[str, Any]) -> Any:
    """Return the name or number of the port that a path leads to, None if it says none."""
    backend = at(path, "backend")
    port = at(backend, "service", "port")
    return port.get("name") or port.get("number") or backend.get("servicePort")


def target_of(path: dict[str, Any]) -> str:
    """Return what a path leads to, as a message names it."""
    resource = at(path, "backend", "resource")
    return f"the {resource.get('kind')} {resource.get('name')}" if resource else service_of(path)


def service_of(path: dict[str, Any]) -> str:
    """Return the Service that a path leads to, in the form of today or of before v1."""
    backend = at(path, "backend")
    return f"{at(backend, 'service').get('name') or backend.get('serviceName')}"
