"""Uptime, response time and failure rate, read back from a real Prometheus.

It scrapes what the chart's `monitoring` declares, from a namespace of its own, with Debian's
blackbox exporter beside it. The Prometheus Operator between the two is played: see `monitors`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from tests.e2e import backing
from tests.e2e.commands import HELM_4, Kubectl, Object, eventually
from tests.e2e.monitors import configuration, known_kinds
from tests.e2e.policies import staying_in
from tests.e2e.promises import Figures
from tests.e2e.release import Release, stage
from tests.e2e.saboteur import failing
from tests.e2e.users import Entry, load

pytestmark = pytest.mark.e2e

WINDOW_SECONDS = 30
REQUESTS = f"rate(http_request_seconds_count{{path=~'/api/.*'}}[{WINDOW_SECONDS}s])"
FAILED = REQUESTS.replace("}", ",status=~'5..'}")
FAILURE_RATE = f"100 * (sum({FAILED}) or vector(0)) / sum({REQUESTS})"
SCRAPED, PROBED = "up{job=~'serviceMonitor/.*'}", "probe_success"
RESPONSE_TIMES = (
    f"histogram_quantile(0.95, sum by (le) (rate(http_request_seconds_bucket[{WINDOW_SECONDS}s])))",
    f"max_over_time(probe_duration_seconds[{WINDOW_SECONDS}s])",
)


@dataclass(frozen=True)
class Prometheus:
    """A Prometheus, in a namespace of its own."""

    kubectl: Kubectl

    def start(self, content: Object) -> None:
        """Start it with a configuration, and the blackbox exporter beside it."""
        made, service = backing.server(
            "prometheus", "todo-prometheus:1.0", 9090, [], writable=["/data"]
        )
        container, volumes = made["spec"]["containers"][0], made["spec"]["volumes"]
        container["args"] = ["--config.file=/etc/todo/prometheus.yml", "--storage.tsdb.path=/data"]
        container["volumeMounts"].append({"name": "config", "mountPath": "/etc/todo"})
        volumes.append({"name": "config", "configMap": {"name": "prometheus"}})
        config = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "prometheus"}}
        exporter = backing.server("prometheus-blackbox-exporter", "todo-blackbox:1.0", 9115, [])
        data = {"prometheus.yml": json.dumps(content)}
        self.kubectl.apply({**config, "data": data}, made, service, *exporter)
        self.kubectl("wait", "--for=condition=Ready", "pod", "--all", "--timeout=60s", seconds=70)

    def ask(self, query: str) -> list[float]:
        """Return the values that PromQL gives."""
        proxy = f"/api/v1/namespaces/{self.kubectl.namespace}/pods/prometheus:9090/proxy"
        answer = json.loads(
            self.kubectl("get", "--raw", f"{proxy}/api/v1/query?query={quote(query)}")
        )
        return [float(series["value"][1]) for series in answer["data"]["result"]]


@pytest.fixture(scope="module")
def release(cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart with its monitoring, whose backend lets nobody but the frontend in."""
    with known_kinds(cluster), stage(cluster, HELM_4) as release:
        release.install(
            backend__service__alias="todo-backend",  # by which no pod may be scraped twice
            monitoring__serviceMonitor={"enabled": True, "interval": "2s", "scrapeTimeout": "2s"},
            monitoring__probe={"enabled": True, "interval": "5s"},
        )
        release.settle()
        yield release


@pytest.fixture(scope="module")
def prometheus(cluster: Kubectl, release: Release) -> Iterator[Prometheus]:
    """A Prometheus that was told what the chart declares."""
    with cluster.fresh_namespace("todo-e2e-monitoring") as kubectl:
        prometheus = Prometheus(kubectl)
        prometheus.start(configuration(release.kubectl))
        yield prometheus


def test_backend_lets_prometheus_in_only_when_told(
    release: Release, prometheus: Prometheus
) -> None:
    """Without `networkPolicy.backendFrom` no pod can be scraped, with it each is, once."""
    pods = len(release.pods("backend"))

    def none() -> bool:
        return prometheus.ask(SCRAPED) == [0] * pods

    if not eventually(none, 30):
        with staying_in(prometheus.kubectl, {"tests": "prometheus"}):
            if not eventually(none, 30):
                pytest.skip("the cluster does not enforce NetworkPolicy")
        pytest.fail("a stranger can scrape the backend")
    release.upgrade(networkPolicy__backendFrom=[peer(prometheus)])
    assert eventually(lambda: prometheus.ask(SCRAPED) == [1] * pods, 40), prometheus.ask(SCRAPED)


def peer(prometheus: Prometheus) -> Object:
    """Return Prometheus as `networkPolicy.backendFrom` names it."""
    namespace = {"kubernetes.io/metadata.name": prometheus.kubectl.namespace}
    return {
        "namespaceSelector": {"matchLabels": namespace},
        "podSelector": {"matchLabels": {"tests": "prometheus"}},
    }


@pytest.mark.timed
def test_three_numbers_can_be_seen(
    release: Release, prometheus: Prometheus, entry: Entry, figures: Figures
) -> None:
    """Uptime and response time under load; then the failure rate, while a pod fails on order."""
    release.upgrade(networkPolicy__backendFrom=[peer(prometheus)])
    assert eventually(lambda: all(prometheus.ask(SCRAPED)), 40)
    assert eventually(lambda: prometheus.ask(PROBED) == [1], 40), prometheus.ask(PROBED)
    with load(entry, users=20):
        time.sleep(WINDOW_SECONDS + 5)
        ups = [f"avg_over_time({series}[{WINDOW_SECONDS}s])" for series in (SCRAPED, PROBED)]
        uptimes = [100 * number for query in ups for number in prometheus.ask(query)]
        response_times = [number for query in RESPONSE_TIMES for number in prometheus.ask(query)]
        assert prometheus.ask(FAILURE_RATE) == [0]
        pod = next(iter(release.pods("backend").values()))
        with failing(release.kubectl, pod, "/api/chat") as strike:
            strike()
            time.sleep(WINDOW_SECONDS)
        (failure_rate,) = prometheus.ask(FAILURE_RATE)
    figures.keep("uptime", *uptimes)
    figures.keep("response-time", *response_times)
    figures.keep("failure-rate", failure_rate)
