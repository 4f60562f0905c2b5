"""What the chart rendered itself: the values that are imported render the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.importing.reading import again, rendered, without_secrets
from todo_k8s import render
from todo_k8s.cli.charts import given_chart
from todo_k8s.errors import ValuesError
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.reading import read_values_file
from todo_k8s.importing.comparing import differences
from todo_k8s.importing.imported import imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document
from todo_k8s.importing.wishes import Wishes
from todo_k8s.testing.values import values_of
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

_TESTS = Path(__file__).parents[1]
_EXAMPLES = _TESTS.parent / "examples"
CASES = [
    *(
        _EXAMPLES / "values" / f"{name}.yaml"
        for name in ("better-auth-nextjs", "external-secrets", "minikube", "nginx-frontend")
    ),
    *(
        _EXAMPLES / "applications" / f"{name}.yaml"
        for name in ("argo-cd", "better-auth", "openshift")
    ),
    *(
        _EXAMPLES / "applications" / f"{name}.yaml"
        for name in ("cloudnative-pg", "vault-agent", "keda", "mcp-server", "static-frontend")
    ),
    *(
        _TESTS / "cases" / "accepted" / f"{name}.yaml"
        for name in (
            "autoscaling-backend",
            "backend-off",
            "border-connections-of-what-is-off",
            "gateway",
            "gateway-hostnames-of-paths-beside-the-listener",
            "gateway-hostnames-of-paths-with-all",
            "gateway-hostnames-of-paths-with-limits",
            "gateway-timeouts-of-tries",
            "ingress",
            "ingress-rewrites-by-traefik",
            "ingress-rewrites-for-every-host",
            "ingress-hosts-of-paths",
            "ingress-hosts-of-paths-for-each",
            "image-by-digest",
            "lifecycle",
            "name-override",
            "persistence",
            "preset-nginx",
            "probes-off",
            "resources-none",
            "replicas-one",
            "rollout",
            "secrets-values",
            "service-aliases",
            "scheduling",
            "tests-off",
            "writable-paths",
        )
    ),
]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_rendering_comes_back(file: Path) -> None:
    """The values of an import render what was imported, besides Secrets."""
    manifests = render(read_values_file(file))
    found = again(manifests)
    assert rendered(found.values, found.release) == without_secrets(manifests)
    assert found.notes.not_carried == []


def test_what_cannot_be_read_off_is_told() -> None:
    """The size of the pool has a name that values decide, and no manifest tells which does."""
    found = again(render(read_values_file(_EXAMPLES / "values" / "production.yaml")))
    lost = "ConfigMap todo-todo-chatbot-backend: data.DB_POOL_SIZE is not reproduced"
    assert lost in found.notes.not_carried


def test_the_defaults_need_no_values() -> None:
    """Of the defaults nothing is written."""
    assert again(render({})).values == {}


def test_a_value_that_differs_is_all_there_is() -> None:
    """Only what differs from the defaults is written."""
    values = {"backend": {"replicaCount": 3, "env": {"LOG_LEVEL": "debug"}}}
    assert again(render(values)).values == values


def test_the_variable_of_the_backend_url_comes_back() -> None:
    """Its name is no variable of the frontend's own, of which there may be others."""
    given = {"frontend": {"backendUrlEnv": "API_URL", "env": {"A": "1"}}}
    assert again(render(given)).values == given


def test_the_release_is_read_off() -> None:
    """Release and names are those of the manifests."""
    from todo_k8s import Release  # as users import it

    release = Release(name="shop", namespace="todo")
    assert again(render({}, release)).release == release


def test_what_a_hand_changed_is_told() -> None:
    """A field that no value gives is listed, by its path."""
    manifests = render({})
    deployment = next(each for each in manifests if each["kind"] == "Deployment")
    deployment["spec"]["template"]["spec"]["containers"][0]["securityContext"]["privileged"] = True
    lost = again(manifests).notes.not_carried
    assert any("securityContext.privileged is not reproduced" in line for line in lost)


def test_what_a_hand_removed_is_told() -> None:
    """A field that no value removes is listed, by its path."""
    manifests = render({})
    service = next(each for each in manifests if each["kind"] == "Service")
    del service["spec"]["selector"]["app.kubernetes.io/instance"]
    del service["spec"]["ports"][0]["name"]
    name = service["metadata"]["name"]
    assert again(manifests).notes.not_carried == [
        f"Service {name}: spec.selector.app.kubernetes.io/instance is rendered in addition",
        f"Service {name}: spec.ports.8000.name is rendered in addition",
    ]


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(values_of(compiled_chart().model))
def test_any_rendering_gives_values_that_render(values: Any) -> None:
    """Whatever was rendered, what is imported renders, and all that differs is told."""
    try:
        manifests = evaluated(compiled_chart(), values, RELEASE)
    except ValuesError:
        return
    if not without_secrets(manifests):
        return
    found = again(manifests)
    left = differences(rendered(found.values, found.release), without_secrets(manifests))
    lost, safer = found.notes.not_carried, found.notes.safer
    assert all(any(f"{each.object}:" in line for line in lost) or safer for each in left)


@pytest.mark.parametrize(
    ("chart", "values"),
    [
        ("celery.py:Celery", {}),
        ("workers.py:Workers", {}),
        ("database.py:Database", {}),
        ("settings.py:Settings", {}),
    ],
)
def test_charts_of_ones_own_come_back(chart: str, values: Mapping[str, Any]) -> None:
    """A chart of one's own is inverted as todo-chatbot is."""
    made = given_chart(f"{_TESTS / 'charts'}/{chart}")
    compiled = made.compiled
    manifests = evaluated(compiled, compiled.model.from_mapping(values), made.release)
    documents = [Document("rendered.yaml", each) for each in manifests]
    found = imported(compiled, documents, Wishes(), Notes(), made.release)
    back = evaluated(compiled, compiled.model.from_mapping(found.values), found.release)
    assert without_secrets(back) == without_secrets(manifests)


def test_credentials_in_a_rendering_are_not_carried() -> None:
    """What a hand put into a ConfigMap or a variable as plain text becomes a key of the Secret."""
    manifests = render({"backend": {"configMapEnv": {"LOG": "info"}}})
    config = next(each for each in manifests if each["kind"] == "ConfigMap")
    config["data"]["DB_PASSWORD"] = "canary"  # to be looked for
    deployment = next(each for each in manifests if each["kind"] == "Deployment")
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    container["env"].append({"name": "API_TOKEN", "value": "canary"})
    found = again(manifests)
    assert "canary" not in f"{found.values} {found.notes}"
    assert found.values["backend"]["secretEnv"] == {"API_TOKEN": "API_TOKEN"}
    assert any("DB_PASSWORD is a credential" in line for line in found.notes.not_carried)
