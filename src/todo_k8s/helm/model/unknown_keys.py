"""What is said of a key that a model does not know: which one was meant, or where it belongs.

The templates say the same in the same words, see `todo_k8s.helm.write.unknown_keys`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from todo_k8s.helm.fields.faults import Location
from todo_k8s.helm.model.known_keys import HERE, IN_ITEMS, UNSAID, KnownKeys, Section, known_keys
from todo_k8s.helm.plain.likeness import CLOSE, SAME, compared, likeness

CLOSEST, CLOSER = 80, 70
"""How alike keys are of which one may be meant by the other, where they are not side by side."""
MOST = 3
"""So many places are named where a key belongs."""

UNKNOWN = "unknown key"
_MEANT, _BELONGS = "did you mean %s?", "it belongs to %s"
TRIES = (
    (CLOSEST, _MEANT, "beside"),
    (SAME, _BELONGS, "below"),
    (SAME, _BELONGS, "anywhere"),
    (CLOSE, _MEANT, "beside"),
    (CLOSER, _MEANT, "below"),
    (CLOSEST, _MEANT, "anywhere"),
)
"""Where a key is looked for, one after the other, how alike it is there, and what is said of it."""
PUT = "put it into"
NOTHING_NEAR = "check the spelling, or remove it"

Places = dict[str, list[str]]
"""The paths of keys, by what is compared of them."""


def unknown_key(model: type[BaseModel], location: Location) -> str:
    """Return what is wrong with a key, and what to do.

    Args:
        model: The model of all values.
        location: Where the key is, the key itself last.
    """
    known = known_keys(model)
    *around, key = location
    section, path = known.root, ""
    above = [(section, "")]
    for step in around:
        section = _below(known, section, str(step))
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
        above.append((section, f"{path}.".removeprefix(".")))
    before = above[-1][1]
    if (hint := known.hints.get(section, {}).get(str(key))) is not None:
        return f"{UNKNOWN}; {hint.replace(HERE, before)}"
    for name, outer in reversed(above):
        if (place := known.elsewhere.get(name, {}).get(str(key))) is not None:
            return f"{UNKNOWN}; {PUT} {outer}{place}"
    return f"{UNKNOWN}; {_advice(known, section, before, compared(str(key)))}"


def _advice(known: KnownKeys, section: str, before: str, word: str) -> str:
    """Return which key is meant by one in a section, to which the path is `before`."""
    keys = known.sections.get(section, {})
    places = {
        "beside": {compared(key): [f"{before}{key}"] for key in sorted(_said(keys))},
        "below": _places(known, section, before),
        "anywhere": _places(known, known.root),
    }
    for least, words, where in TRIES:
        if near := _nearest(word, places[where], least):
            return words % " or ".join([*near[:MOST], *(["…"] if len(near) > MOST else [])])
    return NOTHING_NEAR


def _nearest(word: str, places: Places, least: int) -> list[str] | None:
    """Return the places of the key that is most like another one, the first of several."""
    if word in places or least == SAME:
        return places.get(word)
    best, near = least - 1, None
    for candidate in sorted(places):
        if (score := likeness(word, candidate)) > best:
            best, near = score, places[candidate]
    return near


def _said(keys: Section) -> Iterator[str]:
    """Yield the keys of a section that may be meant."""
    return (key for key, below in keys.items() if below != UNSAID and key != IN_ITEMS)


def _below(known: KnownKeys, section: str, step: str) -> str:
    """Return the section at a key, or of an item."""
    if section.startswith(IN_ITEMS):
        return section.removeprefix(IN_ITEMS)
    return known.sections.get(section, {}).get(step, "")


def _places(known: KnownKeys, section: str, path: str = "") -> Places:
    """Return where keys are found in a section and in those below, outer ones first."""
    places: Places = {}
    inner: Mapping[str, str] = {path: section}
    for _ in range(known.levels):
        outer, inner = inner, {}
        for where, name in sorted(outer.items()):
            keys = known.sections.get(name, {})
            for key in sorted(_said(keys)):
                places.setdefault(compared(key), []).append(f"{where}{key}")
                inner[f"{where}{key}."] = keys[key]
    return places
