"""Credentials among plain variables, found by name or by content; no message shows a value."""

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, includes, lower, matches, not_
from todo_k8s.helm.model import Check

_NAME = (
    r"(password|passwd|passphrase|(api|secret|access|private)key|clientsecret"
    r"|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\z"
    r"|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\z"
)
"""How a name ends, in lower case."""

_REFERENCE = r"\$\([-A-Za-z0-9_.]+\)"  # $(PGPASSWORD): Kubernetes puts it in, from a secret
_BLANK = r"\t-\r "
_CHARACTER = rf"([^{_BLANK}@/?#$]|\$[^{_BLANK}@(])"
_NO_DIGIT = rf"([^{_BLANK}@/?#$0-9]|\$[^{_BLANK}@(])"  # host:8080/path@v2 has no password
_PASSWORD = rf"({_REFERENCE})*({_CHARACTER}[^{_BLANK}@/?#]*|[0-9]*{_NO_DIGIT}[^{_BLANK}@]*)"
_IN_A_URL = rf"://[^{_BLANK}/?#:]*:{_PASSWORD}@"
_WORD = "([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)"
_IN_A_STRING = rf"(^|[-._?&;,{_BLANK}]){_WORD}[\t ]*=[\t ]*({_REFERENCE})*{_CHARACTER}"
_WITH_PASSWORD = rf"{_IN_A_URL}|{_IN_A_STRING}|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----"
"""A URL or a connection string with a password, or a private key; references are none."""

_HARMLESS = rf"\A({_REFERENCE})*\z"
"""Nothing, or what comes from other variables alone."""

_REMEDY = (
    "put it into the Secret and name its key in secretEnv; if it is no credential, list the "
    "variable in allowPlainEnv"
)


def plain_credentials(where: str, variables: Mapping[str, str], allowed: list[str]) -> Any:
    """Return the checks that no variable of a map is a credential, but for the allowed ones."""

    def checks(name: str, value: str) -> list[Check]:
        free = includes(allowed, name)
        named = matches(lower(name), _NAME)
        return [
            Check(
                any_of(free, not_(named), matches(value, _HARMLESS)),
                f"has the name of a credential, and is plain text here; {_REMEDY}",
                f"{where}.{name}",
            ),
            Check(
                any_of(free, named, not_(matches(value, _WITH_PASSWORD))),
                f"holds a password or a private key, and is plain text here; {_REMEDY}",
                f"{where}.{name}",
            ),
        ]

    return each(variables, checks)
