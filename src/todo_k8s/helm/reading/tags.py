"""Directives and tags, as goyaml.v2 has them."""

from __future__ import annotations

from typing import Any

from yaml.tokens import DirectiveToken, TagToken

from todo_k8s.helm.reading.lexer import BLANK, BLANK_END, HEX, Lexer, ScanError

_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_URI = _WORD | frozenset(";/?:@&=+$,.!~*'()[]%")


class TagScanner(Lexer):
    """A scanner of ``%YAML``, ``%TAG`` and tags."""

    def scan_directive(self) -> DirectiveToken:
        """Scan ``%YAML 1.1`` or ``%TAG``; others are refused."""
        start = self.get_mark()
        self.forward()
        name = self._word()
        self.skip(BLANK)
        if name == "YAML":
            value: Any = self._version()
        elif name == "TAG":
            value = self._tag_directive()
        else:
            self.fail("this directive is unknown to Helm")
        end = self.get_mark()
        self.end_line("a directive must end with its line")
        return DirectiveToken(name, value, start, end)

    def _word(self) -> str:
        length = 0
        while self.peek(length) in _WORD:
            length += 1
        word: str = self.prefix(length)
        self.forward(length)
        return word

    def _version(self) -> tuple[int, int]:
        if self.prefix(3) != "1.1" or self.peek(3) not in BLANK_END:
            self.fail("Helm reads %YAML 1.1 only; remove the directive")
        self.forward(3)
        return 1, 1

    def _tag_directive(self) -> tuple[str, str]:
        handle = self._handle()
        if self.peek() not in BLANK or (handle != "!" and handle[-1] != "!"):
            self.fail("a %TAG directive must be a handle and a prefix")
        self.skip(BLANK)
        prefix = self._uri()
        if not prefix or self.peek() not in BLANK_END:
            self.fail("a %TAG directive must be a handle and a prefix")
        return handle, prefix

    # Tags

    def scan_tag(self) -> TagToken:
        """Scan ``!``, ``!local``, ``!!name``, ``!handle!name`` or ``!<uri>``."""
        start = self.get_mark()
        if self.peek(1) == "<":
            self.forward(2)
            handle, suffix = "", self._uri()
            if not suffix or self.peek() != ">":
                self.fail("this is no tag")
            self.forward()
        else:
            handle, suffix = self._handle(), ""
            if len(handle) > 1 and handle.endswith("!"):
                suffix = self._uri()
                if not suffix:
                    self.fail("this is no tag")
            else:
                handle, suffix = "!", handle[1:] + self._uri()
                if not suffix:
                    handle, suffix = "", "!"
        if self.peek() not in BLANK_END:
            self.fail("a tag must end with a space")
        return TagToken((handle or None, suffix), start, self.get_mark())

    def _handle(self) -> str:
        if self.peek() != "!":
            self.fail("this is no tag")
        self.forward()
        handle = "!" + self._word()
        if self.peek() == "!":
            self.forward()
            handle += "!"
        return handle

    def _uri(self) -> str:
        start, length = self.get_mark(), 0
        while self.peek(length) in _URI:
            length += 1
        text: str = self.prefix(length)
        self.forward(length)
        if "%" not in text:
            return text
        try:
            return self._unescaped(text)
        except ValueError:
            pass
        raise ScanError("this is no tag", start.line + 1, start.column + 1)

    @staticmethod
    def _unescaped(text: str) -> str:
        head, *escaped = text.split("%")
        code = head.encode()
        for part in escaped:
            if not set(part[:2]) <= HEX or len(part) < 2:
                raise ValueError
            code += bytes([int(part[:2], 16)]) + part[2:].encode()
        return code.decode()
