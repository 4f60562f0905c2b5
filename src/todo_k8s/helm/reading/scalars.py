"""What a scalar is worth to Helm: the rules of goyaml.v2, which all versions of Helm share.

They are those of YAML 1.1 but for numbers, which Go's own parser reads: ``y`` is true, ``014`` and
``0o14`` are 12, ``1_000`` is 1000, ``1:30`` is text, and a date stays text.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
import struct
from typing import Any

TAG = "tag:yaml.org,2002:"
_RESOLVED = {"", *(TAG + name for name in ("str", "bool", "int", "float", "null", "timestamp"))}

_WORDS: dict[str, Any] = {
    **dict.fromkeys(
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True
    ),
    **dict.fromkeys(
        ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False
    ),
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys([".nan", ".NaN", ".NAN"], math.nan),
    **dict.fromkeys([".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"], math.inf),
    **dict.fromkeys(["-.inf", "-.Inf", "-.INF"], -math.inf),
}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_POINT = re.compile(r"\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?")
_BASES = {"0x": (16, "[0-9a-fA-F]+"), "0b": (2, "[01]+"), "0o": (8, "[0-7]+")}
_BINARY = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


class WrongTagError(Exception):
    """A scalar is not what its tag says."""


def resolve(tag: str, text: str, *, plain: bool) -> Any:
    """Return the value of a scalar.

    Args:
        tag: Its tag in full, or an empty string.
        text: What is written.
        plain: Whether it is written without quotes.

    Raises:
        WrongTagError: If the text is not what the tag says.
    """
    if tag == TAG + "binary":
        return _binary(text)
    if (not tag and not plain) or tag not in _RESOLVED or tag == TAG + "str":
        return text
    if tag == TAG + "timestamp":
        return _timestamp(text)
    value = _untagged(text)
    if tag == TAG + "float" and _is_int(value) and -(2**63) <= value < 2**63:
        value = float(value)
    if tag and tag != TAG + _kind(value):
        raise WrongTagError
    return value


def _untagged(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] == ".":
        number = _float(text.replace("_", "")) if _POINT.fullmatch(text) else None
        return text if number is None else number
    if text[0] not in "+-0123456789":
        return text
    digits = text.replace("_", "")
    for read in (_int, _float, _signed_binary):
        number = read(digits)
        if number is not None:
            return number
    return text


def _int(text: str) -> int | None:
    """Read a whole number of 64 bits with the prefixes of Go, as ``strconv.ParseInt`` does."""
    sign, digits = (text[0], text[1:]) if text[:1] in {"+", "-"} else ("", text)
    base, form = _BASES.get(digits[:2].lower(), (10, "[1-9][0-9]*|0"))
    if base != 10:
        digits = digits[2:]
    elif digits[:1] == "0" and len(digits) > 1:
        base, form = 8, "[0-7]+"
    if not re.fullmatch(form, digits) or len(digits.lstrip("0")) > 64:
        return None
    number = int(digits, base)
    if sign == "-":
        return -number if number <= 2**63 else None
    return number if number < (2**63 if sign else 2**64) else None


def _signed_binary(text: str) -> int | None:
    """Read ``0b-1``, which Go takes too."""
    match = re.fullmatch("0b([-+])([01]{1,64})", text)
    number = int(match[1] + match[2], 2) if match else None
    return number if number is not None and -(2**63) <= number < 2**63 else None


def _float(text: str) -> float | None:
    number = float(text) if _FLOAT.fullmatch(text) else math.inf
    return None if math.isinf(number) else number


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    kinds = {bool: "bool", int: "int", float: "float", str: "str"}
    return "null" if value is None else kinds[type(value)]


_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2})))"
    r"|(?: ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?))?"
)


def _timestamp(text: str) -> str:
    """Return a time as it is written: Helm has no times."""
    match = _TIME.fullmatch(text)
    if not match:
        raise WrongTagError
    year, month, day, *rest = (int(part or 0) for part in match.groups())
    hour, minute, second, zone_hour, zone_minute, *spaced = rest
    try:  # Go has a year 0, a leap year like 4
        dt.datetime(year or 4, month, day, hour, minute, second)  # noqa: DTZ001  # only tried
        dt.time(spaced[0], spaced[1], spaced[2])
    except ValueError:
        raise WrongTagError from None
    if zone_hour > 24 or zone_minute > 59:
        raise WrongTagError
    return text


def _binary(text: str) -> str:
    """Return what base64 stands for; bytes that are no UTF-8 are replaced one by one."""
    code = text.replace("\r", "").replace("\n", "")
    if not _BINARY.fullmatch(code):
        raise WrongTagError
    escaped = base64.b64decode(code).decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", "\ufffd", escaped)


def key_text(key: Any) -> str | None:
    """Return the text that a key becomes in JSON, or None if Helm takes no such key."""
    if isinstance(key, str):
        return key
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, float):
        return _short_float(key)
    if isinstance(key, int) and key < 2**63:
        return str(key)
    return None


def _short_float(number: float) -> str:
    """Return a number in the fewest digits that tell its float32, as Go writes one."""
    if math.isnan(number):
        return ".nan"
    try:
        packed = struct.pack("f", number)
    except OverflowError:
        packed = struct.pack("f", math.copysign(math.inf, number))
    (single,) = struct.unpack("f", packed)
    if math.isinf(single):
        return "-.inf" if single < 0 else ".inf"
    digits = next(n for n in range(9) if struct.pack("f", float(f"{single:.{n}e}")) == packed)
    text = f"{single:.{digits}e}"
    exponent = int(text.partition("e")[2])
    return f"{float(text):.{max(0, digits - exponent)}f}" if -5 < exponent < 6 else text
