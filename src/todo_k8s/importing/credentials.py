"""Which words are credentials: variables by the chart's rule and by more names, and arguments.

An import errs on the side of a Secret: what it takes for a credential can be put back, what it
copied is copied.
"""

from __future__ import annotations

import re

from todo_k8s import credentials
from todo_k8s.masking.tokens import MADE, TOKEN

DEFAULT_SECRET = "todo-chatbot-secrets"  # noqa: S105  # a name
"""The Secret of the chart, unless another one is named."""

_MORE_NAMES = re.compile(
    r"((?<!by)(?<!com)pass|webhook|webhook_?url|dsn|salt|pepper|connection_?string|authorization|masterauth"
    r"|(^|_)(pass(word|wd)?|pwd)_(db|database|admin|root|user|app|smtp|mail|ldap)"
    r"|erlang_?cookie|rails_master|(^|_)(auth|jwt|iv|pin)|(^|_)licen[cs]e)\Z",
    re.IGNORECASE,
)
"""Names of credentials that the chart takes as plain text."""
_SWITCH = re.compile(r"(true|false|yes|no|on|off|enabled|disabled|none)?\Z", re.IGNORECASE)
_WEAK_NAME = re.compile(
    r"(^|(?<!api)(?<!secret)(?<!access)(?<!private)(?<!auth)(?<!encryption)(?<!signing)_)"
    r"(key|token|auth|licen[cs]e)\Z",
    re.IGNORECASE,
)
"""Names that other things have too, such as `KEY` and `MAX_TOKEN`."""
_WEAK_MORE = re.compile(r"(^|_)(jwt|iv|pin)\Z", re.IGNORECASE)
"""Short names that are those of credentials only with what looks like one."""
_PIN = re.compile(r"[0-9]{4,12}|[0-9A-Za-z+/_.=-]{12,}")
_FILE = re.compile(r"/(etc|run|var|mnt|opt|secrets?)/\S*|(/[\w.-]+)+\.\w{2,5}")
_OF_FILES = re.compile(r"(credentials|creds|key|cert)\Z", re.IGNORECASE)
"""Names of credentials that often hold the path of a file: ``GOOGLE_APPLICATION_CREDENTIALS``."""
_WORD = re.compile(r"[a-z]{1,6}|[0-9]{1,5}|https?://[^\s@]*", re.IGNORECASE)


def is_credential(name: str, value: str) -> bool:
    """Tell whether a variable is a credential, by its name or by what is in it.

    What is composed of other variables has a password only if the chart finds one in it.
    """
    if credentials.holds_credential(value) or TOKEN.search(value) or MADE.search(value):
        return True
    if _OF_FILES.search(name) and _FILE.fullmatch(value):
        return False
    if _WEAK_MORE.search(name):
        return bool(_PIN.fullmatch(value))
    if _SWITCH.match(value) or (is_weak(name) and _WORD.fullmatch(value)):
        return False
    is_named = bool(_MORE_NAMES.search(name))
    return credentials.is_credential(name, value) or (is_named and "$(" not in value)


def is_weak(name: str) -> bool:
    """Tell whether a name is one that other things than credentials have too."""
    return bool(_WEAK_NAME.search(name))
