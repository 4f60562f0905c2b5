"""Which entries of a map, or items of a list, a loop made parts of a manifest from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.nodes import Each, If, free_variables
from todo_k8s.importing.inversion.fits import (
    ABSENT,
    UNKNOWN,
    Bound,
    Fit,
    Scope,
    Setting,
    Steps,
    assembled,
    together,
)
from todo_k8s.importing.inversion.worths import blank_item, entry_of, place_of

if TYPE_CHECKING:
    from todo_k8s.importing.inversion.contents import Inverter

_numbers = count()


def slug_of(item: Any) -> str:
    """Return a key for an entry whose key nothing shows: what its labels say, or where it is."""
    texts = re.findall(r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?", " ".join(_labels(item)))
    return (texts[-1] if texts else "entry")[:40].strip("-")


def _labels(item: Any) -> Iterator[str]:
    """Yield the values of selectors in a part of a manifest."""
    for key, inner in entries_of(item) if is_map(item) or is_list(item) else ():
        if key == "matchLabels" and is_map(inner):
            yield from (each for each in inner.values() if isinstance(each, str))
        yield from _labels(inner)


class Turns:
    """The turns of a loop that a manifest shows.

    Args:
        inverter: What finds the values in a turn.
        each: The loop.
        scope: The variables around it.
    """

    def __init__(self, inverter: Inverter, each: Each, scope: Scope) -> None:
        self._inverter, self._each, self._scope = inverter, each, scope
        self._place = place_of(each.collection, scope) if isinstance(each.collection, Ref) else None
        self._worth = inverter.worth(each.collection, scope)
        self._taken: list[tuple[Any, tuple[Setting, ...]]] = []
        self._outer: list[Fit] = []
        self._invented: set[Any] = set()

    def take(
        self, item: Any, *, most_misses: int = 0, outside: bool = False, invent: bool = False
    ) -> bool:
        """Take a part of a manifest as a turn of the loop, if it can be one.

        Args:
            item: The part.
            most_misses: How much of it may stay unexplained.
            outside: Whether values besides those of the loop may have to be set for it.
            invent: Whether a key may be invented where nothing shows it.
        """
        if self._is_keyless() and not invent:
            return False
        return self._take(self._each.body, item, most_misses=most_misses, outside=outside)

    def take_entry(self, key: Any, item: Any) -> bool:
        """Take an entry of a map likewise."""
        return self._take([self._each.key, self._each.body], [key, item], outside=True)

    def _take(self, body: Any, item: Any, *, most_misses: int = 0, outside: bool) -> bool:
        key, scope = self._bound(body, item)
        if scope is None:
            return False
        root = (scope[self._each.variables[-1]].path or ("",))[0]
        fit = self._fit(body, item, scope)
        own = tuple(Setting(path[1:], value) for path, value in fit.settings if path[0] == root)
        others = tuple(one for one in fit.settings if one.path[0] != root)
        if fit.misses > most_misses or (others and not outside):
            return False
        if most_misses:
            self._inverter.keys.setdefault((self._place, "objects"), {})[key] = None
        elif self._is_strange(key):
            return False
        if any(key == taken for taken, _ in self._taken) and key is not None:
            own = tuple(one for one in own if one.path)  # the same entry once more
        self._taken.append((key, own))
        self._outer.append(Fit(others, fit.misses))
        return True

    def _is_strange(self, key: Any) -> bool:
        """Tell whether a key is of no entry, where only the entries that there are can be shown."""
        if (
            key in self._invented
            or not isinstance(self._each.body, If)
            or self._place is None
            or not is_map(self._worth)
        ):
            return False
        blank = blank_item(self._inverter.evaluation.chart.model, (*self._place[1:], key))
        known = self._inverter.keys.get((self._place, "objects"), {})
        return blank is not UNKNOWN and key not in self._worth and key not in known

    def _fit(self, body: Any, item: Any, scope: Scope) -> Fit:
        if is_list(body):  # key and content of an entry
            return together(
                self._inverter.solved(*each, scope) for each in zip(body, item, strict=True)
            )
        return self._inverter.solved(body, item, scope)

    def _is_keyless(self) -> bool:
        """Tell whether nothing that the loop gives shows the key of an entry."""
        *keys, _ = self._each.variables
        shown = free_variables([self._each.key, self._each.body])
        return bool(keys) and keys[0] not in shown

    def _bound(self, body: Any, item: Any) -> tuple[Any, Scope | None]:
        """Return the key of a turn and its variables; no variables if the key is not found."""
        *keys, value = self._each.variables
        root = f"${next(_numbers)}"
        unknown = {value: Bound(UNKNOWN, (root,))}
        if not keys:
            return None, {**self._scope, **unknown}
        named = {keys[0]: Bound(UNKNOWN, (f"{root}key",))}
        found = self._fit(body, item, {**self._scope, **unknown, **named})
        told = [each for path, each in found.settings if path == (f"{root}key",) and each != ""][:1]
        if not told and self._is_keyless():
            told = [slug_of(item)]  # nothing shows the key, so any will do
            self._invented.add(told[0])
        for key in told or self._known_keys():
            scope = self._of_key(keys[0], value, key, root)
            if told or not self._fit(body, item, scope).misses:
                self._inverter.keys.setdefault(self._each.collection, {})[key] = None
                return key, scope
        return None, None

    def _known_keys(self) -> list[Any]:
        """Return the keys that there are, as far as that is known: some names cannot be undone."""
        worth = self._worth if is_map(self._worth) else {}
        return [*{**worth, **self._inverter.keys.get(self._each.collection, {})}]

    def _of_key(self, name: str, variable: str, key: Any, root: str) -> Scope:
        """Return the variables of the turn of a key."""
        if self._place is not None:
            self._inverter.roots[root] = (*self._place, key)
        entry = entry_of(self._worth, key)
        if entry is UNKNOWN and self._place is not None and self._place[0] == "Values":
            entry = blank_item(self._inverter.evaluation.chart.model, (*self._place[1:], key))
        return {**self._scope, name: Bound(key), variable: Bound(entry, (root,))}

    def fit(self) -> Fit:
        """Return what the turns that were taken come from."""
        found = together(self._outer)
        if is_list(self._worth) or len(self._each.variables) == 1:
            return found.and_(self._of_list())
        if self._place is not None:
            return found.and_(self._of_entries(self._place), self._of_others(self._place))
        made = {key: assembled(own) for key, own in self._taken}
        made = {key: self._entry(key) if item is ABSENT else item for key, item in made.items()}
        if any(item is ABSENT for item in made.values()):
            return found  # only the keys are shown here
        fit = self._inverter.made(self._each.collection, made, self._scope)
        return found.and_(Fit((), len(made)) if fit is None else fit)

    def _entry(self, key: Any) -> Any:
        """Return the entry that is there already, if it has such a key."""
        entry = entry_of(self._worth, key)
        return ABSENT if entry is UNKNOWN else entry

    def _of_list(self) -> Fit:
        items = [assembled(own) for _, own in self._taken]
        if any(item is ABSENT for item in items) or (not items and not self._inverter.exact):
            return Fit()
        if not items and isinstance(self._each.body, If):
            return Fit()  # none of them may be shown here
        fit = self._inverter.made(self._each.collection, items, self._scope)
        return Fit((), len(items)) if fit is None else fit

    def _of_entries(self, place: Steps) -> Fit:
        settings = [
            Setting((*place, key, *path), value) for key, own in self._taken for path, value in own
        ]
        return Fit(tuple(settings))

    def _of_others(self, place: Steps) -> Fit:
        """Return what keeps the entries that are known, and not shown here, from being shown."""
        if not self._inverter.exact or not is_map(self._worth):
            return Fit()
        taken = {key for key, _ in self._taken}
        hidden: list[Fit] = []
        for key, entry in self._worth.items():
            if key in taken:
                continue
            if not isinstance(self._each.body, If):
                hidden.append(Fit((Setting((*place, key), None),)))
                continue
            names = dict(
                zip(self._each.variables, (Bound(key), Bound(entry, (*place, key))), strict=True)
            )
            hidden.append(self._inverter.solved(self._each.body, ABSENT, {**self._scope, **names}))
        return together(hidden)
