"""Constructs that Node.js was not told of yet, in a build that has asked it nothing so far.

jsii makes each construct in Node.js at once, which takes longer than all else. Most charts never
ask it for anything: where their constructs are, and in which order, Python knows. So a construct
waits until Node.js is asked a question, and then all are made there first; if none is asked, it is
never told, nor started.

Only what cannot fail waits: a construct of cdk8s whose place is known and free, whose arguments
Node.js takes for sure, and of which no constructor in it asks something that Python answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from constructs import Construct
from jsii._kernel import types

from todo_k8s.helm.plain.shapes import is_list, is_map

_APP, _CHART, _API_OBJECT = "cdk8s.App", "cdk8s.Chart", "cdk8s.ApiObject"
_NO_INDEX = 2**32 - 1
_ASKED = {"node", "labels", "namespace"}
"""What constructors ask of the constructs around; a class of the user's may answer by itself."""
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
    inner: dict[str, Any]
    """The names of the constructs in it, by their ids."""


class Untold:
    """What makes constructs, in order, and their names for now, which hold their places."""

    def __init__(self) -> None:
        self.requests: list[tuple[types.CreateRequest, Any]] = []

    def add(self, request: types.CreateRequest, ref: Any) -> None:
        """Keep what makes a construct."""
        self.requests.append((request, ref))
        if ref.place.scope is not None:
            ref.place.scope.__jsii_ref__.place.inner[ref.place.id] = ref

    def place_of(self, request: types.CreateRequest) -> Place | None:
        """Return where a construct will be, if it can wait."""
        if request.fqn not in _KNOWN or {*(request.interfaces or ())} - {_ANY}:
            return None
        if any(getattr(each, "property", None) in _ASKED for each in request.overrides or ()):
            return None
        if request.fqn == _APP:
            is_plain = _are_plain(request.args)
            return Place(None, "", is_in_chart=False, inner={}) if is_plain else None
        scope, name, *props = request.args
        around = self._known(scope)
        if around is None or type(name) is not str or not _are_plain(props):
            return None
        own = name.replace("/", "--")  # as constructs does
        if not own or own in around.inner or own in _OF_ANY_OBJECT:
            return None
        if request.fqn == _API_OBJECT and not (around.is_in_chart and _is_whole(props[0])):
            return None
        return Place(scope, own, around.is_in_chart or request.fqn == _CHART, {})

    def _known(self, scope: Any) -> Place | None:
        """Return where a construct is that waits too; one of another build does not wait here."""
        ref = scope.__jsii_ref__
        build = getattr(ref, "build", None)
        known: Place | None = ref.place if build is not None and build.untold is self else None
        return known


def _are_plain(given: Any) -> bool:
    """Tell whether arguments hold nothing that Node.js may refuse.

    Python has checked the types of fields. What is in a map it has not: only texts belong there.
    """
    if is_map(given):
        if "$jsii.map" in given:
            return all(isinstance(text, str) for text in given["$jsii.map"].values())
        return all(map(_are_plain, given.values()))
    if is_list(given):
        return all(map(_are_plain, given))
    return given is None or isinstance(given, str | bool)


def _is_whole(props: Any) -> bool:
    """Tell whether an object has a name, so that no chart is asked for one, and a group."""
    data = props["$jsii.struct"]["data"]
    metadata = data["metadata"]
    is_named = metadata is not None and metadata["$jsii.struct"]["data"]["name"] is not None
    return is_named and str.count(data["apiVersion"], "/") <= 1  # also of a token


def in_order(root: Any, untold: Mapping[str, Construct]) -> Iterator[Construct]:
    """Yield a construct and all in it, each before those in it, as `node.find_all` does.

    Args:
        root: The construct.
        untold: Constructs that Node.js was not told of, by their names.
    """
    waiting = [root.__jsii_ref__]
    while waiting:
        ref = waiting.pop()
        if (found := untold.get(ref.ref)) is not None:  # else Python has not made it
            yield found
        inner: dict[str, Any] = ref.place.inner
        waiting += [inner[key] for key in sorted(inner, key=_position)][::-1]


def _position(key: str) -> tuple[int, int]:
    """Return where JavaScript has a key of an object: whole numbers first, then as they came."""
    is_number = key.isascii() and key.isdigit() and len(key) <= len(str(_NO_INDEX))
    is_index = is_number and str(int(key)) == key and int(key) < _NO_INDEX
    return (0, int(key)) if is_index else (1, 0)
