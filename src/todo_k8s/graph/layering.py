"""In which column each box goes, once the lines that go back are turned around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from todo_k8s.graph.places import Box, Link


def turned_of(boxes: Mapping[str, Box], links: Sequence[Link]) -> list[bool]:
    """Return for each line whether it goes back to where one came from."""
    after: dict[str, list[int]] = {name: [] for name in boxes}
    for number, link in enumerate(links):
        after[link.source].append(number)
    state, turned = dict[str, int](), [False] * len(links)
    inward = {link.target for link in links}
    for root in [*(name for name in boxes if name not in inward), *boxes]:
        _walk(root, links, after, state, turned)
    return turned


def _walk(
    root: str,
    links: Sequence[Link],
    after: Mapping[str, list[int]],
    state: dict[str, int],
    turned: list[bool],
) -> None:
    """Go through what can be reached, depth first; a line to what is under way goes back."""
    if root in state:
        return
    state[root] = 1
    stack = [(root, iter(after[root]))]
    while stack:
        name, rest = stack[-1]
        number = next(rest, None)
        if number is None:
            state[name] = 2
            stack.pop()
            continue
        target = links[number].target
        if state.get(target) == 1:
            turned[number] = True
        elif target not in state:
            state[target] = 1
            stack.append((target, iter(after[target])))


def columns_of(boxes: Mapping[str, Box], ends: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each box: as far left as what leads to it lets, in steps of two.

    What nothing leads to stands right before what it leads to.
    """
    before: dict[str, set[str]] = {name: set() for name in boxes}
    after: dict[str, set[str]] = {name: set() for name in boxes}
    for source, target in ends:
        before[target].add(source)
        after[source].add(target)
    column = dict.fromkeys(boxes, 0)
    waiting = {name: len(each) for name, each in before.items()}
    free = [name for name, count in waiting.items() if not count]
    for name in free:  # which grows
        for target in sorted(after[name], key=[*boxes].index):
            column[target] = max(column[target], column[name] + 2)
            waiting[target] -= 1
            if not waiting[target]:
                free.append(target)
    for name in boxes:
        if not before[name] and after[name]:
            column[name] = min(column[each] for each in after[name]) - 2
    return column
