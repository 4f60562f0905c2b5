"""What an operator can set: pydantic models, their rules and their defaults.

The kinds of single values, such as `Port`, are in `todo_k8s.values.types`.
"""

from todo_k8s.services.cron_jobs.values import CronJobValues, JobImageValues
from todo_k8s.services.helm_tests.values import TestsValues
from todo_k8s.services.image import GlobalValues, ImageValues, PullSecret
from todo_k8s.services.migrations.values import MigrationImageValues, MigrationsValues
from todo_k8s.services.monitoring.values import (
    AlertsValues,
    DashboardValues,
    MonitoringValues,
    ProbeMonitorValues,
    ServiceMonitorValues,
)
from todo_k8s.services.network_policies.values import (
    FrontendPolicyValues,
    NetworkPolicyValues,
    ServerValues,
    ServicePolicyValues,
)
from todo_k8s.services.persistence.values import PersistenceValues
from todo_k8s.services.probes.values import (
    LivenessProbeValues,
    ProbesValues,
    ProbeValues,
    ReadinessProbeValues,
    StartupProbeValues,
)
from todo_k8s.services.routes.gateway_values import GatewayValues, ParentRef
from todo_k8s.services.routes.paths import GatewayPath, RoutePath
from todo_k8s.services.routes.timeouts import RouteTimeouts
from todo_k8s.services.routes.values import IngressTlsValues, IngressValues
from todo_k8s.services.scaling.values import (
    AutoscalingValues,
    PodDisruptionBudgetValues,
    ServiceAccountValues,
    TopologySpreadValues,
)
from todo_k8s.services.secrets.file_values import SecretFilesValues
from todo_k8s.services.secrets.values import ExternalSecretValues, RemoteRef, SecretsValues
from todo_k8s.services.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.services.variables.sources import (
    ConfigMapKeyValues,
    EnvSourceValues,
    SecretKeyValues,
)
from todo_k8s.services.workload.exposure import (
    ExposedServiceValues,
    ServiceValues,
    TypedServiceValues,
)
from todo_k8s.services.workload.passed_on import MetadataValues
from todo_k8s.services.workload.pod_values import PodValues
from todo_k8s.services.workload.rollout import RolloutValues
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues, ServicePeersValues
from todo_k8s.todo_chatbot.integrations import AiValues, AuthValues, DatabaseValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues

__all__ = [
    "AiValues",
    "AlertsValues",
    "AuthValues",
    "AutoscalingValues",
    "BackendValues",
    "ConfigMapKeyValues",
    "CronJobValues",
    "DashboardValues",
    "DatabaseValues",
    "EnvSourceValues",
    "ExposedServiceValues",
    "ExternalSecretValues",
    "FrontendPolicyValues",
    "FrontendValues",
    "FurtherServiceValues",
    "GatewayPath",
    "GatewayValues",
    "GlobalValues",
    "ImageValues",
    "IngressTlsValues",
    "IngressValues",
    "JobImageValues",
    "LivenessProbeValues",
    "MetadataValues",
    "MigrationImageValues",
    "MigrationsValues",
    "MonitoringValues",
    "NetworkPolicyValues",
    "ParentRef",
    "PersistenceValues",
    "PodDisruptionBudgetValues",
    "PodSecurityContextValues",
    "PodValues",
    "ProbeMonitorValues",
    "ProbeValues",
    "ProbesValues",
    "PullSecret",
    "ReadinessProbeValues",
    "RemoteRef",
    "ResourcesValues",
    "RolloutValues",
    "RoutePath",
    "RouteTimeouts",
    "SecretFilesValues",
    "SecretKeyValues",
    "SecretsValues",
    "SecurityContextValues",
    "ServerValues",
    "ServiceAccountValues",
    "ServiceMonitorValues",
    "ServicePeersValues",
    "ServicePolicyValues",
    "ServiceValues",
    "StartupProbeValues",
    "TestsValues",
    "TodoChatbotValues",
    "TopologySpreadValues",
    "TypedServiceValues",
    "WorkloadValues",
]
