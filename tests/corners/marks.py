"""A chart's templates with a mark in every corner, which changes nothing that they print.

A corner is a branch of ``if``, ``with`` or ``range``, be it an ``else`` that is not written; a
helper; and each operand of ``and`` and ``or``, condition of ``ternary`` and value with a
``default``: once empty, once not. A mark is ``set … "its number" true``: it writes into the map
that all templates of a chart share, which helpers with variables are given as ``root``; those that
do not need it are given it too. `SEEN`, the template that Helm runs last, prints the map's keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from tests.corners.actions import Operand, split

SEEN = "templates/0-seen.txt"
"""Helm runs the deepest template first, then from the last name to the first."""
_SEEN_TEXT = "{{ keys . | toJson }}\n"
_SHARED = "($.root | default $)"
_WITHOUT_ROOT = re.compile(r'(include "[^"]+" \(dict )(?!"root")')
_MAY_BE_ABSENT = ("if", "with", "range")


class Marks:
    """Puts marks into the templates of a chart.

    Args:
        files: The files of the chart.
        without: The corners that get no mark, as Helm is slow with many.
    """

    def __init__(self, files: Mapping[str, str], without: Collection[str] = ()) -> None:
        self._without = frozenset(without)
        self.corners: dict[str, str] = {}
        """Where the marks are, and the number of each, as Helm is slow with long keys."""
        self.files = {name: self._file(name, text) for name, text in files.items()}
        """The files with the marks. Rules that are broken no longer end a rendering."""
        self.files[SEEN] = _SEEN_TEXT

    def seen(self, printed: str) -> set[str]:
        """Return the corners that a rendering came through, as `SEEN` has printed them."""
        keys = set(json.loads(printed))
        return {where for where, number in self.corners.items() if number in keys}

    def _file(self, name: str, text: str) -> str:
        if not name.startswith("templates/"):
            return text
        marked = "".join(self._parts(name, text)).replace("{{- fail ", "{{- print ")
        return _WITHOUT_ROOT.sub(rf'\1"root" {_SHARED} ', marked)

    def _parts(self, name: str, text: str) -> Iterator[str]:
        """Yield the parts of a template, and the marks between them."""
        open_blocks: list[str] = []  # where each began; "" if it has an else, or needs none
        for part in split(text):
            if isinstance(part, str):
                yield part
                continue
            where = f"{name}:{part.line} {part.body.strip()}"
            if part.word in (*_MAY_BE_ABSENT, "define"):
                open_blocks.append(where if part.word in _MAY_BE_ABSENT else "")
            ended = open_blocks.pop() if part.word == "end" else ""
            if ended and (mark := self._mark(f"{ended}: else")):
                yield f"{part.left}else }}}}{{{{- {mark} }}}}"
            yield part.with_operands(partial(self._operand, where))
            if part.word == "else":
                where, open_blocks[-1] = f"{open_blocks[-1]}: else", ""
            if part.word not in ("", "end", "/*") and (mark := self._mark(where)):
                yield f"{{{{- {mark}{part.right}"

    def _mark(self, where: str) -> str:
        """Return what leaves in the map that a corner was seen; nothing if it gets no mark."""
        if where in self._without:
            return ""
        return f'$seen := set {_SHARED} "{self._number(where)}" true'

    def _number(self, where: str) -> str:
        return self.corners.setdefault(where, f"corner {len(self.corners)}")

    def _operand(self, where: str, operand: Operand) -> str:
        """Return an operand that leaves in the map that it was empty, or that it was not."""
        name = f"{where}: {operand.plain}"
        if {name, f"{name}: empty"} <= self._without:
            return operand.text
        full, empty = self._number(name), self._number(f"{name}: empty")
        worth = f'"worth of {full}"'
        mark = f'(ternary "{empty}" "{full}" (empty (get {_SHARED} {worth})))'
        return f"(get (set (set {_SHARED} {worth} {operand.text}) {mark} true) {worth})"
