"""Names of objects: Helm's rule, and never longer than Kubernetes takes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import helm_python
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exported import exported_files
from todo_k8s import Release, render
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.services.application import application_name, release_fullname

LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
"""A Service's name, the strictest of the names."""

RULE: dict[str, tuple[tuple[str, str, str, str], str]] = {
    "release and chart": (("todo-chatbot", "shop", "", ""), "shop-todo-chatbot"),
    "the release has the chart's name": (("todo-chatbot", "todo-chatbot", "", ""), "todo-chatbot"),
    "the release has it in it": (("app", "my-app-2", "", ""), "my-app-2"),
    "a name override": (("todo-chatbot", "shop", "web", ""), "shop-web"),
    "the release has the override in it": (("todo-chatbot", "my-web", "web", ""), "my-web"),
    "a full override": (("todo-chatbot", "shop", "web", "mine"), "mine"),
    "dots in the release": (("app", "shop.v1.2", "", ""), "shop-v1-2-app"),
    "too long": (("todo-chatbot", "r" * 53, "", ""), f"{'r' * 53}-todo-chat"),
    "cut at a dash": (("app", "r" * 53, "a" * 8 + "-b", ""), f"{'r' * 53}-{'a' * 8}"),
    "a full override of 63": (("app", "x", "", "o" * 63), "o" * 63),
}


@pytest.mark.parametrize("case", RULE)
def test_fullname_follows_the_rule_of_helm(case: str) -> None:
    """`helm create` writes this rule: override, or release and name, cut at 63 without a dash."""
    (chart, release, name, full), wanted = RULE[case]
    assert release_fullname(application_name(chart, name), release, full) == wanted


NAMES: dict[str, tuple[str, dict[str, str]]] = {
    "plain": ("shop", {}),
    "long release": ("a" * 53, {}),
    "dots": ("shop.v1.2", {}),
    "long with dots": ("a" * 26 + "." + "b" * 26, {}),
    "dashes at the cut": ("a-" * 26 + "z", {}),
    "long name": ("shop", {"nameOverride": "n" * 63}),
    "long full name": ("shop", {"fullnameOverride": "f" * 63}),
    "dashes in a full name": ("shop", {"fullnameOverride": "f-" * 31 + "f"}),
}
EVERYTHING: dict[str, Any] = {
    "ingress": {"enabled": True, "hosts": ["a.test"]},
    "gateway": {"enabled": True, "parentRefs": [{"name": "g"}]},
    "monitoring": {"serviceMonitor": {"enabled": True}, "probe": {"enabled": True}},
    "migrations": {"enabled": True, "command": ["migrate"]},
    "backend": {"autoscaling": {"enabled": True}},
    "frontend": {"autoscaling": {"enabled": True}, "configMapEnv": {"A": "b"}},
}


def names(manifests: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return kind and name of every object."""
    return sorted((each["kind"], each["metadata"]["name"]) for each in manifests)


@pytest.mark.parametrize("case", NAMES)
def test_every_object_has_a_name_that_kubernetes_takes(case: str) -> None:
    """Whatever release and overrides, each name is a DNS label within 63, and there once a kind."""
    release, overrides = NAMES[case]
    found = names(render({**EVERYTHING, **overrides}, Release(name=release)))
    assert len(found) > 18
    assert [name for _kind, name in found if not LABEL.fullmatch(name)] == []
    assert [pair for pair, count in Counter(found).items() if count > 1] == []


@pytest.mark.parametrize("case", NAMES)
def test_helm_gives_the_same_names(case: str) -> None:
    """The rule in the templates is the same one."""
    release, overrides = NAMES[case]
    values = {**EVERYTHING, **overrides}
    data = archive_bytes("todo-chatbot", exported_files())
    with helm_python.Chart.load_archive(data) as chart:
        printed = "\n".join(chart.render(values, name=release, namespace="todo").values())
    for _kind, name in names(render(values, Release(name=release))):
        assert f'name: "{name}"' in printed


part = st.from_regex(r"[a-z]([-a-z0-9]{0,20}[a-z0-9])?", fullmatch=True)


@settings(deadline=None, derandomize=True)
@given(
    release=st.lists(part, min_size=1, max_size=4).map(".".join).map(lambda name: name[:53]),
    name=part | st.just(""),
    full=part | st.just(""),
)
def test_fullname_is_a_label_for_any_release(release: str, name: str, full: str) -> None:
    """Helm takes release names of 53 characters with dots and dashes; ours come out as labels."""
    own = application_name("todo-chatbot", name)
    made = release_fullname(own, release.rstrip(".-"), full)
    assert LABEL.fullmatch(made)
    assert "." not in made
