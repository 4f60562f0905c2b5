"""The NetworkPolicies of the application: the backend for the frontend only, and so on."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from todo_k8s.helm.content import Content, filled, named_list, only_if, spread
from todo_k8s.helm.functions import has_key, is_set
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.construct import Program
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.helm_tests.construct import TEST_COMPONENT
from todo_k8s.services.network_policies.construct import JobPolicy, ServicePolicy, pods_of, tcp
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.neighbours import Neighbours, main_egress, main_peers
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
        ServicePolicy(
            scope,
            "backend-network-policy",
            values=policy,
            service=self._backend,
            peers=named_list("backend.peers", peers),
            ports=[tcp(self._values.database.port), tcp(443)],
            more_egress=[neighbours.egress()],
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
        ServicePolicy(
            scope,
            "frontend-network-policy",
            values=policy,
            service=self._frontend,
            peers=only_if(is_set(policy.frontend_from), filled(peers)),
            reaches=[self._backend],
            ports=self._outside(self._values.frontend.secret_env),
            more_egress=[neighbours.egress()],
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
        peers = [
            *main_peers(values.reachable_from, main),
            *neighbours.peers(),
            only_if(values.listens, self._testing()),
            spread(own.extra_from),
        ]
        ServicePolicy(
            scope,
            "network-policy",
            values=self._values.network_policy,
            service=service,
            peers=named_list(f"{service.component}.peers", peers),
            ports=self._outside(values.secret_env),
            more_egress=[
                *main_egress(values.reaches, main),
                neighbours.egress(),
                spread(own.extra_egress),
            ],
        )

    def of_job(
        self, scope: Construct, name: str, values: CronJobValues, program: Program, near: Neighbours
    ) -> None:
        """Make the policy of a job, which nobody reaches."""
        main = (self._frontend, self._backend)
        JobPolicy(
            scope,
            "network-policy",
            values=self._values.network_policy,
            component=name,
            ports=self._outside(program.secret_env),
            more_egress=[
                *main_egress(values.reaches, main),
                near.egress(),
                spread(values.extra_egress),
            ],
        )

    def _neighbours(self, service: Workload) -> Neighbours:
        variables = service.values.variables
        return Neighbours(service.component, variables, self._values, self._application)

    def _testing(self) -> Content:
        selector = self._application.selector_labels(TEST_COMPONENT)
        pods = {"podSelector": {"matchLabels": selector}}
        return only_if(self._values.tests.enabled, pods)

    def _outside(self, secrets: Mapping[str, str]) -> list[Content]:
        """Return the ports that pods with these secrets may reach anywhere."""
        database = tcp(self._values.database.port)
        return [only_if(has_key(secrets, "DATABASE_URL"), database), tcp(443)]
