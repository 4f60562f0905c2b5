"""The syntax of RE2 that Go, Rust and editors read alike, and what to say of the rest."""

from __future__ import annotations

import re

REPEAT_LIMIT = 1000
"""How often RE2 repeats a part at most, repetitions of repetitions included."""

SETS = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "s": r"[\t\n\f\r ]",
    "S": r"[^\t\n\f\r ]",
    "w": "[0-9A-Za-z_]",
    "W": "[^0-9A-Za-z_]",
}
ASSERTIONS = {"A": r"\A", "z": r"\z", "b": r"(?-u:\b)", "B": r"(?-u:\B)"}
CONTROLS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
ESCAPED_IN_RUST = frozenset(r"\.+*?()|[]{}^$#&-~")
_POSIX_NAMES = "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit"
POSIX = frozenset(_POSIX_NAMES.split())
NO_ESCAPE = {
    "p": "its letters depend on the version of Unicode; write ranges, such as [a-z]",
    "P": "its letters depend on the version of Unicode; write ranges, such as [^a-z]",
    "Z": r"RE2 has no \Z; write \z",
    "u": r"RE2 has no \u; write \x{…}",
    "U": r"RE2 has no \U; write \x{…}",
    "x": r"write two hexadecimal digits, or \x{…}",
    **dict.fromkeys("0123456789", r"RE2 has no back-references; for a character write \x{…}"),
}
"""What to say of escapes that are refused."""

_ESCAPE = r"\\(?:x\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|.)"
TOKEN = re.compile(
    rf"""(?P<quoted>\\Q(?:(?!\\E).)*(?:\\E)?)
    |(?P<escape>{_ESCAPE})
    |(?P<set>\[\^?(?:\[:\^?[a-z]+:\]|{_ESCAPE}|[^\\\[\]])*\])
    |(?P<flags>\(\?(?:[imsU]+)?(?:-[imsU]+)?[:)])
    |(?P<open>\((?!\?))
    |(?P<close>\))
    |(?P<repeat>(?:[*+?]|\{{(?:0|[1-9][0-9]{{0,3}})(?:,(?:0|[1-9][0-9]{{0,3}})?)?\}})\??)
    |(?P<anchor>[\^$])
    |(?P<bar>\|)
    |(?P<character>[^\\\[\]{{}}(])""",
    re.VERBOSE | re.DOTALL,
)
MEMBER = re.compile(rf"\[:\^?(?P<posix>[a-z]+):\]|(?P<escape>{_ESCAPE})|(?P<plain>.)", re.DOTALL)
