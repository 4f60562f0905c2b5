"""The part of the Prometheus Operator that the tests play.

Two CRDs with the fields that the chart uses, of the API at
https://prometheus-operator.dev/docs/api-reference/api/, and the translation of a ServiceMonitor
and a Probe, as they are read back from the cluster, into the configuration of a Prometheus. It
finds pods once, where the operator lets Prometheus watch for them.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from tests.e2e.commands import Kubectl, Object
from tests.e2e.custom_resources import TEXT, defined, definition, fields, list_of, matching

GROUP = "monitoring.coreos.com"
TEXTS: Object = {"type": "object", "additionalProperties": TEXT}
UNITS = ("y", "w", "d", "h", "m", "s", "ms")
DURATION = matching("^(0|" + "".join(f"(([0-9]+){unit})?" for unit in UNITS) + ")$")
ENDPOINT = fields(port=TEXT, path=TEXT, interval=DURATION, scrapeTimeout=DURATION)
DEFINITIONS = (
    definition(
        GROUP,
        "v1",
        "ServiceMonitor",
        spec=fields(selector=fields(matchLabels=TEXTS), endpoints=list_of(ENDPOINT)),
    ),
    definition(
        GROUP,
        "v1",
        "Probe",
        spec=fields(
            prober=fields(url=TEXT),
            module=TEXT,
            interval=DURATION,
            targets=fields(staticConfig=fields(static=list_of(TEXT))),
        ),
    ),
)


def known_kinds(cluster: Kubectl) -> AbstractContextManager[None]:
    """Let the cluster know both kinds meanwhile, unless it does already."""
    return defined(cluster, *DEFINITIONS)


def configuration(kubectl: Kubectl) -> Object:
    """Return what a Prometheus is told by the ServiceMonitors and Probes of a namespace."""
    monitors = objects(kubectl, f"servicemonitors.{GROUP}")
    jobs = [job for monitor in monitors for job in scrapes(kubectl, monitor)]
    probes = [asks(probe) for probe in objects(kubectl, f"probes.{GROUP}")]
    return {"scrape_configs": [*jobs, *probes]}


def scrapes(kubectl: Kubectl, monitor: Object) -> list[Object]:
    """Return a job for each endpoint of a ServiceMonitor."""
    name, spec = monitor["metadata"]["name"], monitor["spec"]
    labels = spec["selector"]["matchLabels"]
    return [
        {
            "job_name": f"serviceMonitor/{name}/{number}",
            "metrics_path": endpoint["path"],
            "scrape_interval": endpoint["interval"],
            "scrape_timeout": endpoint["scrapeTimeout"],
            "static_configs": targets(kubectl, labels, endpoint["port"]),
        }
        for number, endpoint in enumerate(spec["endpoints"])
    ]


def targets(kubectl: Kubectl, labels: dict[str, str], port_name: str) -> list[Object]:
    """Return the addresses behind the port of this name of each Service with these labels."""
    found: list[Object] = []
    for service in objects(kubectl, "services", labels):
        mine = {"kubernetes.io/service-name": service["metadata"]["name"]}
        addresses = [
            f"{address}:{port['port']}"
            for part in objects(kubectl, "endpointslices", mine)
            for port in part["ports"]
            if port["name"] == port_name
            for endpoint in part["endpoints"]
            for address in endpoint["addresses"]
        ]
        found.append({"targets": addresses, "labels": {"service": service["metadata"]["name"]}})
    return found


def asks(probe: Object) -> Object:
    """Return the job of a Probe: the prober is asked, with the target as a parameter."""
    spec = probe["spec"]
    return {
        "job_name": f"probe/{probe['metadata']['name']}",
        "metrics_path": "/probe",
        "params": {"module": [spec["module"]]},
        "scrape_interval": spec["interval"],
        "static_configs": [{"targets": spec["targets"]["staticConfig"]["static"]}],
        "relabel_configs": [
            {"source_labels": ["__address__"], "target_label": "__param_target"},
            {"source_labels": ["__param_target"], "target_label": "instance"},
            {"target_label": "__address__", "replacement": spec["prober"]["url"]},
        ],
    }


def objects(kubectl: Kubectl, kind: str, labels: dict[str, str] | None = None) -> list[Object]:
    """Return the objects of a kind with all of these labels."""
    wanted = ",".join(f"{name}={value}" for name, value in (labels or {}).items())
    return kubectl.items(kind, "-l", wanted)
