"""Make the backend's table, unless it is there; what the chart's migration Job runs."""

from __future__ import annotations

import asyncio
import os

from .database import METADATA, connect


async def migrate() -> None:
    """Migrate the database that DIRECT_DATABASE_URL names, or else DATABASE_URL."""
    engine = connect(os.environ.get("DIRECT_DATABASE_URL") or os.environ["DATABASE_URL"])
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(migrate())
