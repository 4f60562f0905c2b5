"""todo-chatbot in production, in typed values, as plain manifests.

``python examples/production.py`` writes them into ``dist``; apply them to the namespace of RELEASE.
The migrations are a Job that Helm would replace at each upgrade: with kubectl, delete the old one
first. ``examples/values/production.yaml`` says the same for Helm, but for the tolerations below.
"""

from todo_k8s import Release, TodoChatbot, TodoChatbotValues  # before cdk8s: it finds Node.js
from todo_k8s.values import (
    AuthValues,
    AutoscalingValues,
    BackendValues,
    DatabaseValues,
    ExposedServiceValues,
    ExternalSecretValues,
    FrontendValues,
    GatewayValues,
    ImageValues,
    MigrationsValues,
    MonitoringValues,
    NetworkPolicyValues,
    ParentRef,
    ProbeMonitorValues,
    RemoteRef,
    RolloutValues,
    SecretsValues,
    ServiceMonitorValues,
    TestsValues,
)

import cdk8s
import cdk8s_plus_27 as kplus

REGISTRY = "registry.example.com"
ORIGIN = "https://todo.example.com"

BACKEND = BackendValues(
    image=ImageValues(
        registry=REGISTRY,
        repository="todo/backend",
        digest="sha256:3f0a8e1f2c5b47d69e8a1c0d4b7f62e59a1d8c3b6e0f4a7d2c9b5e8f1a3d6c70",
    ),
    autoscaling=AutoscalingValues(enabled=True, min_replicas=3, max_replicas=10),
)
FRONTEND = FrontendValues(
    image=ImageValues(
        registry=REGISTRY,
        repository="todo/frontend",
        digest="sha256:9c4d2e7b1a6f35c80d9e4b7a2f1c6d8e3b5a0f7c4e9d1b6a8f2c5e0d7b3a4916",
    ),
    service=ExposedServiceValues(type="ClusterIP"),
    autoscaling=AutoscalingValues(enabled=True, min_replicas=2, max_replicas=6),
    # Cloud load balancers take their time to forget a pod.
    rollout=RolloutValues(drain_delay_seconds=30, termination_grace_period_seconds=60),
)
VALUES = TodoChatbotValues(
    backend=BACKEND,
    frontend=FRONTEND,
    secrets=SecretsValues(
        mode="external",
        external_secret=ExternalSecretValues(
            store_name="vault",
            data={
                "BETTER_AUTH_SECRET": RemoteRef(key="todo/auth", property="secret"),
                "DATABASE_URL": RemoteRef(key="todo/database", property="pooled"),
                "DIRECT_DATABASE_URL": RemoteRef(key="todo/database", property="direct"),
                "GEMINI_API_KEY": RemoteRef(key="todo/gemini"),
            },
        ),
    ),
    # 2 · 10 pods, old and new · 1 worker · (3 + 1) = 80 connections of the 97 there are.
    database=DatabaseValues(
        pool_size=3,
        pool_size_env="DB_POOL_SIZE",
        max_overflow=1,
        max_overflow_env="DB_MAX_OVERFLOW",
        direct_url_key="DIRECT_DATABASE_URL",
    ),
    auth=AuthValues(url=ORIGIN),
    gateway=GatewayValues(
        enabled=True,
        parent_refs=[ParentRef(name="public", namespace="gateways", section_name="https")],
        hostnames=["todo.example.com"],
    ),
    network_policy=NetworkPolicyValues(
        backend_from=[
            {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}
        ],
    ),
    monitoring=MonitoringValues(
        service_monitor=ServiceMonitorValues(enabled=True, labels={"release": "prometheus"}),
        probe=ProbeMonitorValues(
            enabled=True,
            prober_url="blackbox-exporter.monitoring:9115",
            labels={"release": "prometheus"},
        ),
    ),
    migrations=MigrationsValues(enabled=True, command=["alembic", "upgrade", "head"]),
    tests=TestsValues(enabled=False),
    common_labels={"team": "todo"},
)
RELEASE = Release(name="todo", namespace="todo-production")


def main() -> None:
    """Write the manifests."""
    app = cdk8s.App()
    chart = TodoChatbot(app, "todo-production", values=VALUES, release=RELEASE)
    # What the values do not say, plain cdk8s-plus does.
    dedicated = kplus.Node.tainted(kplus.NodeTaintQuery.is_("dedicated", "todo"))
    for service in (chart.backend, chart.frontend):
        service.deployment.scheduling.tolerate(dedicated)
    app.synth()


if __name__ == "__main__":
    main()
