"""A page of a chart in a browser, as a user works with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.engine import Outcome
from todo_k8s import Release
from todo_k8s.helm.plain.yaml_text import yaml_text
from todo_k8s.testing.printed import canonical, documents

_TYPE = """
(text) => new Promise((done) => {
  const area = document.getElementById("text");
  area.value = text;
  area.dispatchEvent(new Event("input"));
  const texts = (selector) => [...document.querySelectorAll(selector)].map((x) => x.textContent);
  requestAnimationFrame(() => requestAnimationFrame(() => done({
    faults: texts("#faults li"),
    manifests: texts("#pane-manifests code"),
    warnings: texts("#cautions li"),
    milliseconds: Number(document.documentElement.dataset.milliseconds),
  })));
})
"""


class Opened:
    """An open page.

    Attributes:
        errors: What scripts of the page failed with.
        asked: The addresses that it asked for.
        milliseconds: How long each computation took.
    """

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.errors: list[str] = []
        self.asked: list[str] = []
        self.milliseconds: list[float] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-milliseconds]", state="attached")

    def release(self, release: Release) -> None:
        """Install the chart as this release."""
        self.page.fill("#release-name", release.name)
        self.page.fill("#release-namespace", release.namespace)

    def judge(self, values: Mapping[str, Any]) -> Outcome:
        """Return what the page shows for a values file that is typed into it."""
        found = self.page.evaluate(_TYPE, yaml_text(values) if values else "")
        self.milliseconds.append(found["milliseconds"])
        if found["faults"]:
            return sorted(found["faults"])
        made = [each for text in found["manifests"] for each in documents(text)]
        return canonical(made), [], found["warnings"]

    def faults(self) -> list[str]:
        """Return the lines of faults that are shown."""
        return self.page.locator("#faults li").all_text_contents()

    def warnings(self) -> list[str]:
        """Return the lines of warnings that are shown."""
        return self.page.locator("#cautions li").all_text_contents()

    def pane(self, name: str) -> str:
        """Show a pane and return its text."""
        self.page.click(f"#tab-{name}")
        return self.page.locator(f"#pane-{name}").text_content() or ""

    def manifests(self) -> str:
        """Return the text of the manifests that are shown."""
        return "\n".join(self.page.locator("#pane-manifests code").all_text_contents())

    def settle(self) -> None:
        """Wait until what was typed is computed."""
        frame = (
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        self.page.evaluate(frame)

    def row(self, path: str) -> Any:
        """Return the input of a field."""
        return self.page.locator(f"[id='at-{path}']")

    def open(self, *paths: str) -> None:
        """Open sections."""
        for path in paths:
            self.page.click(f"[id='of-{path}'] > summary")
