"""What a Prometheus Operator is told."""

from typing import Annotated, Any

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct, Format
from todo_k8s.helm.functions import any_of, is_set, let, not_
from todo_k8s.helm.functions.quantities import milliseconds_of_one_unit
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, Text, rule
from todo_k8s.services.kubernetes_fields import are_passed_on
from todo_k8s.services.monitoring.endpoint_fields import ENDPOINT
from todo_k8s.services.types.addresses import HttpPath
from todo_k8s.services.types.names import Annotations, Labels, LooseName, PortReference, ServiceKey
from todo_k8s.services.types.numbers import CountOrZero

Duration = Annotated[
    str, Format("^[0-9]{1,9}(ms|s|m|h)$", "must be a number and a unit, such as 30s")
]


Target = Annotated[
    str, Format(r"^[^@\t-\r ]+$", "must be a URL or an address, without credentials and @")
]


class ServiceMonitorValues(ChartValues):
    """A ServiceMonitor of the Prometheus Operator for each service that has metrics."""

    enabled: bool = False
    """Whether to have ServiceMonitors."""

    services: Distinct[Text] = ["backend"]
    """Which services have metrics: `backend`, `frontend` and names in `services`."""

    path: HttpPath = "/metrics"
    """Path of the metrics."""

    paths: dict[ServiceKey, HttpPath] = {}
    """Other paths of the metrics, by service."""

    ports: dict[ServiceKey, PortReference] = {}
    """Ports of the metrics, by service: each the name of one of its `extraPorts`. A service that is
    not named here has them at its main port, `http`."""

    namespace: LooseName = ""
    """Namespace of the ServiceMonitors, if a Prometheus looks for them in another one; empty for
    the release's."""

    interval: Duration = "30s"
    """How often to scrape."""

    scrape_timeout: Duration = "10s"
    """How long a scrape may take; at most `interval`."""

    labels: Labels = {}
    """Labels by which a Prometheus finds them."""

    endpoint: KubernetesObject = {}
    """More fields of each endpoint, as an `Endpoint` of the Prometheus Operator, such as
    `basicAuth`, `tlsConfig` or `metricRelabelings`. What another value sets is refused here."""

    @rule
    def fields_are_passed_on(self) -> Any:
        """What the chart sets, it sets once; and nothing is spelled wrong."""
        return are_passed_on("endpoint", self.endpoint, ENDPOINT)

    @rule
    def ends_before_the_next(self) -> Check:
        """The operator passes over a monitor whose scrapes may take longer than their interval.

        An interval of 0 stands for Prometheus' own, which is not known here.
        """
        timeout = let("timeout", milliseconds_of_one_unit(self.scrape_timeout))
        interval = let("interval", milliseconds_of_one_unit(self.interval))
        return Check(
            any_of(not_(self.enabled), not_(is_set(interval)), timeout <= interval),
            f"{self.scrape_timeout} is longer than interval ({self.interval}); lower it, or raise "
            "the interval",
            "scrapeTimeout",
        )


class ProbeMonitorValues(ChartValues):
    """A Probe of the Prometheus Operator: uptime, response time and failure rate from outside."""

    enabled: bool = False
    """Whether to have a Probe."""

    prober_url: Annotated[
        str,
        Format("^[A-Za-z0-9.-]+(:[0-9]{1,5})?$", "must be host and port, such as exporter:9115"),
    ] = "prometheus-blackbox-exporter:9115"
    """Host and port of the blackbox exporter."""

    module: Annotated[Text, Field(min_length=1, max_length=253)] = "http_2xx"
    """Module of the blackbox exporter."""

    interval: Duration = "30s"
    """How often to ask."""

    targets: Distinct[Target] = []
    """URLs to ask; empty for `auth.url`, or for the frontend's Service if that is empty."""

    namespace: LooseName = ""
    """Namespace of the Probe; empty for the release's."""

    labels: Labels = {}
    """Labels by which a Prometheus finds it."""


class AlertsValues(ChartValues):
    """A PrometheusRule of the Prometheus Operator: alerts where a promise is not kept.

    They ask the metrics of kube-state-metrics, and those of the blackbox exporter where
    `monitoring.probe` is enabled.
    """

    enabled: bool = False
    """Whether to have a PrometheusRule."""

    restarts_per_hour: CountOrZero = 2
    """Restarts of a container in an hour of which more are told."""

    availability_percent: Annotated[float, Field(ge=0, le=100)] = 99.5
    """Percent of the probe's questions that must be answered within an hour."""

    latency_milliseconds: Annotated[Integer, Field(ge=1, le=60000)] = 1000
    """Milliseconds that an answer to the probe may take, on average of ten minutes."""

    certificate_days: Annotated[Integer, Field(ge=0, le=365)] = 14
    """Days before the end of a certificate that the probe has seen."""

    alert_labels: Labels = {}
    """Labels of the alerts, besides `severity`: `critical` or `warning`."""

    namespace: LooseName = ""
    """Namespace of the PrometheusRule; empty for the release's."""

    labels: Labels = {}
    """Labels by which a Prometheus finds it."""


class DashboardValues(ChartValues):
    """A dashboard for Grafana in a ConfigMap, which its sidecar finds by a label."""

    enabled: bool = False
    """Whether to have the ConfigMap."""

    namespace: LooseName = ""
    """Namespace of the ConfigMap; empty for the release's."""

    labels: Labels = {}
    """Labels by which Grafana's sidecar finds it, beside `grafana_dashboard: "1"`."""

    annotations: Annotations = {}
    """Annotations of the ConfigMap, such as that with the folder of the dashboard."""


class MonitoringValues(ChartValues):
    """What a Prometheus Operator and Grafana are told."""

    service_monitor: ServiceMonitorValues = ServiceMonitorValues()
    """Metrics of the services."""

    probe: ProbeMonitorValues = ProbeMonitorValues()
    """The application as users see it."""

    alerts: AlertsValues = AlertsValues()
    """Alerts where a promise is not kept."""

    dashboard: DashboardValues = DashboardValues()
    """A dashboard for Grafana."""
