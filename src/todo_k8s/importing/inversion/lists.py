"""Which items of a list in a manifest come from which part of a list in content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Each, Entries, Filled, If, Spread
from todo_k8s.importing.inversion.fits import ABSENT, Fit, Scope, leaves, together
from todo_k8s.importing.inversion.loops import Turns
from todo_k8s.importing.inversion.worths import inner_scope

if TYPE_CHECKING:
    from todo_k8s.importing.inversion.contents import Inverter

_IDENTITY = ("name", "mountPath", "key", "topologyKey", "host", "path")


class Alignment:
    """Gives each item of a list to the part of content that made it.

    Parts that take only items of a certain form choose first; what takes anything gets the rest.
    """

    def __init__(self, inverter: Inverter, scope: Scope) -> None:
        self._inverter, self._scope = inverter, scope
        self._left: list[Any] = []

    def solved(self, content: list[Any], items: list[Any]) -> Fit:
        """Return what makes the content of a list give these items."""
        self._left = items
        parts = [*_parts(content)]
        takers = [part for part in parts if _takes_anything(part)]
        turns = [
            (part, Turns(self._inverter, part, self._scope))
            for part in parts
            if isinstance(part, Each) and part not in takers
        ]
        others = [part for part in parts if part not in takers and not isinstance(part, Each)]
        certain = [part for part in others if self._names_one(part)]
        fits = [self._part(part, self._scope) for part in certain]
        self._take(turns, outside=False, invent=self._inverter.invents)
        for part in others:
            if part not in certain:
                left = len(self._left)
                fits.append(self._part(part, self._scope))
                if left == len(self._left) and isinstance(part, If):
                    self._remember(part, items)
        self._take(turns, outside=True)
        self._take(turns, outside=True, invent=True)
        fits += [loop.fit() for _, loop in turns]
        fits += [self._rest(part, last=part is takers[-1]) for part in takers]
        return together(fits).and_(Fit((), sum(map(leaves, self._left))))

    def _take(self, turns: list[tuple[Any, Turns]], *, outside: bool, invent: bool = False) -> None:
        """Give items to loops, which come one after the other in a list as in its content."""
        loops = [loop for _, loop in turns]
        left: list[Any] = []
        for item in self._left:
            took = (loop.take(item, outside=outside, invent=invent) for loop in loops)
            taker = next((number for number, taken in enumerate(took) if taken), None)
            if taker is None:
                left.append(item)
            else:  # what comes next is asked of this loop first
                loops = [*loops[taker:], *loops[:taker]]
        self._left = left

    def _names_one(self, part: Any) -> bool:
        """Tell whether a part is an item, by its name, without any value being set for that."""
        content = part.then if isinstance(part, If) else part
        own = content.own if isinstance(content, Entries) else content
        if not is_map(own):
            return False
        fits = (self._inverter.solved(content, item, self._scope) for item in self._left)
        if any(not fit.misses and not fit.settings for fit in fits):
            return True
        names = {
            key: self._inverter.worth(own[key], self._scope) for key in _IDENTITY if key in own
        }
        return any(
            is_map(item) and key in item and item[key] == name
            for key, name in [*names.items()][:1]
            for item in self._left
        )

    def _remember(self, choice: If, items: list[Any]) -> None:
        """Remember, to be tried later, what would make a choice give an item that others gave."""
        for item in items:
            fit = self._inverter.solved(choice.then, item, self._scope)
            if not fit.misses and not is_list(choice.then):
                held = self._inverter.held(choice.condition, wanted=True, scope=self._scope)
                self._inverter.others += (*fit.settings, *held.settings)

    def _part(self, part: Any, scope: Scope) -> Fit:
        """Return what makes a part that is an item, or some, or none."""
        if isinstance(part, If):
            return self._choice(part, scope)
        if isinstance(part, Spread):
            return self._spread(part, scope)
        if is_list(part):
            return together(self._part(each, scope) for each in _parts(part))
        if isinstance(part, Each):
            loop = Turns(self._inverter, part, scope)
            self._left = [
                item for item in self._left if not loop.take(item, outside=True, invent=True)
            ]
            return loop.fit()
        return self._item(part, scope)

    def _item(self, part: Any, scope: Scope) -> Fit:
        fits = [(self._inverter.solved(part, item, scope), item) for item in self._left]
        likely = [each for each in fits if _is_alike(part, each[1], each[0], self._inverter, scope)]
        if not likely:
            return self._inverter.solved(part, ABSENT, scope)
        fit, chosen = min(likely, key=lambda each: (each[0].misses, len(each[0].settings)))
        self._left = [item for item in self._left if item is not chosen]
        return fit

    def _choice(self, choice: If, scope: Scope) -> Fit:
        inverter, before = self._inverter, self._left
        yes = self._part(choice.then, scope)
        taken = len(before) - len(self._left)
        if taken or (
            choice.otherwise is None
            and inverter.worth(choice.condition, scope) is True
            and not inverter.exact
        ):
            return yes.and_(inverter.held(choice.condition, wanted=True, scope=scope))
        no = Fit() if choice.otherwise is None else self._part(choice.otherwise, scope)
        if len(self._left) < len(before) or inverter.exact:
            return no.and_(inverter.held(choice.condition, wanted=False, scope=scope))
        return no

    def _spread(self, spread: Spread, scope: Scope) -> Fit:
        """Return what makes the items of a list that is computed."""
        items = spread.items
        if isinstance(items, Named) and not isinstance(items.body, Expr):
            return self._part(items.body, inner_scope(items, scope))
        return Fit()

    def _rest(self, part: Any, *, last: bool) -> Fit:
        if not last and not self._left:
            return Fit()
        rest, self._left = self._left, []
        if isinstance(part, Spread):
            found = (
                self._inverter.made(part.items, rest, self._scope)
                if rest or self._inverter.exact
                else Fit()
            )
            return Fit((), sum(map(leaves, rest))) if found is None else found
        loop = Turns(self._inverter, part, self._scope)
        self._left = [item for item in rest if not loop.take(item, outside=True, invent=True)]
        return loop.fit()


def _parts(content: Any) -> Iterator[Any]:
    for part in content if is_list(content) else [content]:
        found = part.content if isinstance(part, Filled) else part
        if is_list(found):
            yield from _parts(found)
        else:
            yield found


def _takes_anything(part: Any) -> bool:
    """Tell whether a part of a list takes items of any form."""
    if isinstance(part, Spread):
        return isinstance(part.items, Ref)
    return isinstance(part, Each) and _is_whole(part.body, part.variables[-1])


def _is_whole(body: Any, variable: str) -> bool:
    """Tell whether the items of a loop are items of the manifest as they are."""
    if isinstance(body, If):
        return _is_whole(body.then, variable) or _is_whole(body.otherwise, variable)
    return isinstance(body, Ref) and body.path == (variable,)


def _is_alike(part: Any, item: Any, fit: Fit, inverter: Inverter, scope: Scope) -> bool:
    """Tell whether an item can be what a part gives: by what names it, else by most of it."""
    if not is_map(item):
        return not fit.misses
    own = part.own if hasattr(part, "own") else part
    if is_map(own):
        for key in _IDENTITY:
            if isinstance(own.get(key), str) and key not in item:
                return False
            if key in own and key in item:
                return not inverter.solved(own[key], item[key], scope).misses
    return fit.misses * 2 < leaves(item)
