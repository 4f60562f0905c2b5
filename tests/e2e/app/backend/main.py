"""A small todo-chatbot: tasks in PostgreSQL, and a chat that asks an AI API.

Health: ``/health`` needs only the event loop, ``/health/ready`` the database too.
Numbers for Prometheus: ``/metrics``. Faults to order, for tests: see `debug`.
"""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, StringConstraints
from sqlalchemy import insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from . import assistant, debug, metrics
from .database import TASKS, connect
from .sessions import COOKIE, User, sign

READY_SECONDS = 1.5
LISTED = 50

app = FastAPI(title="todo-backend", dependencies=[Depends(debug.obey)])
app.middleware("http")(metrics.measure)
app.include_router(metrics.router)
if os.environ.get("DEBUG_ENDPOINTS"):
    app.include_router(debug.router)
engine = connect(os.environ["DATABASE_URL"])


class SignIn(BaseModel):
    """Who wants to sign in; a stand-in asks for no password."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class NewTask(BaseModel):
    """A task to add."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Question(BaseModel):
    """What the assistant is asked."""

    message: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


@app.get("/health")
async def health() -> dict[str, str]:
    """Answer while the event loop turns."""
    return {"status": "ok"}


@app.get("/health/ready")
async def ready() -> dict[str, str]:
    """Answer while the database does too, in time."""
    async with asyncio.timeout(READY_SECONDS), engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    return {"status": "ready"}


@app.post("/api/sign-in")
async def sign_in(who: SignIn, response: Response) -> dict[str, object]:
    """Start a session."""
    response.set_cookie(COOKIE, sign(who.name), httponly=True, samesite="lax")
    return await list_tasks(who.name)


@app.get("/api/tasks")
async def list_tasks(user: User) -> dict[str, object]:
    """Return the latest tasks."""
    latest = select(TASKS.c.id, TASKS.c.title).where(TASKS.c.owner == user)
    async with engine.connect() as connection:
        rows = await connection.execute(latest.order_by(TASKS.c.id.desc()).limit(LISTED))
    return {"tasks": [{"id": row.id, "title": row.title} for row in rows]}


@app.post("/api/tasks", status_code=201)
async def add_task(task: NewTask, user: User) -> dict[str, object]:
    """Add a task."""
    new = insert(TASKS).values(owner=user, title=task.title).returning(TASKS.c.id)
    async with engine.begin() as connection:
        number = (await connection.execute(new)).scalar_one()
    return {"id": number, "title": task.title}


@app.post("/api/chat")
async def chat(question: Question, user: User) -> dict[str, str]:
    """Ask the assistant."""
    try:
        return {"reply": await assistant.ask(f"{user}: {question.message}")}
    except httpx.HTTPStatusError as error:
        raise HTTPException(502, f"AI API: status {error.response.status_code}") from None
    except httpx.HTTPError as error:
        raise HTTPException(502, f"AI API: {type(error).__name__}") from None


@app.exception_handler(SQLAlchemyError)
@app.exception_handler(TimeoutError)
async def without_database(request: Request, error: Exception) -> JSONResponse:
    """Answer 503 when the database does not serve; the log says why."""
    print(f"{request.url.path}: {type(error).__name__}: {error}", flush=True)
    return JSONResponse({"detail": "the database does not answer"}, status_code=503)
