"""Values files: what the page reads, Helm reads alike; what it writes is read back."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.awkward_fields import drawn_values
from tests.browser.engine import Engine, encoded
from tests.cases.files import ACCEPTED, REFUSED
from tests.reading.snippets import snippets
from tests.reading.test_snippets import SOUPS, TEXTS
from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.plain.yaml_text import yaml_text
from todo_k8s.helm.reading import read_document

REFUSED_TEXT = "refused"


def plain(value: Any) -> Any:
    """Return a value without the difference between 1 and 1.0, which the page does not make."""
    if is_map(value):
        return {key: plain(item) for key, item in value.items()}
    if is_list(value):
        return [plain(item) for item in value]
    return repr(float(value) + 0.0) if type(value) in (int, float) else value


def by_page(engine: Engine, text: str) -> Any:
    """Return what the page reads in a text."""
    found = engine.ask("read", text=text)
    return REFUSED_TEXT if "fault" in found else plain(json.loads(found["values"]))


def by_python(text: str) -> Any:
    """Return what Python reads in a text, as Helm does."""
    try:
        return plain(read_document(text).values)
    except ValuesError:
        return REFUSED_TEXT


def is_wrong(engine: Engine, text: str) -> bool:
    """Tell whether the page reads a text otherwise than Helm, or reads what Helm refuses."""
    found = by_page(engine, text)
    return found not in (REFUSED_TEXT, by_python(text))


def test_page_reads_no_snippet_otherwise(page_engine: Engine) -> None:
    """It refuses what is seldom in values files."""
    texts = snippets()
    assert [text for text in texts if is_wrong(page_engine, text)] == []
    read = [text for text in texts if by_page(page_engine, text) != REFUSED_TEXT]
    assert len(read) > 550


def test_page_reads_the_values_files_of_the_cases(page_engine: Engine) -> None:
    """All but the few that merge maps, or have keys that are no texts."""
    cases = {**ACCEPTED, **REFUSED}.values()
    texts = [document for case in cases for document in case.documents]
    assert [text for text in texts if is_wrong(page_engine, text)] == []
    refused = [text for text in texts if by_page(page_engine, text) == REFUSED_TEXT]
    assert len(refused) < len(texts) / 50


@settings(max_examples=600, deadline=None, database=None)
@given(text=TEXTS | SOUPS | st.text(max_size=30))
def test_page_reads_no_generated_text_otherwise(page_engine: Engine, text: str) -> None:
    """Nor one that Helm refuses."""
    assert not is_wrong(page_engine, f"{text}\n")


def test_page_writes_what_python_writes(page_engine: Engine) -> None:
    """The values of the cases; all readers read them back."""
    for case in {**ACCEPTED, **REFUSED}.values():
        written = page_engine.ask("write", value=encoded(case.values))
        assert plain(read_document(written).values) == plain(case.values)
        if not holds_fractions(case.values):
            assert written == yaml_text(case.values)
        assert by_page(page_engine, written) == plain(case.values)


def holds_fractions(value: Any) -> bool:
    """Tell whether there are fractions in a value, which Python writes in another form."""
    inner = value.values() if is_map(value) else value if is_list(value) else ()
    return isinstance(value, float) or any(map(holds_fractions, inner))


def test_awkward_texts_are_read_back(page_engine: Engine) -> None:
    """Whatever the keys and strings."""
    for _, values in zip(range(300), drawn_values(), strict=False):
        written = page_engine.ask("write", value=encoded(values))
        assert plain(read_document(written).values) == plain(values)


def test_a_key_that_is_set_again_is_told(page_engine: Engine) -> None:
    """The last one counts, as in Helm; the place is a line."""
    assert by_page(page_engine, "a: 1\na: 2\n") == {"a": "2.0"}
    found = page_engine.ask("read", text="a: 1\nb:\n  - x: &y 1\n    z: *nothing\n")
    assert found == {"fault": "is an alias that has no anchor before it", "line": 4}
