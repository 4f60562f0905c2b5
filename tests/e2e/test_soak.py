"""An hour of everything that happens to a deployment, under load: how much of it users notice."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest

from tests.e2e.commands import eventually
from tests.e2e.evictions import evicted
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, Release
from tests.e2e.users import Entry, Load, load

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
SEED = 5
USERS = 30
EVERY_SECONDS = 60
"""From one event to the next, of which each kind comes in turn: about nine times in an hour."""

ENDS_ITSELF = {
    "backend": ("python3", "-c", "import os, signal; os.kill(1, signal.SIGTERM)"),
    "frontend": ("node", "-e", "process.kill(1, 'SIGTERM')"),
}
"""Ends a server with no one told before: what it refuses until it is back is lost."""

Event = Callable[[Release, random.Random], None]


def change_image(release: Release, dice: random.Random) -> None:
    """Deploy another version of both images."""
    tag = dice.choice(("1.0", "1.1"))
    release.upgrade(backend__image__tag=tag, frontend__image__tag=tag)


def change_config(release: Release, dice: random.Random) -> None:
    """Change a variable of both services."""
    changed = {"configMapEnv": {"GREETING": str(dice.random())}}
    release.upgrade(backend=changed, frontend=changed)


def restart_all(release: Release, dice: random.Random) -> None:
    """Restart all pods of the release."""
    release.restart()


def scale(release: Release, dice: random.Random) -> None:
    """Run a third pod of a service, and take it away again."""
    component = dice.choice(COMPONENTS)
    for count in (3, 2):
        release.upgrade(**{f"{component}__replicaCount": count})
        release.settle()


def delete_pod(release: Release, dice: random.Random) -> None:
    """Delete a pod, as a person would."""
    release.kubectl("delete", "pod", some_pod(release, dice)[1], "--wait=false")


def evict_pod(release: Release, dice: random.Random) -> None:
    """Evict a pod, as a drain would."""
    name = some_pod(release, dice)[1]
    assert eventually(lambda: evicted(release.kubectl, name), 90), f"{name} is kept"


def end_process(release: Release, dice: random.Random) -> None:
    """Let a server end by itself."""
    component, name = some_pod(release, dice)
    release.kubectl("exec", name, "--", *ENDS_ITSELF[component])


EVENTS: tuple[Event, ...] = (
    change_image,
    change_config,
    restart_all,
    scale,
    delete_pod,
    evict_pod,
    end_process,
)


def test_availability(release: Release, entry: Entry, figures: Figures) -> None:
    """Of all requests in this time, whatever happens, 99.9 % do what they should."""
    dice = random.Random(SEED)
    with load(entry, users=USERS) as seen:
        end = time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            for event in dice.sample(EVENTS, len(EVENTS)):  # each before any comes again
                if time.monotonic() < end:
                    happen(event, release, dice, seen)
    print(f"availability: {seen.availability:.3f} %; {seen.summary()}")
    figures.keep("availability", seen.availability)


def happen(event: Event, release: Release, dice: random.Random, seen: Load) -> None:
    """Let an event happen, wait until all is well again and the next is due; tell what it cost."""
    asked, failed = len(seen.answers), len(seen.failed)
    start = time.monotonic()
    event(release, dice)
    release.settle(180)
    seconds = time.monotonic() - start
    time.sleep(max(0, EVERY_SECONDS - seconds))
    costs = f"{len(seen.failed) - failed} of {len(seen.answers) - asked} requests"
    print(f"{time.strftime('%H:%M:%S')} {event.__name__}: {seconds:.0f} s, failed {costs}")


def some_pod(release: Release, dice: random.Random) -> tuple[str, str]:
    """Return the component and the name of one of the pods."""
    component = dice.choice(COMPONENTS)
    names = [pod["metadata"]["name"] for pod in release.pods(component).values()]
    return component, dice.choice(sorted(names))
