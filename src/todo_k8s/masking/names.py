"""Which names say that what they name is a secret."""

from __future__ import annotations

import re

from todo_k8s.credentials import HARMLESS, NAME
from todo_k8s.helm.fields.patterns import occurs

FIELD = re.compile(
    r"((?<!max)(?<!min)(password|token|apikey|credential)s?|passwd|passphrase|secret|creds"
    r"|(private|access|encryption|signing|master|account|session)key|secretaccesskey"
    r"|authorization|cookie|webhook(url)?)[0-9]*\Z"
)
"""How the name of a field with a credential ends, in lower case and without what joins words."""

REFERENCE = re.compile(
    r"((existing|pull|tls)secret|\A(auth|authtls|proxyssl)secret|secretref|\Aaccesstokensecret)\Z"
)
"""Names of fields that name a Secret; of annotations of ingress-nginx, too."""

VARIABLE = re.compile(
    r"((?<!by)(?<!com)pass|dsn|salt|pepper|connection_?string|masterauth|erlang_?cookie"
    r"|(^|_)(pass(word|wd)?|pwd)_(db|database|admin|root|user|app|smtp|mail|ldap))\Z",
    re.IGNORECASE,
)
"""More names of variables with a credential than those that the chart refuses as plain text."""

UPPER = re.compile(r"[A-Z][A-Z0-9_]*")
SWITCH = re.compile(r"(true|false|yes|no|on|off|none|null|\$\w+|\$\{\w+\})?\Z", re.IGNORECASE)
_JOINTS = re.compile(r"[-_. ]")


def names_secret(name: str, *, is_variable: bool = False) -> bool:
    """Tell whether a name says that it names a secret.

    Args:
        name: The name of a field, a header, a parameter; an annotation may have its prefix.
        is_variable: Whether it is a variable, whose names are more telling.
    """
    own = name.rpartition("/")[2]
    short = _JOINTS.sub("", own).lower()
    if is_variable or UPPER.fullmatch(own):
        if occurs(NAME, own.lower()) or VARIABLE.search(own):
            return True
    elif REFERENCE.search(short):
        return False
    return FIELD.search(short) is not None


def is_harmless(text: str) -> bool:
    """Tell whether a text is no secret under any name: a switch, or only a reference."""
    return SWITCH.match(text) is not None or occurs(HARMLESS, text)
