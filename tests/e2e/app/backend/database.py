"""The backend's table, and its connections; the sizes of the pool come from the chart."""

from __future__ import annotations

import os

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

METADATA = MetaData()
TASKS = Table(
    "tasks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False, index=True),
    Column("title", String(200), nullable=False),
)


def connect(url: str) -> AsyncEngine:
    """Return an engine for a PostgreSQL URL; it connects when it is first used."""
    return create_async_engine(
        url,
        pool_size=int(os.environ.get("DB_POOL_SIZE", "5")),
        max_overflow=int(os.environ.get("DB_MAX_OVERFLOW", "5")),
        pool_timeout=10,
        pool_pre_ping=True,  # the server may have gone to sleep, or away, meanwhile
        connect_args={"connect_timeout": 3},
    )
