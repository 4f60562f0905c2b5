"""The pages that are made from the code leave nothing out."""

from __future__ import annotations

from importlib import import_module

import pytest

from docs_site.markdown import anchors, blocks, links, rewritten
from docs_site.reference import commands, functions, library, refusals, values
from docs_site.reference.affected import affected
from docs_site.staging import ROOT, moved, staged
from todo_k8s import TodoChatbotValues
from todo_k8s.cli.main import parser
from todo_k8s.testing.effects import names_of
from todo_k8s.todo_chatbot.compiled import compiled_chart


def test_every_value_has_a_row() -> None:
    """Those in items of lists and maps too."""
    shown = {value.path for value in values.values()}
    assert {*names_of(TodoChatbotValues)} <= shown
    page = values.page()
    assert all(f"<code>{path}</code>" in page for path in shown)


def test_row_says_type_bounds_default_and_templates() -> None:
    """An operator sees what can be set without reading the schema."""
    (row,) = (line for line in values.page().splitlines() if "<code>backend.replicaCount<" in line)
    for part in ("integer, at least 0, at most 1000", "<code>2</code>", "Number of pods"):
        assert part in row
    assert "in backend-deployment" in row


def test_templates_of_a_value_are_those_that_read_it() -> None:
    """Also for a value of an entry of a map."""
    found = affected(compiled_chart())
    budget = "frontend-pod-disruption-budget"  # a single pod has none
    assert found["frontend.replicaCount"] == ["frontend-deployment", budget]
    assert "services" in found["services.*.replicaCount"][0]
    assert "ingress.tlsSecretName" in found


def test_every_function_is_described() -> None:
    """With its meaning in Python, and its form in a template where it has one."""
    page = functions.page()
    names = [name for name, _ in functions.named()]
    assert len(names) > 40
    assert all(f"## `{name}`" in page for name in names)
    assert "In a template: `` add " in page
    assert "add(left: N, right: N) -> N" in page


def test_every_command_is_described() -> None:
    """With the help that it prints."""
    page = commands.page()
    for name in commands.commands(parser()):
        assert f"## `todo-k8s {name}`" in page
    assert "--namespace" in page


def test_refusals_say_what_python_says() -> None:
    """A case that is not refused any more fails the build of the site."""
    page = refusals.page(ROOT / "tests" / "cases" / "refused")
    assert "more than deployBudgetSeconds" in page
    with pytest.raises(LookupError, match="not refused"):
        next(refusals.faults("{}"))


@pytest.mark.parametrize("module", library.MODULES)
def test_every_public_name_is_described(module: str) -> None:
    """By where it is defined, as the packages import it from there."""
    page = library.page(module)
    for name, home in library.homes(module):
        assert f"## `{name}`" in page
        assert f"::: {home}\n" in page
    assert {name for name, _ in library.homes(module)} <= {*import_module(module).__all__}


def test_links_are_moved_with_their_pages() -> None:
    """To pages, to files of the repository, to the outside, and within a page."""
    assert moved("README.md", "docs/law.md#what-is-claimed") == "law.md#what-is-claimed"
    assert moved("docs/how-to/tls.md", "../law.md") == "../law.md"
    assert moved("docs/law.md", "../examples/worker.py") == "source/examples/worker.py.md"
    assert moved("docs/how-to/index.md", "../../examples/values") == (
        "../source/examples/values/index.md"
    )
    assert moved("docs/law.md", "https://example.com/") == "https://example.com/"
    assert moved("docs/law.md", "#the-law") == "#the-law"


def test_only_links_and_fences_change() -> None:
    """A link in a block, or in code, is text."""
    page = "# A `b`\n\n[x](../a.py) `[y](../b.py)`\n\n```yaml c.yaml\n[z](../d.py): 1\n```\n"
    made = staged("docs/law.md", page)
    assert "[x](source/a.py.md) `[y](../b.py)`" in made
    assert '```yaml title="c.yaml"\n[z](../d.py): 1\n```' in made
    assert rewritten(page, str, str) == page
    assert [*links(page)] == [(3, "../a.py")]
    assert [(block.language, block.label) for block in blocks(page)] == [("yaml", "c.yaml")]
    assert anchors(page) == {"a-b"}
