"""Keys of services, jobs and servers: no two are the same, and none is too long."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated
from todo_k8s.importing.foreign.keys import key_of, keys_of

LONG = "send-reminder-emails-to-customers"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("My_Worker", "my-worker"),
        ("2048", "s-2048"),
        ("test", "test-service"),
        ("---", "service"),
        (LONG, "send-reminder-emails-to-custom"),
        (f"2{LONG}", "s-2send-reminder-emails-to-cus"),
    ],
)
def test_a_name_becomes_a_key(name: str, expected: str) -> None:
    """Of at most 30 letters, which starts with one."""
    assert key_of(name, "service", (), ("test",)) == expected


def test_no_key_is_there_twice() -> None:
    """A number follows, before which the name is cut."""
    names = [f"{LONG}-{each}" for each in "abc"]
    assert [*keys_of([*names, "a.b", "a-b"], "job", (), ()).values()] == [
        "send-reminder-emails-to-custom",
        "send-reminder-emails-to-cust-2",
        "send-reminder-emails-to-cust-3",
        "a-b",
        "a-b-2",
    ]
    assert key_of("test", "job", ("test-job",), ("test",)) == "test-job-2"


def _job(name: str) -> dict[str, Any]:
    template = {"spec": {"containers": [{"name": "j", "image": "acme/j:1", "command": [name]}]}}
    spec = {"schedule": "0 4 * * *", "jobTemplate": {"spec": {"template": template}}}
    return {"kind": "CronJob", "metadata": {"name": name}, "spec": spec}


def test_every_job_has_its_entry() -> None:
    """Names that are the same but for their ends do not overwrite each other."""
    found = translated(deployment(), _job(f"{LONG}-daily"), _job(f"{LONG}-weekly"))
    assert [*found.values["cronJobs"]] == [
        "send-reminder-emails-to-custom",
        "send-reminder-emails-to-cust-2",
    ]
    assert len([each for each in found.wanted if each["kind"] == "CronJob"]) == 2


def test_every_server_has_its_entry() -> None:
    """The ports of one follow it."""
    servers: list[Any] = []
    for name in ("a", "b"):
        main = {"name": "redis", "image": "redis:8"}
        template = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [main]}}
        metadata = {"name": f"{LONG}-{name}"}
        servers.append({"kind": "Deployment", "metadata": metadata, "spec": {"template": template}})
    hosts = (f"{LONG}-a:6379", f"{LONG}-a:6380", f"{LONG}-b:6379")
    api = deployment()
    env = [{"name": f"URL_{n}", "value": f"redis://{host}"} for n, host in enumerate(hosts)]
    api["spec"]["template"]["spec"]["containers"][0]["env"] = env
    found = translated(api, *servers).values["networkPolicy"]["servers"]
    assert {
        key: (one["port"], one["podSelector"]["matchLabels"]) for key, one in found.items()
    } == {
        "send-reminder-emails-to-custom": (6379, {"app": "a"}),
        "send-reminder-emails-to-c-6380": (6380, {"app": "a"}),
        "send-reminder-emails-to-cust-2": (6379, {"app": "b"}),
    }
