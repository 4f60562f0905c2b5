"""What is said to be safer is what the chart adds, with its numbers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.reading import Import

RUN = {"name": "r", "image": "acme/api:1", "command": ["alembic", "upgrade", "head"]}
DEADLINE = "a run of a job ends after 3600 s at the latest: see activeDeadlineSeconds (report)"
TRIES = "a run that has failed is tried again as often as backoffLimit says: 1, and not 6 (report)"
APART = "runs of a job do not overlap, as concurrencyPolicy is Forbid (report)"


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.safe_dump_all(manifests))


def _job(of_jobs: dict[str, Any], **spec: Any) -> dict[str, Any]:
    job = {"spec": {**of_jobs, "template": {"spec": {"containers": [RUN]}}}}
    fields = {"schedule": "0 1 * * *", "jobTemplate": job, **spec}
    return {"kind": "CronJob", "metadata": {"name": "report"}, "spec": fields}


@pytest.mark.parametrize(
    ("of_jobs", "spec", "lines"),
    [
        ({}, {}, {DEADLINE, TRIES, APART}),
        ({}, {"concurrencyPolicy": "Allow"}, {DEADLINE, TRIES}),
        ({"backoffLimit": 6}, {"concurrencyPolicy": "Forbid"}, {DEADLINE}),
        (
            {"backoffLimit": 0, "activeDeadlineSeconds": 9},
            {"concurrencyPolicy": "Replace"},
            set[str](),
        ),
    ],
)
def test_what_the_chart_adds_to_a_job_is_told_with_its_numbers(
    of_jobs: dict[str, Any], spec: dict[str, Any], lines: set[str]
) -> None:
    """Each by itself: what was imported is not told."""
    found = _imported(_job(of_jobs, **spec))
    assert {DEADLINE, TRIES, APART} & {*found.notes.safer} == lines
    told = ("run of a job", "runs of a job", "a run that")
    assert len([each for each in found.notes.safer if any(one in each for one in told)]) == len(
        lines
    )


@pytest.mark.parametrize(
    ("fields", "number"), [({}, 2), ({"backoffLimit": 4}, 1), ({"activeDeadlineSeconds": 9}, 1)]
)
def test_when_migrations_end_is_told_if_their_job_did_not_say_it(
    fields: dict[str, Any], number: int
) -> None:
    """They are no runs of a job of `cronJobs`."""
    spec = {**fields, "template": {"spec": {"containers": [RUN]}}}
    job = {"kind": "Job", "metadata": {"name": "migrate"}, "spec": spec}
    safer = _imported(deployment(), job).notes.safer
    assert len([each for each in safer if "see migrations." in each or "retries" in each]) == number
    assert not [each for each in safer if "activeDeadlineSeconds" in each or "backoff" in each]


def test_a_token_that_is_mounted_is_not_denied() -> None:
    """That no variables name Services is another thing."""
    found = _imported(
        deployment(serviceAccountName="own", automountServiceAccountToken=True),
        {"kind": "ServiceAccount", "metadata": {"name": "own"}},
        {
            "kind": "RoleBinding",
            "metadata": {"name": "b"},
            "subjects": [{"kind": "ServiceAccount", "name": "own"}],
        },
    )
    (tokens,) = [each for each in found.notes.safer if "token" in each]
    assert "(backend-test)" in tokens
    (variables,) = [each for each in found.notes.safer if "no variables name" in each]
    assert "(backend, " in variables


@pytest.mark.parametrize(("behavior", "is_told"), [("scaleUp", True), ("scaleDown", False)])
def test_how_pods_are_removed_is_told_if_nobody_said_it(behavior: str, is_told: bool) -> None:
    """The chart waits for longer than Kubernetes does."""
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}
    spec = {
        "scaleTargetRef": target,
        "minReplicas": 2,
        "maxReplicas": 4,
        "behavior": {behavior: {"stabilizationWindowSeconds": 60}},
    }
    scaler = {"kind": "HorizontalPodAutoscaler", "metadata": {"name": "api"}, "spec": spec}
    found = _imported(deployment(), scaler)
    lines = [each for each in found.notes.safer if "see autoscaling.behavior" in each]
    assert bool(lines) == is_told
