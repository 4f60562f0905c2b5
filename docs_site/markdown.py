"""Markdown, as far as the pages need it read: fenced blocks, links and the anchors of headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+)(?P<info>[^`\n]*)$")
_LINK = re.compile(r"(?<=\]\()(?P<target>[^()\s]+)(?=\))")
_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^#{1,6} (.*?)(?: *#*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Args:
        line: The number of the line with its fence, from 1.
        language: The first word after the fence, or nothing.
        label: The rest of that line, such as the name of a file.
        text: What is in it.
    """

    line: int
    language: str
    label: str
    text: str


def _lines(text: str) -> Iterator[tuple[int, str, re.Match[str] | None, bool]]:
    """Yield each line with its number, the fence that it is, and whether it is in a block."""
    opened = ""
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _FENCE.match(line)
        if fence and (not opened or (fence["fence"] == opened and not fence["info"])):
            opened = "" if opened else fence["fence"]
            yield number, line, fence, bool(opened)
        else:
            yield number, line, None, bool(opened)


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    start, info, indent, found = 0, "", 0, list[str]()
    for number, line, fence, inside in _lines(text):
        if fence and inside:
            start, info, indent, found = number, fence["info"].strip(), len(fence["indent"]), []
        elif fence:
            language, _, label = info.partition(" ")
            yield Block(start, language, label.strip(), "".join(f"{each}\n" for each in found))
        elif inside:
            found.append(line[indent:])


def links(text: str) -> Iterator[tuple[int, str]]:
    """Yield the target of each link and picture outside of blocks, with its line."""
    for number, line, fence, inside in _lines(text):
        if not fence and not inside:
            for match in _LINK.finditer(_CODE.sub(_blank, line)):
                yield number, match["target"]


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as GitHub and the site make them."""
    found = dict[str, int]()
    for _, line, fence, inside in _lines(text):
        if not fence and not inside and (match := _HEADING.match(line)):
            name = slug(match[1])
            found[name] = found.get(name, -1) + 1
            if found[name]:
                found[f"{name}-{found[name]}"] = 0
    return {*found}


def slug(heading: str) -> str:
    """Return the anchor of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).strip().replace(" ", "-")


def rewritten(text: str, target: Callable[[str], str], fence: Callable[[str], str]) -> str:
    """Return a page with other targets of links, and other words after opening fences."""
    made = list[str]()
    for _, line, opens, inside in _lines(text):
        if opens and inside:
            info = fence(opens["info"].strip())
            made.append(f"{opens['indent']}{opens['fence']}{info}")
        elif opens or inside:
            made.append(line)
        else:
            made.append(_with_targets(line, target))
    return "".join(f"{line}\n" for line in made)


def _with_targets(line: str, target: Callable[[str], str]) -> str:
    shown = _CODE.sub(_blank, line)
    for match in reversed([*_LINK.finditer(shown)]):
        line = f"{line[: match.start()]}{target(match['target'])}{line[match.end() :]}"
    return line


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])
