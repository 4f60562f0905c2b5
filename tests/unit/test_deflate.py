"""Deflate: what zlib and Go read back, the same bytes on every machine, and small enough."""

from __future__ import annotations

import hashlib
import random
import zlib
from itertools import pairwise

import helm_python
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exported import exported_files
from todo_k8s.helm.folder import deflate as module
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.folder.deflate import deflate

CHART_YAML = "apiVersion: v2\nname: small\nversion: 1.2.3\n"
LINES = "".join(f"key{number % 97}: {number * number}\n" for number in range(3000))
"""Text with matches of many lengths and distances."""


def noise(size: int, seed: int = 0) -> bytes:
    """Return bytes that hold no match worth the name."""
    return random.Random(seed).randbytes(size)


def gap(size: int) -> bytes:
    """Return bytes in which nothing is there twice, for less than 64 kB."""
    return b"".join(b"\xff" + number.to_bytes(2, "big") for number in range(size // 3 + 1))[:size]


def read_by_zlib(packed: bytes) -> bytes:
    """Return what zlib reads: one stream, with its end, and nothing after it."""
    reader = zlib.decompressobj(-15)
    data = reader.decompress(packed)
    assert reader.eof
    assert not reader.unused_data
    return data


def read_by_go(text: str) -> str:
    """Return a file of a chart as Helm 4, which is a Go program, reads it from the archive."""
    data = archive_bytes("small", {"Chart.yaml": CHART_YAML, "text.txt": text})
    with helm_python.Chart.load_archive(data) as chart:
        return next(str(file["data"]) for file in chart.files if file["name"] == "text.txt")


def matches(data: bytes) -> set[tuple[int, int]]:
    """Return length and distance of each match in data."""
    items = module._items(data)
    return {(item - 256, -after) for item, after in pairwise(items) if after < 0}


REPEATED = st.lists(
    st.tuples(st.binary(max_size=40), st.integers(1, 300), st.integers(0, 1)), max_size=12
).map(lambda parts: b"".join(part * (times if often else 1) for part, times, often in parts))
"""Bytes that are there once, and bytes that are there many times."""


@settings(max_examples=400, deadline=None, database=None)
@given(data=st.binary(max_size=2000) | REPEATED | REPEATED.map(lambda data: data + data[::-1]))
def test_zlib_reads_any_data_back(data: bytes) -> None:
    """With matches and without."""
    assert read_by_zlib(deflate(data)) == data


@settings(max_examples=100, deadline=None, database=None)
@given(parts=st.lists(st.text(st.characters(max_codepoint=0x7E), max_size=30), max_size=20))
def test_go_reads_any_text_back(parts: list[str]) -> None:
    """Helm refuses a chart that it cannot unpack."""
    text = "".join(part * (1 + 50 * (len(part) % 3)) for part in parts)
    assert read_by_go(text) == text


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"a", b"ab", b"abcd", b"abcde" * 2, b"\x00", b"\x01", b"\xff", bytes(255)),
        *(bytes(257), bytes(258), bytes(259), bytes(260), bytes(range(256)), bytes(1 << 20)),
        *(noise(100_000), noise(40_000) * 2, LINES.encode(), b"a" * 40_000 + b"b"),
    ],
    ids=lambda data: f"{len(data)}-{data[:3].hex()}",
)
def test_zlib_reads_these_back(data: bytes) -> None:
    """Nothing, single bytes, and where matches are as long or as far away as they can be."""
    assert read_by_zlib(deflate(data)) == data


def test_go_reads_many_matches_back() -> None:
    """More than one window of them."""
    text = LINES + "a" * 600 + LINES
    assert len(text) > 2 * 32768
    assert read_by_go(text) == text


@pytest.mark.parametrize(("distance", "found"), [(32767, True), (32768, True), (32769, False)])
def test_match_is_at_most_one_window_away(distance: int, found: bool) -> None:
    """32768 is the longest distance that can be written."""
    twice = b"seven\x00\x01"
    data = twice + gap(distance - len(twice)) + twice
    assert ((len(twice), distance) in matches(data)) is found
    assert read_by_zlib(deflate(data)) == data


@pytest.mark.parametrize("length", [4, 5, 10, 11, 18, 19, 34, 35, 66, 67, 130, 131, 256, 257, 258])
def test_match_of_each_class_of_lengths(length: int) -> None:
    """First and last lengths of some symbols; 258 has a symbol of its own."""
    twice = noise(length, seed=length)
    data = twice + gap(300) + twice
    assert (length, length + 300) in matches(data)
    assert read_by_zlib(deflate(data)) == data


def test_longer_match_is_cut() -> None:
    """What is left of it starts another one, or is bytes at the end of data."""
    assert matches(bytes(1 + 2 * 258 + 5)) == {(258, 1), (5, 1)}
    assert matches(bytes(1 + 258 + 3)) == {(258, 1)}


def test_every_length_and_distance_is_spelled() -> None:
    """The symbols and extra bits are those of the tables in RFC 1951, section 3.2.5."""
    lengths = [module._symbol(256 + length) for length in range(3, 259)]
    assert [lengths[0], lengths[7], lengths[8], lengths[9]] == [
        (257, ""),
        (264, ""),
        (265, "0"),
        (265, "1"),
    ]
    assert lengths[-2:] == [(284, "01111"), (285, "")]
    assert len(set(lengths)) == 256
    distances = [module._symbol(-distance) for distance in range(1, 32769)]
    assert distances[:6] == [
        *((286, ""), (287, ""), (288, ""), (289, ""), (290, "0"), (290, "1")),
    ]
    assert distances[24576] == (286 + 29, "0" * 13)
    assert distances[-1] == (286 + 29, "1" * 13)
    assert len(set(distances)) == 32768


def test_codes_have_at_most_15_bits() -> None:
    """Counts that grow as Fibonacci's numbers would give codes of one bit for each symbol."""
    counts = [1, 1]
    while len(counts) < 30:
        counts.append(counts[-1] + counts[-2])
    lengths = module._lengths(counts, 15)
    assert max(lengths) == 15
    assert sum(2 ** (15 - length) for length in lengths) == 2**15
    assert sorted(lengths, reverse=True) == lengths


@settings(max_examples=200, deadline=None, database=None)
@given(counts=st.lists(st.integers(0, 50), min_size=2, max_size=60), limit=st.integers(7, 15))
def test_codes_are_complete(counts: list[int], limit: int) -> None:
    """Every code is used up, as readers require, and none is the start of another one."""
    codes = [code for code in module._codes(module._lengths(counts, limit)) if code]
    assert sum(2 ** (limit - len(code)) for code in codes) == 2**limit
    ordered = sorted(codes)
    assert not any(after.startswith(code) for code, after in pairwise(ordered))


def test_bytes_do_not_drift() -> None:
    """A change of the encoder changes every archive: say so in CHANGELOG.md."""
    packed = deflate(LINES.encode() + noise(5000) + bytes(5000) + LINES.encode())
    assert hashlib.sha256(packed).hexdigest() == (
        "7355e713e9b755ca1bf75934fda34bb4d56ba328778b78d7adfe997b5600b223"
    )


def test_archive_of_todo_chatbot_is_small() -> None:
    """Its tar is about 930 kB; a third of the archive are the schema and the README."""
    data = archive_bytes("todo-chatbot", exported_files())
    assert len(data) <= 155_500


def test_data_without_matches_do_not_grow() -> None:
    """Except by the header, and by less than a thousandth."""
    data = noise(1 << 20)
    packed = deflate(data)
    assert len(packed) < len(data) * 1.001 + 150
    assert read_by_zlib(packed) == data
