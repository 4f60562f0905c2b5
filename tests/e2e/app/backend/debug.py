"""Faults to order, for tests; there only when DEBUG_ENDPOINTS is set.

The frontend does not pass them on: they are asked for from inside the pod.
"""

from __future__ import annotations

import asyncio
import os
import time

from fastapi import APIRouter

router = APIRouter(prefix="/debug")


@router.post("/burn")
async def burn(seconds: float = 10) -> None:
    """Keep one processor busy, and the event loop half free."""
    end = time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < end:
            pass

    await asyncio.to_thread(work)


@router.post("/hang")
async def hang(seconds: float = 600) -> None:
    """Block the event loop: the process neither answers nor dies, SIGTERM included."""
    time.sleep(seconds)  # noqa: ASYNC251  # the very fault


@router.post("/crash")
async def crash() -> None:
    """End the process at once."""
    os._exit(1)
