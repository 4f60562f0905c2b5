"""What stands beside the chart: PostgreSQL and the AI API, each in a pod, for one namespace."""

from __future__ import annotations

from urllib.parse import quote

from tests.e2e.commands import Kubectl, Object

DATABASE_PASSWORD = "p%40ss-$(HOSTNAME)"
"""A password with what a URL, a shell or Kubernetes could take for its own."""

AI_PORT = 443
AI_URL = f"http://ai:{AI_PORT}"
AI_KEYS = ("made-up-key-0123456789", "made-up-key-9876543210")
"""The keys that the AI API takes: one to begin with, one to rotate to."""


def database_url(password: str = DATABASE_PASSWORD) -> str:
    """Return where the database is, for the backend."""
    return f"postgresql+psycopg://todo:{quote(password, safe='')}@postgres:5432/todo"


def start(kubectl: Kubectl, max_connections: int = 104) -> None:
    """Start both, and wait until they answer."""
    postgres: list[Object] = [
        {"name": "POSTGRES_PASSWORD", "value": DATABASE_PASSWORD.replace("$(", "$$(")},
        {"name": "MAX_CONNECTIONS", "value": str(max_connections)},
    ]
    ai: list[Object] = [
        {"name": "AI_KEYS", "value": ",".join(AI_KEYS)},
        {"name": "UVICORN_HOST", "value": "0.0.0.0"},
        {"name": "UVICORN_PORT", "value": str(AI_PORT)},
    ]
    kubectl.apply(
        *server("postgres", "todo-postgres:1.0", 5432, postgres, writable=["/data", "/tmp"]),
        *server("ai", "todo-ai:1.0", AI_PORT, ai),
    )
    kubectl("wait", "--for=condition=Ready", "pod/postgres", "pod/ai", "--timeout=90s", seconds=100)


def server(
    name: str, image: str, port: int, env: list[Object], writable: list[str] | None = None
) -> tuple[Object, Object]:
    """Return a Pod that is ready when its port is open, and its Service."""
    made = pod(name, image, env, writable)
    made["spec"]["containers"][0]["readinessProbe"] = {
        "tcpSocket": {"port": port},
        "periodSeconds": 1,
    }
    spec = {"selector": made["metadata"]["labels"], "ports": [{"port": port}]}
    return made, {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}


def pod(
    name: str, image: str, env: list[Object] | None = None, writable: list[str] | None = None
) -> Object:
    """Return a pod that a namespace of restricted pods admits; it does what its image does."""
    paths = {f"writable-{number}": path for number, path in enumerate(writable or [])}
    container = {
        "name": name,
        "image": image,
        "env": env or [],
        "resources": {"requests": {"cpu": "20m", "memory": "64Mi"}},
        "volumeMounts": [{"name": key, "mountPath": path} for key, path in paths.items()],
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
    }
    spec: Object = {
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "terminationGracePeriodSeconds": 1,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 1000,
            "fsGroup": 1000,
            "seccompProfile": {"type": "RuntimeDefault"},
            "sysctls": [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "0"}],
        },
        "containers": [container],
        "volumes": [{"name": key, "emptyDir": {}} for key in paths],
    }
    metadata = {"name": name, "labels": {"tests": name}}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
