"""Who reaches what: users the page, the frontend the backend, and nobody else anything."""

from __future__ import annotations

import pytest

from tests.e2e import metadata
from tests.e2e.chromium import browser_page
from tests.e2e.commands import HELM_4, Kubectl, eventually
from tests.e2e.gateways import entry_by, find_gateway, values_for
from tests.e2e.policies import enforces_policies
from tests.e2e.promises import Figures
from tests.e2e.release import Release, image, stage
from tests.e2e.users import Entry, fetch
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

CONNECT = """
import socket
try:
    socket.create_connection(({host!r}, {port}), 4).close()
    print("open")
except OSError as error:
    print(type(error).__name__)
"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


@pytest.fixture(scope="module")
def visitor(release: Release) -> Visitor:
    """A pod of nobody's in the namespace of the release."""
    visitor = Visitor(release.kubectl)
    visitor.start()
    return visitor


@pytest.fixture
def enforced(release: Release, visitor: Visitor) -> None:
    """A cluster whose NetworkPolicies do something."""
    if not enforces_policies(release.kubectl, visitor, *release.address("frontend")):
        pytest.skip("the cluster does not enforce NetworkPolicy")


def test_user_adds_a_task_and_chats(entry: Entry) -> None:
    """In a browser outside the cluster the page loads, and all that it does works."""
    with browser_page(entry) as page:
        page.goto(f"http://{entry.host}/")
        page.fill("#sign-in input", "ada")
        page.click("#sign-in button")
        page.fill("#add input", "Buy milk")
        page.click("#add button")
        page.wait_for_selector("#tasks li:has-text('Buy milk')")
        page.fill("#chat input", "What is next?")
        page.click("#chat button")
        page.wait_for_selector("#reply:has-text('What is next?')")
        assert page.inner_text("#fault") == ""


@pytest.mark.timed
def test_page_loads_in_time(entry: Entry, figures: Figures) -> None:
    """The page is there in time, in a fresh browser each time."""
    seconds = list[float]()
    for _ in range(5):
        with browser_page(entry) as page:
            page.goto(f"http://{entry.host}/", wait_until="load")
            seconds.append(page.evaluate(LOADED) / 1000)
    figures.keep("page-load", *seconds)


def test_nginx_frontend_with_a_fixed_upstream(cluster: Kubectl, loaded: None) -> None:
    """An image that has the backend's name written in it works by the alias Service."""
    with stage(cluster, HELM_4) as release:
        release.values["frontend"] = {
            "preset": "nginx",
            "image": image("todo-static"),
            "service": {"type": "ClusterIP"},
        }
        release.install(backend__service__alias="todo-backend")
        entry = release.entry()
        assert eventually(lambda: fetch(entry, "/")[0] == 200)
        assert eventually(lambda: fetch(entry, "/api/tasks")[0] == 401)  # the backend's answer


def test_httproute_leads_to_frontend(cluster: Kubectl, loaded: None) -> None:
    """An HTTPRoute leads users from a Gateway to the frontend, without an Ingress."""
    gateway = find_gateway(cluster)
    if not gateway:
        pytest.skip("the cluster has no Gateway that takes HTTP routes of every namespace")
    with stage(cluster, HELM_4) as release:
        release.install(ingress__enabled=False, gateway=values_for(gateway, release.host))
        entry = entry_by(gateway, release.host)
        assert eventually(lambda: fetch(entry, "/")[0] == 200)


def test_api_on_a_host_of_its_own(cluster: Kubectl, loaded: None) -> None:
    """Its host leads to the backend and the other one to the frontend, by either kind of route."""
    anybody = [{"ipBlock": {"cidr": "0.0.0.0/0"}}]
    with stage(cluster, HELM_4) as release:
        api = f"api.{release.host}"
        release.install(
            ingress__paths=[{"path": "/", "hosts": [api]}], networkPolicy__backendFrom=anybody
        )
        assert_apart(release.entry(), api)
        if gateway := find_gateway(cluster):
            paths = [{"path": "/", "hostnames": [api]}]
            routed = {**values_for(gateway, release.host), "paths": paths}
            release.upgrade(ingress__enabled=False, gateway=routed)
            assert_apart(entry_by(gateway, release.host), api)


def assert_apart(entry: Entry, api: str) -> None:
    """Check that one host leads to the backend, and the other to the frontend."""
    health = "/health/ready"  # of the backend
    assert eventually(lambda: fetch(entry._replace(host=api), health)[0] == 200)
    assert eventually(lambda: fetch(entry, "/")[0] == 200)
    assert fetch(entry, health) == (404, "")


def test_backend_is_closed(
    release: Release, entry: Entry, visitor: Visitor, enforced: None, figures: Figures
) -> None:
    """Neither the world nor a stranger in the namespace, who finds it in DNS, reaches it."""
    service = release.object("services", "backend")["spec"]
    assert service["type"] == "ClusterIP"
    assert not any("nodePort" in port for port in service["ports"])
    host, port = release.address("backend")
    assert visitor.addresses(host), "DNS must work for a stranger"
    assert visitor.connects(*release.address("frontend")), "the network must work for a stranger"
    assert eventually(lambda: fetch(entry, "/api/tasks")[1]), "the frontend must lead to it"
    names = (host, f"{host}.{release.kubectl.namespace}.svc.cluster.local", "localhost")
    doors = [entry, *(entry._replace(host=name) for name in names)]
    open_ways = [door.host for door in doors if fetch(door, "/health/ready") != (404, "")]
    open_ways += ["a stranger"] * visitor.connects(host, port)
    print(f"ways to the backend: {open_ways}")
    figures.keep("backend-closed", len(open_ways), of=len(doors) + 1)


def test_backend_reaches_what_it_needs_and_no_more(release: Release, enforced: None) -> None:
    """The backend's way out leads to DNS, the database and the AI API."""
    assert connects(release, "postgres", 5432) == "open"
    assert connects(release, "ai", 443) == "open"
    assert connects(release, *release.address("frontend")) != "open"


def test_metadata_address_is_closed(
    cluster: Kubectl, release: Release, visitor: Visitor, enforced: None
) -> None:
    """A cloud's metadata address, here a server of the tests, is open to others and not to it."""
    with metadata.server(cluster) as address:
        if not visitor.connects(address, metadata.PORT):
            pytest.skip("pods of this cluster reach nothing at the metadata address anyway")
        assert connects(release, address, metadata.PORT) != "open"


def connects(release: Release, host: str, port: int) -> str:
    """Try to connect from the backend, and return what came of it."""
    return release.python("backend", CONNECT.format(host=host, port=port))
