"""Everything that an operator of todo-chatbot can set."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.content import each, named_map, only_if
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    equals,
    get,
    has_key,
    is_set,
    let,
    matches,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesManifest, rule
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.helm_tests.values import TestsValues
from todo_k8s.services.image import GlobalValues
from todo_k8s.services.migrations.values import MigrationsValues
from todo_k8s.services.monitoring.values import MonitoringValues
from todo_k8s.services.network_policies.values import NetworkPolicyValues
from todo_k8s.services.routes.gateway_values import GatewayValues
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.services.secrets.values import SecretsValues
from todo_k8s.services.types import (
    Annotations,
    DnsLabel,
    Labels,
    ObjectName,
    SecondsOrZero,
    ServiceKey,
    ServiceName,
)
from todo_k8s.services.workload.presets import PRESET_VARIABLES
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.integrations import AiValues, AuthValues, DatabaseValues
from todo_k8s.todo_chatbot.migration_rules import account_is_there_before
from todo_k8s.todo_chatbot.monitoring_rules import scraped_services_are_there
from todo_k8s.todo_chatbot.platform_rules import openshift_takes_sysctls
from todo_k8s.todo_chatbot.route_rules import routed_service_has_a_type, routes_lead_somewhere
from todo_k8s.todo_chatbot.secret_rules import keys_are_held
from todo_k8s.todo_chatbot.service_rules import (
    jobs_have_names_and_services,
    names_are_free,
    neighbours_are_known,
    servers_are_reached,
)
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues
from todo_k8s.todo_chatbot.switch_rules import leads_to_nothing_off

_AI_KEYS = {"gemini": "GEMINI_API_KEY", "openai": "OPENAI_API_KEY"}
_DIRECT_URL = "DIRECT_DATABASE_URL"
_OWN_VARIABLES = {
    "AI_MODEL": "ai.model",
    "AI_PROVIDER": "ai.provider",
    "DB_MAX_OVERFLOW": "database.maxOverflow",
    "DB_POOL_SIZE": "database.poolSize",
    "UVICORN_WORKERS": "database.workers",
    "WEB_CONCURRENCY": "database.workers",
}
"""What the chart tells the backend, and which value decides it."""

_TAKEN = "|".join(
    dict.fromkeys((*_OWN_VARIABLES, *PRESET_VARIABLES, *_AI_KEYS.values(), _DIRECT_URL))
)


class PullSecret(ChartValues):
    """A Secret with the credentials of an image registry."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Secret."""


