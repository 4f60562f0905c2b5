"""Which words are credentials: variables by the chart's rule and by more names, and arguments.

An import errs on the side of a Secret: what it takes for a credential can be put back, what it
copied is copied.
"""

from __future__ import annotations

import re

from todo_k8s import credentials

DEFAULT_SECRET = "todo-chatbot-secrets"  # noqa: S105  # a name
"""The Secret of the chart, unless another one is named."""

_MORE_NAMES = re.compile(
    r"((?<!by)(?<!com)pass|webhook|webhook_?url|dsn|salt|pepper|connection_?string|authorization|masterauth"
    r"|(^|_)auth|(^|_)licen[cs]e)\Z",
    re.IGNORECASE,
)
"""Names of credentials that the chart takes as plain text."""
_TOKEN = re.compile(
    r"^(basic|bearer|token) +\S{6,}$"
    r"|https?://[^\s/@:$]{8,}@"
    r"|hooks\.slack\.com/|webhook\.office\.com/|/webhooks?/[^/\s]+/\S{16,}"
    r"|(AccountKey|SharedAccessKey|sig)=[^\s;&$]{8,}"
    r"|\$(apr1|[156y]|2[abxy]|argon2\w*)\$\S{12,}"
    r"|\b(gh[oprsu]_|github_pat_|glpat-|xox[abp]-|[rs]k_live_)\w{16,}",
    re.IGNORECASE,
)
"""What is a credential under every name: tokens, and URLs that whoever knows them may use."""
_SWITCH = re.compile(r"(true|false|yes|no|on|off|enabled|disabled|none)?\Z", re.IGNORECASE)
_WEAK_NAME = re.compile(
    r"(^|(?<!api)(?<!secret)(?<!access)(?<!private)(?<!auth)(?<!encryption)(?<!signing)_)"
    r"(key|token|auth|licen[cs]e)\Z",
    re.IGNORECASE,
)
"""Names that other things have too, such as `KEY` and `MAX_TOKEN`."""
_WORD = re.compile(r"[a-z]{1,6}|[0-9]{1,5}|https?://[^\s@]*", re.IGNORECASE)


def is_credential(name: str, value: str) -> bool:
    """Tell whether a variable is a credential, by its name or by what is in it.

    What is composed of other variables has a password only if the chart finds one in it.
    """
    if credentials.holds_credential(value) or _TOKEN.search(value):
        return True
    if _SWITCH.match(value) or (is_weak(name) and _WORD.fullmatch(value)):
        return False
    is_named = bool(_MORE_NAMES.search(name))
    return credentials.is_credential(name, value) or (is_named and "$(" not in value)


def is_weak(name: str) -> bool:
    """Tell whether a name is one that other things than credentials have too."""
    return bool(_WEAK_NAME.search(name))
