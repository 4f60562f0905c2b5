"""The constructs in somebody's own cdk8s app, without Helm."""

from __future__ import annotations

from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import pytest
from constructs import Construct
from pydantic import SecretStr

from todo_k8s import AppSecrets, BackendService, FrontendService
from todo_k8s.values import BackendValues, FrontendValues


class Shop(cdk8s.Chart):
    """A plain cdk8s chart with two services and their secrets."""

    def __init__(self, scope: Construct, id: str, **options: Any) -> None:
        super().__init__(scope, id, **options)
        secret = SecretStr("s" * 40)
        held = {"BETTER_AUTH_SECRET": secret, "DATABASE_URL": SecretStr("postgresql://h/d")}
        self.secrets = AppSecrets.from_values(self, "secrets", values=held)
        self.api = BackendService(self, "api", values=BackendValues(), secrets=self.secrets)
        self.web = FrontendService(self, "web", values=FrontendValues(), env={"API": self.api.url})


def synth(**options: Any) -> list[dict[str, Any]]:
    """Return what `cdk8s synth` would write for the shop."""
    manifests: list[dict[str, Any]] = cdk8s.Testing.synth(Shop(cdk8s.App(), "shop", **options))
    return manifests


def by_kind(manifests: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the manifests of a kind."""
    return [each for each in manifests if each["kind"] == kind]


def test_constructs_work_in_a_plain_chart() -> None:
    """Names come from the chart's id; each service has its objects, and a URL of the other."""
    manifests = synth()
    assert {(each["kind"], each["metadata"]["name"]) for each in manifests} == {
        ("Secret", "shop-secrets"),
        *((kind, f"shop-{service}") for kind in KINDS for service in ("api", "web")),
    }
    (web,) = (
        each for each in by_kind(manifests, "Deployment") if "web" in each["metadata"]["name"]
    )
    env = web["spec"]["template"]["spec"]["containers"][0]["env"]
    assert {"name": "API", "value": "http://shop-api:8000"} in env


KINDS = ("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget")


def test_nothing_speaks_of_helm() -> None:
    """Outside a chart no label says Helm, and no field is a token."""
    text = repr(synth())
    assert "'app.kubernetes.io/managed-by': 'cdk8s'" in text
    assert "helm" not in text.lower()
    assert ".Values" not in text
    assert "\ue000" not in text


@pytest.mark.parametrize("kind", [*KINDS, "Secret"])
def test_chart_labels_and_namespace_are_applied(kind: str) -> None:
    """What a cdk8s chart sets for all its objects is on ours too, beside our own."""
    for manifest in by_kind(synth(namespace="prod", labels={"team": "x"}), kind):
        metadata = manifest["metadata"]
        assert metadata["namespace"] == "prod"
        assert metadata["labels"]["team"] == "x"
        assert metadata["labels"]["app.kubernetes.io/name"] == "shop"


def test_selectors_match_the_pods() -> None:
    """Each Service and budget selects the pods of its Deployment, and no others."""
    manifests = synth()
    for deployment in by_kind(manifests, "Deployment"):
        name = deployment["metadata"]["name"]
        labels = deployment["spec"]["template"]["metadata"]["labels"].items()
        (service,) = (s for s in by_kind(manifests, "Service") if s["metadata"]["name"] == name)
        assert service["spec"]["selector"].items() <= labels
        assert deployment["spec"]["selector"]["matchLabels"].items() <= labels
        others = [each for each in by_kind(manifests, "Service") if each is not service]
        assert not any(other["spec"]["selector"].items() <= labels for other in others)


def test_parts_are_plain_cdk8s_plus() -> None:
    """`deployment` and `service` take part in cdk8s-plus: an Ingress goes to our Service."""
    chart = Shop(cdk8s.App(), "shop")
    ingress = kplus.Ingress(chart, "ingress")
    ingress.add_host_rule("shop.test", "/", kplus.IngressBackend.from_service(chart.web.service))
    manifests = cdk8s.Testing.synth(chart)
    (made,) = by_kind(manifests, "Ingress")
    backend = made["spec"]["rules"][0]["http"]["paths"][0]["backend"]
    assert backend == {"service": {"name": "shop-web", "port": {"number": 3000}}}


def test_dependencies_order_the_objects() -> None:
    """`node.add_dependency` works on the constructs as on any other."""
    chart = Shop(cdk8s.App(), "shop")
    chart.api.node.add_dependency(chart.web)
    names = [each["metadata"]["name"] for each in chart.to_json()]
    assert names.index("shop-web") < names.index("shop-api")


def test_app_writes_the_manifests(tmp_path: Any) -> None:
    """`app.synth()` writes a file with all objects."""
    app = cdk8s.App(outdir=str(tmp_path))
    Shop(app, "shop")
    app.synth()
    (path,) = tmp_path.iterdir()
    assert path.read_text().count("\nkind: ") == 9
