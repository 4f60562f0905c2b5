"""How values become Kubernetes objects."""

from todo_k8s.constructs.application import Application
from todo_k8s.constructs.health_probes import HealthProbes
from todo_k8s.constructs.helm_tests import ConnectionTest
from todo_k8s.constructs.migrations import MigrationJob
from todo_k8s.constructs.monitoring import ServiceMonitor, UptimeProbe
from todo_k8s.constructs.network_policies import ServicePolicy, pods_of, tcp
from todo_k8s.constructs.routes import HttpRoute, Ingress
from todo_k8s.constructs.secrets import AppSecrets
from todo_k8s.constructs.workload import BackendService, FrontendService, Workload

__all__ = [
    "AppSecrets",
    "Application",
    "BackendService",
    "ConnectionTest",
    "FrontendService",
    "HealthProbes",
    "HttpRoute",
    "Ingress",
    "MigrationJob",
    "ServiceMonitor",
    "ServicePolicy",
    "UptimeProbe",
    "Workload",
    "pods_of",
    "tcp",
]
