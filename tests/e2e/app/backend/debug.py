"""Faults to order, for tests; there only when DEBUG_ENDPOINTS is set.

The frontend does not pass them on: they are asked for from inside the pod.
"""

from __future__ import annotations

import asyncio
import time

from fastapi import APIRouter, HTTPException, Request

router = APIRouter(prefix="/debug")
FAILING: set[str] = set()


@router.post("/burn")
async def burn(seconds: float = 10) -> None:
    """Keep one processor busy, and the event loop half free."""
    end = time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < end:
            pass

    await asyncio.to_thread(work)


@router.post("/fail")
async def fail(path: str) -> None:
    """Let a path answer 500 from now on."""
    FAILING.add(path)


async def obey(request: Request) -> None:
    """Fail where it was ordered."""
    if request.url.path in FAILING:
        raise HTTPException(500, "failed on order")
