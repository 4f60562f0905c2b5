"""Events of a YAML text, as Helm's reader has them.

Helm's goyaml.v2 is a port of libyaml, which is a port of PyYAML's reader. They differ in details:
tabs, tags, escapes, ``%YAML`` and the byte order mark. Those are here; the rest is PyYAML's. It is
the reader in Python and not libyaml, whose versions differ from each other.
"""

from __future__ import annotations

from todo_k8s.helm.reading.lexer import BLANK
from todo_k8s.helm.reading.tags import TagScanner
from todo_k8s.helm.reading.texts import ScalarScanner


class HelmEvents(TagScanner, ScalarScanner):
    """The parser of a text: `get_event` gives one event after the other, and None at the end."""

    def scan_to_next_token(self) -> None:
        """Skip blanks and comments: tabs too, but not where indentation is."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
            if self.peek() == "\ufeff":
                self.fail("there is more than one byte order mark")
        while True:
            self.skip(BLANK if self.flow_level or not self.allow_simple_key else " ")
            self.skip_comment()
            if not self.scan_line_break():
                break
            if not self.flow_level:
                self.allow_simple_key = True
