"""Which credentials are in a text, such as a file of configuration: by each name and its value.

Read are the forms of YAML, JSON, TOML, INI, properties, ``.env``, XML, SQL, and of files with a
word and its value in each line. A reference such as ``${PASSWORD}`` is no credential.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from todo_k8s.importing.arguments import credentials_in
from todo_k8s.importing.credentials import is_credential, is_weak

_NAME = r"(?<![\w.$-])-{0,2}([A-Za-z_][\w.-]*+)"
_QUOTED = r"\"((?:[^\"\\\n]|\\.){0,200})|'([^'\n]{0,200})"
"""The start of a text; all of it would make long lines slow."""
_STRUCTURE = r"(?!(?!\{\{)[{\[][ \t]*(?:$|[\"'}\]{\[]|[\w-]+[ \t]*[:=]))"
"""A map or a list, whose own names and values are read."""
_VALUE = rf"(?:{_QUOTED}|{_STRUCTURE}([^\s\"'][^\n]{{0,200}}))"

_FORMS = (
    re.compile(
        rf"{_NAME}(?:[\"'][ \t]*:|[ \t]*:(?=[ \t])|[\"'\])]*[ \t]*:?=>?)[ \t]*{_VALUE}",
        re.MULTILINE,
    ),
    re.compile(
        r"\b(?:name|key)[\"']?[ \t]*[:=][ \t]*[\"']?([\w.-]++)[\"',]*+\s{1,99}"
        rf"[\"']?value[\"']?[:=]\s{{0,99}}{_VALUE}"
    ),
    re.compile(
        rf"^[ \t]*([A-Za-z][\w-]*)[ \t]+(?:{_QUOTED}|([^\s\"':=]\S*+))[\"';]*+[ \t]*+$",
        re.MULTILINE,
    ),
    re.compile(rf"[({{][ \t]*[\"']?([A-Za-z_][\w.-]*+)[\"']?[ \t]*[,.][ \t]*(?:{_QUOTED})"),
    re.compile(rf"\$([A-Za-z_]\w*+)[ \t]*=>?[ \t]*(?:{_QUOTED})"),
    re.compile(  # the value is in the next line
        rf"^[ \t]*[\"']?([A-Za-z_][\w.-]*+)[\"']?[ \t]*[:=][ \t]*\\?\r?\n[ \t]+"
        rf"(?:{_QUOTED}|([^\s\"'#{{\[&*!-][^\n:]{{0,200}}))$",
        re.MULTILINE,
    ),
    re.compile(  # of nginx, curl, and others
        rf"(?i)header[ \t]+[\"']?([a-z][\w-]*+)[\"']?[ \t:]+(?:{_QUOTED}|(\S+))"
    ),
    re.compile(rf"(?<!\S)--([A-Za-z][\w.-]*)[ \t]+(?:{_QUOTED}|([^\s\"'-]\S*))"),
    re.compile(rf"(?i)\b(authorization)[ \t]+(?:{_QUOTED})"),
    re.compile(r"<([A-Za-z_][\w.-]*)>([^<\n]+)</"),
    re.compile(r"\b(?:name|key|id)=[\"']([\w.-]++)[\"'][^<>\n]{0,200}>([^<\n]+)<"),
    re.compile(r"<(?:name|key)>([\w.-]++)</\w+>\s{0,99}<(?:value|string)>([^<\n]+)<"),
    re.compile(
        r"(?i)\b(password)[ \t]*\(?[ \t]*'([^'\n]+)'"
        r"|\bidentified[ \t][^\n']{0,99}'([^'\n]+)'"
    ),
    *(
        re.compile(rf"(?m)^[ \t]*{line}[ \t]*$")
        for line in (
            r"(?:machine[ \t]|default[ \t])[^\n]{0,300}?\b(password)[ \t]+(\S+)[^\n]{0,300}",
            r"user[ \t]+\S+[ \t]+on()\b[^\n]{0,300}?[ \t]>(\S+)[^\n]{0,300}",
            r"()\"[^\"\s]+\"[ \t]+\"([^\"\s]+)\"",
            r"()[^:\s]+:(?:[0-9]+|\*):[^:\s]*:[^:\s]+:(\S+)",
        )
    ),  # .netrc, Redis' list of users, PgBouncer's one, .pgpass
)
"""A name and its value; of several groups for the value one is filled."""

_DEFAULT = r"[^{}]{0,300}\b(?:default|or|coalesce)\b[^{}]{0,300}[\"'][^\"'{}]"
"""What a template writes where a value is missing."""
_VARIABLE = (
    r"\$\{(?:(?:env:)?[A-Za-z_][\w.]*(?::?-?|:?\?[^{}]*)|[a-z][a-z_.-]*)\}"
    r"|\$\([^()\s]*\)|%\([^()]*\)s|<%[^%]*%>"
    rf"|\{{\{{(?!{_DEFAULT})[^{{}}]{{0,600}}\}}\}}"
)
_REFERENCE = re.compile(
    rf"(?:{_VARIABLE}|\$[A-Z_][A-Z0-9_]*|\$(?:http|cookie|arg)_\w+|null|~|file:\S*"
    r"|[\w.]*(?:environ|getenv|process\.env|\benv)\b.*"
    r"|\.{0,2}(?:/[\w.-]+)+\.\w{2,4}|/(?:etc|run|var|mnt|secrets?)/\S*)"
    r"(?=[\s,;}\])]*$|\s)"
)
"""What stands for a credential that is elsewhere: a variable, what a template writes, a file."""
_FLAG = re.compile(r"(?:^|\s)--?[A-Za-z]")
"""What is in the line of a command."""
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[^\s/:]{8,}")
"""What a credential looks like where its name alone does not say that it is one."""


def holds_credential(text: str) -> bool:
    """Tell whether a text has a credential in it."""
    plain = re.sub(_VARIABLE, "$(VARIABLE)", text)
    return (
        is_credential("", plain)
        or any(is_one(name, value) for name, value in _pairs(text))
        or any(credentials_in(line.split()) for line in plain.splitlines() if _FLAG.search(line))
    )


def is_document(text: str) -> bool:
    """Tell whether a text is more than a word or a line: a file, or JSON."""
    return "\n" in text.strip() or text.lstrip().startswith(("{", "["))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a text with their values, without quotes; some more than once."""
    for form in _FORMS:
        for match in _overlapping(form, text):
            name, *values = match.groups()
            value = next((each for each in values if each is not None), "")
            yield name or "password", value.strip()


def _overlapping(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches in a text, those too that begin in the value of another one."""
    place = 0
    while (match := form.search(text, place)) is not None:
        yield match
        place = match.end(1) if match.lastindex and match[1] else match.end()


def is_one(name: str, value: str) -> bool:
    """Tell whether a name and its value are a credential; what follows the value may be in it."""
    last = re.split(r"[.-]", name)[-1] or name
    if not (_says_so(last) or _says_so(name)) or _REFERENCE.match(value):
        return False
    value = value.rstrip(",; \t}])")
    if not value or (is_weak(last) and not _MIXED.fullmatch(value.partition(" ")[0])):
        return False
    return is_credential(last, value) or is_credential(name, value)


@functools.lru_cache(4096)
def _says_so(name: str) -> bool:
    """Tell whether a name is that of a credential."""
    return is_credential(name, "any1word")
