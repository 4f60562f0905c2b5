"""Each mode of secrets: services get their own, verbatim, and nobody else sees one."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

import todo_k8s
from tests.e2e.commands import HELM_4, Kubectl, eventually
from tests.e2e.external_secrets import store_of
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, MODES, Release, stage
from todo_k8s.helm.plain.shapes import is_list, is_map

pytestmark = pytest.mark.e2e

USE = """
import json, urllib.request
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
def post(path, body):
    data = json.dumps(body).encode()
    headers = {"content-type": "application/json", "cookie": post.cookie}
    request = urllib.request.Request("http://localhost:8000/api/" + path, data, headers)
    with urllib.request.urlopen(request) as answer:
        post.cookie = (answer.headers.get("set-cookie") or post.cookie).partition(";")[0]
        return json.load(answer)
post.cookie = ""
post("sign-in", {"name": "ada"})
print(post("tasks", {"title": "Buy milk"})["title"], post("chat", {"message": "Hello"})["reply"])
"""

SHARED = "BETTER_AUTH_SECRET"
"""The key that the frontend gets too."""

NAMES_OF_VARIABLES = {
    "backend": ("python3", "-c", "import os; print(*os.environ)"),
    "frontend": ("node", "--print", "Object.keys(process.env).join(' ')"),
}


@pytest.fixture(scope="module", params=MODES)
def release(request: pytest.FixtureRequest, cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart in each mode, installed; the External Secrets Operator is a simulated one."""
    with stage(cluster, HELM_4, request.param) as release, store_of(release):
        release.install(frontend__secretEnv={SHARED: SHARED})
        release.settle()
        yield release
        release.helm("uninstall", release.name, "--wait")


def test_credentials_arrive_verbatim(release: Release) -> None:
    """No character of a secret is changed on its way, whatever it means to others."""
    given = release.credentials.items()
    assert [name for name, secret in given if not release.holds(name, secret)] == []


def test_credentials_are_accepted(release: Release) -> None:
    """The backend signs in to the database and to the AI API, which both demand it."""
    assert eventually(lambda: "Buy milk" in release.python("backend", USE), 30)


def test_each_service_has_only_its_own_keys(release: Release) -> None:
    """The frontend has the one key that it is given, and nothing else of a Secret."""
    held = {component: variables(release, component) for component in COMPONENTS}
    assert held["frontend"] & set(release.credentials) == {SHARED}
    assert held["backend"] >= set(release.credentials)
    spec = json.dumps(release.object("deployments", "frontend")["spec"]["template"]["spec"])
    assert spec.count('"secretKeyRef"') == 1
    assert not any(f'"{way}"' in spec for way in ("secretRef", "secretName"))


def variables(release: Release, component: str) -> set[str]:
    """Return the names of the variables that the server of a service has."""
    (name, *_) = release.names(component)
    given = release.kubectl("exec", name, "--", *NAMES_OF_VARIABLES[component])
    return set(given.split())


def test_api_server_keeps_what_is_rendered(release: Release) -> None:
    """It drops no field of the release's objects, as it would one whose name it does not know."""
    identity = todo_k8s.Release(name=release.name, namespace=release.kubectl.namespace)
    for wanted in todo_k8s.render(release.all_values, identity):
        metadata, kind = wanted["metadata"], wanted["kind"]
        # A Secret would be shown by a failure; hooks are deleted when they are done.
        if kind == "Secret" or "helm.sh/hook" in metadata.get("annotations", {}):
            continue
        group = wanted["apiVersion"].rpartition("/")[0]
        resource = ".".join(filter(None, (kind.lower(), group)))
        found = release.kubectl("get", resource, metadata["name"], "-o", "json")
        assert has_all(json.loads(found), wanted), f"{kind}: {found}"


def has_all(found: object, wanted: object) -> bool:
    """Tell whether an object has all that is wanted, and maybe more."""
    if is_map(found) and is_map(wanted):
        return all(key in found and has_all(found[key], wanted[key]) for key in wanted)
    if is_list(found) and is_list(wanted):
        return len(found) == len(wanted) and all(map(has_all, found, wanted))
    return found == wanted


def test_nothing_shows_a_secret(release: Release, figures: Figures) -> None:
    """No log, event, description, annotation or note holds a secret; only Secrets do."""
    assert "Buy milk" in release.python("backend", USE)
    kubectl, shown = release.kubectl, list[str]()
    for component in COMPONENTS:
        for name in release.names(component):
            shown.append(kubectl("logs", name, "--all-containers"))
    assert "POST /api/chat" in "\n".join(shown), "the logs are not what is looked for"
    kinds = sorted({name.partition("/")[0] for name in kubectl.names()} - {"secret"})
    shown += [kubectl("describe", kind) for kind in kinds if kind != "pod"]
    labels = f"app.kubernetes.io/instance={release.name}"
    shown += [kubectl("describe", "pods,secrets", "-l", labels), kubectl("get", "events")]
    shown += [kubectl("get", ",".join(kinds), "-l", labels, "-o", "yaml")]
    shown += [notes_and_manifest(release)]
    texts = secret_texts(release)
    leaked = [name for name, text in texts.items() if text in "\n".join(shown)]
    print(f"shown: {leaked}")
    figures.keep(f"secrets-shown-{release.mode}", len(leaked), of=len(texts))


def secret_texts(release: Release) -> dict[str, str]:
    """Return what must be seen nowhere, under a name that can be shown."""
    password = release.credentials["DATABASE_URL"].partition("todo:")[2].partition("@")[0]
    texts = {**release.credentials, "password": password, "password as typed": unquote(password)}
    encoded = {
        f"{name} in base64": base64.b64encode(text.encode()).decode()
        for name, text in texts.items()
    }
    return texts | encoded


def notes_and_manifest(release: Release) -> str:
    """Return what Helm says of the release, but for the Secret that the chart makes."""
    said = json.loads(release.helm("status", release.name))
    assert release.name in str(said["notes"]), "the notes are not what is looked for"
    documents = str(said["manifest"]).split("\n---\n")
    kept = [text for text in documents if "\nkind: Secret\n" not in text]
    return "\n".join([*kept, json.dumps({**said, "manifest": ""})])
