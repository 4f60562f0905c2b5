"""Block, quoted and plain scalars, as goyaml.v2 has them: tabs and escapes differ elsewhere."""

from __future__ import annotations

from yaml.tokens import ScalarToken

from todo_k8s.helm.reading.lexer import (
    BLANK,
    BLANK_END,
    BREAK,
    BREAK_END,
    HEX,
    Lexer,
    ScanError,
)

_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "'": "'",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_CODES = {"x": 2, "u": 4, "U": 8}


class ScalarScanner(Lexer):
    """A scanner of scalars."""

    def scan_block_scalar(self, style: str) -> ScalarToken:
        """Scan a literal or folded scalar."""
        start = self.get_mark()
        self.forward()
        chomping, increment = self._block_header()
        self.end_line("only an indentation digit, + or - may follow | or >")
        indent = max(self.indent, 0) + increment if increment else 0
        indent, breaks = self._block_breaks(indent)
        folded = style == ">"
        text: list[str] = []
        line_break, was_blank = "", False
        while self.column == indent and self.peek() != "\0":
            is_blank = self.peek() in BLANK
            if folded and line_break == "\n" and not was_blank and not is_blank:
                text += breaks or [" "]
            else:
                text += [line_break, *breaks]
            was_blank = is_blank
            length = 0
            while self.peek(length) not in BREAK_END:
                length += 1
            text.append(self.prefix(length))
            self.forward(length)
            line_break = self.scan_line_break()
            indent, breaks = self._block_breaks(indent)
        if chomping != "-":
            text.append(line_break)
        if chomping == "+":
            text += breaks
        return ScalarToken(
            "".join(text), plain=False, start_mark=start, end_mark=self.get_mark(), style=style
        )

    def _block_header(self) -> tuple[str, int]:
        """Return the chomping and the indentation that are asked for, in either order."""
        header = ""
        while self.peek() in "+-0123456789" and self.peek() != "\0":
            header += self.peek()
            self.forward()
        chomping, digit = header.strip("0123456789"), header.strip("+-")
        if len(chomping) > 1 or len(digit) > 1 or digit == "0":
            self.fail("only an indentation digit, + or - may follow | or >")
        return chomping, int(digit or 0)

    def _block_breaks(self, indent: int) -> tuple[int, list[str]]:
        """Skip indentation and empty lines; return the indentation, found out if it was 0."""
        breaks: list[str] = []
        widest = 0
        while True:
            while (not indent or self.column < indent) and self.peek() == " ":
                self.forward()
            widest = max(widest, self.column)
            if (not indent or self.column < indent) and self.peek() == "\t":
                self.fail("a tab must not be used for indentation; use spaces")
            if self.peek() not in BREAK:
                break
            breaks.append(self.scan_line_break())
        return indent or max(widest, self.indent + 1, 1), breaks

    def scan_flow_scalar(self, style: str) -> ScalarToken:
        """Scan a quoted scalar."""
        start = self.get_mark()
        self.forward()
        text: list[str] = []
        while True:
            if self.at_document_indicator():
                self.fail("a document ends within quotes")
            if self.peek() == "\0":
                raise ScanError("this quote is not closed", start.line + 1, start.column + 1)
            escaped_break = self._unblank(style, text)
            if self.peek() == style:
                break
            text.append(self._fold(joined=escaped_break))
        self.forward()
        return ScalarToken(
            "".join(text), plain=False, start_mark=start, end_mark=self.get_mark(), style=style
        )

    def _unblank(self, quote: str, text: list[str]) -> bool:
        """Read what is not blank; return whether an escaped line end is what ended it."""
        while self.peek() not in BLANK_END:
            if self.peek() == quote == self.peek(1) == "'":
                text.append("'")
                self.forward(2)
            elif self.peek() == quote:
                return False
            elif self.peek() != "\\" or quote == "'":
                length = 1
                while self.peek(length) not in BLANK_END + "\\'\"":
                    length += 1
                text.append(self.prefix(length))
                self.forward(length)
            elif self.peek(1) in BREAK:
                self.forward()
                self.scan_line_break()
                return True
            else:
                text.append(self._escape())
        return False

    def _escape(self) -> str:
        letter = self.peek(1)
        length = _CODES.get(letter, 0)
        if not length and letter not in _ESCAPES:
            self.fail("this escape is unknown to Helm; write the character itself")
        self.forward(2)
        if not length:
            return _ESCAPES[letter]
        digits = self.prefix(length)
        if len(digits) < length or not HEX.issuperset(digits):
            self.fail(f"an escape with {length} hexadecimal digits is expected")
        code = int(digits, 16)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            self.fail("Helm knows no surrogates; write the character itself, or \\U and its code")
        self.forward(length)
        return chr(code)

    def _fold(self, *, joined: bool) -> str:
        """Skip blanks and line ends, and return what they stand for within a scalar.

        Args:
            joined: Whether the line before ended with a backslash.
        """
        blanks, breaks = "", ["\n"] if joined else []
        first = len(breaks)
        while self.peek() in BLANK + BREAK:
            if self.peek() in BREAK:
                breaks.append(self.scan_line_break())
            else:
                blanks += "" if breaks else self.peek()
                self.forward()
        if not breaks:
            return blanks
        if first:
            return "".join(breaks[1:])
        if breaks[0] == "\n":
            return "".join(breaks[1:]) or " "
        return "".join(breaks)

    def scan_plain(self) -> ScalarToken:
        """Scan a scalar without quotes."""
        start = end = self.get_mark()
        indent = self.indent + 1
        text: list[str] = []
        between = ""
        broken = False
        while not self.at_document_indicator() and self.peek() != "#":
            length = self._plain_length()
            if length:
                text += [between, self.prefix(length)]
                self.forward(length)
                end, between, broken = self.get_mark(), "", False
            if self.peek() not in BLANK + BREAK:
                break
            between, broken = self._plain_blanks(indent, broken=broken)
            if not self.flow_level and self.column < indent:
                break
        if broken:
            self.allow_simple_key = True
        return ScalarToken("".join(text), plain=True, start_mark=start, end_mark=end)

    def _plain_length(self) -> int:
        length = 0
        while (character := self.peek(length)) not in BLANK_END:
            if character == ":" and self.peek(length + 1) in BLANK_END:
                break
            if self.flow_level and character in ",?[]{}":
                break
            length += 1
        return length

    def _plain_blanks(self, indent: int, *, broken: bool) -> tuple[str, bool]:
        blanks: str = ""
        breaks: list[str] = []
        while self.peek() in BLANK + BREAK:
            if self.peek() in BREAK:
                breaks.append(self.scan_line_break())
                continue
            if breaks and self.column < indent and self.peek() == "\t":
                self.fail("a tab must not be used for indentation; use spaces")
            blanks += "" if breaks else self.peek()
            self.forward()
        if not breaks:
            return blanks, broken
        if breaks[0] == "\n":
            return "".join(breaks[1:]) or " ", True
        return "".join(breaks), True
