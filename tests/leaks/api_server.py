"""As much of a Kubernetes API server as `helm install --dry-run` asks for.

It knows what kinds there are, and the Secrets that it is given.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_KINDS = {
    "v1": ["ConfigMap", "Pod", "Secret", "Service", "ServiceAccount"],
    "apps/v1": ["Deployment"],
    "batch/v1": ["Job"],
    "networking.k8s.io/v1": ["Ingress", "NetworkPolicy"],
    "policy/v1": ["PodDisruptionBudget"],
}


def _answers() -> dict[str, Any]:
    """Return what the server says, by path."""
    groups = [version for version in _KINDS if "/" in version]
    return {
        "/version": {"major": "1", "minor": "34", "gitVersion": "v1.34.0"},
        "/api": {"kind": "APIVersions", "versions": ["v1"]},
        "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": list(map(_group, groups))},
        **{
            f"/{'apis' if '/' in version else 'api'}/{version}": _resources(version)
            for version in _KINDS
        },
    }


def _group(version: str) -> dict[str, Any]:
    name, _, number = version.partition("/")
    listed = {"groupVersion": version, "version": number}
    return {"name": name, "versions": [listed], "preferredVersion": listed}


def _resources(version: str) -> dict[str, Any]:
    resources = [
        {"name": f"{kind.lower()}s", "kind": kind, "namespaced": True, "verbs": ["get", "create"]}
        for kind in _KINDS[version]
    ]
    return {"kind": "APIResourceList", "groupVersion": version, "resources": resources}


_SCHEMAS = "/openapi/v2"
"""Where Helm asks for schemas; a message of protobuf that is empty has none."""

Secrets = Iterable[Mapping[str, Any]]


def _of_secrets(secrets: Secrets) -> dict[str, Any]:
    """Return the Secrets by their paths, and a list of the releases of each namespace."""
    found: dict[str, Any] = {}
    for secret in secrets:
        folder = f"/api/v1/namespaces/{secret['metadata']['namespace']}/secrets"
        empty: dict[str, Any] = {
            "kind": "SecretList",
            "apiVersion": "v1",
            "metadata": {},
            "items": [],
        }
        listed = found.setdefault(folder, empty)
        listed["items"] += [secret] if secret.get("type") == "helm.sh/release.v1" else []
        found[f"{folder}/{secret['metadata']['name']}"] = secret
    return found


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, answers: Mapping[str, Any], *arguments: Any) -> None:
        self.answers = answers
        super().__init__(*arguments)

    def do_GET(self) -> None:  # the name that http.server calls
        path = self.path.partition("?")[0]
        answer = self.answers.get(path)
        body = json.dumps(answer or {"kind": "Status", "reason": "NotFound", "code": 404}).encode()
        if path == _SCHEMAS:
            answer, body = {}, b""
        self.send_response(404 if answer is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # as it is called
        """Say nothing."""


@contextmanager
def api_server(folder: Path, secrets: Secrets = ()) -> Generator[Path]:
    """Run the server, and yield a kubeconfig in `folder` that names it."""
    handler = partial(_Handler, {**_answers(), **_of_secrets(secrets)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        config = folder / "kubeconfig"
        config.write_text(json.dumps(_kubeconfig(f"http://127.0.0.1:{server.server_port}")))
        yield config
        server.shutdown()


def _kubeconfig(url: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "stub",
        "clusters": [{"name": "stub", "cluster": {"server": url}}],
        "contexts": [{"name": "stub", "context": {"cluster": "stub", "user": "stub"}}],
        "users": [{"name": "stub", "user": {}}],
    }
