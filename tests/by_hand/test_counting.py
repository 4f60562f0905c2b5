"""What counts as a line of code."""

from __future__ import annotations

import pytest

from tests.by_hand.counting import lines_of_python, lines_of_text, lines_used

MODULE = '''"""A module."""

from a import b  # one


class A(  # two
    b
):  # four
    """A class.

    It does nothing.
    """

    text = """five

seven"""
    """An attribute."""


def f(x):  # eight
    # Nothing.
    return A  # nine


CASES = [
    1,
]
'''


def test_docstrings_comments_and_blank_lines_do_not_count() -> None:
    """But all lines of another text do."""
    assert lines_of_python(MODULE, without=["CASES"]) == 9
    assert lines_of_python(MODULE) == 12


def test_what_is_used_counts_with_what_that_uses() -> None:
    """Of a library, without its imports."""
    assert lines_used(MODULE, ["from m import f\n\nf(1)\n"]) == 8
    assert lines_used(MODULE, ["from m import A\n\nA()\n"]) == 6
    assert lines_used(MODULE, ["print()\n"]) == 0


@pytest.mark.parametrize(
    ("text", "suffix", "count"),
    [
        ("# -- A value.\na: 1\n\n  # More.\nb: '#'\n", ".yaml", 2),
        ('{{/*\nA comment.\n*/}}\n{{- define "a" -}}\nb\n{{- end }}\n', ".tpl", 3),
        ("{{- /* One. */ -}}\na: {{ .b }}\n", ".yaml", 1),
        ('{\n  "a": 1\n}\n', ".json", 3),
        ("# is a heading here\n", ".txt", 1),
    ],
)
def test_each_kind_of_file_has_its_comments(text: str, suffix: str, count: int) -> None:
    """Those of YAML, and those of a template."""
    assert lines_of_text(text, suffix) == count
