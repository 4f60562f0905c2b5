"""What the scanners of tags and of scalars share: characters, positions, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

BREAK = "\r\n\x85\u2028\u2029"
BREAK_END = "\0" + BREAK
BLANK = " \t"
BLANK_END = BREAK_END + BLANK
HEX = frozenset("0123456789abcdefABCDEF")


class ScanError(Exception):
    """A text is not YAML as Helm reads it.

    Args:
        problem: What is wrong, without a character of the text.
        line: The line, from 1.
        column: The column, from 1.
    """

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem, line, column)
        self.problem = problem
        self.line = line
        self.column = column


class Lexer(Reader, Scanner, Parser):
    """PyYAML's reader, scanner and parser with what the details of goyaml.v2 need."""

    if TYPE_CHECKING:  # the stubs of PyYAML do not say the types

        @override
        def peek(self, index: int = 0) -> str: ...
        @override
        def prefix(self, length: int = 1) -> str: ...

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def fail(self, problem: str) -> NoReturn:
        """Raise the error that says what is wrong at this character."""
        raise ScanError(problem, self.line + 1, self.column + 1)

    def skip(self, characters: str) -> None:
        """Go on to a character that is none of these."""
        while self.peek() in characters:
            self.forward()

    def skip_comment(self) -> None:
        """Go on to the end of the line if a comment starts here."""
        if self.peek() == "#":
            while self.peek() not in BREAK_END:
                self.forward()

    def end_line(self, problem: str) -> None:
        """Go on to the next line, if nothing but a comment is left of this one."""
        self.skip(BLANK)
        self.skip_comment()
        if self.peek() not in BREAK_END:
            self.fail(problem)
        self.scan_line_break()

    def at_document_indicator(self) -> bool:
        """Tell whether a line with ``---`` or ``...`` starts here."""
        return self.column == 0 and self.prefix(3) in {"---", "..."} and self.peek(3) in BLANK_END

    def scan_line_break(self) -> str:
        """Go over a line end, if there is one; return it as YAML reads it."""
        character = self.peek()
        if character not in BREAK:
            return ""
        self.forward(2 if self.prefix(2) == "\r\n" else 1)
        return character if character in "\u2028\u2029" else "\n"
