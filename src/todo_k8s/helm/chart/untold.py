"""Constructs that Node.js was not told of yet, in a build that has asked it nothing so far.

jsii makes each construct in Node.js at once, which takes longer than all else. Most charts never
ask it for anything: where their constructs are, and in which order, Python knows. So a construct
waits until Node.js is asked a question, and then all are made there first; if none is asked, it is
never told, nor started.

Only what cannot fail waits: a construct of cdk8s whose place is known and free, and that has no
arguments but plain ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from constructs import Construct
from jsii._kernel import types

from todo_k8s.helm.plain.shapes import is_list, is_map

_APP, _CHART, _API_OBJECT = "cdk8s.App", "cdk8s.Chart", "cdk8s.ApiObject"
_NO_INDEX = 2**32 - 1
_OF_ANY_OBJECT = {
    *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString"),
    *("toString", "valueOf", "__proto__", "__defineGetter__", "__defineSetter__"),
    *("__lookupGetter__", "__lookupSetter__"),
}
"""Ids that constructs takes for given already, as every object of JavaScript has such members."""
_KNOWN = (_APP, _CHART, _API_OBJECT, "constructs.Construct")
_ANY = "constructs.IConstruct"
"""The interface that all of these have."""


class Place(NamedTuple):
    """Where a construct is."""

    scope: Construct | None
    id: str
    is_in_chart: bool
    ids: set[str]
    """Of the constructs in it."""


class Untold:
    """What makes constructs, in order, and their names for now."""

    def __init__(self) -> None:
        self.requests: list[tuple[types.CreateRequest, Any]] = []

    def place_of(self, request: types.CreateRequest) -> Place | None:
        """Return where a construct will be, if it can wait."""
        if request.fqn not in _KNOWN or {*(request.interfaces or ())} - {_ANY}:
            return None
        if request.fqn == _APP:
            return (
                Place(None, "", is_in_chart=False, ids=set()) if _are_plain(request.args) else None
            )
        scope, name, *props = request.args
        around: Place | None = getattr(scope.__jsii_ref__, "place", None)
        if around is None or type(name) is not str or not _are_plain(props):
            return None
        own = name.replace("/", "--")  # as constructs does
        if not own or own in around.ids or own in _OF_ANY_OBJECT:
            return None
        if request.fqn == _API_OBJECT and not (around.is_in_chart and _is_whole(props[0])):
            return None
        around.ids.add(own)
        return Place(scope, own, around.is_in_chart or request.fqn == _CHART, set())


def _are_plain(given: Any) -> bool:
    """Tell whether arguments are data only, however deep."""
    if is_map(given):
        return all(map(_are_plain, given.values()))
    if is_list(given):
        return all(map(_are_plain, given))
    return given is None or isinstance(given, str | int | float)


def _is_whole(props: Any) -> bool:
    """Tell whether an object has a name, so that no chart is asked for one, and a group."""
    data = props["$jsii.struct"]["data"]
    metadata = data["metadata"]
    is_named = metadata is not None and metadata["$jsii.struct"]["data"]["name"] is not None
    return is_named and str.count(data["apiVersion"], "/") <= 1  # also of a token


def in_order(root: Construct, untold: Iterable[Any]) -> Iterator[Construct]:
    """Yield a construct and all in it, each before those in it, as `node.find_all` does.

    Args:
        root: The construct.
        untold: Constructs that Node.js was not told of, as they were made.
    """
    children: dict[int, dict[str, Construct]] = {}
    for construct in untold:
        place = construct.__jsii_ref__.place
        children.setdefault(id(place.scope), {})[place.id] = construct
    waiting = [root]
    while waiting:
        yield (found := waiting.pop())
        within = children.get(id(found), {})
        waiting += [within[key] for key in [*sorted(within, key=_position)][::-1]]


def _position(key: str) -> tuple[int, int]:
    """Return where JavaScript has a key of an object: whole numbers first, then as they came."""
    is_index = key.isascii() and key.isdigit() and str(int(key)) == key and int(key) < _NO_INDEX
    return (0, int(key)) if is_index else (1, 0)
