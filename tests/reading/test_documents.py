"""Values files as a whole: documents, places, warnings, errors, and what would take for ever."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.answers import REFUSED, by_helm_4, by_python
from todo_k8s.errors import DuplicateKeyWarning, ValuesError
from todo_k8s.helm.reading import merge_mappings, read_document, read_values

FAULTS = {
    "a:\n\t- 1\n": "(line 2, column 1)",
    "%YAML 1.2\n---\na: 1\n": "(line 1, column 7): Helm reads %YAML 1.1 only; remove the directive",
    '{"auth": {"url": "https:\\/\\/x"}}\n': "(line 1, column 25): this escape is unknown to Helm",
    "a: [1, .inf]\n": "(line 1, column 8): JSON has no infinity and no .nan; quote it",
    "a: !!bool canary\n": "(line 1, column 4): this is not what its tag says",
    "a: !!timestamp canary\n": "(line 1, column 4): this is not what its tag says",
    "a: *canary\n": "(line 1, column 4): this alias has no anchor before it",
    "a: &x [*x]\n": "(line 1, column 8): this anchor contains itself",
    "a: 1\n---\na: 2\n": "(line 2, column 1): Helm 3 reads the first document only",
    "a: 1\n---\nb: [\n": "(line 4, column 1): check the indentation and quotes",
    "a: 'canary\n": "(line 1, column 4): this quote is not closed",
    "a: canary\x01\n": "(line 1, column 10): control characters are not allowed",
    "a: {<<: canary}\n": "(line 1, column 9): << must name a map, or a list of maps",
    "a: {~: canary}\n": "(line 1, column 5): this is no key for Helm; quote it",
    "a: {[canary]: 1}\n": "(line 1, column 5): a key must be a scalar",
    "a: |\n  canary": "(line 1, column 1): Helm 3 and 4 read the end differently",
}


@pytest.mark.parametrize("text", FAULTS)
def test_error_says_where_and_nothing_of_the_text(text: str) -> None:
    """File, line and column; no context that holds more."""
    with pytest.raises(ValuesError) as caught:
        read_values(text, "mine.yaml")
    message = str(caught.value)
    assert message.startswith(f"mine.yaml: is not YAML that Helm reads {FAULTS[text]}")
    assert "canary" not in message
    assert caught.value.__context__ is None


ACCEPTED = {
    "a: 3\n---\n": {"a": "number 3.0"},
    "---\n---\n# c\n": {},
    "a: 3\t# three\n": {"a": "number 3.0"},
    '{\n\t"a": 3\n}\n': {"a": "number 3.0"},
    "a: &c {b: 1}\nd: {b: 2, <<: *c}\n": {"a": {"b": "number 1.0"}, "d": {"b": "number 1.0"}},
    "a: !!map x\n": {"a": "x"},
    "a: !!binary eA==\n": {"a": "x"},
    "a: 1\r\nb: 2\r\n": {"a": "number 1.0", "b": "number 2.0"},
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_unusual_text_is_read(text: str) -> None:
    """What all Helms take is taken."""
    assert by_python(text) == ACCEPTED[text]


def test_every_value_has_a_place() -> None:
    """Line and column of a value and of its key; an alias is where it is written."""
    file = read_document("a: &x\n  b: 1\nc:\n- *x\n-   {d: [5, 6]}\n", "mine.yaml")
    assert file.values == {"a": {"b": 1}, "c": [{"b": 1}, {"d": [5, 6]}]}
    items = file.places["c"].parts
    assert file.places["a"][:4] == (1, 4, 1, 1)
    assert file.places["a"].parts["b"][:4] == (2, 6, 2, 3)
    assert items[0][:4] == (4, 3, 4, 3)
    assert items[0].parts["b"][:2] == (2, 6)
    assert items[1].parts["d"][:4] == (5, 9, 5, 6)
    assert items[1].parts["d"].parts[1][:2] == (5, 13)


def test_key_that_is_written_twice_is_a_warning() -> None:
    """The last one counts, as in Helm; a key that << brings is no second one."""
    text = "a: 1\nb: {<<: {c: 1}, c: 2}\na: 2\n"
    message = "^mine.yaml: line 3, column 1: a is set again, and replaces line 1$"
    with pytest.warns(DuplicateKeyWarning, match=message) as caught:
        assert read_values(text, "mine.yaml") == {"a": 2, "b": {"c": 2}}
    assert len(caught) == 1


def test_warning_shows_no_control_character() -> None:
    """A key may hold an escape that would change the terminal."""
    file = read_document('"\\e[31m\\u202e": 1\n"\\e[31m\\u202e": 2\n')
    assert tuple(map(str, file.warnings)) == (
        "values: line 2, column 1: \\x1b[31m\\u202e is set again, and replaces line 1",
    )


BOMB = "x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"x{level}: &x{level} [{', '.join([f'*x{level - 1}'] * 9)}]\n" for level in range(1, 9)
)


def test_aliases_that_repeat_too_much_are_refused() -> None:
    """By Helm's own numbers, before the memory is full."""
    assert by_helm_4(BOMB) == REFUSED
    with pytest.raises(ValuesError, match="excessive aliasing"):
        read_values(BOMB)


def test_levels_are_bounded() -> None:
    """A thousand levels are read, of either style; more are refused with a line."""
    for opened, closed in (("[", "]"), ("{a: ", "}")):
        text = f"x: {opened * 999}{closed * 999}\n"
        assert read_values(text)
        with pytest.raises(ValuesError, match=r"\(line 1, column .*more than 1000 levels"):
            read_values(f"x: {opened * 1000}{closed * 1000}\n")
    block = "".join(f"{' ' * level}a:\n" for level in range(1000))
    assert read_values(block)
    with pytest.raises(ValuesError, match="more than 1000 levels"):
        read_values(f"{block}{' ' * 1000}a: 1\n")


def test_aliases_cannot_nest_deeper() -> None:
    """Nor by aliases, each of which adds some levels."""
    lines = ["x0: &x0 [1]\n"]
    lines += [f"x{n}: &x{n} {'[' * 90}*x{n - 1}{']' * 90}\n" for n in range(1, 13)]
    with pytest.raises(ValuesError, match="more than 1000 levels"):
        read_values("".join(lines))


def test_deep_files_are_laid_over_one_another() -> None:
    """However deep they are."""
    deep = read_values(f"a: {'{a: ' * 900}1{'}' * 900}\n")
    merged: Any = merge_mappings(deep, deep)
    for _ in range(901):
        merged = merged["a"]
    assert merged == 1
