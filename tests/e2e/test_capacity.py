"""Many users at once, on the cluster and without it, in turn."""

from __future__ import annotations

import os
import time

import pytest

from tests.e2e.plain import plain_application
from tests.e2e.promises import Figures, hold
from tests.e2e.release import Release
from tests.e2e.users import Entry, Load, load

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

FIVE_MINUTES = 300
SECONDS = float(os.environ.get("CAPACITY_SECONDS", FIVE_MINUTES))


def test_users_wait_little_longer_than_without_kubernetes(
    release: Release, entry: Entry, figures: Figures
) -> None:
    """The whole path costs users little, compared with the same programs on the same machine."""
    on_cluster = measured(entry)
    release.helm("uninstall", release.name, "--wait")  # so that it takes no processor time
    with plain_application() as plain:
        without = measured(plain)
    assert on_cluster.failed == []
    assert without.failed == []
    keep = figures.keep if SECONDS == FIVE_MINUTES else hold  # else it is a rehearsal
    pairs = zip(on_cluster.percentiles(), without.percentiles(), strict=True)
    for name, (ours, theirs) in zip(("p50", "p95", "p99"), pairs, strict=True):
        print(f"{name}: {ours:.3f} s on the cluster, {theirs:.3f} s without")
        keep(name, ours / theirs)
    keep("p99-seconds", on_cluster.percentiles()[2])


def measured(entry: Entry) -> Load:
    """Return what 100 users saw, after a short warm-up."""
    with load(entry, users=10):
        time.sleep(5)
    with load(entry) as seen:
        time.sleep(SECONDS)
    return seen
