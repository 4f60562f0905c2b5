"""Which fields of objects are credentials by their names, such as ``adminPassword``."""

from __future__ import annotations

import re
from collections.abc import Collection

from todo_k8s.importing.arguments import credentials_in
from todo_k8s.importing.texts import is_one

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_REFERENCE = re.compile(
    r"(^|_)(key|secret|token|name|ref|auth)$|(secret|access|private)_?key$", re.IGNORECASE
)
"""How the names of fields end that mostly hold the name of a Secret, or of a key in it."""
_RANDOM = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])\w{12,}")
"""What is hardly a name that somebody gave."""
_ENCRYPTED = re.compile(r"^encrypted", re.IGNORECASE)


def is_named_credential(
    key: str, value: str, beside: Collection[str] = (), inside: str = ""
) -> bool:
    """Tell whether a field is a credential by its name.

    Args:
        key: The name of the field.
        value: What it holds.
        beside: The names of the fields of its map.
        inside: The field that the map is in.
    """
    name = variable_of(key)
    if value.startswith("ENC[") or _ENCRYPTED.match(inside) or {"name", "key"} <= {*beside}:
        return False
    if _REFERENCE.search(name):
        return bool(_RANDOM.fullmatch(value)) and is_one(name, value)
    return is_one(name, value)


def variable_of(key: str) -> str:
    """Return a name as that of a variable: ``admin_Password``, ``X_Api_Key``."""
    return re.sub(r"[-/ ]", "_", _CAMEL.sub("_", key))


def is_asked_with_credential(value: str) -> bool:
    """Tell whether the query of a URL or path has a credential in it."""
    _, mark, query = value.partition("?")
    return bool(mark) and bool(credentials_in(re.split(r"[&\s]", query)))
