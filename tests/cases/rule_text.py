"""The rules as the chart has them in its templates, and rules that are a little wrong.

A rule that is a little wrong must be noticed by some case: it counts one more or one less, or it
has forgotten one of its conditions. What both services have is changed in both at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

RULES = Path(__file__).parents[2] / "chart-export" / "templates" / "rules.yaml"
HELPERS = RULES.with_name("_helpers.tpl")
KEYS = RULES.with_name("rules") / "_keys.tpl"
SHARED = KEYS.with_name("_shared.tpl")
_FAULT = re.compile(r'append \$faults \(?(?:printf )?("(?:[^"\\]|\\.)*")')
_OPENS = re.compile(r"\{\{- (if|range|with|define) ")
_NAMES = re.compile(r"\{\{- (\$\w+) := ")
_VARIABLE = re.compile(r"\$\w+")
_INCLUDE = re.compile(r'include "([^"]+)"')
_DEFINE = re.compile(r'define "([^"]+)"')
_KEYS = re.compile(r'include "[^"]*\.unknownKeys" \. \| fromJsonArray')
_COMPARISON = re.compile(r"(?<=[( ])(?P<more>g[te]|l[te]) ")


@cache
def messages() -> list[re.Pattern[str]]:
    """Return a pattern of each message that a rule has."""
    texts = [json.loads(text) for text in _FAULT.findall("\n".join(_lines()))]
    patterns = [re.sub("%[ds]", ".*", re.escape(alike(text))).replace("%%", "%") for text in texts]
    return [re.compile(pattern) for pattern in dict.fromkeys(patterns)]


def _lines() -> list[str]:
    return [line for file in (RULES, SHARED) for line in _lines_of(file)]


def _lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def alike(text: str) -> str:
    """Return `text` with one word for all services, as they share their rules."""
    return re.sub(r"\b(backend|frontend|services\.(?:%s|[-a-z0-9]+))\.", "either.", text)


def conditions() -> list[str]:
    """Return the lines that a rule's conditions are on, one for both services.

    Those of items of a map are left out where the backend or the frontend has the same rule: they
    come from the same line of Python, and `tests/corners` shows both outcomes of each.
    """
    lines = _lines()
    conditions = [line for line in lines if line.startswith("{{- if ")]
    told = {line: _told(after) for line, after in pairwise(lines)}
    of_main = {told[line] for line in conditions if "$item" not in line}
    found = [line for line in conditions if "$item" not in line or told[line] not in of_main]
    return list(dict.fromkeys(map(_shared, found)))


def _told(line: str) -> str:
    """Return the message on a line, alike for all services; the line itself if there is none."""
    found = _FAULT.search(line)
    return alike(json.loads(found[1])).replace("%%", "%") if found else line


def _shared(line: str) -> str:
    """Return `line` as both services have it; one that compares them there is only once."""
    return line if len(set(_services(line))) > 1 else alike(line)


def _services(line: str) -> list[str]:
    return re.findall(r"\b(?:backend|frontend)\.", line)


def shifted(line: str, by: int) -> Iterator[str]:
    """Yield the line with each comparison of it stricter by `by`, so that it refuses more."""
    for match in _COMPARISON.finditer(line):
        number = _operand(line, match.end())
        more = by if match["more"][0] == "g" else -by
        yield f"{line[: match.end()]}(add {number} {more}){line[match.end() + len(number) :]}"


def forgetful(line: str) -> Iterator[str]:
    """Yield the line without one of its conditions."""
    if "if and " not in line:
        return
    at = line.index("if and ") + len("if and ")
    while line[at] != "}":
        operand = _operand(line, at)
        yield f"{line[:at]}true{line[at + len(operand) :]}"
        at += len(operand) + 1


def _operand(line: str, at: int) -> str:
    """Return the operand that starts there: a word, or all in a pair of brackets."""
    depth, quoted = 0, False
    for end in range(at, len(line)):
        letter = line[end]
        quoted ^= letter == '"' and line[end - 1] != "\\"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if depth < 0 or (letter == " " and depth == 0 and not quoted):
            return line[at:end]
    raise ValueError(line)


def only(line: str, instead: str) -> str:
    """Return the rules of one line, which stands for both services, written another way.

    The other rules are left out: they say what they always say, and take many times as long.
    """
    *rules, report = _blocks(iter(_lines_of(RULES)))
    defines = [part for part in _blocks(iter(_lines_of(SHARED))) if isinstance(part, _Block)]
    ways = _ways(defines, line)
    kept = _used([*_of_line(rules, line, instead, ways), report])
    for define in defines:
        if _DEFINE.findall(define.head)[0] in ways:
            *body, answer = define.body
            inner = _used([*_of_line(body, line, instead, ways), answer])
            kept.append(_Block(define.head, inner))
    return _KEYS.sub("list", "\n".join(_text(kept)))


def _ways(defines: Iterable[_Block], line: str) -> set[str]:
    """Return the helpers that have a line, and those that include them."""
    texts = {_DEFINE.findall(each.head)[0]: [*_text(each.body)] for each in defines}
    ways = {name for name, lines in texts.items() if line in map(_shared, lines)}
    while more := {name for name, lines in texts.items() if _leads(lines, ways)} - ways:
        ways |= more
    return ways


def _leads(lines: Iterable[str], ways: set[str]) -> bool:
    return not ways.isdisjoint(_INCLUDE.findall("\n".join(lines)))


def helpers_for(template: str) -> str:
    """Return the helpers that a template includes, and those that they include."""
    found, own = dict[str, str](), set(_DEFINE.findall(template))
    waiting = [template]
    while waiting:
        for name in set(_INCLUDE.findall(waiting.pop())) - found.keys() - own:
            found[name] = _helpers()[name]
            waiting.append(found[name])
    return "\n".join(dict.fromkeys(found.values()))


@cache
def _helpers() -> dict[str, str]:
    texts = HELPERS.read_text(encoding="utf-8").split("\n\n")
    files = [file.read_text(encoding="utf-8") for file in (KEYS, SHARED)]
    return {
        **{name: text for text in files for name in _DEFINE.findall(text)},
        **{text.split('"')[1]: text for text in texts},
    }


@dataclass
class _Block:
    """An ``if``, ``range`` or ``with``, and what is in it up to its ``end``."""

    head: str
    body: list[_Part]


_Part = str | _Block


def _blocks(lines: Iterator[str]) -> list[_Part]:
    """Read lines up to the end of the block that they are in."""
    parts = list[_Part]()
    for line in lines:
        if line == "{{- end }}":
            break
        parts.append(_Block(line, _blocks(lines)) if _OPENS.match(line) else line)
    return parts


def _of_line(parts: Iterable[_Part], line: str, instead: str, ways: set[str]) -> Iterator[_Part]:
    """Yield variables, and the rule of a line, written another way, with what leads to it."""
    for part in parts:
        if isinstance(part, str):
            if ":=" in part or _leads([part], ways):
                yield part
        elif _shared(part.head) == line:
            yield _Block(_for_service(part.head, instead), part.body)
        else:
            inner = [*_of_line(part.body, line, instead, ways)]
            if any(isinstance(each, _Block) or ":=" not in each for each in inner):
                yield _Block(part.head, inner)


def _used(parts: Sequence[_Part]) -> list[_Part]:
    """Return parts without the variables that nothing after them uses."""
    kept, after = list[_Part](), set[str]()
    for part in reversed(parts):
        if isinstance(part, _Block):
            kept.append(_Block(part.head, _used(part.body)))
        elif not (named := _NAMES.match(part)) or named[1] in after:
            kept.append(part)
        else:
            continue
        after.update(_VARIABLE.findall("\n".join(_text(kept[-1:]))))
    return kept[::-1]


def _text(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield part.head
            yield from _text(part.body)
            yield "{{- end }}"


def _for_service(old: str, instead: str) -> str:
    """Return a line for the service that the old one is about."""
    return instead.replace("either.", next(iter(_services(old)), ""))
