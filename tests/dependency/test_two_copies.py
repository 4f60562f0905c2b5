"""Two copies of the chart in one release, by aliases of a parent chart, have nothing in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.dependency.umbrella import Manifests, Umbrella
from tests.unit.helms import MAJORS
from todo_k8s import Release, TodoChatbot, render
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import merge_mappings
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.printed import canonical

pytestmark = pytest.mark.helm
SCALED = {"autoscaling": {"enabled": True}}
EVERYTHING: dict[str, Any] = {
    "ingress": {"enabled": True, "hosts": ["a.test"], "backendPaths": ["/api"]},
    "gateway": {"enabled": True, "parentRefs": [{"name": "g"}], "backendPaths": ["/api"]},
    "networkPolicy": {"backendFrom": [{"namespaceSelector": {"matchLabels": {"a": "b"}}}]},
    "monitoring": {"serviceMonitor": {"enabled": True}, "probe": {"enabled": True}},
    "migrations": {"enabled": True, "command": ["migrate"]},
    "backend": SCALED,
    "frontend": {**SCALED, "configMapEnv": {"A": "b"}},
    "database": {"maxConnections": 1000},
}
VERSION = TodoChatbot.metadata.version
COPIES = {"teamBlue": "teamblue", "team_green": "team-green"}
"""The aliases, and what an application of that alias is called."""


def values_of(copy: str) -> dict[str, Any]:
    """Return the values of a copy: everything on, and names of its own where a name is given."""
    aliases = {
        service: {"service": {"alias": f"{service}-{COPIES[copy]}"}}
        for service in ("backend", "frontend")
    }
    return merge_mappings(EVERYTHING, aliases)


def umbrella(folder: Path, files: Mapping[str, str], other: Mapping[str, str] | None) -> Umbrella:
    """Return a chart with both copies, the second one perhaps of another version."""
    charts = {"one": files} if other is None else {"one": files, "two": other}
    versions = (VERSION, VERSION if other is None else "9.9.9")
    dependencies = [
        {"name": "todo-chatbot", "alias": copy, "version": version}
        for copy, version in zip(COPIES, versions, strict=True)
    ]
    return Umbrella(folder, charts, dependencies, {copy: values_of(copy) for copy in COPIES})


@pytest.fixture(scope="module", params=MAJORS)
def found(
    request: pytest.FixtureRequest,
    files: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Manifests:
    """The manifests of both copies."""
    return umbrella(tmp_path_factory.mktemp("copies"), files, None).render(request.param)


def selectors(node: Any) -> Iterator[dict[str, str]]:
    """Yield every selector of pods in a manifest, at every depth."""
    if is_map(node):
        for key, value in node.items():
            if key == "namespaceSelector":
                continue
            if key == "matchLabels" or (key == "selector" and "matchLabels" not in value):
                yield value
            else:
                yield from selectors(value)
    elif is_list(node):
        for item in node:
            yield from selectors(item)


def labels(node: Any) -> Iterator[dict[str, str]]:
    """Yield the labels of what a manifest is, and of the pods that it makes."""
    if is_map(node):
        metadata = node.get("metadata")
        if is_map(metadata):
            yield metadata.get("labels", {})
    for part in node.values() if is_map(node) else node if is_list(node) else ():
        yield from labels(part)


def selects(selector: dict[str, str], chosen: dict[str, str]) -> bool:
    """Tell whether a selector finds what has these labels."""
    return selector.items() <= chosen.items()


def test_no_selector_finds_what_the_other_copy_made(found: Manifests) -> None:
    """Services, budgets, policies, monitors and spreads find their own copy's pods alone."""
    for copy, other in (tuple(COPIES), tuple(COPIES)[::-1]):
        used = list(selectors(found[copy]))
        own, theirs = list(labels(found[copy])), list(labels(found[other]))
        assert len(used) > 15
        assert all(any(selects(each, one) for one in own) for each in used)
        assert not any(selects(each, one) for each in used for one in theirs)


def test_no_object_has_the_name_of_another(found: Manifests) -> None:
    """Whatever its kind; and what refers to an object by name, such as an autoscaler, has its own.

    Only the Secret that both may share is named alike.
    """
    used = {copy: {each["metadata"]["name"] for each in found[copy]} for copy in COPIES}
    one, other = used.values()
    assert not one & other
    for copy in COPIES:
        scalers = [each for each in found[copy] if each["kind"] == "HorizontalPodAutoscaler"]
        assert len(scalers) == 2
        assert {each["spec"]["scaleTargetRef"]["name"] for each in scalers} <= used[copy]


def test_a_copy_is_what_python_gives_for_its_name(found: Manifests) -> None:
    """An alias counts as `nameOverride`, so that the law holds for each copy."""
    for copy, name in COPIES.items():
        wanted = render({**values_of(copy), "nameOverride": name}, Release("todo", "todo"))
        assert canonical(found[copy]) == canonical(wanted)


@pytest.mark.parametrize("major", MAJORS)
def test_two_versions_are_refused_where_their_helpers_differ(
    major: str, files: Mapping[str, str], tmp_path: Path
) -> None:
    """Helm keeps one helper of each name, so that one of the copies would get the other's."""
    version = re.findall(r'helpersVersion" -}}\n(\w+)\n', files["templates/_helpers.tpl"])[0]
    other = {name: text.replace(version, "00000000") for name, text in files.items()}
    newer = {**files, "Chart.yaml": files["Chart.yaml"].replace(VERSION, "9.9.9")}
    assert len(umbrella(tmp_path / "same", files, newer).render(major)) == 2
    mixed = umbrella(tmp_path / "mixed", files, {**other, "Chart.yaml": newer["Chart.yaml"]})
    with pytest.raises(RefusedError, match="Two versions of the chart todo-chatbot"):
        mixed.render(major)


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("before", ["shop", "todo", "todo-chatbot"])
def test_a_release_of_0_1_0_keeps_its_selectors(
    major: str, before: str, files: Mapping[str, str], tmp_path: Path
) -> None:
    """With the chart's own name and its full name of before, no selector and no name changes.

    In 0.1.0 the label was the chart's name, whatever `nameOverride` and the alias were.
    """
    full = "todo" if before in "todo" else f"todo-{before}"
    kept = {"nameOverride": "todo-chatbot", "fullnameOverride": full}
    alias = {"name": "todo-chatbot", "alias": "blue"}
    chart = Umbrella(tmp_path, {"one": files}, [alias], {"blue": {**EVERYTHING, **kept}})
    (manifests,) = chart.render(major).values()
    assert {each["app.kubernetes.io/name"] for each in selectors(manifests)} == {"todo-chatbot"}
    assert names(manifests) == names(render({**EVERYTHING, "nameOverride": before}))


def names(manifests: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return kind and name of every object."""
    return {(each["kind"], each["metadata"]["name"]) for each in manifests}
