"""The law in a real browser: what is typed gives what Python gives, or is refused in its words."""

from __future__ import annotations

import statistics
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from tests.browser.engine import Outcome, by_python
from tests.browser.in_chromium.opened import Opened
from tests.browser.test_law import TODO
from tests.cases.files import ACCEPTED, REFUSED, Case
from tests.charts.test_charts import MODULES
from todo_k8s.browser.page import page_of
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.todo_chatbot.compiled import compiled_chart

MOST_MILLISECONDS = 50


def without_notes(outcome: Outcome) -> Outcome:
    """Return what a page shows in its first pane, and its warnings."""
    return (outcome[0], [], outcome[2]) if isinstance(outcome, tuple) else outcome


@pytest.mark.parametrize("cases", [ACCEPTED, REFUSED], ids=["accepted", "refused"])
def test_page_agrees_on_each_case(opened: Opened, cases: dict[str, Case]) -> None:
    """Of todo-chatbot; a key press takes less than a twentieth of a second."""
    chart = compiled_chart()
    opened.page.click("#view-text")
    opened.page.check("#reveal")
    differ: list[str] = []
    for name, case in cases.items():
        opened.release(case.release)
        wanted = without_notes(by_python(chart, case.values, case.release))
        if opened.judge(case.values) != wanted:
            differ.append(name)
    assert differ == []
    typical = statistics.median(opened.milliseconds)
    print(f"{len(cases)} cases, {typical} ms, at most {max(opened.milliseconds)} ms")
    assert typical < MOST_MILLISECONDS


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_page_agrees_on_other_charts(browser: Browser, tmp_path: Path, module: ModuleType) -> None:
    """On their cases."""
    chart = compile_chart(module.CHART)
    file = tmp_path / "page.html"
    file.write_text(page_of(chart, TODO), encoding="utf-8")
    opened = Opened(browser.new_page(), file)
    opened.page.click("#view-text")
    opened.page.check("#reveal")
    for values in [*module.CASES, *module.REFUSED.values()]:
        wanted = without_notes(by_python(chart, values, TODO))
        assert opened.judge(values) == wanted, values
    assert opened.page.is_visible("#others") is bool(chart.metadata.dependencies)
    assert opened.errors == []
    opened.page.close()
