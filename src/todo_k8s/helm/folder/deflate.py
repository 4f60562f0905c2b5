"""Deflate (RFC 1951) with the same output everywhere; zlib's differs between versions and builds.

Data become a list of items, which are integers: 0 to 255 is a byte, 256 the end, 256 + n a match of
n bytes. The item after a match is -d for its distance of d bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_END = 256
_DISTANCES = 286
"""The number of symbols for bytes, the end and lengths. Those for distances follow it here."""

_WINDOW = 32768
"""The longest distance, in bytes."""

_LONGEST = 258
"""The longest match, in bytes."""

_SHORTEST = 4
"""The shortest match that is searched for, in bytes. Shorter ones cost as much as they save."""

_TRIES = 64
"""How many candidates are tried per match. Twice as many save 0.5% and take 5% longer."""

_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
"""The order in which the header lists the lengths of the codes that spell the other lengths."""


def deflate(data: bytes) -> bytes:
    """Return compressed data: one block with dynamic Huffman codes.

    References:
        RFC 1951, section 3.2.7.
    """
    items = _items(data)
    counts = Counter(items)
    symbols = {item: _symbol(item) for item in counts}
    used = [0] * (_DISTANCES + 30)
    for item, (symbol, _) in symbols.items():
        used[symbol] += counts[item]
    lengths = _lengths(used[:_DISTANCES], 15), _lengths(used[_DISTANCES:], 15)
    codes = _codes(lengths[0]) + _codes(lengths[1])
    spelled = {item: codes[symbol] + extra for item, (symbol, extra) in symbols.items()}
    bits = _header(lengths[0] + lengths[1]) + "".join(map(spelled.__getitem__, items))
    return int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")


def _items(data: bytes) -> list[int]:
    """Return data as items. A match gives way to a longer one that starts a byte later."""
    items: list[int] = []
    places, at = _Places(data), 0
    length, distance = places.match(0, _SHORTEST - 1)
    while at < len(data):
        later = places.match(at + 1, length)
        if later[1] or not distance:
            items.append(data[at])
            at, (length, distance) = at + 1, later
        else:
            items += (_END + length, -distance)
            for place in range(at + 2, at + length):
                places.add(place)
            at += length
            length, distance = places.match(at, _SHORTEST - 1)
    return [*items, _END]


class _Places:
    """For each place in data, the last place before it that starts with the same bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.last: dict[bytes, int] = {}
        self.before = [-_WINDOW - 1] * (len(data) + 1)  # outside the window of every place

    def add(self, at: int) -> int:
        """Add a place that is after all added ones; return the last of them with the same bytes."""
        start = self.data[at : at + _SHORTEST]
        self.before[at] = place = self.last.get(start, -_WINDOW - 1)
        self.last[start] = at
        return place

    def match(self, at: int, length: int) -> tuple[int, int]:
        """Add a place; return length and distance of a match of more than ``length`` bytes there.

        The distance is 0 if there is no such match.
        """
        data, before, place, distance = self.data, self.before, self.add(at), 0
        longest = min(_LONGEST, len(data) - at)
        wanted = data[at : at + length + 1]
        for _ in range(_TRIES):
            if at - place > _WINDOW or length >= longest:
                break
            if data.startswith(wanted, place):
                length, distance = _common(data, place, at), at - place
                wanted = data[at : at + length + 1]
            place = before[place]
        return length, distance


def _common(data: bytes, place: int, at: int) -> int:
    """Return how many bytes agree at two places: those below the lowest bit that differs."""
    here = data[at : at + _LONGEST]
    there = data[place : place + len(here)]
    differing = int.from_bytes(here, "little") ^ int.from_bytes(there, "little")
    return ((differing & -differing).bit_length() - 1) // 8 if differing else len(here)


def _symbol(item: int) -> tuple[int, str]:
    """Return the symbol of an item and its extra bits (RFC 1951, section 3.2.5)."""
    if item < 0:
        symbol, extra = _split(-item - 1, 1)
        return _DISTANCES + symbol, extra
    if item <= _END:
        return item, ""
    if item == _END + _LONGEST:
        return 285, ""
    symbol, extra = _split(item - _END - 3, 2)
    return _END + 1 + symbol, extra


def _split(value: int, kept: int) -> tuple[int, str]:
    """Number the values that share the highest bit and ``kept`` bits below it; return the rest."""
    extra = max(0, value.bit_length() - kept - 1)
    return (extra << kept) + (value >> extra), _number(value % (1 << extra), extra)


def _number(value: int, width: int) -> str:
    """Return a number of ``width`` bits, lowest first. A 1 is put above them, and left out."""
    return f"{1 << width | value:b}"[:0:-1]


def _lengths(counts: Sequence[int], limit: int) -> list[int]:
    """Return the lengths of the best code for symbols, in bits up to a limit, by package-merge.

    At least two symbols get a code, as in zlib, because some readers require it.

    References:
        Larmore and Hirschberg, A fast algorithm for optimal length-limited Huffman codes (1990).
    """
    used = [symbol for symbol, count in enumerate(counts) if count or symbol < 2]
    single = [(max(1, counts[symbol]), (symbol,)) for symbol in used]
    pairs: list[tuple[int, tuple[int, ...]]] = []
    for _ in range(limit):
        both = sorted([*single, *pairs])
        pairs = [(a + b, c + d) for (a, c), (b, d) in zip(both[::2], both[1::2], strict=False)]
    bits = Counter(symbol for _, symbols in pairs[: len(single) - 1] for symbol in symbols)
    return [bits[symbol] for symbol in range(len(counts))]


def _codes(lengths: Sequence[int]) -> list[str]:
    """Return the code of each symbol, empty for length 0 (RFC 1951, section 3.2.2)."""
    codes, code, bits = [""] * len(lengths), 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths)):
        if length:
            code, bits = code << length - bits, length
            codes[symbol] = f"{code:0{length}b}"
            code += 1
    return codes


def _header(lengths: Sequence[int]) -> str:
    """Return the header of the last block, of type 2. It lists all lengths, without run lengths."""
    counts = Counter(lengths)
    own = _lengths([counts[length] for length in range(len(_ORDER))], 7)
    sizes = _number(_DISTANCES - 257, 5) + _number(30 - 1, 5) + _number(len(_ORDER) - 4, 4)
    order = "".join(_number(own[length], 3) for length in _ORDER)
    return "101" + sizes + order + "".join(map(_codes(own).__getitem__, lengths))
