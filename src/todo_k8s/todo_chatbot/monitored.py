"""What Prometheus and Grafana are told of the application."""

from __future__ import annotations

from constructs import Construct

from todo_k8s.helm.chart import HelmChart, when
from todo_k8s.helm.content import each, named_list, only_if
from todo_k8s.helm.functions import (
    all_of,
    choose,
    default,
    includes,
    join,
    named,
    not_,
    object_name,
)
from todo_k8s.services.application import Application
from todo_k8s.services.monitoring.alerts import Alerts
from todo_k8s.services.monitoring.construct import ServiceMonitor, UptimeProbe
from todo_k8s.services.monitoring.dashboard import Dashboard
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues


class Monitored:
    """Makes the monitors, the alerts and the dashboard that are wanted.

    Args:
        chart: The chart they are in.
        values: All values.
        application: The application.
        frontend: The frontend.
        backend: The backend.
    """

    def __init__(
        self,
        chart: HelmChart[TodoChatbotValues],
        values: TodoChatbotValues,
        application: Application,
        *,
        frontend: Workload,
        backend: Workload,
    ) -> None:
        self._chart = chart
        self._values = values
        self._application = application
        self._frontend = frontend
        self._backend = backend
        self._namespace = chart.release.namespace

    def add_all(self) -> None:
        """Make what is wanted for the frontend, the backend and all of them."""
        for service in (self._backend, self._frontend):
            name = service.component
            if scope := when(self._chart, f"if-{name}-scraped", self._is_scraped(name)):
                self._scrape(scope, f"{name}-service-monitor", service)
        self._add_uptime_probe()
        self._add_alerts()

    def scrape_further(
        self, scope: Construct, name: str, values: FurtherServiceValues, service: Workload
    ) -> None:
        """Make the ServiceMonitor of a further service, if that is wanted."""
        wanted = all_of(self._is_scraped(name), values.listens)
        if scraped := when(scope, "if-scraped", wanted):
            self._scrape(scraped, "service-monitor", service)

    def _is_scraped(self, name: str) -> bool:
        monitor = self._values.monitoring.service_monitor
        return all_of(monitor.enabled, includes(monitor.services, name))

    def _scrape(self, scope: Construct, id: str, service: Workload) -> None:
        monitor = self._values.monitoring.service_monitor
        ServiceMonitor(scope, id, values=monitor, service=service, namespace=self._namespace)

    def _add_uptime_probe(self) -> None:
        """Probe what users see: the frontend, or the backend where there is none."""
        values, probe = self._values, self._values.monitoring.probe
        there = self._frontend.enabled
        for name, service, shown in (
            ("uptime-probe", self._frontend, there),
            ("backend-uptime-probe", self._backend, not_(there)),
        ):
            wanted = all_of(probe.enabled, shown)
            if scope := when(self._chart, f"if-{service.component}-probed", wanted):
                outside = service.url_from_outside(self._namespace)  # the exporter is there
                url = default(values.auth.url, outside)
                UptimeProbe(scope, name, values=probe, service=service, url=url)

    def _add_alerts(self) -> None:
        """Make the alerts and the dashboard of all Deployments, and of the uptime probe."""
        monitoring, fullname = self._values.monitoring, self._application.fullname
        probed = choose(self._frontend.enabled, self._frontend.name, self._backend.name)
        where = default(monitoring.probe.namespace, self._namespace)
        told = {
            "namespace": self._namespace,
            "deployments": self._deployments(),
            "probe": f"probe/{where}/{probed}",
        }
        if scope := when(self._chart, "if-alerts", monitoring.alerts.enabled):
            is_probed = monitoring.probe.enabled
            Alerts(scope, "alerts", values=monitoring.alerts, is_probed=is_probed, **told)
        if scope := when(self._chart, "if-dashboard", monitoring.dashboard.enabled):
            Dashboard(scope, "dashboard", values=monitoring.dashboard, title=fullname, **told)

    def _deployments(self) -> str:
        """Return a regular expression of the names of all Deployments."""
        fullname = self._application.fullname
        main = (only_if(one.enabled, one.name) for one in (self._backend, self._frontend))
        further = each(
            self._values.services,
            lambda name, service: only_if(service.enabled, object_name(fullname, name)),
        )
        names = named_list("monitoring.deployments", [*main, further])
        return named("monitoring.deploymentNames", join(names, "|"))
