"""Everything that an operator of todo-chatbot can set."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import Field

from todo_k8s.helm.content import each, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    equals,
    has_key,
    is_set,
    let,
    matches,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesManifest, rule
from todo_k8s.values.integrations import AiValues, AuthValues, DatabaseValues
from todo_k8s.values.operations import MigrationsValues, MonitoringValues, TestsValues
from todo_k8s.values.routes import GatewayValues, IngressValues, NetworkPolicyValues
from todo_k8s.values.secrets import SecretsValues
from todo_k8s.values.services import BackendValues, FrontendValues
from todo_k8s.values.types import (
    Annotations,
    DnsLabel,
    Labels,
    ObjectName,
    SecondsOrZero,
    ServiceName,
)

_RESERVED_LABELS = r"^(app\.kubernetes\.io|helm\.sh)/"
_RESERVED_ANNOTATIONS = r"^(checksum|meta\.helm\.sh|helm\.sh)/"


class PullSecret(ChartValues):
    """A Secret with the credentials of an image registry."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Secret."""


class TodoChatbotValues(ChartValues):
    """What an operator of todo-chatbot can set."""

    name_override: DnsLabel = ""
    """Name of the application in labels, selectors and the names of all objects; empty for the
    chart's name, or the alias that a parent chart gives it. Set it at the first installation
    only."""

    fullname_override: ServiceName = ""
    """Prefix of the names of all objects; empty for the release's name and `nameOverride`. Set it
    at the first installation only."""

    image_pull_secrets: list[PullSecret] = []
    """Secrets with the credentials of image registries."""

    common_labels: Labels = {}
    """Labels of every object."""

    common_annotations: Annotations = {}
    """Annotations of every object."""

    deploy_budget_seconds: SecondsOrZero = 300
    """Policy: seconds in which a deployment must be done or have failed; 0 for no limit."""

    backend: BackendValues = BackendValues()
    """The FastAPI backend."""

    frontend: FrontendValues = FrontendValues()
    """The frontend."""

    secrets: SecretsValues = SecretsValues()
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
        db, pods = self.database, let("pods", self.backend.most_replicas)
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
            f"{pods} backend pods · {db.workers} workers · ({db.pool_size} + {db.max_overflow}) "
            f"+ {frontend} for the frontend = {total} connections, more than maxConnections - "
            f"reservedConnections ({allowed}); lower poolSize, maxOverflow, workers or replicas",
            "database",
        )

    @rule
    def deployed_in_time(self) -> list[Check]:
        """A rollout must be done, or have failed, within the budget."""
        budget = self.deploy_budget_seconds
        deadlines = {
            "backend": self.backend.rollout.progress_deadline_seconds,
            "frontend": self.frontend.rollout.progress_deadline_seconds,
        }
        return [
            Check(
                any_of(not_(is_set(budget)), deadline <= budget),
                f"progressDeadlineSeconds ({deadline}) is more than deployBudgetSeconds ({budget})"
                "; lower it, or raise the budget",
                f"{name}.rollout.progressDeadlineSeconds",
            )
            for name, deadline in deadlines.items()
        ]

    @rule
    def secrets_are_there(self) -> list[Any]:
        """Every key that a service or the migrations get must be in the Secret that is made."""
        maps = {"backend": self.backend.secret_env, "frontend": self.frontend.secret_env}
        ai_wanted = not_(equals(self.ai.provider, "none"))
        key = self.database.direct_url_key
        sources: dict[str, Any] = {
            "values": self.secrets.values,
            "external": self.secrets.external_secret.data,
        }
        places = {"values": "secrets.values", "external": "secrets.externalSecret.data"}
        checks: list[Any] = []
        for mode, source in sources.items():
            wanted: list[Any] = [
                each(variables, _is_held(source, places[mode], service))
                for service, variables in maps.items()
            ]
            other = f"names a key that is not in {places[mode]}; add it there, or correct the name"
            there, named = has_key(source, self.ai_key), is_set(self.ai.key_name)
            ai = Check(
                any_of(not_(ai_wanted), named, there),
                f"is missing, and backend needs it as {self.ai_env}; set it",
                f"{places[mode]}.{self.ai_env}",
            )
            ai_named = Check(any_of(not_(ai_wanted), not_(named), there), other, "ai.keyName")
            direct = Check(
                any_of(not_(self.migrations.enabled), not_(is_set(key)), has_key(source, key)),
                other,
                "database.directUrlKey",
            )
            parts = [*wanted, ai, ai_named, direct]
            checks += [only_if(equals(self.secrets.mode, mode), part) for part in parts]
        return checks

    @rule
    def one_owner_of_ai_key(self) -> list[Check]:
        """The AI key comes by ai.provider; a second source would be ambiguous."""
        return [
            Check(
                not_(all_of(equals(self.ai.provider, provider), has_key(variables, name))),
                f"is set by ai.provider ({provider}); remove it here, or set ai.provider to none",
                f"backend.{place}.{name}",
            )
            for provider, name in (("gemini", "GEMINI_API_KEY"), ("openai", "OPENAI_API_KEY"))
            for place, variables in (
                ("env", self.backend.env),
                ("secretEnv", self.backend.secret_env),
            )
        ]

    @rule
    def one_owner_of_direct_url(self) -> list[Check]:
        """The migrations get the direct URL by directUrlKey; twice would be refused."""
        name, key = "DIRECT_DATABASE_URL", self.database.direct_url_key
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
    def names_differ(self) -> list[Check]:
        """Two objects of one kind cannot have one name."""
        alias, other_alias = self.frontend.service.alias, self.backend.service.alias
        account, other = self.frontend.service_account, self.backend.service_account
        same = all_of(
            account.create, other.create, is_set(account.name), equals(account.name, other.name)
        )
        return [
            Check(
                not_(all_of(is_set(alias), equals(alias, other_alias))),
                "is the backend's alias too; choose another",
                "frontend.service.alias",
            ),
            Check(
                not_(same),
                "is made for the backend too; to share it, set create to false here",
                "frontend.serviceAccount.name",
            ),
        ]

    @rule
    def own_labels_stay(self) -> list[Any]:
        """Labels and annotations that the chart sets cannot be set twice."""
        labels = {
            "commonLabels": self.common_labels,
            "backend.podLabels": self.backend.pod_labels,
            "frontend.podLabels": self.frontend.pod_labels,
            "monitoring.serviceMonitor.labels": self.monitoring.service_monitor.labels,
            "monitoring.probe.labels": self.monitoring.probe.labels,
        }
        annotations = {
            "commonAnnotations": self.common_annotations,
            "backend.podAnnotations": self.backend.pod_annotations,
            "frontend.podAnnotations": self.frontend.pod_annotations,
        }
        kinds = ((labels, _RESERVED_LABELS), (annotations, _RESERVED_ANNOTATIONS))
        return [
            each(mapping, _is_free(where, pattern))
            for maps, pattern in kinds
            for where, mapping in maps.items()
        ]


def _is_held(held: Mapping[str, Any], place: str, user: str) -> Callable[[str, str], list[Check]]:
    """Return the checks that a Secret's source has the key that a service gets.

    A key that has another name than its variable is not shown: it may be a secret by mistake.
    """

    def checks(name: str, key: str) -> list[Check]:
        message = f"is missing, and {user} needs it as {name}; set it"
        other = f"names a key that is not in {place}; add it there, or correct the name"
        there, own = has_key(held, key), equals(name, key)
        return [
            Check(any_of(there, not_(own)), message, f"{place}.{name}"),
            Check(any_of(there, own), other, f"{user}.secretEnv.{name}"),
        ]

    return checks


def _is_free(place: str, reserved: str) -> Callable[[str, str], Check]:
    """Return the check that a label or annotation is none of the chart's own."""

    def check(key: str, _value: str) -> Check:
        message = "is set by the chart itself; remove it"
        return Check(not_(matches(key, reserved)), message, f"{place}.{key}")

    return check
