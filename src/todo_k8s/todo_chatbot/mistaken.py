"""Keys that are often written at the top of the values, as other charts have them there."""

from collections.abc import Mapping


def _of_both(field: str) -> str:
    """Return where a key belongs that each of the two services has."""
    return f"it belongs to backend.{field} or frontend.{field}"


MISTAKEN: Mapping[str, str] = {
    **dict.fromkeys(
        ("deployments", "extraDeployments", "extraServices", "frontends", "backends"),
        "further services stand below services, by name",
    ),
    **{
        name: f"a further service stands below services, such as services.{name}"
        for name in ("worker", "workers", "celery", "websocket", "mcp")
    },
    **dict.fromkeys(
        ("database_url", "databaseUrl", "postgresql", "postgres", "redis"),
        "the chart installs no database; put its URL into the Secret, see secrets",
    ),
    **dict.fromkeys(("domain", "host"), "it belongs to ingress.hosts or gateway.hostnames"),
    **dict.fromkeys(("extraDeploy", "extraManifests", "extraResources"), "extraObjects"),
    **dict.fromkeys(
        ("environment", "envVars", "extraEnv", "extraEnvVars"),
        "put it into backend.env or frontend.env, a map of names to texts",
    ),
    **dict.fromkeys(("containerPort", "containerPorts", "ports"), _of_both("port")),
    "extraContainers": _of_both("sidecars"),
    **dict.fromkeys(
        ("nodeAffinityPreset", "podAffinityPreset", "podAntiAffinityPreset"), _of_both("affinity")
    ),
    **dict.fromkeys(("httpRoute", "httproute", "gatewayApi"), "gateway"),
    "hpa": _of_both("autoscaling"),
    "livenessProbe": _of_both("probes.liveness"),
    "pdb": _of_both("podDisruptionBudget"),
    "readinessProbe": _of_both("probes.readiness"),
    "replicas": _of_both("replicaCount"),
    "service": "it belongs to frontend.service or backend.service; further services stand below "
    "services, by name",
    "startupProbe": _of_both("probes.startup"),
    "volumes": _of_both("extraVolumes"),
}
"""What is said of each."""
