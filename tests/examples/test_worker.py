"""The mail worker, a chart with values of its own: Helm 3, Helm 4 and Python agree on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from examples.worker import MailWorker
from tests.examples.rendering import MAJORS
from todo_k8s import Release
from todo_k8s.errors import ValuesError
from todo_k8s.helm import chart_files, export_chart, render
from todo_k8s.testing import assert_covered, assert_law
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.printed import canonical

RELEASE = Release(name="post", namespace="office")
GOOD: dict[str, dict[str, Any]] = {
    "defaults": {},
    "one-pod": {"worker": {"replicaCount": 1, "image": {"tag": "1.2"}}, "queue": {"prefetch": 50}},
    "scaled": {"worker": {"autoscaling": {"enabled": True, "maxReplicas": 5}}},
    "own-secret": {
        "secrets": {"mode": "values", "values": {"url": "amqps://mail:p@queue.example.com/?a=<b>"}},
        "queue": {"urlKey": "url"},
        "worker": {"env": {"LOG": "{{ info }}"}, "secretEnv": {"AGAIN": "url"}},
    },
    "queue": {"queue": {"port": 5672, "prefetch": 40, "maxUnacknowledged": 200}},
    "open": {"networkPolicy": {"egress": False}},
    "no-policy": {"networkPolicy": {"enabled": False}},
    "names-of-the-cluster": {"networkPolicy": {"dns": "cluster"}},
}
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "too-many-messages": ({"queue": {"prefetch": 40}}, "queue.prefetch"),
    "no-queue-url": (
        {"secrets": {"mode": "values", "values": {"OTHER": "amqps://queue"}}},
        "secrets.values",
    ),
    "no-key": ({"queue": {"urlKey": "a/b"}}, "queue.urlKey"),
    "no-number": ({"queue": {"port": "5671"}}, "queue.port"),
}

LIBRARY = (
    *("worker.", "worker/", "helper worker.", "rules: worker."),
    *("rules: ….path", "rules: ….headers"),  # of health checks
    *("secrets.", "secrets/", "helper secrets.", "rules: secrets."),
    *("helper variableSource.", "helper includes.extraVolumes"),
    *("helper join.worker.env", "helper join.env"),  # variables that refer to others
    'rules: if not (kindIs "invalid" $item.',
    *(
        "networkPolicy.",
        "rules: networkPolicy.",
        "helper fullname",
    ),  # fullname: of the release's name
)


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the mail worker as exported."""
    return export_chart(MailWorker, to=tmp_path_factory.mktemp("chart") / "mail-worker")


@pytest.fixture
def values_file(tmp_path: Path) -> Path:
    """Where a test writes the values."""
    return tmp_path / "values.json"


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("name", GOOD)
def test_worker_renders_alike(name: str, major: str, chart: Path, values_file: Path) -> None:
    """What Helm renders of the worker's chart is what its class gives for the same values."""
    values_file.write_text(json.dumps(GOOD[name]), encoding="utf-8")
    wanted = render(MailWorker, GOOD[name], RELEASE)
    assert canonical(MAJORS[major](chart, values_file, RELEASE)) == canonical(wanted)


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("name", BAD)
def test_refuses_what_the_worker_cannot_use(
    name: str, major: str, chart: Path, values_file: Path
) -> None:
    """Values that the worker's model or rules refuse, Helm refuses, naming the same field."""
    values, field = BAD[name]
    values_file.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(ValuesError) as typed:
        render(MailWorker, values, RELEASE)
    with pytest.raises(RefusedError) as refused:
        MAJORS[major](chart, values_file, RELEASE)
    assert [fault.partition(": ")[0] for fault in typed.value.faults] == [field]
    assert field in str(refused.value).replace("'/", "").replace("/", ".")


@pytest.mark.helm
def test_worker_keeps_the_law() -> None:
    """On the values above, on those that an export tries, on generated and on wrong ones."""
    wrong = [values for values, _ in BAD.values()]
    assert_law(MailWorker, values=[*GOOD.values(), *wrong], release=RELEASE, helm="required")


def test_cases_cover_the_worker() -> None:
    """But for what services of the library decide."""
    library = dict.fromkeys(LIBRARY, "the library's own tests cover it")
    wrong = [values for values, _ in BAD.values()]
    assert_covered(MailWorker, [*GOOD.values(), *wrong], beyond=library)


def test_worker_says_the_arithmetic() -> None:
    """A rule of one's own shows its sum, as those of the library do."""
    with pytest.raises(ValuesError, match=r"4 workers take 4 · 40 = 160 messages, more than .*100"):
        render(MailWorker, BAD["too-many-messages"][0])


def test_worker_is_reached_by_nobody() -> None:
    """A policy with an empty list of peers has no ingress rule, so it lets nobody in."""
    (policy,) = [m for m in render(MailWorker, {}) if m["kind"] == "NetworkPolicy"]
    assert "Ingress" in policy["spec"]["policyTypes"]
    assert "ingress" not in policy["spec"]


def test_worker_is_named_after_its_release() -> None:
    """A chart that says nothing of names and labels has those of its release."""
    for manifest in render(MailWorker, {}, RELEASE):
        assert manifest["metadata"]["name"].startswith("post-mail-worker-")
        labels = manifest["metadata"]["labels"]
        assert labels["app.kubernetes.io/instance"] == "post"
        assert labels["helm.sh/chart"] == "mail-worker-0.3.0"


def test_worker_knows_nothing_of_todo_chatbot() -> None:
    """What is exported holds no name of the chart this library comes with."""
    assert "todo-chatbot" not in "".join(chart_files(MailWorker).values())
