"""How values become Kubernetes objects."""

from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.construct import CronJob, Program
from todo_k8s.services.helm_tests.construct import ConnectionTest
from todo_k8s.services.migrations.construct import MigrationJob
from todo_k8s.services.monitoring.alerts import Alerts
from todo_k8s.services.monitoring.construct import ServiceMonitor, UptimeProbe
from todo_k8s.services.monitoring.dashboard import Dashboard
from todo_k8s.services.network_policies.construct import (
    JobPolicy,
    ServicePolicy,
    peers_elsewhere,
    pods_of,
    server_rule,
    tcp,
)
from todo_k8s.services.probes.construct import HealthProbes
from todo_k8s.services.routes.http_route import HttpRoute
from todo_k8s.services.routes.ingress import Ingress
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.generated import GeneratedSecret
from todo_k8s.services.workload.construct import BackendService, FrontendService, Workload

__all__ = [
    "Alerts",
    "AppSecrets",
    "Application",
    "BackendService",
    "ConnectionTest",
    "CronJob",
    "Dashboard",
    "FrontendService",
    "GeneratedSecret",
    "HealthProbes",
    "HttpRoute",
    "Ingress",
    "JobPolicy",
    "MigrationJob",
    "Program",
    "ServiceMonitor",
    "ServicePolicy",
    "UptimeProbe",
    "Workload",
    "peers_elsewhere",
    "pods_of",
    "server_rule",
    "tcp",
]
