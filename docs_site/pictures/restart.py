"""The timeline of a restart: a process hangs, and another one serves in its place."""

from __future__ import annotations

from docs_site.pictures.seconds import restart
from docs_site.pictures.timeline import Bar, Mark, timeline


def picture() -> str:
    """Return the picture for the backend's defaults."""
    all_ = restart()
    starts = [all_.first + number * all_.interval for number in range(all_.further + 1)]
    detected = starts[-1] + all_.timeout
    killed = detected + all_.kill
    checks = [Bar(start, start + all_.timeout, "fails", "bad") for start in starts]
    container = [
        Bar(0, detected, "hangs", "bad"),
        Bar(detected, killed, "told to end, then killed", "warn"),
        Bar(killed, all_.total, "starts", "main"),
        Bar(all_.total, all_.budget + 2, "serves", "good"),
    ]
    rows = [
        ("liveness check", checks),
        ("container", container),
        ("other pod", [Bar(0, all_.budget + 2, "serves all the while", "good")]),
    ]
    sum_ = (
        f"{all_.first} + {all_.further}·{all_.interval} + {all_.timeout} to detect, {all_.kill} to "
        f"kill, {all_.start} to start = {all_.total} s at the worst; the budget is {all_.budget} s"
    )
    marks = [Mark(all_.total, f"ready, {all_.total} s"), Mark(0, "it hangs")]
    title = f"A hung process is restarted within {all_.total} seconds"
    return timeline(title, rows, marks, all_.budget + 2, sum_)
