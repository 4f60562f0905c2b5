"""The NetworkPolicies of the application: the backend for the frontend only, and so on."""

from __future__ import annotations

from constructs import Construct

from todo_k8s.helm.content import Content, each, filled, named_list, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    default,
    includes,
    is_none,
    is_set,
    named,
    not_,
)
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.helm_tests.construct import TEST_COMPONENT
from todo_k8s.services.migrations.construct import hooks
from todo_k8s.services.network_policies.construct import (
    JobPolicy,
    ServicePolicy,
    egress_to,
    peers_elsewhere,
    pods_of,
    server_rule,
    tcp,
)
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.connections import (
    connections_of_job,
    has_url,
    said,
    uses_database,
)
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.migration_order import (
    MIGRATIONS,
    is_reached_by_migrations,
    migrations_need_services,
)
from todo_k8s.todo_chatbot.neighbours import (
    Neighbours,
    egress_to_further,
    main_egress,
    main_peers,
)
from todo_k8s.todo_chatbot.values import TodoChatbotValues


class Policies:
    """Makes the policy of each service.

    Args:
        values: What the operator sets.
        application: The application.
        frontend: The service that users reach.
        backend: The service that only the frontend reaches.
    """

    def __init__(
        self,
        values: TodoChatbotValues,
        application: Application,
        *,
        frontend: Workload,
        backend: Workload,
    ) -> None:
        self._values = values
        self._application = application
        self._frontend = frontend
        self._backend = backend

    def of_backend(self, scope: Construct) -> None:
        """Make the backend's policy."""
        policy = self._values.network_policy
        neighbours = self._neighbours(self._backend)
        peers = [
            only_if(self._frontend.enabled, pods_of(self._frontend)),
            self._testing(),
            spread(policy.backend_from),
            *neighbours.peers(),
        ]
        database = said(self._values.backend.database_connections, 1) > 0
        ServicePolicy(
            scope,
            "backend-network-policy",
            values=policy,
            service=self._backend,
            peers=named_list("backend.peers", peers),
            ports=self._ports(database=database),
            more_egress=[
                neighbours.egress(),
                *self._inside(self._backend.component, database=database),
            ],
        )

    def of_frontend(self, scope: Construct) -> None:
        """Make the frontend's policy; everybody may reach it unless the values say who."""
        policy = self._values.network_policy
        neighbours = self._neighbours(self._frontend)
        peers: list[Content] = [
            self._testing(),
            spread(policy.frontend_from),
            *neighbours.peers(),
        ]
        database = uses_database(self._values.frontend)
        ServicePolicy(
            scope,
            "frontend-network-policy",
            values=policy,
            service=self._frontend,
            peers=only_if(is_set(policy.frontend_from), filled(peers)),
            reaches=[self._backend],
            ports=self._ports(database=database, https=self._frontend_asks()),
            more_egress=[
                neighbours.egress(),
                *self._inside(self._frontend.component, database=database),
            ],
        )

    def of_further(
        self,
        scope: Construct,
        values: FurtherServiceValues,
        service: Workload,
        neighbours: Neighbours,
    ) -> None:
        """Make the policy of a further service: only those reach it that are named."""
        main, own = (self._frontend, self._backend), values.network_policy
        database = uses_database(values)
        peers = [
            *main_peers(values.reachable_from, main),
            *neighbours.peers(),
            only_if(
                all_of(self._values.migrations.enabled, is_reached_by_migrations(values)),
                self._pods(MIGRATIONS),
            ),
            only_if(values.listens, self._testing()),
            spread(own.extra_from),
        ]
        ServicePolicy(
            scope,
            "network-policy",
            values=self._values.network_policy,
            service=service,
            peers=named_list(f"{service.component}.peers", peers),
            ports=self._ports(database=database),
            more_egress=[
                *main_egress(values.reaches, main),
                neighbours.egress(),
                *self._inside(service.component, database=database),
                spread(own.extra_egress),
            ],
        )

    def of_job(self, scope: Construct, name: str, values: CronJobValues, near: Neighbours) -> None:
        """Make the policy of a job, which nobody reaches."""
        main = (self._frontend, self._backend)
        database = any_of(has_url(values), connections_of_job(self._values, values) > 0)
        JobPolicy(
            scope,
            "network-policy",
            values=self._values.network_policy,
            component=name,
            ports=self._ports(database=database),
            more_egress=[
                *main_egress(values.reaches, main),
                near.egress(),
                *self._inside(name, database=database),
                spread(values.extra_egress),
            ],
        )

    def of_migrations(self, scope: Construct, secrets: AppSecrets) -> None:
        """Make the policy of the migrations: a hook too, as they run before other policies."""
        JobPolicy(
            scope,
            "migrations-network-policy",
            values=self._values.network_policy,
            component=MIGRATIONS,
            ports=self._ports(database=True),
            more_egress=[
                each(
                    self._values.services,
                    lambda other, neighbour: only_if(
                        all_of(neighbour.enabled, is_reached_by_migrations(neighbour)),
                        egress_to_further(self._application, other, neighbour),
                    ),
                ),
                *self._inside(MIGRATIONS, database=True),
                spread(self._values.migrations.extra_egress),
            ],
            annotations=hooks(
                f"{MIGRATIONS}.policyHooks",
                self._values.migrations,
                self._backend,
                secrets,
                needs_release=migrations_need_services(self._values),
                comes_before=True,
            ),
        )

    def of_tests(self, scope: Construct) -> None:
        """Make the policy of the test pods: they reach what they test."""
        further = each(
            self._values.services,
            lambda other, neighbour: only_if(
                all_of(neighbour.enabled, neighbour.listens),
                egress_to_further(self._application, other, neighbour),
            ),
        )
        JobPolicy(
            scope,
            "test-network-policy",
            values=self._values.network_policy,
            component=TEST_COMPONENT,
            ports=[],
            more_egress=[egress_to(self._backend), egress_to(self._frontend), further],
        )

    def _neighbours(self, service: Workload) -> Neighbours:
        variables = service.values.variables
        return Neighbours(service.component, variables, self._values, self._application)

    def _testing(self) -> Content:
        return only_if(self._values.tests.enabled, self._pods(TEST_COMPONENT))

    def _pods(self, component: str) -> dict[str, Content]:
        return {"podSelector": {"matchLabels": self._application.selector_labels(component)}}

    def _ports(self, *, database: bool, https: bool = True) -> list[Content]:
        """Return the ports that pods may reach anywhere outside."""
        outside = _both(database, not_(self._database_is_inside))
        port = tcp(self._values.database.port)
        return [only_if(outside, port), tcp(443) if https is True else only_if(https, tcp(443))]

    def _inside(self, name: str, *, database: bool) -> list[Content]:
        """Return the rules for the database and other servers, where they are in the cluster."""
        db = self._values.database
        peers = peers_elsewhere("database", db.pod_selector, db.namespace_selector)
        return [
            only_if(_both(database, self._database_is_inside), server_rule(db.port, peers)),
            each(
                self._values.network_policy.servers,
                lambda _name, server: only_if(
                    includes(server.reachable_from, name),
                    server_rule(
                        server.port,
                        peers_elsewhere("server", server.pod_selector, server.namespace_selector),
                    ),
                ),
            ),
        ]

    @property
    def _database_is_inside(self) -> bool:
        return named("database.isInside", self._values.database.is_inside)

    def _frontend_asks(self) -> bool:
        """Return whether the frontend may reach HTTPS servers, by choice or for its secrets."""
        frontend = self._values.frontend
        chosen = frontend.network_policy.https
        sources = (
            frontend.secret_env,
            frontend.env_value_from,
            frontend.extra_env_from,
            frontend.secret_files,
        )
        has_secrets = any_of(*map(is_set, sources))
        asks = any_of(default(chosen, False), all_of(is_none(chosen), has_secrets))
        return named("frontend.asksHttps", asks)


def _both(one: bool, other: bool) -> bool:
    """Return whether two conditions hold, of which the first may be known to."""
    return other if one is True else all_of(one, other)
