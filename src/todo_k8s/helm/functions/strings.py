"""Strings: parts of them, patterns, and the forms that Kubernetes asks for."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from typing import cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.fields.pattern_replacing import replaceable
from todo_k8s.helm.fields.patterns import compiled, occurs
from todo_k8s.helm.functions.arithmetic import is_fraction
from todo_k8s.helm.functions.declaration import Ascii, Length, Pattern, Replaceable, function
from todo_k8s.helm.plain.numbers import float_text
from todo_k8s.helm.symbolic.as_expressions import as_token, expression
from todo_k8s.helm.symbolic.decoding import read_str
from todo_k8s.helm.symbolic.expressions import Const
from todo_k8s.helm.symbolic.tokens import ScalarToken


def string(number: float | str) -> str:
    """Return a number as it is printed: ``3``, ``0.25``, ``1e-7``; a text stays as it is.

    Raises:
        ExpressionError: If it is a boolean, which Python and Helm print in words of their own.
    """
    given = as_token(number)
    if isinstance(number, bool) or (given is not None and given.expr.type.kind == "bool"):
        raise ExpressionError(
            "string() takes a number or a text, and this is a boolean; use to_json() for true and "
            "false, or choose() for other words"
        )
    if isinstance(number, str | ScalarToken):
        return _text(number)
    if is_fraction(number):
        return _decimal(number)
    return _string(cast("int", number))


@function(
    'ternary (int64 {0} | toString) (toString {0}) (kindIs "float64" {0})', (2**53 - 1,), ("1e3",)
)
def _text(value: int | str) -> str:
    """Return what may be a number, a boolean or a text as a text."""
    return str(value)


@function("{0} | toString")
def _string(number: int) -> str:
    return str(number)


@function("{0} | toJson", (1.0,), (1e-7,), (0.000001,), (-2.5e-10,), (5e-324,), (123456789.125,))
def _decimal(number: float) -> str:
    return float_text(number)


@function("")  # a printf of its parts, see `todo_k8s.helm.write.gotext`
def concat(*parts: str) -> str:
    """Return the strings one after another; f-strings come out as this."""
    return "".join(parts)


@function("join {1} {0}", (["", "{{"], '"'), (["a"], ", "))
def join(items: Sequence[str], separator: str) -> str:
    """Return the strings of a list with `separator` between them."""
    return separator.join(items)


@function("{0} | lower", ("Some-NAME_1",), ("AZaz09-./",))
def lower(text: Ascii) -> str:
    """Return ASCII letters in lower case."""
    return text.lower()


@function("{0} | upper", ("Some-name_1",), ("AZaz09-./",))
def upper(text: Ascii) -> str:
    """Return ASCII letters in upper case."""
    return text.upper()


_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What Go takes for white space."""


@function("{0} | trim", (" a b\n",), ("\x1c a\u200b",), *((f"{each}a{each}",) for each in _SPACES))
def trim(text: str) -> str:
    """Return `text` without white space at its ends."""
    return text.strip(_SPACES)


@function("splitList {1} {0}", ("a,b,,c", ","), ("", ","), ("abc", ""), ("", ""), ("aXXXb", "XX"))
def split(text: str, separator: str) -> Sequence[str]:
    """Return the parts of `text` between separators; without a separator, its characters."""
    return text.split(separator) if separator else list(text)


def _check_length(text: str, length: int) -> None:  # noqa: ARG001  # as `truncate` has them
    known = expression(length)
    if isinstance(known, Const) and not (isinstance(known.value, int) and known.value >= 0):
        raise ExpressionError("truncate() takes a length of 0 or more")


@function("{0} | trunc {1}", ("a" * 80, 63), ("a" * 63, 63), ("abc", 0), check=_check_length)
def truncate(text: Ascii, length: Length) -> str:
    """Return the first `length` (a literal) characters of an ASCII string."""
    return text[:length]


@function("{0} | trimSuffix {1}", ("a--", "-"), ("-", "-"), ("ab", "ab"))
def trim_suffix(text: str, suffix: str) -> str:
    """Return `text` without one `suffix` at its end."""
    return text.removesuffix(suffix)


@function("{0} | trimPrefix {1}", ("--a", "-"), ("-", "-"), ("ab", "ab"))
def trim_prefix(text: str, prefix: str) -> str:
    """Return `text` without one `prefix` at its start."""
    return text.removeprefix(prefix)


@function(
    'printf "%s-%s" (trunc (max 0 (sub 62 (len {1})) | int) {0} | trimSuffix "-") {1}',
    *(("a" * 63, "worker"), ("a" * 40 + "-b", "w" * 20), ("a", "b" * 70), ("", "")),
)
def object_name(prefix: Ascii, component: Ascii) -> str:
    """Return ``<prefix>-<component>``, of which the prefix is cut to 63 characters in all.

    References:
        https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
    """
    return f"{prefix[: max(0, 62 - len(component))].removesuffix('-')}-{component}"


