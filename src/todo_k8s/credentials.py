"""What looks like a credential, by its name or by its content."""

from __future__ import annotations

from todo_k8s.helm.fields.patterns import occurs

NAME = (
    r"(password|passwd|passphrase|(api|secret|access|private)key|clientsecret"
    r"|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\z"
    r"|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\z"
)
"""How the name of a variable with a credential ends, in lower case."""

_REFERENCE = r"\$\([-A-Za-z0-9_.]+\)"  # $(PGPASSWORD): Kubernetes puts it in, from a secret
_BLANK = r"\t-\r "
_CHARACTER = rf"([^{_BLANK}@/?#$]|\$[^{_BLANK}@(])"
_NO_DIGIT = rf"([^{_BLANK}@/?#$0-9]|\$[^{_BLANK}@(])"  # host:8080/path@v2 has no password
_PASSWORD = rf"({_REFERENCE})*({_CHARACTER}[^{_BLANK}@/?#]*|[0-9]*{_NO_DIGIT}[^{_BLANK}@]*)"
_IN_A_URL = rf"://[^{_BLANK}/?#:]*:{_PASSWORD}@"
_WORD = "([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)"
_IN_A_STRING = rf"(^|[-._?&;,{_BLANK}]){_WORD}[\t ]*=[\t ]*({_REFERENCE})*{_CHARACTER}"
WITH_PASSWORD = rf"{_IN_A_URL}|{_IN_A_STRING}|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----"
"""A URL or a connection string with a password, or a private key; references are none."""

HARMLESS = rf"\A({_REFERENCE})*\z"
"""Nothing, or what comes from other variables alone."""


def is_credential(name: str, value: str) -> bool:
    """Tell whether a variable is a credential, by its name or by what it holds."""
    return holds_credential(value) or (occurs(NAME, name.lower()) and not occurs(HARMLESS, value))


def holds_credential(text: str) -> bool:
    """Tell whether a text has a password or a private key in it."""
    return occurs(WITH_PASSWORD, text)
