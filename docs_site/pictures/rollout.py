"""The timeline of a rollout: every pod is replaced, and no request fails."""

from __future__ import annotations

from docs_site.pictures.seconds import rollout
from docs_site.pictures.timeline import Bar, Mark, timeline
from todo_k8s import TodoChatbotValues


def picture() -> str:
    """Return the picture for the backend's defaults: each pod one wave after the other."""
    all_, values = rollout(), TodoChatbotValues().backend.rollout
    wave = all_.start + all_.settle
    delay, drain = values.drain_delay_seconds, values.drain_seconds
    last = all_.total + delay + drain + 2
    old, new = list[tuple[str, list[Bar]]](), list[tuple[str, list[Bar]]]()
    for number in range(all_.pods):
        begins = number // all_.step * wave
        ends = begins + wave
        draining = Bar(ends, ends + delay, f"serves on, {delay} s", "warn")
        finishing = Bar(ends + delay, ends + delay + drain, f"ends requests, ≤ {drain} s", "box")
        old.append((f"old pod {number + 1}", [Bar(0, ends, "serves", "good"), draining, finishing]))
        starts = Bar(begins, begins + all_.start, "starts", "main")
        settles = Bar(begins + all_.start, ends, "ready", "good")
        new.append(
            (f"new pod {number + 1}", [starts, settles, Bar(ends, last, "available", "good")])
        )
    note = (
        f"{all_.waves} waves · ({all_.start} s to start + {all_.settle} s ready) = {all_.total} s; "
        f"an image pull comes on top. An old pod serves for {delay} s after it is told to end."
    )
    marks = [Mark(all_.total, f"done, {all_.total} s")]
    title = f"A rollout of {all_.pods} pods takes {all_.total} seconds"
    return timeline(title, [*old, *new], marks, last, note)
