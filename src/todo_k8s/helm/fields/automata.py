"""Texts as automata, which tell whether one text may be among two sets of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from todo_k8s.helm.fields.texts import (
    ANY,
    Both,
    Characters,
    Edge,
    Holding,
    InOrder,
    OneOf,
    Repeated,
    Texts,
)

_Ranges = tuple[tuple[int, int], ...]
_Label = _Ranges | Edge | None
"""What a step takes: a character, an end of the text, or nothing."""

_MOST_COPIES = 24
"""So often a part is counted; more of it is taken for any number."""

MOST_STATES = 60_000
"""So many states are looked at for two sets of texts, until they are taken for ones that meet."""

_START, _END = 0, 1
_LAST_OF_ASCII = 127


@dataclass
class Automaton:
    """States, with the steps from each to others; all starts at one and ends at another."""

    steps: list[list[tuple[_Label, int]]] = field(default_factory=lambda: [[], []])

    def state(self) -> int:
        """Return a new state."""
        self.steps.append([])
        return len(self.steps) - 1

    def step(self, start: int, label: _Label, end: int) -> None:
        """Add a step."""
        self.steps[start].append((label, end))

    @cached_property
    def is_ascii(self) -> bool:
        """Whether no text that it takes has a character beyond ASCII."""
        back: list[list[int]] = [[] for _ in self.steps]
        for state, steps in enumerate(self.steps):
            for _, end in steps:
                back[end].append(state)
        used = _reached(_START, lambda state: [end for _, end in self.steps[state]])
        used &= _reached(_END, back.__getitem__)
        return not any(
            isinstance(label, tuple) and label and label[-1][1] > _LAST_OF_ASCII and end in used
            for state in used
            for label, end in self.steps[state]
        )


def _reached(start: int, following: Callable[[int], list[int]]) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        found = {*following(waiting.pop())} - seen
        seen |= found
        waiting += found
    return seen


@lru_cache(maxsize=1000)
def automaton(texts: Texts) -> Automaton:
    """Return the automaton that takes some texts."""
    if isinstance(texts, Holding):
        return _looking(texts.pattern)
    if isinstance(texts, Both):
        one, other = automaton(texts.one), automaton(texts.other)
        return _crossed(one, other) or one
    made = Automaton()
    _add(made, texts, _START, _END)
    return made


def may_meet(one: Texts, other: Texts) -> bool:
    """Tell whether some text may be among these and among those."""
    found = _crossed(automaton(one), automaton(other), stop=True)
    return found is None or any(end == _END for steps in found.steps for _, end in steps)


def _add(made: Automaton, texts: Texts, start: int, end: int) -> None:
    """Add steps that take texts from one state to another."""
    match texts:
        case Characters(ranges=ranges):
            made.step(start, ranges, end)
        case InOrder(inner=parts):
            for part in parts:
                following = made.state()
                _add(made, part, start, following)
                start = following
            made.step(start, None, end)
        case OneOf(options=options):
            for option in options:
                _add(made, option, start, end)
        case Repeated():
            _add_repeats(made, texts, start, end)
        case Edge():
            made.step(start, texts, end)
        case _:
            _add_whole(made, automaton(texts), start, end)


def _add_repeats(made: Automaton, texts: Repeated, start: int, end: int) -> None:
    least = min(texts.least, _MOST_COPIES)
    for _ in range(least):
        following = made.state()
        _add(made, texts.inner, start, following)
        start = following
    if texts.most is None or texts.most > _MOST_COPIES:
        around = made.state()
        made.step(start, None, around)
        _add(made, texts.inner, around, around)
        made.step(around, None, end)
        return
    for _ in range(texts.most - least):
        made.step(start, None, end)
        following = made.state()
        _add(made, texts.inner, start, following)
        start = following
    made.step(start, None, end)


def _add_whole(made: Automaton, whole: Automaton, start: int, end: int) -> None:
    """Add the steps of an automaton, with states of their own."""
    known = [made.state() for _ in whole.steps]
    made.step(start, None, known[_START])
    made.step(known[_END], None, end)
    for state, steps in enumerate(whole.steps):
        for label, following in steps:
            made.step(known[state], label, known[following])


def _looking(pattern: Texts) -> Automaton:
    """Return the automaton of the texts that a pattern occurs in: no step takes an end of them."""
    around = Automaton()
    before, after = around.state(), around.state()
    around.step(_START, None, before)
    _add(around, ANY, before, before)
    _add(around, pattern, before, after)
    _add(around, ANY, after, after)
    around.step(after, None, _END)
    made, known = Automaton(), {(_START, False, False): _START}
    waiting = [*known]
    while waiting:
        state, begun, ended = here = waiting.pop()
        if state == _END:
            made.step(known[here], None, _END)
        for label, *following in _moved(around, state, begun=begun, ended=ended):
            there = following[0], bool(following[1]), bool(following[2])
            if there not in known:
                known[there] = made.state()
                waiting.append(there)
            made.step(known[here], label, known[there])
    return made


def _moved(
    around: Automaton, state: int, *, begun: bool, ended: bool
) -> Iterator[tuple[_Ranges | None, int, bool, bool]]:
    """Yield the steps from a state, where the text has begun, or must be at its end."""
    for label, end in around.steps[state]:
        if label is None:
            yield None, end, begun, ended
        elif isinstance(label, Edge):
            if label.at_end or not begun:
                yield None, end, begun, ended or label.at_end
        elif not ended:
            yield label, end, True, False


def _crossed(one: Automaton, other: Automaton, *, stop: bool = False) -> Automaton | None:
    """Return the automaton of what two take, or None if it has too many states.

    Args:
        one: An automaton.
        other: Another one.
        stop: Whether to look no further than to the first text.
    """
    made, known = Automaton(), {(_START, _START): _START, (_END, _END): _END}
    waiting = [(_START, _START)]
    while waiting:
        here = waiting.pop()
        for label, there in _common(one, other, here):
            if there not in known:
                known[there] = made.state()
                waiting.append(there)
            made.step(known[here], label, known[there])
            if stop and there == (_END, _END):
                return made
        if len(known) > MOST_STATES:
            return None
    return made


def _common(
    one: Automaton, other: Automaton, here: tuple[int, int]
) -> Iterator[tuple[_Ranges | None, tuple[int, int]]]:
    """Yield the steps that both take, or one of them without taking a character."""
    left, right = here
    rights = other.steps[right]
    yield from ((None, (left, end)) for label, end in rights if label is None)
    for label, end in one.steps[left]:
        if label is None:
            yield None, (end, right)
        elif isinstance(label, tuple):
            for wanted, following in rights:
                if isinstance(wanted, tuple) and (shared := _shared(label, wanted)):
                    yield shared, (end, following)


def _shared(one: _Ranges, other: _Ranges) -> _Ranges:
    found = ((max(low, least), min(high, most)) for low, high in one for least, most in other)
    return tuple((low, high) for low, high in found if low <= high)
