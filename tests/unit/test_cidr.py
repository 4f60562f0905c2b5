"""Blocks of addresses: the pattern takes what Python's own reader of addresses takes."""

from __future__ import annotations

from ipaddress import ip_network
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.model.formats import fits
from todo_k8s.values.types import Cidr

(CIDR,) = (mark for mark in get_args(Cidr) if isinstance(mark, Format))
octets = st.lists(st.sampled_from([0, 1, 9, 10, 99, 100, 199, 249, 250, 255, 256, 999]), min_size=4)
prefixes = st.sampled_from([0, 1, 9, 10, 24, 32, 33, 64, 99, 100, 119, 128, 129, 200])
groups = st.lists(st.sampled_from(["", "", "0", "db8", "ffff", "10000", "FFFF", "g"]), max_size=9)
blocks = st.builds(
    "{}/{}".format,
    octets.map(lambda parts: ".".join(map(str, parts[:5]))) | groups.map(":".join),
    prefixes,
)


def is_block(text: str) -> bool:
    """Tell whether a text is a block of addresses to the values."""
    return fits(CIDR, text)


def is_network(text: str) -> bool:
    """Tell whether a text is one to Python."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(text=blocks)
def test_block_is_what_python_takes_for_one(text: str) -> None:
    """Octets, groups, the one gap and the prefix length have their bounds."""
    assert is_block(text) is is_network(text)


@pytest.mark.parametrize(
    "text", ["0.0.0.0/0", "255.255.255.255/32", "::/0", "::1/128", "1::/16", "1:2:3:4:5:6:7:8/128"]
)
def test_block_at_a_border_is_taken(text: str) -> None:
    """The smallest and the largest, and every form of an address."""
    assert is_block(text)
    assert is_network(text)


@pytest.mark.parametrize("text", ["999.1.1.1/99", "1.2.3.4", "1.2.3.4/", "01.2.3.4/8", "::/08"])
def test_what_is_none_is_refused(text: str) -> None:
    """Numbers out of bounds, without a prefix length, with leading zeros."""
    assert not is_block(text)
