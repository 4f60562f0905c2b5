"""Everything that an operator of todo-chatbot can set."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    choose,
    default,
    is_set,
    named,
    select,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesManifest, rule
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.helm_tests.values import TestsValues
from todo_k8s.services.image import GlobalValues, PullSecrets
from todo_k8s.services.migrations.values import MigrationsValues
from todo_k8s.services.monitoring.values import MonitoringValues
from todo_k8s.services.network_policies.values import NetworkPolicyValues
from todo_k8s.services.routes.gateway_values import GatewayValues
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.services.secrets.values import SecretsValues
from todo_k8s.services.types.names import Annotations, DnsLabel, Labels, ServiceKey, ServiceName
from todo_k8s.services.types.numbers import SecondsOrZero
from todo_k8s.todo_chatbot.connections import connection_budget
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.integrations import AI_KEYS, AiValues, AuthValues, DatabaseValues
from todo_k8s.todo_chatbot.migration_rules import account_is_there_before, containers_can_start
from todo_k8s.todo_chatbot.mistaken import MISTAKEN
from todo_k8s.todo_chatbot.monitoring_rules import (
    scraped_ports_are_there,
    scraped_services_are_there,
)
from todo_k8s.todo_chatbot.object_rules import objects_have_own_names
from todo_k8s.todo_chatbot.platform_rules import openshift_takes_sysctls
from todo_k8s.todo_chatbot.rollout_rules import deployed_within_budget
from todo_k8s.todo_chatbot.route_rules import routes_lead_somewhere
from todo_k8s.todo_chatbot.secret_rules import existing_secret_is_used, keys_are_held
from todo_k8s.todo_chatbot.service_rules import (
    aliases_are_apart,
    containers_differ,
    containers_of_jobs_differ,
    jobs_have_names_and_services,
    names_are_free,
    neighbours_are_known,
    servers_are_reached,
)
from todo_k8s.todo_chatbot.service_type_rules import (
    node_ports_differ,
    opened_services_are_let_in,
    service_has_its_type,
)
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues
from todo_k8s.todo_chatbot.switch_rules import leads_to_nothing_off
from todo_k8s.todo_chatbot.variable_rules import (
    direct_url_has_one_owner,
    variable_names_are_free,
    variables_have_one_owner,
)

EXISTING_SECRET = "todo-chatbot-secrets"  # noqa: S105  # its name


class TodoChatbotValues(ChartValues):
    """What an operator of todo-chatbot can set."""

    _mistaken: ClassVar[Mapping[str, str]] = MISTAKEN

    name_override: DnsLabel = ""
    """Name of the application in labels, selectors and the names of all objects; empty for the
    chart's name, or the alias that a parent chart gives it. Set it at the first installation
    only."""

    fullname_override: ServiceName = ""
    """Prefix of the names of all objects; empty for the release's name and `nameOverride`. Set it
    at the first installation only."""

    global_values: Annotated[GlobalValues, Field(alias="global")] = GlobalValues()
    """What a parent chart passes to all its charts."""

    platform: Literal["kubernetes", "openshift"] = "kubernetes"
    """What the cluster is. On `openshift` no pod gets a user or group id that you do not set
    yourself, as the platform assigns them; `runAsNonRoot` stays."""

    image_pull_secrets: PullSecrets = []
    """Secrets with the credentials of image registries, beside those of
    `global.imagePullSecrets`."""

    common_labels: Labels = {}
    """Labels of every object."""

    common_annotations: Annotations = {}
    """Annotations of every object."""

    deploy_budget_seconds: SecondsOrZero = 300
    """Policy: seconds in which a rollout of each service must be done; 0 for no limit. It takes
    a wave of `maxSurge` + `maxUnavailable` pods after the other, each of `startSeconds` +
    `minReadySeconds`."""

    backend: BackendValues = BackendValues()
    """The FastAPI backend."""

    frontend: FrontendValues = FrontendValues()
    """The frontend."""

    services: dict[ServiceKey, FurtherServiceValues] = {}
    """Further services by name, such as a worker. Each has an image and the backend's values, and
    in addition `enabled`, `reachableFrom`, `reaches` and `networkPolicy`."""

    cron_jobs: dict[ServiceKey, CronJobValues] = {}
    """Jobs that run at certain times, by name: each has a schedule, a command, and the image of a
    service or its own."""

    secrets: SecretsValues = SecretsValues(existing_secret=EXISTING_SECRET)
    """Where credentials come from."""

    database: DatabaseValues = DatabaseValues()
    """The PostgreSQL server."""

    ai: AiValues = AiValues()
    """The AI API."""

    auth: AuthValues = AuthValues()
    """Authentication."""

    ingress: IngressValues = IngressValues()
    """An Ingress in front of the frontend."""

    gateway: GatewayValues = GatewayValues()
    """An HTTPRoute in front of the frontend."""

    network_policy: NetworkPolicyValues = NetworkPolicyValues()
    """Who may reach whom."""

    monitoring: MonitoringValues = MonitoringValues()
    """Settings for the Prometheus Operator, and a dashboard for Grafana."""

    migrations: MigrationsValues = MigrationsValues()
    """A Job that migrates the database."""

    tests: TestsValues = TestsValues()
    """Pods of `helm test`."""

    extra_objects: list[KubernetesManifest] = []
    """More objects to install, each a whole manifest."""

    @property
    def ai_env(self) -> str:
        """The variable that holds the AI key."""
        return named("ai.variable", default(self.ai.key_env, select(self.ai.provider, AI_KEYS)))

    @property
    def ai_key(self) -> str:
        """The key in the Secret that holds the AI key."""
        return choose(is_set(self.ai.key_name), self.ai.key_name, self.ai_env)

    @rule
    def objects_have_own_names(self) -> Any:
        """Helm would fail at the second of two."""
        return objects_have_own_names(self.extra_objects)

    @rule
    def all_connections(self) -> Check:
        """All pools together must fit what the database server takes, also during a rollout."""
        return connection_budget(self)

    @rule
    def deployed_in_time(self) -> list[Any]:
        """A rollout must be done within the budget, and one that is stuck from its start failed.

        The deadline starts anew with each pod that becomes available, so it bounds no rollout.
        """
        return deployed_within_budget(self)

    @rule
    def secrets_are_there(self) -> list[Any]:
        """Every key that a service or the migrations get must be in the Secret that is made."""
        return [*keys_are_held(self), existing_secret_is_used(self, EXISTING_SECRET)]

    @rule
    def services_have_names(self) -> Any:
        """A service's name is that of its objects, and of the variable with its URL."""
        named = {
            "auth.urlEnv": self.auth.url_env,
            "frontend.backendUrlEnv": self.frontend.backend_url_env,
        }
        return names_are_free(self.services, named)

    @rule
    def services_know_each_other(self) -> Any:
        """Who is reached must be there, and listen."""
        servers = self.network_policy.servers
        return [
            *neighbours_are_known(self.services, self.cron_jobs),
            servers_are_reached(servers, self.services, self.cron_jobs),
        ]

    @rule
    def jobs_use_services(self) -> Any:
        """A job's name is that of its pods, and its service must be there."""
        main = {"frontend": self.frontend.enabled, "backend": self.backend.enabled}
        return jobs_have_names_and_services(self.services, self.cron_jobs, main)

    @rule
    def what_is_scraped_is_there(self) -> Any:
        """A ServiceMonitor of nothing would be found by nobody."""
        return [scraped_services_are_there(self), scraped_ports_are_there(self)]

    @rule
    def platform_takes_the_sysctls(self) -> list[Any]:
        """OpenShift refuses pods with others."""
        return openshift_takes_sysctls(self)

    @rule
    def nothing_leads_to_what_is_off(self) -> list[Check]:
        """What needs a service must not be on while that is off."""
        return leads_to_nothing_off(self)

    @rule
    def migrations_can_start(self) -> list[Any]:
        """What the migrations run as must be there before them, and be allowed."""
        return [account_is_there_before(self), containers_can_start(self)]

    @rule
    def containers_have_other_names(self) -> list[Any]:
        """The main container of a service or a job has the name of that."""
        main = {"frontend": self.frontend, "backend": self.backend}
        return [
            *(containers_differ(name, name, service) for name, service in main.items()),
            each(
                self.services,
                lambda name, service: containers_differ(name, f"services.{name}", service),
            ),
            containers_of_jobs_differ(self.cron_jobs),
        ]

    @rule
    def routes_lead_in(self) -> list[Any]:
        """A route must lead to what is there, and policies let it in."""
        return [
            *routes_lead_somewhere(self),
            *service_has_its_type(self),
            opened_services_are_let_in(self),
            node_ports_differ(self),
        ]

    @rule
    def one_owner_of_variables(self) -> list[Any]:
        """Rules count with what the chart tells the services; another source would belie them."""
        return variables_have_one_owner(self)

    @rule
    def names_of_variables_are_free(self) -> list[Check]:
        """A variable that the operator names must not be one that the chart or an image sets."""
        return variable_names_are_free(self)

    @rule
    def one_owner_of_direct_url(self) -> list[Check]:
        """The migrations get the direct URL by directUrlKey; twice would be refused."""
        return direct_url_has_one_owner(self)

    @rule
    def aliases_differ(self) -> Check:
        """Two Services cannot have one name."""
        return aliases_are_apart(self.frontend, self.backend)
