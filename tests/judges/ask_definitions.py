"""Ask the definitions of custom resources: ``python -m tests.judges.ask_definitions``.

`tools/definitions` names the modules that hold them, as their operators install them. A field that
a definition does not have is refused, where the API server would drop it without a word.

References:
    https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from tests.cases.files import ACCEPTED
from tests.documents.manifests import all_manifests
from tests.judges.renderings import ROOT, VALUES_FILES, as_installed
from todo_k8s import render
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.services.monitoring.endpoint_fields import ENDPOINT

MODULES = ROOT / "tools" / "definitions"
_MONITORING = "example/prometheus-operator-crd/monitoring.coreos.com_"
_STORES = ("externalsecrets", "secretstores", "clustersecretstores")
FILES = {
    "github.com/argoproj/argo-cd/v3": ["manifests/crds/application-crd.yaml"],
    "github.com/bitnami-labs/sealed-secrets": [
        "helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml"
    ],
    "github.com/external-secrets/external-secrets": [
        f"config/crds/bases/external-secrets.io_{kind}.yaml" for kind in _STORES
    ],
    "github.com/fluxcd/helm-controller": [
        "config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml"
    ],
    "github.com/fluxcd/kustomize-controller": [
        "config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml"
    ],
    "github.com/fluxcd/source-controller": [
        "config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml"
    ],
    "github.com/kedacore/keda/v2": ["config/crd/bases/keda.sh_scaledobjects.yaml"],
    "github.com/prometheus-operator/prometheus-operator": [
        f"{_MONITORING}{kind}.yaml" for kind in ("probes", "prometheusrules", "servicemonitors")
    ],
    "github.com/traefik/traefik/v3": [
        "docs/content/reference/dynamic-configuration/traefik.io_middlewares.yaml"
    ],
    "sigs.k8s.io/gateway-api": [
        f"config/crd/standard/gateway.networking.k8s.io_{kind}.yaml"
        for kind in ("gateways", "httproutes")
    ],
}
"""Where a module has the definitions that are asked."""

EXPERIMENTAL = {
    "sigs.k8s.io/gateway-api": [
        "config/crd/experimental/gateway.networking.k8s.io_httproutes.yaml"
    ],
}
"""Definitions of the channel of the Gateway API whose fields may still change."""

ON_EXPERIMENTAL = {"gateway-filters-of-each-type"}
"""The cases that need it; all others are asked about the standard channel."""

WITHOUT = {"postgresql.cnpg.io/v1 Cluster", "route.openshift.io/v1 Route"}
"""Kinds of examples whose definitions are in no module that can be had."""

DEFINED = {
    "argoproj.io/v1alpha1 Application",
    "bitnami.com/v1alpha1 SealedSecret",
    "external-secrets.io/v1 ClusterSecretStore",
    "gateway.networking.k8s.io/v1 Gateway",
    "helm.toolkit.fluxcd.io/v2 HelmRelease",
    "kustomize.toolkit.fluxcd.io/v1 Kustomization",
    "source.toolkit.fluxcd.io/v1 GitRepository",
}
"""Kinds in the pages; each is asked about."""

ASKED = {"ExternalSecret", "HTTPRoute", "Middleware", "Probe", "PrometheusRule", "ServiceMonitor"}
"""The kinds that the chart makes."""

OTHERS = {"Odd", "Widget"}
"""Kinds that cases make up."""

Object = dict[str, Any]
Definitions = dict[str, Any]
"""Validators, by version and kind, such as ``keda.sh/v1alpha1 ScaledObject``."""


def folders() -> dict[str, Path]:
    """Return the folder of each module, which Go fetches once."""
    told = subprocess.run(
        ["go", "mod", "download", "-json"], cwd=MODULES, check=True, capture_output=True, text=True
    ).stdout
    found = dict[str, Path]()
    while told := told.lstrip():
        module, end = json.JSONDecoder().raw_decode(told)
        found[module["Path"]], told = Path(module["Dir"]), told[end:]
    return found


def definitions(files: dict[str, list[str]]) -> Definitions:
    """Return what validates each kind."""
    found: Definitions = {}
    for module, folder in folders().items():
        for file in files.get(module, ()):
            text = (folder / file).read_text(encoding="utf-8")
            for each in yaml.load_all(text, yaml.CSafeLoader):
                found.update(_of(each["spec"]))
    return found


def _of(spec: Object) -> Iterator[tuple[str, Any]]:
    for version in spec["versions"]:
        schema = strict(version["schema"]["openAPIV3Schema"])
        schema["properties"]["metadata"] = {"type": "object"}
        kind = f"{spec['group']}/{version['name']} {spec['names']['kind']}"
        yield kind, jsonschema.Draft7Validator(schema)


def strict(schema: Any) -> Any:
    """Return a schema that takes no field that it does not name."""
    if is_list(schema):
        return [strict(each) for each in schema]
    if not is_map(schema):
        return schema
    made = {key: strict(each) for key, each in schema.items()}
    if schema.get("x-kubernetes-int-or-string"):
        made.pop("type", None)
    preserved = schema.get("x-kubernetes-preserve-unknown-fields")
    if "properties" in schema and not preserved and schema.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def manifests() -> Iterator[tuple[str, Object]]:
    """Yield the objects of renderings, accepted cases and pages, with where each is from."""
    for name in VALUES_FILES:
        for each in as_installed(name):
            yield f"{name}/{each['kind']}/{each['metadata']['name']}", each
    for name, case in ACCEPTED.items():
        for each in render(case.values, case.release):
            yield f"{name}/{each['kind']}/{each.get('metadata', {}).get('name')}", each
    for where, each in all_manifests():
        if _is_custom(each["apiVersion"]):
            yield where, each


def faults(known: Definitions, experimental: Definitions) -> Iterator[str]:
    """Yield a line for each fault, and for each kind that should have been asked about."""
    asked = set[str]()
    for where, manifest in manifests():
        kind = f"{manifest['apiVersion']} {manifest['kind']}"
        if kind in known:
            asked |= {kind, kind.split()[1]}
            asks = {**known, **experimental} if where.split("/")[0] in ON_EXPERIMENTAL else known
            for error in asks[kind].iter_errors(manifest):
                yield f"{where}: {error.json_path}: {error.message}"
        elif _is_custom(manifest["apiVersion"]) and not (
            kind in WITHOUT or manifest["kind"] in OTHERS or kind.startswith("example.com/")
        ):
            yield f"{where}: no definition of {kind}"
    yield from (f"nothing was asked about {kind}" for kind in sorted((ASKED | DEFINED) - asked))


def _is_custom(version: str) -> bool:
    """Tell whether an API group is none of Kubernetes' own, which end so or have no dot."""
    group = version.rpartition("/")[0]
    return "." in group and not (group.endswith(".k8s.io") and not group.startswith("gateway."))


