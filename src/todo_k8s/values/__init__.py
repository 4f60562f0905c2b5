"""What an operator can set: pydantic models, their rules and their defaults.

The kinds of single values, such as `Port`, are in `todo_k8s.values.types`.
"""

from todo_k8s.values.helm_tests import TestsValues
from todo_k8s.values.image import ImageValues
from todo_k8s.values.integrations import AiValues, AuthValues, DatabaseValues
from todo_k8s.values.migrations import MigrationsValues
from todo_k8s.values.monitoring import MonitoringValues, ProbeMonitorValues, ServiceMonitorValues
from todo_k8s.values.network_policies import NetworkPolicyValues, ServicePolicyValues
from todo_k8s.values.pod import PodValues
from todo_k8s.values.probes import (
    LivenessProbeValues,
    ProbesValues,
    ProbeValues,
    ReadinessProbeValues,
    StartupProbeValues,
)
from todo_k8s.values.rollout import RolloutValues
from todo_k8s.values.routes import (
    GatewayValues,
    IngressValues,
    ParentRef,
)
from todo_k8s.values.scaling import (
    AutoscalingValues,
    PodDisruptionBudgetValues,
    ServiceAccountValues,
    TopologySpreadValues,
)
from todo_k8s.values.secrets import ExternalSecretValues, RemoteRef, SecretsValues
from todo_k8s.values.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.values.service import ExposedServiceValues, ServiceValues
from todo_k8s.values.services import BackendValues, FrontendValues
from todo_k8s.values.todo_chatbot import PullSecret, TodoChatbotValues
from todo_k8s.values.workload import WorkloadValues

__all__ = [
    "AiValues",
    "AuthValues",
    "AutoscalingValues",
    "BackendValues",
    "DatabaseValues",
    "ExposedServiceValues",
    "ExternalSecretValues",
    "FrontendValues",
    "GatewayValues",
    "ImageValues",
    "IngressValues",
    "LivenessProbeValues",
    "MigrationsValues",
    "MonitoringValues",
    "NetworkPolicyValues",
    "ParentRef",
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
    "SecretsValues",
    "SecurityContextValues",
    "ServiceAccountValues",
    "ServiceMonitorValues",
    "ServicePolicyValues",
    "ServiceValues",
    "StartupProbeValues",
    "TestsValues",
    "TodoChatbotValues",
    "TopologySpreadValues",
    "WorkloadValues",
]
