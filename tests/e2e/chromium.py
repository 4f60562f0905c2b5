"""A headless Chromium of the machine, outside the cluster."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.e2e.users import Entry

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--no-sandbox",  # tests may run as root
)


@contextmanager
def browser_page(entry: Entry) -> Generator[Page]:
    """Open an empty page of a fresh browser, which finds the host at the entry."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        pytest.skip("there is no Chromium on PATH, and CHROMIUM is not set")
    found = f"--host-resolver-rules=MAP {entry.host} {entry.address}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*OPTIONS, found])
        try:
            yield browser.new_page()
        finally:
            browser.close()
