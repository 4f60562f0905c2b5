"""What reports mask: each credential, wherever it is, and nothing that is plain."""

from __future__ import annotations

import json

import pytest

from tests.leaks.canaries import CANARY, shown
from tests.leaks.hidden_places import HOLDING, PLAIN
from todo_k8s.diff import compared
from todo_k8s.diff.data import as_data
from todo_k8s.diff.text import lines
from todo_k8s.masking import Masking


def _plain(text: str, *_colours: str) -> str:
    """Return a text without colours."""
    return text


@pytest.mark.parametrize("place", HOLDING)
def test_a_credential_is_masked(place: str) -> None:
    """By what its place is called, or by its look."""
    masked = json.dumps(Masking([]).masked(HOLDING[place], (), HOLDING[place]))
    assert "(secret)" in masked
    assert not shown(masked)


@pytest.mark.parametrize("place", PLAIN)
def test_what_is_plain_is_shown(place: str) -> None:
    """Names of Secrets, of their keys and of files are there to be read."""
    assert Masking([]).masked(PLAIN[place], (), PLAIN[place]) == PLAIN[place]


@pytest.mark.parametrize("place", HOLDING)
def test_a_diff_masks_it_too(place: str) -> None:
    """Whether it is new, gone, or changes to another one."""
    new = HOLDING[place]
    old = {key: new[key] for key in ("apiVersion", "kind")} | {"metadata": {"name": "a"}}
    other = json.loads(json.dumps(new).replace(CANARY, CANARY[::-1]))
    for sides in ((old, new), (new, old), (new, other), (other, new)):
        diff = compared(sides[:1], sides[1:])
        assert diff.objects
        told = "\n".join(lines(diff, _plain)) + json.dumps(as_data(diff))
        assert not shown(told)
        assert CANARY[::-1] not in told


@pytest.mark.parametrize("place", PLAIN)
def test_a_diff_shows_what_is_plain(place: str) -> None:
    """As it does all that changes."""
    new = PLAIN[place]
    old = {key: new[key] for key in ("apiVersion", "kind")} | {"metadata": {"name": "a"}}
    told = "\n".join(lines(compared([old], [new]), _plain))
    assert "+" in told
    assert "(secret)" not in told
