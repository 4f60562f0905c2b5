"""The parts of an import by themselves: units, variables of compose, comparison, never crashing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from todo_k8s.errors import TodoK8sError
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.comparing import differences
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.compose.interpolation import Missing, interpolated
from todo_k8s.importing.compose.project import is_compose, manifests_of_compose
from todo_k8s.importing.compose.units import cpus, memory, seconds, words
from todo_k8s.importing.foreign.seeds import image_values
from todo_k8s.importing.foreign.server_images import server_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import imported_files
from todo_k8s.importing.sources.documents import Document, documents_in
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("10s", 10), ("1m30s", 90), ("1h", 3600), ("500ms", 1), (5, 5), ("soon", None), ("", None)],
)
def test_durations(duration: Any, expected: int | None) -> None:
    """Durations are whole seconds, rounded up."""
    assert seconds(duration) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [("512m", "512Mi"), ("1.5g", "1536Mi"), ("2GB", "2Gi"), (1048576, "1Mi"), ("much", None)],
)
def test_sizes(size: Any, expected: str | None) -> None:
    """Sizes are powers of 1024."""
    assert memory(size) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [("0.5", "500m"), (2, "2"), ("half", None), ("inf", None), (-1, None)]
)
def test_processors(number: Any, expected: str | None) -> None:
    """Parts of processors are thousandths."""
    assert cpus(number) == expected


def test_a_command_line_is_split_as_a_shell_does() -> None:
    """Quotes hold words together."""
    assert words("sh -c 'a && b'") == ["sh", "-c", "a && b"]
    assert words("it's") == ["it's"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$A", "$A"),
        ("${A:-b}", "b"),
        ("${A-${B:-c}}", "c"),
        ("${A:+b}", ""),
        ("a$", "a$"),
        ("${", "${"),
        ("${A", "${A"),
    ],
)
def test_defaults_take_the_place_of_variables(text: str, expected: str) -> None:
    """Variables with a default give it."""
    assert interpolated({"a": [text]}) == {"a": [expected]}


def test_a_variable_without_a_default_is_missing() -> None:
    """It is known by name, so that it can be asked for."""
    found = interpolated("x-$A-${B:?say it}")
    assert isinstance(found, Missing)
    assert found.names == ("A", "B")


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("a", {"repository": "a", "tag": "latest"}),
        ("a/b:1", {"repository": "a/b", "tag": "1"}),
        ("localhost:5000/a:1", {"registry": "localhost:5000", "repository": "a", "tag": "1"}),
        ("h.io/a/b@sha256:0", {"registry": "h.io", "repository": "a/b", "digest": "sha256:0"}),
    ],
)
def test_images_are_taken_apart(image: str, expected: dict[str, str]) -> None:
    """A host has a dot or a port; a digest takes the place of the tag."""
    assert image_values(image) == expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("postgres:16", "postgres"),
        ("bitnami/postgresql:16", "postgresql"),
        ("redis/redis-stack:latest", "redis"),
        ("oliver006/redis_exporter", None),
        ("acme/api", None),
    ],
)
def test_servers_are_known_by_their_image(image: str, expected: str | None) -> None:
    """A database or the like is one by its image's name."""
    assert server_of(image) == expected


def test_a_url_in_a_health_check_becomes_a_get() -> None:
    """The kubelet asks itself what curl asked."""
    check = {"test": ["CMD-SHELL", "curl -f http://localhost:8000/ok || exit 1"], "interval": "9s"}
    probe = probes_of("api", check, Notes())["readinessProbe"]
    assert probe["httpGet"] == {"path": "/ok", "port": 8000}
    assert probe["periodSeconds"] == 9


