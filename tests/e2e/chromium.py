"""A headless Chromium of the machine, outside the cluster."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.browser.chromium import chromium
from tests.e2e.users import Entry


@contextmanager
def browser_page(entry: Entry) -> Generator[Page]:
    """Open an empty page of a fresh browser, which finds the host at the entry."""
    found = f"--host-resolver-rules=MAP {entry.host} {entry.address}"
    with chromium(found) as browser:
        yield browser.new_page()
