"""Who reaches whom: the page says what the policies say, and nobody is left without one."""

from __future__ import annotations

import pytest

from tests.judges.renderings import RELEASE, as_installed
from tests.reach.table import OUTSIDE, PAGE, RENDERINGS, pods, reach, written
from todo_k8s import render
from todo_k8s.manifests.policies import Door, Place, passes, policies_of
from todo_k8s.manifests.selectors import selects
from todo_k8s.services.network_policies.addresses import METADATA

BY_RENDERING = pytest.mark.parametrize("rendering", RENDERINGS)


def test_page_is_up_to_date() -> None:
    """The tables of the page are those that the policies give: python -m tests.reach."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text)


@BY_RENDERING
def test_every_pod_has_a_policy(rendering: str) -> None:
    """Also those of hooks and jobs: a pod without one is open to all."""
    manifests = as_installed(rendering)
    selectors = [policy["spec"]["podSelector"] for policy in policies_of(manifests)]
    for name, pod in pods(manifests).items():
        labels = pod["metadata"]["labels"]
        assert any(selects(selector, labels) for selector in selectors), name


@BY_RENDERING
def test_only_the_frontend_is_open(rendering: str) -> None:
    """Users and strangers reach the frontend at most, and the frontend nothing but its own."""
    found = reach(rendering)
    for stranger in ("users, and others outside", "other pods of the namespace"):
        assert {to for to, open_ in found[stranger].items() if open_} <= {"frontend"}
    assert not any(found[name]["anything else"] for name in found if "DNS" in found[name])


def test_frontend_reaches_only_the_backend() -> None:
    """By default, without secrets of its own."""
    (reached, dns) = (to for to, open_ in reach("default")["frontend"].items() if open_)
    assert (reached, dns) == ("backend", "DNS")


@BY_RENDERING
@pytest.mark.parametrize("blocks", METADATA.values(), ids=METADATA)
def test_metadata_is_closed(rendering: str, blocks: list[str]) -> None:
    """No pod reaches an address that hands out the node's credentials, at any open port."""
    manifests = as_installed(rendering)
    policies = policies_of(manifests)
    for block in blocks:
        address = block.partition("/")[0]
        for name, pod in pods(manifests).items():
            place = Place("10.1.0.1", pod["metadata"]["labels"], RELEASE.namespace)
            for port in (443, 5432):
                door = Door(Place(address), port)
                assert not passes(policies, place, door, RELEASE.namespace), (name, address)


def test_addresses_beside_metadata_are_open() -> None:
    """What is left out is left out alone."""
    backend = pods(as_installed("default"))["backend"]
    place = Place("10.1.0.1", backend["metadata"]["labels"], RELEASE.namespace)
    policies = policies_of(as_installed("default"))
    for address in ("100.100.100.201", "168.63.129.17", "fd20:ce::253", "64:ff9b::808:808"):
        assert passes(policies, place, Door(Place(address), 443), RELEASE.namespace)


def test_dns_of_the_cluster_only() -> None:
    """By choice no other server is asked for names; the cluster's is, on OpenShift too."""
    policies = policies_of(render({"networkPolicy": {"dns": "cluster"}}, RELEASE))
    labels = pods(as_installed("default"))["backend"]["metadata"]["labels"]
    place = Place("10.1.0.1", labels, RELEASE.namespace)
    core_dns = Place("10.3.0.1", {"k8s-app": "kube-dns"}, "kube-system")
    open_shift = Place(
        "10.3.0.2", {"dns.operator.openshift.io/daemonset-dns": "x"}, "openshift-dns"
    )
    answers = {
        "cluster": Door(core_dns, 53, "UDP"),
        "OpenShift": Door(open_shift, 5353, "UDP"),
        "node": Door(Place("169.254.20.10"), 53, "UDP"),
        "elsewhere": OUTSIDE["DNS"],
    }
    found = {
        name: passes(policies, place, door, RELEASE.namespace) for name, door in answers.items()
    }
    assert found == {"cluster": True, "OpenShift": True, "node": True, "elsewhere": False}
