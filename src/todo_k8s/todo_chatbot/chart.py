"""TodoChatbot: the constructs put together as the chart of the application."""

from __future__ import annotations

from typing import ClassVar

from todo_k8s.helm.chart import HelmChart, Release, add_objects, for_each, when
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.content import Content, named_map, only_if
from todo_k8s.helm.functions import all_of, any_of, choose, equals, not_
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.construct import CronJob
from todo_k8s.services.helm_tests.construct import ConnectionTest
from todo_k8s.services.image_reference import pull_secrets
from todo_k8s.services.migrations.construct import MigrationJob
from todo_k8s.services.routes.http_route import HttpRoute
from todo_k8s.services.routes.ingress import Ingress
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.workload.construct import BackendService, FrontendService
from todo_k8s.services.workload.pod_values import PodValues
from todo_k8s.todo_chatbot.configuration import auth_config, backend_config
from todo_k8s.todo_chatbot.made_objects import objects_are_not_made
from todo_k8s.todo_chatbot.metadata import RELEASE, TODO_CHATBOT
from todo_k8s.todo_chatbot.migration_order import migrations_need_services
from todo_k8s.todo_chatbot.monitored import Monitored
from todo_k8s.todo_chatbot.names import names_differ
from todo_k8s.todo_chatbot.neighbours import Neighbours, extra_ports, main_urls, service_ports
from todo_k8s.todo_chatbot.notes import notes
from todo_k8s.todo_chatbot.own_variables import variables_of_job, variables_of_services
from todo_k8s.todo_chatbot.policies import Policies
from todo_k8s.todo_chatbot.programs import Programs
from todo_k8s.todo_chatbot.scaler_warnings import of_scalers
from todo_k8s.todo_chatbot.values import TodoChatbotValues
from todo_k8s.todo_chatbot.warnings import warnings


