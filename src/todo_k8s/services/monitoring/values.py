"""What a Prometheus Operator is told."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct, Format
from todo_k8s.helm.functions import any_of, is_set, let, not_
from todo_k8s.helm.functions.quantities import milliseconds_of_one_unit
from todo_k8s.helm.model import ChartValues, Check, Text, rule
from todo_k8s.services.types import HttpPath, Labels

Duration = Annotated[
    str, Format("^[0-9]{1,9}(ms|s|m|h)$", "must be a number and a unit, such as 30s")
]


Target = Annotated[
    str, Format(r"^[^@\t-\r ]+$", "must be a URL or an address, without credentials and @")
]


class ServiceMonitorValues(ChartValues):
    """A ServiceMonitor of the Prometheus Operator, for metrics of the backend."""

    enabled: bool = False
    """Whether to have a ServiceMonitor."""

    path: HttpPath = "/metrics"
    """Path of the metrics."""

    interval: Duration = "30s"
    """How often to scrape."""

    scrape_timeout: Duration = "10s"
    """How long a scrape may take; at most `interval`."""

    labels: Labels = {}
    """Labels by which a Prometheus finds it."""

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

    labels: Labels = {}
    """Labels by which a Prometheus finds it."""


class MonitoringValues(ChartValues):
    """What a Prometheus Operator is told."""

    service_monitor: ServiceMonitorValues = ServiceMonitorValues()
    """Metrics of the backend."""

    probe: ProbeMonitorValues = ProbeMonitorValues()
    """The application as users see it."""
