"""Which texts hold a credential, by how they look: tokens, URLs, options, headers, settings.

A text that names a file or another variable is none: ``--token-file=/x``, ``PASSWORD=$OTHER``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from todo_k8s.credentials import holds_credential
from todo_k8s.masking.tokens import LIKELY, MADE, TOKEN

_WORD = (
    r"(pass(word|wd|phrase)?|pwd|secret|token|(api|access|private|secret|auth)[-_.]?key"
    r"|credentials?|webhook([-_.]?url)?)"
)
_VALUE = r"(?!(true|false|yes|no|none|null)\b)[^\s'\"$]"

IN_A_FILE = re.compile(rf"{_WORD}['\"]?[ \t]*[:=][ \t]*['\"]?[^\s'\"$]", re.IGNORECASE)
"""A line of a configuration file that sets a credential."""

_SET = re.compile(
    rf"(^|[\s;&?,\"'(-])[\w.-]*{_WORD}=['\"]?{_VALUE}"  # TOKEN=x, ?token=x, --token=x
    rf"|[\"'][\w.-]*{_WORD}['\"][ \t]*:[ \t]*['\"]{_VALUE}"  # {"token": "x"}
    r"|[?&](key|code|sig|signature)=[^\s&$'\"]{6,}",
    re.IGNORECASE,
)
"""What sets a credential in any text."""

_HEADER = re.compile(
    r"((^|[^\w-])((proxy-)?authorization|[\w-]*api-?key|x-[\w-]*(token|secret|key))"
    r"['\"]?[ \t]*[:=][ \t]*['\"]?[^\s$'\"{<]"
    r"|(^|[^\w-])(set-)?cookie['\"]?[ \t]*:[ \t]*['\"]?[^\s=;]+=[^\s$'\"{<])",
    re.IGNORECASE,
)
"""A header of a request with a credential, as commands and settings write it."""

OPTION = re.compile(
    r"(^|[\s\"'])("
    r"--?[\w.-]*(password|passwd|passphrase|secret|token|(api|access)-?key|credentials?)"
    r"[ \t]+['\"]?[^\s'\"$-]"
    r"|(-u|--user|--proxy-user)[ \t=]*['\"]?(?![0-9]+:[0-9]+(\s|\Z))"
    r"[^\s:$'\"/]+:[^\s$'\"/][^\s'\"]*"
    r"|(mysql|mariadb|mongo)\w*\b[^|;&\n]*[ \t]-p[ \t]?['\"]?[^\s$'\"]"
    r"|sshpass[ \t]+-p[ \t]*['\"]?[^\s$'\"]"
    r"|redis-cli\b[^|;&\n]*[ \t](-a|--pass)[ \t]+['\"]?[^\s$'\"])",
    re.IGNORECASE,
)
"""An option of a command whose value is the word after it."""

LIKE_SECRETS = (TOKEN, MADE, LIKELY, _SET, _HEADER, OPTION)


def looks_secret(text: str) -> bool:
    """Tell whether a text holds a credential, by how it looks."""
    if holds_credential(text) or any(each.search(text) for each in LIKE_SECRETS):
        return True
    return "\n" in text and sets_secret(text)


def sets_secret(text: str) -> bool:
    """Tell whether a text sets a credential, as lines of configuration files do."""
    return IN_A_FILE.search(text) is not None


def is_option_value(text: str, before: Sequence[str]) -> bool:
    """Tell whether an argument is a credential by those before it: ``--password``, ``-u``.

    Args:
        text: The argument.
        before: All that stand before it.
    """
    words = " ".join(before)
    found = OPTION.finditer(f"{words} {text}") if before else ()
    return any(match.end() > len(words) + 1 for match in found)
