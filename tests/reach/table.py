"""The tables on who reaches whom in docs/explanation/network.md, read from the policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.judges.renderings import RELEASE, ROOT, as_installed
from todo_k8s.manifests.policies import Door, Place, passes, policies_of

PAGE = ROOT / "docs" / "explanation" / "network.md"
RENDERINGS = ("default", "all-switches")
COMPONENT = "app.kubernetes.io/component"
WORKLOADS = ("Deployment", "Job", "CronJob", "Pod")
OUTSIDE = {
    "database": Door(Place("203.0.113.5"), 5432),
    "HTTPS": Door(Place("203.0.113.44"), 443),
    "DNS": Door(Place("203.0.113.53"), 53, "UDP"),
    "metadata of clouds": Door(Place("169.254.169.254"), 443),
    "anything else": Door(Place("203.0.113.80"), 80),
}
"""What is outside of the application, and where."""

STRANGERS = {
    "default": {},
    "all-switches": {
        "pods of the namespace monitoring": Place("10.2.0.1", {}, "monitoring"),
        "pods of the namespace gateways": Place("10.2.0.2", {}, "gateways"),
    },
}
"""Those outside of the application whom the values name."""


def pods(manifests: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return a pod, with labels and containers, for each component of the application."""
    found: dict[str, dict[str, Any]] = {}
    for manifest in manifests:
        if manifest["kind"] in WORKLOADS:
            pod = _pod(manifest)
            found.setdefault(pod["metadata"]["labels"][COMPONENT], pod)
    return found


def _pod(manifest: dict[str, Any]) -> dict[str, Any]:
    spec = manifest["spec"]
    if manifest["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    template: dict[str, Any] = manifest if manifest["kind"] == "Pod" else spec["template"]
    return template


def doors(places: Mapping[str, Place], made: Mapping[str, dict[str, Any]]) -> dict[str, Door]:
    """Return the ports that pods of the application listen on, by component."""
    ports = {
        name: port["containerPort"]
        for name, pod in made.items()
        for port in pod["spec"]["containers"][0].get("ports", [])
    }
    return {name: Door(places[name], port) for name, port in ports.items()}


def reach(rendering: str) -> dict[str, dict[str, bool]]:
    """Return for each that connects whether it reaches each door, by the policies."""
    manifests = as_installed(rendering)
    policies, made = policies_of(manifests), pods(manifests)
    places = {
        name: Place(f"10.1.0.{number}", pod["metadata"]["labels"], RELEASE.namespace)
        for number, (name, pod) in enumerate(made.items(), start=1)
    }
    others = {
        "users, and others outside": Place("203.0.113.9"),
        "other pods of the namespace": Place("10.1.1.1", {"app": "other"}, RELEASE.namespace),
        **STRANGERS[rendering],
    }
    inside = doors(places, made)
    return {
        name: {
            to: passes(policies, place, door, RELEASE.namespace)
            for to, door in {**inside, **(OUTSIDE if name in places else {})}.items()
        }
        for name, place in {**others, **places}.items()
    }


def rows(rendering: str) -> Iterator[list[str]]:
    """Yield the rows of a table: who connects, and to whom."""
    found = reach(rendering)
    columns = list(dict.fromkeys(to for doors in found.values() for to in doors))
    yield ["from \\ to", *columns]
    for name, doors in found.items():
        yield [name, *(_cell(doors, to, itself=to == name) for to in columns)]


def _cell(doors: Mapping[str, bool], to: str, *, itself: bool) -> str:
    if to not in doors or itself:
        return ""
    return "yes" if doors[to] else "no"


def table(rendering: str) -> str:
    """Return a table in Markdown."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows(rendering))
    return "\n".join([head, f"|{'---|' * (head.count(' | ') + 1)}", *body])


def written(text: str) -> str:
    """Return the text of the page with its tables made anew."""
    for name in RENDERINGS:
        before, start, rest = text.partition(f"<!-- reach: {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not end:
            raise ValueError(f"{PAGE.name} has no place for the table {name!r}")
        text = f"{before}{start}\n{table(name)}\n\n{end}{after}"
    return text