@function("{0} | replace {1} {2}", ("aaa", "aa", "b"), ("a.b.c", ".", "-"), ("a+b", "+", "_"))
def replace(text: str, old: str, new: str) -> str:
    """Return `text` with every `old` replaced."""
    return text.replace(old, new)


@function("contains {1} {0}", ("", ""), ("", "a"), ("línea", "í"))
def contains(text: str, part: str) -> bool:
    """Return whether `part` occurs in `text`."""
    return part in text


def _check_pattern(text: str, pattern: str) -> None:  # noqa: ARG001  # as `matches` has them
    if isinstance(known := read_str(pattern), str):
        compiled(known)


@function(
    "regexMatch {1} {0}",
    *(
        (text, pattern)
        for text in ("", "NEXT_PUBLIC_A", "a b", "key\n", "exec", " x", "Change-Me", "é" * 32)
        for pattern in ("^NEXT_PUBLIC_", r"\A\S{3,}\z", r"(?i)\Achange[-_ ]?me\z", "^exec$")
    ),
    *(("\u00a0x", r"\A\s|\s\z"), ("x\v", r"\A\s|\s\z"), ("x\u3000y", r"\A\S+\z")),
    *(("é" * 32, r"\A(?s:.){32,}\z"), ("a\nb", r"\A(?s:.){3}\z"), ("a\n", r"\Aa\z")),
    ("x٣", r"\A\w\d\z"),
    check=_check_pattern,
)
def matches(text: str, pattern: Pattern) -> bool:
    r"""Return whether the regular expression `pattern` occurs in `text`.

    Write ``\A`` and ``\z``, or ``^`` and ``$``, for the ends. ``\d``, ``\s``, ``\w``, ``\b`` know
    only ASCII; ``(?i)`` also takes U+212A for ``k`` and U+017F for ``s``.

    Args:
        text: What to look at.
        pattern: A literal in the syntax of RE2, which Helm uses.

    Raises:
        TemplateError: If Helm and Python would read the pattern differently, such as look-around,
            ``\pL`` or ``[a&&b]``; the message says what to write.

    References:
        https://github.com/google/re2/wiki/Syntax
    """
    return occurs(pattern, text)


def _check_replaceable(text: str, pattern: str, replacement: str) -> None:  # noqa: ARG001  # as `replace_pattern`
    if isinstance(known := read_str(pattern), str):
        replaceable(known)


@function(
    "regexReplaceAllLiteral {1} {0} {2}",
    *(("a b  c", " +", "-"), ("$1.00", r"\$[0-9]", r"${0}\1"), ("aab", "a|ab", "x")),
    *(("a\n", "a$", "b"), ("ba\nba", "^b", ""), ("x٣ 3", r"\d", "n"), ("aXbX", ".*?X", "<>")),
    check=_check_replaceable,
)
def replace_pattern(text: str, pattern: Replaceable, replacement: str) -> str:
    """Return `text` with every match of a regular expression replaced: ``[^a-z0-9]+`` by ``-``.

    Args:
        text: What to look at.
        pattern: A literal in the syntax of RE2, as for `matches`. It matches at least one
            character, repeats characters and sets but no groups, none of which two repeats in a
            row may take, and has no flags.
        replacement: What takes the place of a match, as it is: ``$1`` stands for itself.

    Raises:
        TemplateError: If Helm and Python might find other matches; the message says what to write.

    References:
        https://pkg.go.dev/regexp#Regexp.ReplaceAllLiteralString
    """
    return replaceable(pattern).sub(lambda _: replacement, text)


@function(
    'regexReplaceAll "[^A-Za-z0-9_.-]" {0} "_" | trunc 63 | trimAll "_.-"',
    *(("1.2.3+build7",), ("v1@sha256:" + "a" * 64,), ("a" * 62 + "..b",), ("-._",)),
)
def label(text: str) -> str:
    """Return `text` as a label's value: other characters as ``_``, at most 63, trimmed.

    References:
        https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
    """
    return re.sub(r"[^A-Za-z0-9_.-]", "_", text)[:63].strip("_.-")


@function(
    'regexReplaceAll "^[.-]|[^A-Za-z0-9_.-]" {0} "_" | trunc 128',
    *(("1.2.3+build7",), ("v1@sha256:" + "a" * 64,), (".a",), ("--a",), ("a" * 130,)),
)
def image_tag(text: str) -> str:
    """Return `text` as an image's tag: other characters as ``_``, at most 128.

    References:
        https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
    """
    return re.sub(r"^[.-]|[^A-Za-z0-9_.-]", "_", text)[:128]


@function("{0} | b64enc")
def b64encode(text: str) -> str:
    """Return the base64 form of the UTF-8 bytes, as in ``data`` of a Secret."""
    return base64.b64encode(text.encode()).decode()


@function("{0} | sha256sum", ("/app/.next/cache",))
def sha256(text: str) -> str:
    """Return the SHA-256 of a string, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@function("{0} | sha256sum | trunc 8", ("/app/.next/cache",))
def digest(text: str) -> str:
    """Return the first eight hexadecimal digits of a string's SHA-256, for names made of paths."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