def test_differences_are_told_leaf_by_leaf() -> None:
    """Lists of named items are compared by name, whatever their order."""
    one = {"kind": "A", "metadata": {"name": "a"}, "env": [{"name": "x"}, {"name": "y", "v": 1}]}
    two = {"kind": "A", "metadata": {"name": "a"}, "env": [{"name": "y", "v": 2}, {"name": "x"}]}
    assert [each.path for each in differences([one], [two])] == [("env", "y", "v")]


def test_documents_of_a_list_stand_for_themselves() -> None:
    """A `kind: List` is what is in it, and documents may be empty."""
    data = b"# nothing\n---\nkind: List\nitems: [{kind: A}, {kind: B}]\n--- # c\nkind: C\n"
    assert [each.content["kind"] for each in documents_in(data, "f")] == ["A", "B", "C"]


_SCALARS = st.none() | st.booleans() | st.integers(-9, 99999) | st.text("ab:/${}-.0", max_size=12)
_ANY = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab0", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    [
        "image",
        "build",
        "command",
        "entrypoint",
        "ports",
        "expose",
        "environment",
        "env_file",
        "healthcheck",
        "deploy",
        "volumes",
        "tmpfs",
        "secrets",
        "configs",
        "user",
        "read_only",
        "cap_drop",
        "extends",
        "profiles",
        "extra_hosts",
        "labels",
        "scale",
        "stop_grace_period",
        "depends_on",
        "mem_limit",
        "cpus",
        "working_dir",
        "pull_policy",
    ]
)
_SERVICES = st.dictionaries(
    st.text("ab_", min_size=1, max_size=4), st.dictionaries(_KEYS, _ANY, max_size=6), max_size=3
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(_SERVICES)
def test_any_compose_file_gives_manifests(services: dict[str, Any]) -> None:
    """Whatever is in a compose file, it gives manifests or an error of this library."""
    content = {"services": services}
    assert is_compose(content)
    try:
        found = manifests_of_compose([Document("f", content)], Notes())
    except TodoK8sError:
        return
    assert all(each.content["metadata"]["name"] for each in found)


_PLACES = st.sampled_from(
    [
        "spec",
        "template",
        "containers",
        "metadata",
        "name",
        "kind",
        "image",
        "ports",
        "env",
        "selector",
        "labels",
        "replicas",
        "volumes",
        "resources",
        "securityContext",
        "livenessProbe",
        "httpGet",
        "port",
        "rules",
        "http",
        "paths",
        "backend",
        "service",
    ]
)
_MANIFEST = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_PLACES, inner, max_size=4),
    max_leaves=12,
)
_KINDS = st.sampled_from(
    [
        "Deployment",
        "StatefulSet",
        "Service",
        "Ingress",
        "HTTPRoute",
        "ConfigMap",
        "Secret",
        "CronJob",
        "Job",
        "Pod",
        "Other",
        "HorizontalPodAutoscaler",
        "PodDisruptionBudget",
        "PersistentVolumeClaim",
        "ServiceAccount",
    ]
)


@st.composite
def _documents(draw: st.DrawFn) -> bytes:
    found: list[Any] = []
    for number in range(draw(st.integers(1, 2))):
        content: Any = draw(_MANIFEST)
        spec: Any = draw(_MANIFEST)
        own = content if is_map(content) else {}
        named = {"name": f"n{number}", "labels": draw(_ANY)}
        found.append({**own, "kind": draw(_KINDS), "metadata": named, "spec": spec})
    return yaml.safe_dump_all(found).encode()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    _documents()
    | st.binary(max_size=60)
    | st.text("{}[]:-#&*! \nab'\"|>%@", max_size=40).map(str.encode)
)
def test_any_yaml_gives_values_or_an_error(data: bytes) -> None:
    """Whatever is in a file, it gives values that the chart accepts or an error of this library."""
    chart = compiled_chart()
    try:
        found = imported_files(chart, [(data, "f.yaml")], Wishes(), Notes(), RELEASE)
    except TodoK8sError:
        return
    chart.model.from_mapping(yaml.safe_load(found.text(chart.model)) or {})
