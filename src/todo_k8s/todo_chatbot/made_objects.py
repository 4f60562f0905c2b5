"""Objects of the operator's own that the chart makes too: Helm would fail at the second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import (
    all_of,
    choose,
    concat,
    default,
    equals,
    get_object,
    get_text,
    includes,
    is_set,
    not_,
    object_name,
    replace_pattern,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.cron_jobs.construct import cron_job_name
from todo_k8s.services.helm_tests.construct import TEST_COMPONENT
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.migration_order import MIGRATIONS
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_POLICY = "networking.k8s.io NetworkPolicy"
_MONITOR = "monitoring.coreos.com ServiceMonitor"


def objects_are_not_made(
    values: TodoChatbotValues, main: Sequence[Workload], namespace: str
) -> Any:
    """Return the checks that no object in ``extraObjects`` is one that the chart makes.

    Args:
        values: What the operator sets.
        main: The frontend and the backend.
        namespace: That of the release.
    """
    made = named_list("objects.made", _Made(values, main, namespace).all())

    def check(index: int, given: Mapping[str, Any]) -> Check:
        metadata = get_object(given, "metadata")
        group = replace_pattern(get_text(given, "apiVersion"), "/?[^/]+$", "")
        place = default(get_text(metadata, "namespace"), namespace)
        kind, name = get_text(given, "kind"), get_text(metadata, "name")
        return Check(
            not_(includes(made, concat(group, " ", kind, " ", place, "/", name))),
            "is that of an object that the chart makes; choose another",
            f"extraObjects[{index}].metadata.name",
        )

    return each(values.extra_objects, check)


class _Made:
    """What the chart makes, each object as a text: its group, kind, namespace and name.

    Args:
        values: What the operator sets.
        main: The frontend and the backend.
        namespace: That of the release.
    """

    def __init__(self, values: TodoChatbotValues, main: Sequence[Workload], namespace: str) -> None:
        self._values = values
        self._main = main
        self._namespace = namespace
        self._fullname = main[0].application.fullname
        self._policed = values.network_policy.enabled

    def all(self) -> list[Content]:
        """Return all objects."""
        return [
            *self._of_main(),
            each(self._values.services, self._of_further),
            each(self._values.cron_jobs, lambda name, job: self._of_job(name)),  # noqa: ARG005  # names of variables
            *self._of_secrets(),
            *self._of_routes(),
            *self._of_hooks(),
            *self._of_monitoring(),
        ]

    def _one(self, kind: str, name: str) -> str:
        return f"{kind} {self._namespace}/{name}"

    def _of_main(self) -> list[Content]:
        monitor, tested = self._values.monitoring.service_monitor, self._values.tests.enabled
        found = list[Content]()
        for one in self._main:
            scraped = all_of(monitor.enabled, includes(monitor.services, one.component))
            objects = [
                *self._of_service(one.values, one.name, has_config=one.has_config),
                only_if(scraped, self._monitored(_MONITOR, one.name, monitor.namespace)),
                only_if(tested, self._test(one.component)),
            ]
            found.append(only_if(one.enabled, objects))
        return found

    def _of_further(self, name: str, service: FurtherServiceValues) -> Content:
        made, tests = object_name(self._fullname, name), self._values.tests
        monitor = self._values.monitoring.service_monitor
        scraped = all_of(monitor.enabled, includes(monitor.services, name), service.listens)
        has_config = is_set(service.config_map_env)
        objects = [
            *self._of_service(service, made, has_config=has_config),
            only_if(scraped, self._monitored(_MONITOR, made, monitor.namespace)),
            only_if(all_of(tests.enabled, service.listens), self._test(name)),
        ]
        return only_if(service.enabled, objects)

    def _of_service(self, service: WorkloadValues, name: str, *, has_config: bool) -> list[Content]:
        """Return the objects of a service that is there."""
        account, alias = service.service_account, service.service.alias
        claim, budget = service.persistence, service.pod_disruption_budget
        own = {
            "apps Deployment": True,
            " Service": service.listens,
            " ConfigMap": has_config,
            " PersistentVolumeClaim": all_of(claim.enabled, not_(is_set(claim.existing_claim))),
            "autoscaling HorizontalPodAutoscaler": service.autoscaling.is_made,
            "policy PodDisruptionBudget": all_of(budget.enabled, service.least_replicas > 1),
            _POLICY: self._policed,
        }
        account_name = choose(is_set(account.name), account.name, name)
        return [
            *(only_if(there, self._one(kind, name)) for kind, there in own.items()),
            only_if(is_set(alias), self._one(" Service", alias)),
            only_if(account.create, self._one(" ServiceAccount", account_name)),
        ]

    def _of_job(self, name: str) -> list[Content]:
        return [
            self._one("batch CronJob", cron_job_name(self._fullname, name)),
            only_if(self._policed, self._one(_POLICY, object_name(self._fullname, name))),
        ]

    def _of_secrets(self) -> list[Content]:
        mode, made = self._values.secrets.mode, object_name(self._fullname, "secrets")
        return [
            only_if(equals(mode, "values"), self._one(" Secret", made)),
            only_if(
                equals(mode, "external"), self._one("external-secrets.io ExternalSecret", made)
            ),
        ]

    def _of_routes(self) -> list[Content]:
        ingress, gateway, name = self._values.ingress, self._values.gateway, self._main[0].name
        route, by_ingress = "gateway.networking.k8s.io HTTPRoute", "networking.k8s.io Ingress"
        traefik = equals(ingress.controller, "traefik")

        def rewritten(index: int, path: Any) -> Content:
            own = f"{name}-path-{index}"
            middleware = only_if(traefik, self._one("traefik.io Middleware", own))
            return only_if(is_set(path.rewrite), [self._one(by_ingress, own), middleware])

        def of_hosts(index: int, path: Any) -> Content:
            return only_if(is_set(path.hostnames), self._one(route, f"{name}-path-{index}"))

        return [
            only_if(ingress.enabled, [self._one(by_ingress, name), each(ingress.paths, rewritten)]),
            only_if(gateway.enabled, [self._one(route, name), each(gateway.paths, of_hosts)]),
        ]

    def _of_hooks(self) -> list[Content]:
        """Return the objects of the migrations, but a Job that is named by its content."""
        values, fullname = self._values, self._fullname
        made = object_name(fullname, MIGRATIONS)
        policy = only_if(self._policed, self._one(_POLICY, made))
        of_tests = self._one(_POLICY, object_name(fullname, TEST_COMPONENT))
        return [
            only_if(values.migrations.enabled, [self._one("batch Job", made), policy]),
            only_if(all_of(values.tests.enabled, self._policed), of_tests),
        ]

    def _of_monitoring(self) -> list[Content]:
        monitoring, fullname = self._values.monitoring, self._fullname
        probe, alerts, board = monitoring.probe, monitoring.alerts, monitoring.dashboard
        frontend, backend = self._main
        probed = choose(frontend.enabled, frontend.name, backend.name)
        group = "monitoring.coreos.com"
        return [
            only_if(one.enabled, self._monitored(kind, name, one.namespace))
            for one, kind, name in (
                (probe, f"{group} Probe", probed),
                (alerts, f"{group} PrometheusRule", object_name(fullname, "alerts")),
                (board, " ConfigMap", object_name(fullname, "dashboard")),
            )
        ]

    def _monitored(self, kind: str, name: str, namespace: str) -> str:
        return concat(kind, " ", default(namespace, self._namespace), "/", name)

    def _test(self, component: str) -> str:
        return self._one(" Pod", object_name(self._fullname, f"{component}-{TEST_COMPONENT}"))
