"""An hour of everything that happens to a deployment, under load: how much of it users notice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.e2e import backing
from tests.e2e.commands import Object, eventually
from tests.e2e.evictions import evicted
from tests.e2e.promises import Figures, hold
from tests.e2e.release import COMPONENTS, Release, name_of
from tests.e2e.saboteur import Saboteur
from tests.e2e.users import Entry, Load, load

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

AN_HOUR = 60
MINUTES = float(os.environ.get("SOAK_MINUTES", AN_HOUR))
SEED = 5
USERS = 30
EVERY_SECONDS = 60
"""From one event to the next, of which each kind comes in turn: about seven times in an hour."""

Event = Callable[[Release, random.Random], None]


def change_image(release: Release, dice: random.Random) -> None:
    """Deploy another version of both images."""
    (tag,) = {"1.0", "1.1"} - {release.values["backend"]["image"]["tag"]}
    release.upgrade(backend__image__tag=tag, frontend__image__tag=tag)


def change_config(release: Release, dice: random.Random) -> None:
    """Change a variable of both services."""
    changed = {"configMapEnv": {"GREETING": str(dice.random())}}
    release.upgrade(backend=changed, frontend=changed)


def rotate_secret(release: Release, dice: random.Random) -> None:
    """Change the key of the AI API, and tell the chart so."""
    (other,) = {*backing.AI_KEYS} - {release.credentials["GEMINI_API_KEY"]}
    release.credentials["GEMINI_API_KEY"] = other
    release.make_secret()
    release.upgrade(secrets__revision=str(dice.random()))


def roll_back(release: Release, dice: random.Random) -> None:
    """Go back to the revision before."""
    release.roll_back()


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
    release.kubectl("delete", "pod", name_of(some_pod(release, dice)), "--wait=false")


def evict_pod(release: Release, dice: random.Random) -> None:
    """Evict a pod, as a drain would."""
    name = name_of(some_pod(release, dice))
    assert eventually(lambda: evicted(release.kubectl, name), 90), f"{name} is kept"


def crash_by(saboteur: Saboteur) -> Event:
    """Return the event that a server is killed: what it refuses until it is back is lost."""

    def crash(release: Release, dice: random.Random) -> None:
        with saboteur.signal(some_pod(release, dice), signal.SIGKILL) as strike:
            strike()
            time.sleep(2)  # or the pod is still said to be ready

    return crash


EVENTS: tuple[Event, ...] = (
    change_image,
    change_config,
    rotate_secret,
    roll_back,
    restart_all,
    scale,
    delete_pod,
    evict_pod,
)


def test_availability(saboteur: Saboteur, release: Release, entry: Entry, figures: Figures) -> None:
    """Of all requests in this time, whatever happens, 99.9 % do what they should."""
    dice, events = random.Random(SEED), (*EVENTS, crash_by(saboteur))
    release.upgrade()  # so that there is a revision to go back to
    with load(entry, users=USERS) as seen:
        end = time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            for event in dice.sample(events, len(events)):  # each before any comes again
                if time.monotonic() < end:
                    happen(event, release, dice, seen)
    print(f"availability: {seen.availability:.3f} %; {seen.summary()}")
    keep = figures.keep if MINUTES == AN_HOUR else hold  # else it is a rehearsal
    keep("availability", seen.availability)


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


def some_pod(release: Release, dice: random.Random) -> Object:
    """Return one of the pods."""
    pods = release.pods(dice.choice(COMPONENTS)).values()
    return dice.choice(sorted(pods, key=name_of))
