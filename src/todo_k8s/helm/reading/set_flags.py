"""``--set``, ``--set-string``, ``--set-json`` and ``--set-file``, read as Helm reads them.

The grammar is Helm's (https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set):
``a.b=1,list[0].name=x,names={a,b}``; a backslash takes the meaning from ``. , [ = { }``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_list, is_map

Steps = tuple[str | int, ...]
"""Keys and indices that lead to a value."""
MAX_INDEX, MAX_LEVELS = 65536, 30
"""Helm's limits of an index, and of maps in one another."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Setting:
    """One value that a flag sets, and where."""

    steps: Steps
    value: Any = field(repr=False)  # which may be a secret


def settings_of(flag: str, text: str) -> list[Setting]:
    """Return what a flag sets, in its order.

    Args:
        flag: ``--set``, ``--set-string``, ``--set-json`` or ``--set-file``.
        text: What is given to it.

    Raises:
        ValuesError: If Helm would not read it, or a file of ``--set-file`` is missing; it names the
            flag and the key, and no value.
    """
    return list(_Reader(flag, text).settings())


@dataclass
class _Reader:
    """Reads the text of one flag from left to right."""

    flag: str
    text: str
    at: int = 0

    def settings(self) -> Iterator[Setting]:
        while self.at < len(self.text):
            steps = tuple(self._steps())
            value = self._value(steps)
            if steps[-1] != "":  # which Helm passes over
                yield Setting(steps, value)

    def _fail(self, steps: list[str | int] | Steps, problem: str) -> ValuesError:
        return ValuesError(f"{self.flag} {shown(tuple(steps)) or 'key'}: {problem}")

    def _until(self, stops: str) -> tuple[str, str]:
        """Return the text before the next of these letters, and that letter, or nothing."""
        found: list[str] = []
        while self.at < len(self.text):
            letter = self.text[self.at]
            self.at += 1
            if letter == "\\" and self.at < len(self.text):
                found.append(self.text[self.at])
                self.at += 1
            elif letter in stops:
                return "".join(found), letter
            elif letter != "\\":
                found.append(letter)
        return "".join(found), ""

    def _steps(self) -> Iterator[str | int]:
        """Yield the keys and indices before the ``=``."""
        steps: list[str | int] = []
        while True:
            key, last = self._until("=[,.")
            steps.append(key)
            if last in {"", ","}:
                raise self._fail(steps, "has no value; write key=value")
            if key == "" and (last != "=" or steps[1:]):
                raise self._fail(steps, "has an empty part; write a key between the dots")
            yield key
            while last == "[":
                steps.append(self._index(steps))
                yield steps[-1]
                more, last = self._until("=[.")
                if more or not last:
                    raise self._fail(steps, "needs . or [ or = after the index")
            if last == "=":
                if self.at == len(self.text) and _is_lost(steps):
                    raise self._fail(steps, 'is lost by Helm; use --set-json with ""')
                return
            if len([step for step in steps if isinstance(step, str)]) > MAX_LEVELS:
                raise self._fail(steps[:1], f"has more than {MAX_LEVELS} levels")

    def _index(self, steps: list[str | int]) -> int:
        text, last = self._until("]")
        if _is_index(text, last):
            return int(text)
        raise self._fail(steps, f"needs an index from 0 to {MAX_INDEX} in brackets")

    def _value(self, steps: Steps) -> Any:
        match self.flag:
            case "--set-json":
                return self._json(steps)
            case "--set-file":
                return self._file(steps)
            case "--set-string":
                return self._list_or(steps, str)
            case _:
                return self._list_or(steps, typed)

    def _list_or(self, steps: Steps, read: Callable[[str], Any]) -> Any:
        """Return a list in braces, or a single value."""
        if self.text[self.at : self.at + 1] != "{":
            return read(self._until(",")[0])
        self.at += 1
        items: list[Any] = []
        last = ","
        while last == ",":
            item, last = self._until(",}")
            items.append(item)
        if not last:
            raise self._fail(steps, "needs a } at the end of the list")
        if self.text[self.at : self.at + 1] == ",":
            self.at += 1
        return [read(item) for item in items]

    def _json(self, steps: Steps) -> Any:
        rest = self.text[self.at :]
        start = len(rest) - len(rest.lstrip())
        try:
            value, length = json.JSONDecoder().raw_decode(rest, start)
        except (ValueError, RecursionError):
            problem = "is not JSON; quote it for the shell"
        else:
            after = re.compile(r"\s*,?").match(rest, length)
            self.at += after.end() if after else length
            return value
        raise self._fail(steps, problem)  # out here, as the context quotes the text

    def _file(self, steps: Steps) -> str:
        name = self._until(",")[0]
        try:
            return Path(name).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8"
            raise self._fail(steps, f"cannot read the file: {reason}") from None


def _is_lost(steps: Steps | list[str | int]) -> bool:
    """Tell whether Helm forgets a value that is empty at the end: that of a map in a list."""
    return isinstance(steps[-1], str) and any(isinstance(step, int) for step in steps)


def _is_index(text: str, last: str) -> bool:
    is_number = bool(last) and text.isascii() and text.isdigit()
    return is_number and len(text) <= len(str(MAX_INDEX)) and int(text) <= MAX_INDEX


def typed(text: str) -> Any:
    """Return what ``--set`` takes a text for: true, false, null, a whole number, or a string."""
    word = text.lower()
    if word in _WORDS:
        return _WORDS[word]
    is_number = bool(_INTEGER.fullmatch(text)) and text.isascii()
    if is_number and (text == "0" or text[0] != "0") and -(2**63) <= int(text) < 2**63:
        return int(text)
    return text


def shown(steps: Steps) -> str:
    """Return a path as an operator writes it."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(parts).removeprefix(".")


def with_setting(values: dict[str, Any], flag: str, setting: Setting) -> dict[str, Any]:
    """Return values with one more value in them; maps and lists on the way are made if absent.

    Raises:
        ValuesError: If something else than a map or list is on the way.
    """
    changed: dict[str, Any] = _put(values, setting.steps, setting, flag, 0)
    return changed


def _put(held: Any, steps: Steps, setting: Setting, flag: str, depth: int) -> Any:
    if not steps:
        return setting.value
    step, inner = steps[0], steps[1:]
    if held is not None and not (is_list(held) if isinstance(step, int) else is_map(held)):
        where, path = shown(setting.steps[:depth]), shown(setting.steps)
        kind = "list" if isinstance(step, int) else "map"
        raise ValuesError(f"{flag} {path}: {where} is no {kind} in the values below it")
    if isinstance(step, int):
        items: list[Any] = [*(held or ())]
        items += [None] * (step + 1 - len(items))
        items[step] = _put(items[step], inner, setting, flag, depth + 1)
        return items
    entries: dict[Any, Any] = {**(held or {})}
    if inner and entries.get(step, {}) is None:
        where, path = shown(setting.steps[: depth + 1]), shown(setting.steps)
        raise ValuesError(f"{flag} {path}: {where} is null in the values below it; remove that")
    return {**entries, step: _put(entries.get(step), inner, setting, flag, depth + 1)}
