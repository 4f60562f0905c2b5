"""TodoChatbot: the constructs put together as the chart of the application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from todo_k8s.helm.chart import HelmChart, Release, add_objects, when
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.content import Content, each, named_map, only_if, spread
from todo_k8s.helm.functions import all_of, default, equals, has_key, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.application import Application
from todo_k8s.services.helm_tests.construct import TEST_COMPONENT, ConnectionTest
from todo_k8s.services.migrations.construct import MigrationJob
from todo_k8s.services.monitoring.construct import ServiceMonitor, UptimeProbe
from todo_k8s.services.network_policies.construct import ServicePolicy, pods_of, tcp
from todo_k8s.services.routes.construct import HttpRoute, Ingress
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.workload.construct import BackendService, FrontendService, Workload
from todo_k8s.todo_chatbot.metadata import RELEASE, TODO_CHATBOT
from todo_k8s.todo_chatbot.notes import notes
from todo_k8s.todo_chatbot.values import TodoChatbotValues


class TodoChatbot(HelmChart[TodoChatbotValues]):
    """The todo-chatbot application: a frontend that users reach, a backend that only it reaches.

    With the default values: two Deployments, Services, ServiceAccounts, PodDisruptionBudgets and
    NetworkPolicies, the backend's ConfigMap, and two test pods; the rest by its switches.

    Args:
        scope: A cdk8s `App`, or any construct.
        id: The construct's id.
        values: What the operator sets.
        release: The Helm release.
    """

    metadata: ClassVar[ChartMetadata] = TODO_CHATBOT
    default_release: ClassVar[Release] = RELEASE

    application: Application
    secrets: AppSecrets
    backend: BackendService
    frontend: FrontendService

    def build(self) -> None:
        """Make the application's objects."""
        self.application = self._application()
        self.secrets = AppSecrets(self, "secrets", values=self.values.secrets)
        self.backend = self._backend()
        self.frontend = self._frontend()
        self._require_names()
        self._add_routes()
        self._add_policies()
        self._add_operations()
        add_objects(self, "extra-objects", self.values.extra_objects)

    def notes(self) -> Content:
        """Return the lines of NOTES.txt."""
        return notes(
            self.values,
            self.release,
            chart=self.metadata.name,
            frontend=self.frontend,
            secret=self.secrets.secret_name,
        )

    def _application(self) -> Application:
        values = self.values
        return Application.of_chart(
            self,
            name_override=values.name_override,
            fullname_override=values.fullname_override,
            common_labels=values.common_labels,
            common_annotations=values.common_annotations,
            image_pull_secrets=[
                each(values.image_pull_secrets, lambda secret: {"name": secret.name})
            ],
        )

    def _backend(self) -> BackendService:
        values = self.values
        wanted = not_(equals(values.ai.provider, "none"))
        key = {"name": values.ai_env, "valueFrom": self.secrets.env_source(values.ai_key)}
        return BackendService(
            self,
            "backend",
            values=values.backend,
            secrets=self.secrets,
            secret_env=only_if(wanted, key),
            secret_keys=named_map(
                "backend.ownSecrets", {f"{values.ai_env}": only_if(wanted, values.ai_key)}
            ),
            config=self._backend_config(),
            workers=values.database.workers,
        )

    def _backend_config(self) -> Mapping[str, str]:
        values = self.values
        return named_map(
            "backend.ownConfig",
            {
                "AI_PROVIDER": values.ai.provider,
                "AI_MODEL": only_if(is_set(values.ai.model), values.ai.model),
                "DB_POOL_SIZE": f"{values.database.pool_size}",
                "DB_MAX_OVERFLOW": f"{values.database.max_overflow}",
                **self._auth_config(),
            },
        )

    def _frontend(self) -> FrontendService:
        values = self.values.frontend
        return FrontendService(
            self,
            "frontend",
            values=values,
            secrets=self.secrets,
            env={f"{values.backend_url_env}": self.backend.url},
            config=named_map("frontend.ownConfig", self._auth_config()),
        )

    def _auth_config(self) -> dict[str, Content]:
        auth = self.values.auth
        return {f"{auth.url_env}": only_if(is_set(auth.url), auth.url)}

    def _require_names(self) -> None:
        """Two objects of one kind cannot have one name."""
        services: list[Workload] = [self.backend, self.frontend]
        aliases = [
            Check(
                not_(equals(service.values.service.alias, other.name)),
                f"is the name of the {other.component}'s Service; choose another",
                f"{service.component}.service.alias",
            )
            for service, other in (services, services[::-1])
        ]
        made = (service.values.service_account.create for service in services)
        names = (service.pod.service_account_name() for service in services)
        account = Check(
            not_(all_of(*made, equals(*names))),
            "is made for the backend too; choose another, or to share it set create to false here",
            "frontend.serviceAccount.name",
        )
        self.require(*aliases, account)

    def _add_routes(self) -> None:
        values = self.values
        ends = {"frontend": self.frontend, "backend": self.backend}
        if scope := when(self, "if-ingress", values.ingress.enabled):
            Ingress(scope, "ingress", values=values.ingress, **ends)
        if scope := when(self, "if-gateway", values.gateway.enabled):
            HttpRoute(scope, "http-route", values=values.gateway, **ends)

    def _add_policies(self) -> None:
        values, policy = self.values, self.values.network_policy
        scope = when(self, "if-policies", policy.enabled)
        if scope is None:
            return
        test_pods = {
            "podSelector": {"matchLabels": self.application.selector_labels(TEST_COMPONENT)}
        }
        testing = only_if(values.tests.enabled, test_pods)
        database, https = tcp(values.database.port), tcp(443)
        ServicePolicy(
            scope,
            "backend-network-policy",
            values=policy,
            service=self.backend,
            peers=[pods_of(self.frontend), testing, spread(policy.backend_from)],
            ports=[database, https],
        )
        reads_database = has_key(values.frontend.secret_env, "DATABASE_URL")
        ServicePolicy(
            scope,
            "frontend-network-policy",
            values=policy,
            service=self.frontend,
            peers=only_if(is_set(policy.frontend_from), [testing, spread(policy.frontend_from)]),
            reaches=[self.backend],
            ports=[only_if(reads_database, database), https],
        )

    def _add_operations(self) -> None:
        values, monitoring = self.values, self.values.monitoring
        if scope := when(self, "if-scraped", monitoring.service_monitor.enabled):
            ServiceMonitor(
                scope,
                "backend-service-monitor",
                values=monitoring.service_monitor,
                service=self.backend,
            )
        if scope := when(self, "if-probed", monitoring.probe.enabled):
            namespace = self.release.namespace  # the exporter asks from another
            UptimeProbe(
                scope,
                "uptime-probe",
                values=monitoring.probe,
                service=self.frontend,
                url=default(values.auth.url, self.frontend.url_from_outside(namespace)),
            )
        if scope := when(self, "if-migrated", values.migrations.enabled):
            MigrationJob(
                scope,
                "migrations",
                values=values.migrations,
                service=self.backend,
                secrets=self.secrets,
                direct_url_key=values.database.direct_url_key,
            )
        if scope := when(self, "if-tested", values.tests.enabled):
            for service in (self.backend, self.frontend):
                ConnectionTest(
                    scope, f"{service.component}-test", values=values.tests, service=service
                )