class TodoChatbotValues(ChartValues):
    """What an operator of todo-chatbot can set."""

    _mistaken: ClassVar[Mapping[str, str]] = {
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
    }

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

    image_pull_secrets: Distinct[PullSecret] = []
    """Secrets with the credentials of image registries."""

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
    """Further services by name, such as a worker: each has an image, and the values of the backend
    besides `enabled`, `reachableFrom`, `reaches` and `networkPolicy`."""

    cron_jobs: dict[ServiceKey, CronJobValues] = {}
    """Jobs that run at certain times, by name: each has a schedule, a command, and the image of a
    service or its own."""

    secrets: SecretsValues = SecretsValues(existing_secret="todo-chatbot-secrets")  # noqa: S106  # its name
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
    """What a Prometheus Operator is told."""

    migrations: MigrationsValues = MigrationsValues()
    """A Job that migrates the database."""

    tests: TestsValues = TestsValues()
    """Pods of `helm test`."""

    extra_objects: list[KubernetesManifest] = []
    """More objects to install, each a whole manifest."""

    @property
    def ai_env(self) -> str:
        """The variable that holds the AI key."""
        return choose(equals(self.ai.provider, "openai"), "OPENAI_API_KEY", "GEMINI_API_KEY")

    @property
    def ai_key(self) -> str:
        """The key in the Secret that holds the AI key."""
        return choose(is_set(self.ai.key_name), self.ai.key_name, self.ai_env)

    @rule
    def connection_budget(self) -> Check:
        """All pools together must fit what the database server takes, also during a rollout."""
        db, wanted = self.database, self.backend.wanted_replicas
        pods = let("pods", self.backend.most_replicas)
        per_pod = let("perPod", db.workers * (db.pool_size + db.max_overflow))
        counted = has_key(self.frontend.secret_env, "DATABASE_URL")
        frontend = let(
            "frontend",
            choose(counted, self.frontend.most_replicas * db.frontend_connections, 0),
        )
        total = let("total", pods * per_pod + frontend)
        allowed = let("allowed", db.max_connections - db.reserved_connections)
        return Check(
            total <= allowed,
            f"2 · {wanted} backend pods (in a rollout the old ones still end while all new ones "
            f"run) · {db.workers} workers · ({db.pool_size} + {db.max_overflow}) + {frontend} for "
            f"the frontend = {total} connections, more than maxConnections - reservedConnections "
            f"({allowed}); lower poolSize, maxOverflow, workers, frontendConnections or the number "
            "of pods, or raise database.maxConnections to what the server takes",
            "database",
        )

    @rule
    def deployed_in_time(self) -> list[Any]:
        """A rollout must be done within the budget, and one that is stuck from its start failed.

        The deadline starts anew with each pod that becomes available, so it bounds no rollout.
        """
        main: dict[str, BackendValues | FrontendValues] = {
            "backend": self.backend,
            "frontend": self.frontend,
        }
        further = each(
            self.services,
            lambda name, service: only_if(
                service.enabled, self._in_time(f"services.{name}", service)
            ),
        )
        checks = [
            only_if(service.enabled, self._in_time(name, service)) for name, service in main.items()
        ]
        return [*checks, further]

    def _in_time(self, name: str, service: WorkloadValues) -> list[Check]:
        budget, deadline = self.deploy_budget_seconds, service.rollout.progress_deadline_seconds
        in_time = service.rollout_within(budget, "deployBudgetSeconds")
        return [
            Check(
                any_of(not_(is_set(budget)), deadline <= budget),
                f"progressDeadlineSeconds ({deadline}) is more than deployBudgetSeconds "
                f"({budget}); lower it, or raise deployBudgetSeconds (0 for no limit)",
                f"{name}.rollout.progressDeadlineSeconds",
            ),
            replace(in_time, field=f"{name}.{in_time.field}"),
        ]

    @rule
    def secrets_are_there(self) -> list[Any]:
        """Every key that a service or the migrations get must be in the Secret that is made."""
        return keys_are_held(self)

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
        return scraped_services_are_there(self)

    @rule
    def platform_takes_the_sysctls(self) -> list[Any]:
        """OpenShift refuses pods with others."""
        return openshift_takes_sysctls(self)

    @rule
    def nothing_leads_to_what_is_off(self) -> list[Check]:
        """What needs a service must not be on while that is off."""
        return leads_to_nothing_off(self)

    @rule
    def migrations_have_an_account(self) -> Check:
        """What the migrations run as must be there before them."""
        return account_is_there_before(self)

    @rule
    def routes_lead_in(self) -> list[Any]:
        """A route must lead to what is there, and policies let it in."""
        return [*routes_lead_somewhere(self), *routed_service_has_a_type(self)]

    @rule
    def one_owner_of_ai_key(self) -> list[Check]:
        """The AI key comes by ai.provider; a second source would be ambiguous."""
        return [
            Check(
                not_(all_of(equals(self.ai.provider, provider), has_key(variables, name))),
                f"is set by ai.provider ({provider}); remove it here, or set ai.provider to none",
                f"backend.{place}.{name}",
            )
            for provider, name in _AI_KEYS.items()
            for place, variables in self.backend.variables.items()
        ]

    @rule
    def one_owner_of_own_variables(self) -> list[Any]:
        """Rules count with what the chart tells the backend; another source would belie them."""
        preset = self.backend.preset
        perhaps = {
            "AI_MODEL": is_set(self.ai.model),
            "UVICORN_WORKERS": equals(preset, "uvicorn"),
            "WEB_CONCURRENCY": any_of(equals(preset, "fastapi"), equals(preset, "gunicorn")),
        }
        conditional = {
            name: only_if(condition, _OWN_VARIABLES[name]) for name, condition in perhaps.items()
        }
        own = named_map("backend.ownVariables", {**_OWN_VARIABLES, **conditional})
        return [
            each(variables, _is_not_own(own, f"backend.{place}"))
            for place, variables in self.backend.variables.items()
        ]

    @rule
    def one_owner_of_auth_url(self) -> list[Check]:
        """Both services get the origin by auth.url; two would let users in at one of them only."""
        url, name = self.auth.url, self.auth.url_env
        return [
            Check(
                not_(all_of(is_set(url), has_key(variables, name))),
                "is set by auth.url; remove it here, or set auth.url to an empty text or "
                "auth.urlEnv to another name",
                f"{service}.{place}.{name}",
            )
            for service, values in (("backend", self.backend), ("frontend", self.frontend))
            for place, variables in values.variables.items()
        ]

    @rule
    def names_of_variables_are_free(self) -> list[Check]:
        """A variable that the operator names must not be one that the chart or an image sets."""
        auth, backend = self.auth.url_env, self.frontend.backend_url_env
        checks = [
            Check(
                not_(equals(auth, backend)),
                "is frontend.backendUrlEnv too; choose another",
                "auth.urlEnv",
            )
        ]
        for field, name in (("auth.urlEnv", auth), ("frontend.backendUrlEnv", backend)):
            checks += [
                Check(
                    not_(matches(name, "^NEXT_PUBLIC_")),
                    "has no effect at run time, as Next.js reads NEXT_PUBLIC_* when the image is "
                    "built; choose another",
                    field,
                ),
                Check(
                    not_(matches(name, f"^({_TAKEN})$")),
                    "is a variable that the chart sets; choose another",
                    field,
                ),
            ]
        return checks

    @rule
    def one_owner_of_direct_url(self) -> list[Check]:
        """The migrations get the direct URL by directUrlKey; twice would be refused."""
        name, key = _DIRECT_URL, self.database.direct_url_key
        variables = {"env": self.backend.env, "secretEnv": self.backend.secret_env}
        return [
            Check(
                not_(all_of(self.migrations.enabled, is_set(key), has_key(given, name))),
                "is set by database.directUrlKey for the migrations; remove one of the two",
                f"backend.{place}.{name}",
            )
            for place, given in variables.items()
        ]

    @rule
    def aliases_differ(self) -> Check:
        """Two Services cannot have one name."""
        alias = self.frontend.service.alias
        return Check(
            not_(all_of(is_set(alias), equals(alias, self.backend.service.alias))),
            "is the backend's alias too; choose another",
            "frontend.service.alias",
        )


def _is_not_own(own: Mapping[str, str], place: str) -> Callable[[str, str], Check]:
    """Return the check that a variable is none that another value decides."""

    def check(name: str, _value: str) -> Check:
        message = f"is set by {get(own, name)}; remove it here, and set that"
        return Check(not_(has_key(own, name)), message, f"{place}.{name}")

    return check
