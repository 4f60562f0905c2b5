"""The page of todo-chatbot in a real Chromium, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium
from tests.browser.in_chromium.opened import Opened
from todo_k8s import Release
from todo_k8s.browser.page import page_of
from todo_k8s.todo_chatbot.compiled import compiled_chart


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of todo-chatbot."""
    path = tmp_path_factory.mktemp("page") / "todo-chatbot.html"
    path.write_text(page_of(compiled_chart(), Release("todo", "todo")), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """The page, opened; no request leaves it, and no error is told."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page: Page = context.new_page()
    found = Opened(page, file)
    yield found
    context.close()
    assert found.errors == []
    assert [url for url in found.asked if not url.startswith(("file:", "blob:"))] == []
