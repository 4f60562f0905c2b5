"""``--set`` and its like give what Helm gives, or are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import helm_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading.layers import layers_of

BY_HELM = {
    "--set": helm_python.parse_set_string,
    "--set-string": helm_python.parse_set_string_values,
    "--set-json": helm_python.parse_set_json,
}
PIECES = [
    *("a", "b", ".", "=", ",", "[0]", "[1]", "[", "]", "{", "}", "\\", " "),
    *("1", "01", "-3", "+5", "0", "true", "Null", "a=", "b.a=", "a[0]="),
]
JSON = ["a=", "b.c=", "a[1]=", "1", "{}", '{"x":1}', "[1,2]", ",", '"s"', "null", " ", "tru", "."]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    """Return texts that are often nearly right."""
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=8).map("".join)


def values_of(flag: str, *given_texts: str) -> Any:
    """Return the values that are given by a flag alone."""
    return layers_of([], {flag: given_texts}).values


def agrees(flag: str, text: str) -> None:
    """See that Helm reads what we read alike."""
    try:
        ours = values_of(flag, text)
    except ValuesError:
        return
    assert BY_HELM[flag](text) == ours


@given(texts(PIECES))
def test_what_is_read_is_read_by_helm(text: str) -> None:
    """Types, lists, indices and escapes, of `--set` and `--set-string`."""
    agrees("--set", text)
    agrees("--set-string", text)


@given(texts(JSON))
def test_json_that_is_read_is_read_by_helm(text: str) -> None:
    """Of `--set-json`."""
    agrees("--set-json", text)


READ: dict[tuple[str, str], Any] = {
    ("--set", "a=1,b.c=two"): {"a": 1, "b": {"c": "two"}},
    ("--set", "a=true,b=FALSE,c=null,d=007,e=-5,f=1.5"): {
        "a": True,
        "b": False,
        "c": None,
        "d": "007",
        "e": -5,
        "f": "1.5",
    },
    ("--set", "l={x,1,true},m[1].n=2"): {"l": ["x", 1, True], "m": [None, {"n": 2}]},
    ("--set", r"a\.b=x\,y"): {"a.b": "x,y"},
    ("--set-string", "a=1,b={1,true}"): {"a": "1", "b": ["1", "true"]},
    ("--set-json", 'a={"b":[1,null]},c=2'): {"a": {"b": [1, None]}, "c": 2},
}


@pytest.mark.parametrize("case", READ, ids=" ".join)
def test_is_read_as_helm_reads_it(case: tuple[str, str]) -> None:
    """What people write most."""
    assert values_of(*case) == READ[case] == BY_HELM[case[0]](case[1])


REFUSED = {
    ("--set", "a"): "--set a: has no value; write key=value",
    ("--set", ".=1"): "--set key: has an empty part; write a key between the dots",
    ("--set", "a[x]=1"): "--set a: needs an index from 0 to 65536 in brackets",
    ("--set", "a[70000]=1"): "--set a: needs an index from 0 to 65536 in brackets",
    ("--set", "a[0]x=1"): "--set a[0]: needs . or [ or = after the index",
    ("--set", "a={canary"): "--set a: needs a } at the end of the list",
    ("--set", "a[0].b="): '--set a[0].b: is lost by Helm; use --set-json with ""',
    ("--set-json", "a={canary"): "--set-json a: is not JSON; quote it for the shell",
    ("--set-file", "a=/no/such"): "--set-file a: cannot read the file: No such file or directory",
    ("--set", "a=1,a.b=canary"): "--set a.b: a is no map in the values below it",
    ("--set", "a=1,a[0]=canary"): "--set a[0]: a is no list in the values below it",
    ("--set", "a=null,a.b=canary"): "--set a.b: a is null in the values below it; remove that",
    ("--set", "b.a=null,b.a[0]=canary"): (
        "--set b.a[0]: b.a is null in the values below it; remove that"
    ),
    ("--set", ".".join("abcdefgh" * 5) + "=canary"): "--set a: has more than 30 levels",
}


@pytest.mark.parametrize("case", REFUSED, ids=" ".join)
def test_refusal_names_flag_and_key_and_no_value(case: tuple[str, str]) -> None:
    """One line that says what to write."""
    with pytest.raises(ValuesError) as caught:
        values_of(*case)
    assert str(caught.value) == REFUSED[case]
    assert caught.value.__context__ is None or "canary" not in str(caught.value.__context__)


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    """`--set-file` gives the text of the file."""
    file = tmp_path / "notes,1.txt"
    file.write_text("a,b\n")
    escaped = str(file).replace(",", r"\,")
    assert values_of("--set-file", f"a.b={escaped}") == {"a": {"b": "a,b\n"}}