def misspelt(known: Definitions) -> Iterator[str]:
    """Yield a line if the definitions would take a field that no kind has."""
    (route,) = (each for each in render(ACCEPTED["gateway"].values) if each["kind"] == "HTTPRoute")
    route["spec"]["hostname"] = "todo.example.com"
    if known[f"{route['apiVersion']} HTTPRoute"].is_valid(route):
        yield "a field that a definition does not have is taken"


def endpoint_fields(known: Definitions) -> Iterator[str]:
    """Yield a line for each field of an endpoint that the chart knows and its definition does not.

    And for each the other way around: it would be refused as misspelt.
    """
    schema = known["monitoring.coreos.com/v1 ServiceMonitor"].schema
    endpoint = schema["properties"]["spec"]["properties"]["endpoints"]["items"]
    defined, ours = {*endpoint["properties"]}, {*ENDPOINT.passed_on, *ENDPOINT.taken}
    yield from (f"an endpoint has no field {name}" for name in sorted(ours - defined))
    yield from (f"an endpoint has a field {name} too" for name in sorted(defined - ours))


def main() -> int:
    """Print what the definitions do not take, and return an exit status."""
    known, experimental = definitions(FILES), definitions(EXPERIMENTAL)
    lines = [*faults(known, experimental), *misspelt(known), *endpoint_fields(known)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(known)} definitions asked, {len(lines)} faults\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
