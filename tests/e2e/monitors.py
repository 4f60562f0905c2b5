"""The part of the Prometheus Operator that the tests play.

Two CRDs with the fields that the chart uses, of the API at
https://prometheus-operator.dev/docs/api-reference/api/, and the translation of a ServiceMonitor
and a Probe, as they are read back from the cluster, into the configuration of a Prometheus. It
finds pods once, where the operator lets Prometheus watch for them.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager

from tests.e2e.commands import Kubectl, Object

GROUP = "monitoring.coreos.com"
TEXT: Object = {"type": "string"}
TEXTS: Object = {"type": "object", "additionalProperties": TEXT}
UNITS = ("y", "w", "d", "h", "m", "s", "ms")
DURATION: Object = {
    "type": "string",
    "pattern": "^(0|" + "".join(f"(([0-9]+){unit})?" for unit in UNITS) + ")$",
}


def fields(*required: str, **properties: Object) -> Object:
    """Return the schema of an object."""
    return {"type": "object", "required": list(required), "properties": properties}


ENDPOINT = fields(port=TEXT, path=TEXT, interval=DURATION, scrapeTimeout=DURATION)
SPECS = {
    "ServiceMonitor": fields(
        "endpoints",
        "selector",
        selector=fields(matchLabels=TEXTS),
        endpoints={"type": "array", "items": ENDPOINT},
    ),
    "Probe": fields(
        prober=fields("url", url=TEXT),
        module=TEXT,
        interval=DURATION,
        targets=fields(staticConfig=fields(static={"type": "array", "items": TEXT})),
    ),
}


@contextmanager
def known_kinds(cluster: Kubectl) -> Generator[None]:
    """Let the cluster know both kinds meanwhile, unless it does already."""
    known = cluster("get", "crd", "-o", "name")
    missing = [crd for crd in map(definition, SPECS) if crd["metadata"]["name"] not in known]
    names = [f"crd/{crd['metadata']['name']}" for crd in missing]
    try:
        if missing:
            cluster.apply(*missing)
            cluster("wait", "--for=condition=Established", *names, "--timeout=30s")
        yield
    finally:
        if missing:
            cluster("delete", *names, "--ignore-not-found")


def definition(kind: str) -> Object:
    """Return the definition of a kind."""
    plural = f"{kind.lower()}s"
    version = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": fields("spec", spec=SPECS[kind])},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{GROUP}"},
        "spec": {
            "group": GROUP,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural, "singular": kind.lower()},
            "versions": [version],
        },
    }


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
    items: list[Object] = json.loads(kubectl("get", kind, "-l", wanted, "-o", "json"))["items"]
    return items
