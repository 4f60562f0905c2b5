"""Numbers for Prometheus: how many requests, with which status, in what time."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest

INSTANCE = os.environ.get("HOSTNAME", "")
SECONDS = Histogram("http_request_seconds", "Time to answer", ["method", "path", "status"])

router = APIRouter()


async def measure(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Measure a request, and tell which instance answered it."""
    start = time.perf_counter()
    response = await call_next(request)
    route = getattr(request.scope.get("route"), "path", "none")  # few, whatever is asked for
    seconds = time.perf_counter() - start
    SECONDS.labels(request.method, route, response.status_code).observe(seconds)
    response.headers["x-instance"] = INSTANCE
    return response


@router.get("/metrics")
async def metrics() -> Response:
    """Return all numbers."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
