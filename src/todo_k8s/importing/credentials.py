"""Which words are credentials: variables by the chart's rule and by more names, and arguments.

An import errs on the side of a Secret: what it takes for a credential can be put back, what it
copied is copied.
"""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.model import Check
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.services.secrets.credentials import plain_credentials

DEFAULT_SECRET = "todo-chatbot-secrets"  # noqa: S105  # a name
"""The Secret of the chart, unless another one is named."""

_MORE_NAMES = re.compile(
    r"((?<!by)(?<!com)pass|webhook|webhook_?url|dsn|salt|pepper|connection_?string|authorization"
    r"|(^|_)auth|(^|_)licen[cs]e)\Z",
    re.IGNORECASE,
)
"""Names of credentials that the chart takes as plain text."""
_TOKEN = re.compile(
    r"^(basic|bearer|token) +\S{6,}$"
    r"|https?://[^\s/@:$]{8,}@"
    r"|hooks\.slack\.com/|webhook\.office\.com/|/webhooks?/[^/\s]+/\S{16,}"
    r"|(AccountKey|SharedAccessKey|sig)=[^\s;&$]{8,}"
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
    if _is_refused("", value) or _TOKEN.search(value):
        return True
    if _SWITCH.match(value) or (is_weak(name) and _WORD.fullmatch(value)):
        return False
    is_named = bool(_MORE_NAMES.search(name))
    return _is_refused(name, value) or (is_named and "$(" not in value)


def is_weak(name: str) -> bool:
    """Tell whether a name is one that other things than credentials have too."""
    return bool(_WEAK_NAME.search(name))


def _is_refused(name: str, value: str) -> bool:
    """Tell whether the chart refuses a plain variable."""
    found: Any = plain_credentials("env", {name: value}, [])
    return any(not check.holds for check in _flat(found))


def _flat(found: Any) -> list[Check]:
    if isinstance(found, Check):
        return [found]
    return [check for each in found for check in _flat(each)] if is_list(found) else []
