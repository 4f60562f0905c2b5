"""Manifests with a credential in a place that no field is made for, and others with none."""

from __future__ import annotations

from typing import Any

from tests.leaks.canaries import CANARY

Object = dict[str, Any]


def _made(kind: str, content: Object, **metadata: Any) -> Object:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": "a", **metadata}, **content}


def _pod(**container: Any) -> Object:
    return _made("Pod", {"spec": {"containers": [{"name": "web", **container}]}})


def _variable(value: str, name: str = "A") -> Object:
    return _pod(env=[{"name": name, "value": value}])


def _header(name: str, value: str = CANARY) -> Object:
    headers = [{"name": name, "value": value}]
    return _pod(livenessProbe={"httpGet": {"path": "/", "port": 80, "httpHeaders": headers}})


def _shell(command: str) -> Object:
    return _pod(command=["sh", "-c", command])


def _spec(**spec: Any) -> Object:
    return _made("Thing", {"spec": spec})


HOLDING: dict[str, Object] = {
    "Authorization": _header("Authorization", f"Bearer {CANARY}"),
    "Cookie": _header("Cookie", f"session={CANARY}"),
    "X-Api-Key": _header("X-Api-Key"),
    "header in a variable": _variable(f"Authorization: Bearer eyJ{CANARY}"),
    "header in a command": _pod(args=["-H", f"Authorization: Basic {CANARY}"]),
    "header of a mesh": _spec(match=[{"headers": {"authorization": {"exact": CANARY}}}]),
    "webhook of Slack": _variable(f"https://hooks.slack.com/services/T0/B0/{CANARY}"),
    "curl": _shell(f"curl -u admin:{CANARY} http://x"),
    "curl in words": _pod(command=["curl", "-u", f"admin:{CANARY}", "http://x"]),
    "redis-cli in words": _pod(command=["redis-cli", "-a", CANARY, "ping"]),
    "mysql": _shell(f"mysql -uroot -p{CANARY} todo"),
    "option": _pod(args=[f"--token={CANARY}"]),
    "option and its value": _pod(args=["--api-token", CANARY]),
    "option in a shell": _shell(f"sync --secret {CANARY}"),
    "assignment": _shell(f"API_TOKEN={CANARY} run"),
    "query": _pod(args=[f"http://x/?access_token={CANARY}"]),
    "JSON": _pod(args=[f'{{"token": "{CANARY}"}}']),
    "params": _spec(endpoints=[{"params": {"token": [CANARY]}}]),
    "annotation": _made("Service", {}, annotations={"example.com/token": CANARY}),
    "GitHub": _variable(f"ghp_{CANARY}"),
    "fine-grained GitHub": _variable(f"github_pat_{CANARY}"),
    "OpenAI": _variable(f"sk-{CANARY}abc"),
    "Slack": _variable(f"xoxb-{CANARY}"),
    "JWT": _variable(f"eyJ{CANARY}.x"),
    "private key": _variable(f"-----BEGIN PRIVATE KEY-----\n{CANARY}\n"),
    "URL": _variable(f"amqp://u:{CANARY}@h/"),
    "variable of a map": _spec(env={"SIGNING_KEY": CANARY}),
    "Secret in a list": _made("List", {"items": [{"kind": "Secret", "stringData": {"a": CANARY}}]}),
}
"""Objects with a credential."""

_SHOWN = "plain-text"
_ANNOTATIONS = {
    "nginx.ingress.kubernetes.io/auth-secret": _SHOWN,
    "nginx.ingress.kubernetes.io/affinity": "cookie",
    "nginx.ingress.kubernetes.io/session-cookie-name": _SHOWN,
    "description": "The token: it is in the vault",
}
_PROJECTED = {"serviceAccountToken": {"path": "token", "audience": _SHOWN}}
PLAIN: dict[str, Object] = {
    "names of Secrets": _spec(tls=[{"secretName": "todo"}], imagePullSecrets=[{"name": _SHOWN}]),
    "a key of a Secret": _pod(
        env=[
            {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "a", "key": "PASSWORD"}}}
        ]
    ),
    "keys that a store has": _spec(data=[{"secretKey": "TOKEN", "remoteRef": {"key": "todo/db"}}]),
    "switches and times": _spec(
        tokenExpirationSeconds=3600, automountServiceAccountToken=False, maxTokens="4096"
    ),
    "files": _pod(args=["--token-file=/x", "--password-file", "/y", "--secret-name=z"]),
    "users": _pod(args=["run", "-u", "1000:1000", "--user=node"]),
    "annotations": _made("Ingress", {}, annotations=_ANNOTATIONS),
    "a file by its variable": _variable("/run/secrets/db", "PASSWORD_FILE"),
    "an address": _variable("http://auth/token", "TOKEN_URL"),
    "composed": _variable("postgres://$(USER):$(PASSWORD)@h/db", "A"),
    "a region": _variable("sk-north"),
    "projected": _spec(volumes=[{"name": "t", "projected": {"sources": [_PROJECTED]}}]),
}
"""Objects without one, though a name or a text is near to it."""
