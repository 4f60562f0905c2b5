"""Every text is read as every Helm reads it, or refused where one Helm refuses it or differs."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from tests.reading.answers import (
    REFUSED,
    by_helm_4,
    by_program,
    by_python,
    without_nulls,
)
from tests.reading.snippets import PIECES, snippets
from todo_k8s.testing.helm_programs import HELM

SNIPPETS = snippets()

CUT_OTHERWISE = [
    *("a: |\n  a", "a: |+\n  a", "a: >\n  a", "a: |\n  b", 'a: "a\n---b"\n', "a: 'a\n---b'\n"),
    *("a: 1\n---\na: 2\n", "a: 1\n---\nb: 2\n", "a: 1\n---\n[]\n", "a: 1\n---\nx\n"),
    *("a: 1\n---\n[\n", "--- {a: 1}\n", "---a: 1\n", "a: 1\n---b: 2\n", "a: 1\n...\n---\nb: 2\n"),
    *("# c\n---\n# d\n---\na: 1\n", "~\n---\na: 1\n", "{}\n---\na: 1\n", "a: 1\n---\n%b: 2\n"),
    *("%YAML 1.1\n---\na: 1\n", "%YAML 1.1 # c\n---\na: 1\n", "%TAG ! x:\n---\na: !b 1\n"),
    "a: 1\r\n---\r\nb: 2\r\n",
]
"""What Helm 3 and 4 read otherwise: Helm 4 cuts a file into documents before it reads it."""

EITHER_KEY = [
    *("a: &x {1: i}\nb: {<<: *x, '1': s}\n", "1: a\n'1': b\n", "'1': a\n1: b\n", "1: a\n1.0: b\n"),
    *("y: a\n'true': b\n", "1e3: a\n1000: b\n", ".nan: a\n.nan: b\n"),
]
"""Two keys with one text: Helm takes the one or the other, from run to run."""

OURS = {*CUT_OTHERWISE, *EITHER_KEY, "\ufeff\ufeffa: 1\n"}
"""What we refuse and a Helm reads. After two marks Helm skips a letter of each line."""


def test_every_snippet_is_read_as_helm_4_reads_a_document() -> None:
    """What is accepted is read the same; what is refused is refused by Helm, or is in `OURS`."""
    whole = [text for text in SNIPPETS if "\0" not in text]  # the binding takes C strings
    differ = {text for text in whole if by_python(text) != by_helm_4(text)}
    assert differ == OURS
    assert {by_python(text) for text in OURS} == {REFUSED}
    assert len(whole) > 1300


@pytest.mark.helm
def test_sample_is_read_as_helm_3_reads_a_file(tmp_path: Path) -> None:
    """Sixteen snippets, other ones each day."""
    day = random.Random(dt.datetime.now(tz=dt.UTC).date().isoformat())
    for text in day.sample([text for text in SNIPPETS if text not in OURS], 16):
        wanted = by_program(HELM, text, tmp_path)
        assert without_nulls(by_python(text)) == without_nulls(wanted), text


def changed(pieces: list[tuple[str, int, str, int]]) -> str:
    """Return a snippet with pieces put in, or in place of characters."""
    text = ""
    for base, at, piece, length in pieces:
        text = text or base
        start = at % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    return text


CHANGES = st.tuples(
    st.sampled_from([text for text in SNIPPETS if len(text) < 300]),
    st.integers(0, 300),
    st.sampled_from(["", *PIECES]),
    st.integers(0, 2),
)
TEXTS = st.lists(CHANGES, min_size=1, max_size=4).map(changed)
SOUPS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@settings(max_examples=1500, deadline=None, database=None)
@given(text=TEXTS | SOUPS)
@example(text="a: .5_1e3\n")
@example(text="? null: 1\n")
@example(text="--- \u2028\na: 1\n")
@example(text="a: a\0b\n")
def test_generated_text_is_read_as_helm_4_reads_it(text: str) -> None:
    """What is accepted is read the same by Helm; what Helm refuses is refused."""
    ours = by_python(text)
    if ours != REFUSED:
        assert by_helm_4(text) == ours
    elif by_helm_4(text) != REFUSED:
        assert may_be_refused(text)


def may_be_refused(text: str) -> bool:
    """Tell whether a text that one Helm reads may be refused.

    Helm 4 may cut it otherwise, Helm may take either of two keys, or after an empty flow
    collection, which Helm takes for the end of the document, there is more. To the Python binding
    of Helm 4 a text ends at NUL.
    """
    cut = any(line.startswith("---") for line in text.split("\n")) or not text.endswith("\n")
    return (
        cut
        or any(sign in text for sign in ("{}", "[]", "\ufeff\ufeff", "\0"))
        or keys_collide(text)
    )


def keys_collide(text: str) -> bool:
    """Tell whether it is for two keys with one text that a text is refused."""
    from todo_k8s.errors import ValuesError
    from todo_k8s.helm.reading import read_values

    with pytest.raises(ValuesError) as caught:
        read_values(text)
    return "two keys read the same" in str(caught.value)
