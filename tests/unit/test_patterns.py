"""Regular expressions: Python finds what Helm finds, and refuses what the two read apart."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Annotated, Any, Optional

import pytest
from pydantic import ConfigDict, Field, StringConstraints, create_model

from tests.unit import drawn_patterns as drawn
from tests.unit.helms import MAJORS, render_files
from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm import ChartValues
from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.functions import matches, replace_pattern
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.text_tokens import StrToken

Pair = tuple[str, str]
TOKEN = StrToken(Ref("str", ("Values", "v")))

TEMPLATE = """\
answers:
{{- range .Values.pairs }}
{{- $valid := regexMatch (printf "|%s" .pattern) "" }}
- [{{ $valid }}, {{ regexMatch .pattern .text }}]
{{- end }}
"""
"""Sprig says false of a pattern that is none; with an empty branch before it, it would say true."""


def in_helm(major: str, folder: Path, pairs: list[Pair]) -> list[tuple[bool, bool]]:
    """Return of each pattern and text whether Helm can read the pattern, and whether it occurs."""
    values = {"pairs": [{"pattern": pattern, "text": text} for pattern, text in pairs]}
    printed = render_files(major, folder, {"templates/all.yaml": TEMPLATE}, values)
    answers = re.findall(r"^- \[(\w+), (\w+)\]$", printed, re.MULTILINE)
    return [(valid == "true", found == "true") for valid, found in answers]


def is_refused(pattern: str) -> bool:
    """Tell whether a pattern is refused when it is declared."""
    try:
        matches(TOKEN, pattern)
    except TemplateError:
        return True
    return False


def disagreements(major: str, folder: Path, pairs: list[Pair]) -> list[Pair]:
    """Return the pairs on which Helm and Python differ."""
    answers = in_helm(major, folder, pairs)
    assert len(answers) == len(pairs)
    return [
        pair for pair, answer in zip(pairs, answers, strict=True) if answer != (True, occurs(*pair))
    ]


@pytest.mark.parametrize("major", MAJORS)
def test_engines_agree_on_generated_patterns(major: str, tmp_path: Path) -> None:
    """Whatever pattern is accepted, it occurs in the same texts; each is tried on eight."""
    rng = Random(20261126)
    patterns = {drawn.pattern(rng) for _ in range(2000)}
    accepted = sorted(pattern for pattern in patterns if not is_refused(pattern))
    pairs = [(pattern, drawn.text(rng)) for pattern in accepted for _ in range(8)]
    print(f"{len(patterns)} patterns, {len(accepted)} accepted, {len(pairs)} pairs")
    assert len(accepted) > 1000
    found = sum(occurs(*pair) for pair in pairs)
    assert len(pairs) / 5 < found < len(pairs) * 4 / 5, "the texts say little about the patterns"
    assert disagreements(major, tmp_path, pairs) == []


@pytest.mark.parametrize("major", MAJORS)
def test_engines_agree_on_every_character(major: str, tmp_path: Path) -> None:
    """Each set holds the same characters, with case and without."""
    beyond = "\u01c5\u0345\u03c2\u0660\u1e9e\u2028\u212a\uff11\U0001d49c"
    spread = [*map(chr, range(0x180)), *beyond]
    patterns = [flag + each for flag in ("", "(?i)") for each in (*drawn.SETS, "k", "s", "[^K]")]
    wholes = [f"^{pattern}$" for pattern in patterns]
    pairs = [(each, text) for each in wholes if not is_refused(each) for text in spread]
    assert len(pairs) > 30_000
    assert disagreements(major, tmp_path, pairs) == []


REPLACED = """\
answers:
{{- range .Values.triples }}
- {{ regexReplaceAllLiteral .pattern .text .by | toJson }}
{{- end }}
"""


@pytest.mark.parametrize("major", MAJORS)
def test_engines_replace_the_same_matches(major: str, tmp_path: Path) -> None:
    """Whatever pattern can be replaced, its matches are the same; each is tried on ten texts."""
    rng = Random(20261127)
    patterns = sorted({drawn.replaceable(rng) for _ in range(2000)})
    triples = [
        (pattern, drawn.text(rng) + drawn.text(rng), rng.choice(["", "<>", "$1", r"\0", "a"]))
        for pattern in patterns
        for _ in range(10)
    ]
    replaced = [replace_pattern(text, pattern, by) for pattern, text, by in triples]
    changed = sum(text != after for (_, text, _), after in zip(triples, replaced, strict=True))
    print(f"{len(patterns)} patterns, {len(triples)} texts, {changed} of them changed")
    assert len(patterns) > 1000
    assert changed > len(triples) / 5, "the texts say little about the patterns"
    values = [{"pattern": pattern, "text": text, "by": by} for pattern, text, by in triples]
    printed = render_files(major, tmp_path, {"templates/all.yaml": REPLACED}, {"triples": values})
    found = [json.loads(line[2:]) for line in printed.split("\n") if line.startswith('- "')]
    assert [
        (*triple, one, other)
        for triple, one, other in zip(triples, found, replaced, strict=True)
        if one != other
    ] == []


NOT_REPLACED = {
    "a*": "may match nothing",
    "a|b?": "may match nothing",
    "^": "may match nothing",
    r"(?:a|\b)": "may match nothing",
    "a{0,3}": "may match nothing",
    "(ab)+": "repeat characters and sets only",
    "(?:a|b){2}": "repeat characters and sets only",
    "(?i)a": r"write sets such as \[Aa\]",
    "(?s:.)": "write sets such as",
    r"[^\W_]": r"write what \\W stands for",
    "[[:alpha:]]": "write what .* stands for as ranges",
    "(?=a)": "look-around",
}


@pytest.mark.parametrize("pattern", NOT_REPLACED)
def test_pattern_whose_matches_may_differ_is_not_replaced(pattern: str) -> None:
    """When it is declared, be the text known or not; the error names the pattern."""
    for text in ("a", TOKEN):
        with pytest.raises(TemplateError, match=NOT_REPLACED[pattern]) as caught:
            replace_pattern(text, pattern, "")
        assert repr(pattern) in str(caught.value)


LONG = ["a*a*b", "(a+|b)c*[^b]+", ".*/.*", "x?[w-y]*", "a{1,9}(b|c?)a*", "[é-ü]+[ö-ÿ]+"]
SHORT = ["[0-9]+[.][0-9]+", "^-+|-+$", "[^/]*/[^/]*/", "v?[0-9]{1,3}", "(a+|b)ca+", "a{9}a+"]


@pytest.mark.parametrize("pattern", [*LONG, *SHORT])
def test_repeats_that_share_characters_are_not_replaced(pattern: str) -> None:
    """Python would try each way to share a text out between them."""
    if pattern in SHORT:
        assert replace_pattern("a" * 3000, pattern, "") in ("", "a" * 3000)
        return
    with pytest.raises(TemplateError, match="let no two repeats take the same characters"):
        replace_pattern("a", pattern, "")


def test_engines_part_on_what_is_not_replaced() -> None:
    """Python's `re`, as Helm's Go does not, replaces once more after a match of ``b*``."""
    assert re.sub("b*", "-", "abc") == "-a--c-"  # Go gives -a-c-
    assert re.sub(r"\s", "", "\x1c") == ""
    assert replace_pattern("\x1c", r"\s", "") == "\x1c"


@pytest.mark.parametrize("pattern", drawn.REFUSED)
def test_pattern_that_is_read_apart_is_refused(pattern: str) -> None:
    """When it is declared, be the text known or not; the error names the pattern."""
    for text in ("a", TOKEN):
        with pytest.raises(TemplateError, match=r"\Athe pattern ") as caught:
            matches(text, pattern)
        assert repr(pattern) in str(caught.value)
        assert caught.value.__cause__ is None


def test_refusal_is_of_good_reason() -> None:
    """Python's `re`, or Rust's engine as it is, would find otherwise than Helm does."""
    assert re.search(r"(?i)\As\Z", "\u017f", re.ASCII) is None
    assert occurs(r"(?i)\As\z", "\u017f")
    assert occurs(r"(?i)\Ak\z", "\u212a")
    assert not occurs(r"\A\d\z", "\u0663")
    assert not occurs("a$", "a\n")
    assert not occurs("a", "\ud800a")  # no text that Helm could be given


def test_pattern_must_be_known() -> None:
    """A pattern of the values could be anything."""
    with pytest.raises(ExpressionError, match="pattern that is known"):
        matches("a", TOKEN)


Text = Annotated[str, StringConstraints(pattern="^[a-z]+$")]
PLAIN = ["^a$", "", r"^[0-9]+(\.[0-9]+)?$", r"^(?:a|b{2,3})*$", r"^[^\x7f\n]?$", r"^[-a-c_.]\*\t$"]
IN_FIELDS = {
    r"\d": r"write '\[0-9\]'",
    r"[\w.-]": r"write '\[0-9A-Za-z_.-\]'",
    r"\/": "write '/'",
    r"\Aa\z": r"may not know \\z; write \^ and \$",
    r"\ba": r"may not know \\b",
    "(?i)a": r"may not know \(\?i\)",
    "[[:alpha:]]": r"may not know \[:alpha:\]",
    r"\x{41}": r"may not know \\x\{41\}; ",
    "(?=a)": "look-around; match twice",
    r"\pL": "write ranges",
    "a{,3}": r"write \\\{ for the character",
}


def types_with(constraint: Any) -> list[Any]:
    """Return types that have a string with a constraint in them."""
    each: Any = Annotated[str, constraint]
    lists = Annotated[list[each], Field(min_length=1)]
    return [each, Optional[each], dict[each, Text], dict[str, lists]]  # noqa: UP045  # no type


def declared(annotation: Any) -> type[ChartValues]:
    """Declare a model with one field of a type."""
    return create_model("Shop", __base__=ChartValues, code=(annotation, ...))


@pytest.mark.parametrize("pattern", PLAIN)
def test_plain_pattern_of_a_field_is_accepted(pattern: str) -> None:
    """What pydantic, Helm and editors read alike; in a part of a type too."""
    for annotation in types_with(Field(pattern=pattern)):
        declared(annotation)


@pytest.mark.parametrize("pattern", IN_FIELDS)
def test_pattern_of_a_field_is_refused_where_the_model_is_declared(pattern: str) -> None:
    """Wherever it stands in the field's type; the error says which field, and what to write."""
    for annotation in types_with(StringConstraints(pattern=pattern)):
        with pytest.raises(TemplateError, match=IN_FIELDS[pattern]) as caught:
            declared(annotation)
        assert str(caught.value).startswith(f"Shop.code: the pattern {pattern!r}: ")


def test_pattern_of_an_engine_of_pythons_is_refused() -> None:
    """A compiled one, and the engine of a model."""
    with pytest.raises(TemplateError, match=r"\AShop\.code: the pattern must be a string"):
        declared(Annotated[str, Field(pattern=re.compile("a"))])
    with pytest.raises(TemplateError, match=r"\AOther: .*remove regex_engine"):

        class Other(ChartValues):  # pyright: ignore[reportUnusedClass]  # its declaration fails
            """A model with another engine."""

            model_config = ConfigDict(regex_engine="python-re")
            code: Text = "a"


def test_pattern_of_a_part_is_checked_with_the_part() -> None:
    """A model of models has the patterns of its own fields only."""
    part = declared(Annotated[str, Field(pattern="^a")])
    assert declared(list[part]).model_fields  # type: ignore[valid-type]  # made here