class TodoChatbot(HelmChart[TodoChatbotValues]):
    """The todo-chatbot application: a frontend that users reach, a backend that only it reaches.

    With the default values: two Deployments, Services, ServiceAccounts, PodDisruptionBudgets and
    NetworkPolicies, and two test pods; the rest by its switches.

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
        self.secrets = self._secrets()
        self.backend = self._backend()
        self.frontend = self._frontend()
        self._policies = Policies(
            self.values, self.application, frontend=self.frontend, backend=self.backend
        )
        self._monitored = Monitored(
            self, self.values, self.application, frontend=self.frontend, backend=self.backend
        )
        main = (self.frontend, self.backend)
        self.require(
            *names_differ(*main, self.values.services),
            objects_are_not_made(self.values, main, self.release.namespace),
        )
        self._add_routes()
        self._add_policies()
        self._add_services()
        self._add_cron_jobs()
        self._add_operations()
        add_objects(self, "extra-objects", self.values.extra_objects)
        self.warn(*warnings(self.values), of_scalers(self.values, main))

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
            image_registry=values.global_values.image_registry,
            image_pull_secrets=pull_secrets(
                values.image_pull_secrets, values.global_values.image_pull_secrets
            ),
            assigns_users=equals(values.platform, "openshift"),
        )

    def _secrets(self) -> AppSecrets:
        """Make the Secret, in a wave of Argo CD's before that of a migration that needs it."""
        migrations = self.values.migrations
        waits = all_of(migrations.enabled, equals(migrations.hook, "argocd"))
        wave = {"argocd.argoproj.io/sync-wave": only_if(waits, "-2")}
        annotations = named_map("secrets.waves", wave)
        return AppSecrets(self, "secrets", values=self.values.secrets, annotations=annotations)

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
            config=backend_config(values),
            workers=values.database.workers,
            more_env=self._neighbours("backend", values.backend).urls(),
            enabled=values.backend.enabled,
        )

    def _neighbours(self, name: str, values: PodValues) -> Neighbours:
        return Neighbours(name, values.variables, self.values, self.application)

    def _frontend(self) -> FrontendService:
        values = self.values.frontend
        return FrontendService(
            self,
            "frontend",
            values=values,
            secrets=self.secrets,
            env=named_map(
                "frontend.ownEnv",
                {f"{values.backend_url_env}": only_if(self.backend.enabled, self.backend.url)},
            ),
            config=named_map("frontend.ownConfig", auth_config(self.values)),
            more_env=self._neighbours("frontend", values).urls(),
            enabled=values.enabled,
            service_type=choose(self._routed, "ClusterIP", "LoadBalancer"),
        )

    @property
    def _routed(self) -> bool:
        """Whether users reach the frontend by a route."""
        return any_of(self.values.ingress.enabled, self.values.gateway.enabled)

    def _add_routes(self) -> None:
        values = self.values
        ends = {"frontend": self.frontend, "backend": self.backend}
        if scope := when(self, "if-ingress", values.ingress.enabled):
            namespace = self.release.namespace
            Ingress(scope, "ingress", values=values.ingress, namespace=namespace, **ends)
        if scope := when(self, "if-gateway", values.gateway.enabled):
            main = (self.frontend, self.backend)
            HttpRoute(
                scope,
                "http-route",
                values=values.gateway,
                ports=service_ports(values.services, main),
                extra_ports=extra_ports(values.services, main),
                **ends,
            )

    def _add_policies(self) -> None:
        if policed := when(self, "if-policies", self.values.network_policy.enabled):
            if scope := self.backend.when_there(policed, "if-backend"):
                self._policies.of_backend(scope)
            if scope := self.frontend.when_there(policed, "if-frontend"):
                self._policies.of_frontend(scope)
            if scope := when(policed, "if-tested", self.values.tests.enabled):
                self._policies.of_tests(scope)
            if scope := when(policed, "if-migrated", self.values.migrations.enabled):
                self._policies.of_migrations(scope, self.secrets)

    def _add_services(self) -> None:
        """Make the further services, each with its policy and its test."""
        values, main = self.values, (self.frontend, self.backend)
        for entry, name, service in for_each(self, "services", values.services):
            made = when(entry, "if-enabled", service.enabled)
            if made is None:
                continue
            neighbours = Neighbours(
                name,
                service.variables,
                values,
                self.application,
                reaches=service.reaches,
                reachable_from=service.reachable_from,
            )
            workload = BackendService(
                made,
                "Resource",
                component=name,
                values=service,
                secrets=self.secrets,
                more_env=neighbours.urls(*main_urls(service.variables, service.reaches, main)),
            )
            if scope := when(made, "if-policed", values.network_policy.enabled):
                self._policies.of_further(scope, service, workload, neighbours)
            self._monitored.scrape_further(made, name, service, workload)
            if scope := when(made, "if-tested", all_of(values.tests.enabled, service.listens)):
                ConnectionTest(scope, "test", values=values.tests, service=workload)

    def _add_cron_jobs(self) -> None:
        """Make the jobs at certain times, each with its policy."""
        values, main = self.values, (self.frontend, self.backend)
        programs = Programs(
            values.services,
            self.application,
            frontend=self.frontend,
            backend=self.backend,
            secrets=self.secrets,
        )
        self.require(programs.variables_are_in_order(values.cron_jobs))
        of_services = variables_of_services(values)
        for entry, name, job in for_each(self, "cron-jobs", values.cron_jobs):
            variables = variables_of_job(job, of_services)
            near = Neighbours(
                name, variables, values, self.application, reaches=job.reaches, is_job=True
            )
            urls = near.urls(*main_urls(variables, job.reaches, main))
            program = programs.of(name, job, urls)
            CronJob(entry, "Resource", name=name, values=job, program=program, secrets=self.secrets)
            if scope := when(entry, "if-policed", values.network_policy.enabled):
                self._policies.of_job(scope, name, job, near)

    def _add_operations(self) -> None:
        values = self.values
        self._monitored.add_all()
        if scope := when(self, "if-migrated", values.migrations.enabled):
            MigrationJob(
                scope,
                "migrations",
                values=values.migrations,
                service=self.backend,
                secrets=self.secrets,
                direct_url_key=values.database.direct_url_key,
                needs_release=migrations_need_services(values),
            )
        if tested := when(self, "if-tested", values.tests.enabled):
            for service in (self.backend, self.frontend):
                name = service.component
                if scope := service.when_there(tested, f"if-{name}"):
                    ConnectionTest(scope, f"{name}-test", values=values.tests, service=service)
