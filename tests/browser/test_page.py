"""The page: one file with all that it needs, and nothing that it should not have."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.programs.programs import Values, chart_of, config_map
from todo_k8s import Release
from todo_k8s.browser.bundle import ENGINE, INTERFACE, asset
from todo_k8s.browser.page import chart_data, page_of
from todo_k8s.browser.tree import DEEPEST, TreeWriter
from todo_k8s.errors import PageError
from todo_k8s.helm import ChartValues
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.functions import replace
from todo_k8s.todo_chatbot.compiled import compiled_chart

MODULES = (*ENGINE, *INTERFACE)
ASSETS = Path(__file__).parents[2] / "src" / "todo_k8s" / "browser" / "assets"
MOST_BYTES = 379_000
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";', re.MULTILINE)
EXPORT = re.compile(r"^export (?:const|(?:async )?function|class) (\w+)", re.MULTILINE)


@cache
def page() -> str:
    """Return the page of todo-chatbot."""
    return page_of(compiled_chart(), Release("todo", "todo"))


def part(tag: str) -> str:
    """Return what is in an element of the page."""
    found = re.search(rf"<{tag}>(.*?)</{tag.split(maxsplit=1)[0]}>", page(), re.DOTALL)
    assert found
    return found[1]


def test_page_names_its_script_and_style_and_nothing_else() -> None:
    """The policy lets the browser run and load no more than these two."""
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page())
    assert policy
    for name, tag in (("script", 'script type="module"'), ("style", "style")):
        digest = hashlib.sha256(part(tag).encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]


def test_page_loads_nothing() -> None:
    """There is no address in it, and no call by which a script asks for one."""
    assert not re.search(r"""(src|href)=["']?(?!data)|url\(|@import|//[a-z]+\.""", page())
    script = part('script type="module"')
    assert not re.search(
        r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(", script
    )
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", script)


def test_page_is_small_and_the_same_each_time() -> None:
    """Whoever writes it."""
    assert len(page().encode()) < MOST_BYTES
    assert page() == page_of(compiled_chart(), Release("todo", "todo"))


def test_page_has_each_module_once() -> None:
    """Each file of the page is a part of it."""
    files = {path.stem for path in ASSETS.glob("*.js")}
    assert files == {*MODULES}
    assert len(MODULES) == len(files)


@pytest.mark.parametrize("name", MODULES)
def test_module_imports_what_is_before_it_and_uses_it(name: str) -> None:
    """Names that exist, each of which is used; modules stay short."""
    text = asset(f"{name}.js")
    body = re.sub(r"^import [^;]*;$", "", text, flags=re.MULTILINE)
    for names, module in IMPORT.findall(text):
        assert MODULES.index(module) < MODULES.index(name)
        exported = EXPORT.findall(asset(f"{module}.js"))
        for each in filter(None, map(str.strip, names.split(","))):
            assert each in exported, f"{each} of {module}"
            assert re.search(rf"\b{each}\b", body), f"{each} is not used"
    assert text.startswith("//")
    assert len(text.splitlines()) < 300
    assert max(map(len, text.splitlines())) <= 110


def test_chart_with_an_unknown_function_has_no_page() -> None:
    """What the page cannot compute, it does not show."""
    with pytest.raises(PageError, match=r"cannot compute concat\(\)"):
        TreeWriter({"equals"}).chart(compiled_chart())


def test_chart_that_is_too_deep_has_no_page() -> None:
    """A browser bounds its stack."""

    def build(chart: Any, values: Any) -> None:
        text = values.text
        for _ in range(DEEPEST + 1):
            text = replace(text, "a", "b")
        config_map(chart, "thing", {"x": text})

    with pytest.raises(PageError, match="give a part of it a name"):
        page_of(compile_chart(chart_of(build)))


def test_type_that_the_page_does_not_know_has_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which."""
    from todo_k8s.browser import fields

    monkeypatch.setattr(fields, "_OWN", {})
    with pytest.raises(PageError, match="does not know the type"):
        page_of(
            compile_chart(chart_of(lambda chart, v: config_map(chart, "thing", {"x": v.thing})))
        )


def test_page_holds_every_field_and_its_description() -> None:
    """As the schema has them."""
    data = chart_data(compiled_chart())
    models = data["model"]["models"]
    wanted = {each.__name__: each for each in _models(compiled_chart().model)}
    assert {each["name"] for each in models} == wanted.keys()
    for each in models:
        names = [info.alias or name for name, info in wanted[each["name"]].model_fields.items()]
        assert [field["key"] for field in each["fields"]] == names
        assert all(field["help"].endswith(".") for field in each["fields"])


def _models(model: type[BaseModel]) -> set[type[BaseModel]]:
    from todo_k8s.helm.fields.annotations import field_kind
    from todo_k8s.helm.fields.kinds import inner_kinds

    found: set[type[BaseModel]] = {model}
    for name in model.model_fields:
        for kind in inner_kinds(field_kind(model, name)):
            if kind.model is not None:
                found |= _models(kind.model)
    return found


def test_text_of_a_chart_stays_text() -> None:
    """Its name and its descriptions are no markup of the page."""

    class Marked(ChartValues):
        """Values."""

        text: str = "</script><script>alert(1)</script>"
        """Text with </script><b> in it."""

    chart = chart_of(lambda chart, v: config_map(chart, "thing", {"x": v.text}), Marked)
    assert "alert(1)" not in page_of(compile_chart(chart))
    assert Values.model_fields
