"""What is known of what a function gives, from what is known of what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from todo_k8s.helm.compiled.known_texts import UNKNOWN, Known, Made, several
from todo_k8s.helm.fields.pattern_ranges import complement
from todo_k8s.helm.fields.pattern_texts import TextsReader, texts_of_pattern
from todo_k8s.helm.fields.texts import (
    ANY,
    ASCII,
    EMPTY,
    Characters,
    Repeated,
    in_order,
    literal,
    of_characters,
    one_of,
)
from todo_k8s.helm.symbolic.expressions import Const, Expr

_FORMED = {
    **dict.fromkeys(["label", "image_tag"], "^[A-Za-z0-9_.-]*$"),
    **dict.fromkeys(["sha256", "checksum"], "^[0-9a-f]{64}$"),
    "digest": "^[0-9a-f]{8}$",
    "b64encode": "^[A-Za-z0-9+/=]*$",
}
"""The texts that functions give, whatever they are given."""


def computed(name: str, given: Sequence[Known], args: Sequence[Expr]) -> Known:
    """Return what is known of what a function gives.

    Args:
        name: The function.
        given: What is known of its arguments.
        args: Its arguments.
    """
    if (pattern := _FORMED.get(name)) is not None:
        return Made(texts_of_pattern(pattern))
    if name == "replace_pattern":
        return _replaced(given, args[1])
    found = _MAKERS.get(name)
    return UNKNOWN if found is None else found(given)


def _of_characters(given: Sequence[Known]) -> Known:
    return Made(of_characters(*(each.texts for each in given)))


def _replaced(given: Sequence[Known], pattern: Expr) -> Known:
    """Return what a text is once the matches of a pattern are replaced."""
    text, _, replacement = given
    known = pattern.value if isinstance(pattern, Const) else None
    is_rest = isinstance(known, str) and _takes_the_rest(known)
    return _of_characters([replacement] if is_rest else [text, replacement])


@cache
def _takes_the_rest(pattern: str) -> bool:
    """Tell whether every character beyond ASCII matches a pattern by itself."""
    found = TextsReader(pattern).texts()
    if isinstance(found, Repeated) and found.least <= 1:
        found = found.inner
    return isinstance(found, Characters) and Characters(tuple(complement(found.ranges))).is_ascii


def _joined(given: Sequence[Known]) -> Known:
    items, separator = given
    return _of_characters([items.items, separator])


def _named(given: Sequence[Known]) -> Known:
    return Made(in_order((ASCII, literal("-"), given[1].texts)))


def _entry(given: Sequence[Known]) -> Known:
    return several((given[0].items, Made(EMPTY, holding=several(()))))


def _item(given: Sequence[Known]) -> Known:
    return several((given[0].items, given[1]))


def _written(given: Sequence[Known]) -> Known:
    return Made(ANY, one_of(key.texts for key in given[::2]), several(given[1::2]))


_MAKERS: dict[str, Callable[[Sequence[Known]], Known]] = {
    **dict.fromkeys(["string", "text", "decimal", "merge", "default"], several),
    **dict.fromkeys(["lower", "upper", "trim"], _of_characters),
    **dict.fromkeys(
        ["truncate", "trim_suffix", "trim_prefix"], lambda given: _of_characters(given[:1])
    ),
    **dict.fromkeys(["get", "get_map"], _entry),
    **dict.fromkeys(["first", "last"], _item),
    **dict.fromkeys(["mapping", "object"], _written),
    "concat": lambda given: Made(in_order(each.texts for each in given)),
    "object_name": _named,
    "replace": lambda given: _of_characters([given[0], given[2]]),
    "join": _joined,
    "split": lambda given: Made(holding=_of_characters(given[:1])),
    "listing": lambda given: Made(holding=several(given)),
    "sorted_keys": lambda given: Made(holding=Made(given[0].keys)),
    "omit": lambda given: given[0],
}
"""What makes a text, map or list of what it is given; of all others nothing is known."""
