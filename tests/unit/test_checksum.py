"""`checksum` writes JSON as Go does."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from todo_k8s.helm.functions import checksum

FRACTIONS = {
    "0.1": 0.1,
    "0.000001": 1e-6,
    "1e-7": 1e-7,
    "1.5e-9": 1.5e-9,
    "1e-10": 1e-10,
    "-2.5e-300": -2.5e-300,
    "100000000000000000000": 1e20,
    "123456789012345680000": 123456789012345680000.0,
    "1e+21": 1e21,
    "2.5e+21": 2.5e21,
    "5": 5.0,
    "-0": -0.0,
    "1234.5678": 1234.5678,
}
"""What Go's ``encoding/json`` makes of each number."""


@pytest.mark.parametrize("text", FRACTIONS)
def test_fractions_are_written_as_go_writes_them(text: str) -> None:
    """With an exponent only below 1e-6, and from 1e21 on."""
    found = checksum({"n": [FRACTIONS[text]]})
    assert found == hashlib.sha256(f'{{"n":[{text}]}}'.encode()).hexdigest()


def test_whatever_is_no_fraction_is_plain_json() -> None:
    """Keys in order, no spaces, letters as they are."""
    value: dict[str, Any] = {"é": [1, True, None, "a\n\u0001"], "a": {"c": "", "b": []}}
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert checksum(value) == hashlib.sha256(text.encode()).hexdigest()
