"""A finding needs a reason, and a reason a finding."""

from __future__ import annotations

import pytest

from tests.judges import ask_checkov, ask_kube_score
from tests.judges.findings import Accepted, Finding, verdict

FINDING = Finding("probes", "default/Deployment/a", "has none")


def test_finding_with_a_reason_is_accepted() -> None:
    """Nothing is said of it."""
    assert verdict([FINDING], [Accepted("probes", "default/.*", "It ends.")]) == []


@pytest.mark.parametrize(
    "accepted",
    [[], [Accepted("ports", ".*", "x")], [Accepted("probes", "default/Deployment", "x")]],
    ids=["none", "another check", "another object"],
)
def test_refuses_a_finding_without_a_reason(accepted: list[Accepted]) -> None:
    """It is told in one line, with the object and the check."""
    assert verdict([FINDING], accepted)[0] == "default/Deployment/a: probes: has none"


def test_refuses_a_reason_without_a_finding() -> None:
    """What has been mended is no longer accepted."""
    (line,) = verdict([], [Accepted("probes", ".*", "It ends.")])
    assert line == "nothing to accept any more: probes for .*"


@pytest.mark.parametrize("judge", [ask_checkov, ask_kube_score], ids=lambda judge: judge.__name__)
def test_reasons_are_sentences(judge: object) -> None:
    """Each reason says why, in full."""
    accepted: list[Accepted] = vars(judge)["ACCEPTED"]
    assert all(len(each.reason) > 40 and each.reason.endswith(".") for each in accepted)
    assert len({each[:2] for each in accepted}) == len(accepted)
