"""Which fields a refusal names: in messages of Helm 3, of Helm 4 and of this library."""

from __future__ import annotations

import ast
import re

from todo_k8s.errors import printable

_QUOTED = r"'(?:[^'\\]|\\.)*'"
_AT = re.compile(rf"at (?P<at>{_QUOTED}): (?P<rest>.*)")
_ENDING = re.compile(r"(?P<slashes>\\+)'(?=, '| not allowed|: )")
_RULE = re.compile(r"^(?!Error:)(?P<path>[A-Za-z]\w*\.[^\n]*?|[A-Za-z][^\s:]*): ", re.MULTILINE)


def refused_paths(message: str) -> set[str]:
    """Return the fields that a message of Helm 4 names, written as Python writes them."""
    found: set[str] = set()
    for match in _AT.finditer(_ENDING.sub(_escaped, message)):
        path, rest = _dotted(ast.literal_eval(match["at"])), match["rest"]
        names = re.findall(_QUOTED, rest) if "propert" in rest else []
        keys = (ast.literal_eval(name) for name in names)  # Go escapes as Python does
        found |= {f"{path}.{key}".removeprefix(".") for key in keys} or {path}
    return found or {match["path"] for match in _RULE.finditer(message)}


def _escaped(ending: re.Match[str]) -> str:
    """Put back the backslash that Helm 4 drops where a key ends with one."""
    slashes = ending["slashes"]
    return f"{slashes}{slashes[: len(slashes) % 2]}'"


def _dotted(pointer: str) -> str:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return ".".join(parts)


_BEFORE_3_18 = re.compile(r"^- (?!at ')(?P<at>\S+|.+?): (?P<rest>.*)$", re.MULTILINE)
_SINCE = re.compile(r"at '(?P<at>[^']*)': (?P<rest>.*)")
_ITEM = re.compile(r"\[(\d+)\]")
_PROPERTY = re.compile(r"Additional property (.*) is not allowed|^(.*) is required$")
_NAME = re.compile(r"'([^']*)'")


def named_fields(message: str) -> set[str]:
    """Return the fields that a message names, as ``a.b.0``, whichever Helm has written it."""
    found: set[str] = set()
    for match in _SINCE.finditer(message):
        path, rest = _from_pointer(match["at"]), match["rest"]
        if rest != "validation failed":  # a heading of those below it
            found |= _below(path, _NAME.findall(rest) if "propert" in rest else [])
    for match in _BEFORE_3_18.finditer(message):
        path = match["at"].replace("(root)", "")
        names = [name for pair in _PROPERTY.findall(match["rest"]) for name in pair if name]
        found |= _below(path, names)
    if "specifications of the schema" in message:
        return found
    return {_ITEM.sub(r".\1", match["path"]) for match in _RULE.finditer(message)}


def _from_pointer(pointer: str) -> str:
    return pointer.strip("/").replace("/", ".").replace("~1", "/").replace("~0", "~")


def _below(path: str, names: list[str]) -> set[str]:
    return {f"{path}.{name}".strip(".") for name in names} or {path}


def is_of_field(fault: str) -> bool:
    """Tell whether a line of this library starts with the field that is wrong."""
    return _RULE.match(fault) is not None


def comparable(path: str) -> str:
    """Return a path as both tell it, escaped.

    A list's item is like a key, no colon ends a key, and an empty key is told of its map.
    """
    return printable(re.sub(r"\[(\d+)\]", r".\1", path).partition(": ")[0]).removesuffix(".")
