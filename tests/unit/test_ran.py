"""What runs while a chart is compiled is recorded, and nothing of that stays."""

from __future__ import annotations

import sys
from threading import Thread
from types import FrameType
from typing import Any

from todo_k8s.helm.soundness.ran import Ran, recording


def _called() -> int:
    return 1


def _elsewhere() -> int:
    return 2


def _times(ran: Ran, name: str) -> int:
    return [code.co_name for code in ran.codes].count(name)


def test_what_runs_is_recorded_once() -> None:
    """In each recording anew."""
    for _ in range(2):
        with recording() as ran:
            _called()
            _called()
        _elsewhere()
        assert (_times(ran, "_called"), _times(ran, "_elsewhere")) == (1, 0)


def test_only_this_thread_counts() -> None:
    """Another one may compile another chart."""
    with recording() as ran:
        thread = Thread(target=_elsewhere)
        thread.start()
        thread.join()
        _called()
    assert (_times(ran, "_called"), _times(ran, "_elsewhere")) == (1, 0)


def test_a_recording_within_another_disturbs_none() -> None:
    """The outer one goes on, and both leave nothing behind."""
    with recording() as outer:
        with recording():
            _called()
        _elsewhere()
    assert (_times(outer, "_called"), _times(outer, "_elsewhere")) == (1, 1)
    with recording() as later:
        _called()
    assert _times(later, "_called") == 1


def test_a_profiler_goes_on() -> None:
    """Somebody may profile an export."""
    seen: list[str] = []

    def profile(frame: FrameType, _event: str, _arg: Any) -> None:
        seen.append(frame.f_code.co_name)

    sys.setprofile(profile)
    try:
        with recording():
            _called()
        assert sys.getprofile() is profile
        _elsewhere()
    finally:
        sys.setprofile(None)
    assert {"_called", "_elsewhere"} <= {*seen}
