"""Secrets that can be recognised wherever they turn up, right and wrong, for every secret field."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import yaml
from pydantic import SecretStr

from todo_k8s import TodoChatbotValues
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.stand_in import plain_type

CANARY = "qXz7KvW2m"
"""What every secret here is made of. Nine characters, as base64 takes three at a time."""

NUMBER = 77137713
KEYS = ("DATABASE_URL", "BETTER_AUTH_SECRET", "GEMINI_API_KEY", "TOKEN")
"""Keys that have a rule of their own for what they hold, and one that has none."""

Path = tuple[str, ...]


def _in_base64(text: str) -> set[str]:
    """Return what base64 makes of `text`, wherever it starts; less what its neighbours decide."""
    whole = {n: base64.b64encode(b"." * n + text.encode()).decode() for n in range(3)}
    return {code[4 if n else 0 : (n + len(text)) // 3 * 4] for n, code in whole.items()}


FORMS = {CANARY, *_in_base64(CANARY), str(NUMBER), f"{NUMBER:e}"[:8]}
"""How a canary shows: as it is, in base64, as a number, as a number that Go prints."""


def shown(text: str) -> set[str]:
    """Return the forms of canaries that are in `text`."""
    return {form for form in FORMS if form in text}


def shown_in_manifests(text: str) -> set[str]:
    """Return the forms of canaries in a YAML stream, but for ``data`` of Secrets."""
    documents = list(yaml.safe_load_all(text))
    for document in documents:
        if document and document["kind"] == "Secret":
            del document["data"]
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    return shown(yaml.safe_dump(documents) + "\n".join(comments))


def secret_fields(model: type[ChartValues], path: Path = ()) -> Iterator[tuple[Path, bool]]:
    """Yield the path of every field that holds a secret, and whether it is a map of them."""
    for name, field in model.model_fields.items():
        where, kind = (*path, field.alias or name), plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, ChartValues):
            yield from secret_fields(kind, where)
        elif kind is SecretStr:
            yield where, False
        elif SecretStr in map(plain_type, get_args(kind)):
            yield where, get_origin(kind) is dict


FIELDS = dict(secret_fields(TodoChatbotValues))


def _right(key: str) -> str:
    return f"postgresql://user:{CANARY}@host/todo" if key == "DATABASE_URL" else CANARY * 5


SHAPES: dict[str, Any] = {
    "too short": CANARY,
    "white space before": f" {CANARY * 4}",
    "line end after": f"{CANARY * 4}\n",
    "white space inside": f"{CANARY * 2} {CANARY * 2}",
    "placeholder": f"changeme-{CANARY}",
    "wrong scheme": f"mysql://user:{CANARY}@host/todo",
    "template": f"{{{{ fail {CANARY} }}}}",
    "control characters": f"\x7f{CANARY}\u2028{CANARY}\ufffe",
    "number": NUMBER,
    "list": [CANARY],
    "map": {"a": CANARY},
}
"""What a secret may be given as, and must not be; some keys take some of them."""


def values_with(path: Path, value: Any) -> dict[str, Any]:
    """Return right values, all secrets in the mode `values`, with one place changed."""
    values = copy.deepcopy(RIGHT)
    place = values
    for section in path[:-1]:
        place = place.setdefault(section, {})
    place[path[-1]] = value
    return values


RIGHT: dict[str, Any] = {"secrets": {"mode": "values", "values": {k: _right(k) for k in KEYS}}}


def _ill_formed() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, is_map in FIELDS.items():
        where = ".".join(path)
        for shape, secret in SHAPES.items():
            given = dict.fromkeys(KEYS, secret) if is_map else secret
            yield f"{where} {shape}", values_with(path, given)
        for end in range(1, len(path) + 1):
            place = ".".join(path[:end])
            for wrong in (CANARY, [CANARY], NUMBER):
                kind = type(wrong).__name__
                yield f"{kind} in place of {place}", values_with(path[:end], wrong)
        for end in range(len(path)):
            place = ".".join(path[:end]) or "the top"
            yield f"unknown key in {place}", values_with((*path[:end], "TOKEN"), CANARY)
        if is_map:
            yield f"bad key in {where}", values_with((*path, "A KEY"), CANARY)
    for mode in ("existing", "external", "nothing"):
        yield f"mode {mode}", values_with(("secrets", "mode"), mode)


ILL_FORMED = dict(_ill_formed())
"""Values files that are refused, or nearly: all that can be wrong about a secret."""

BY_KEY = {
    f"{key} {shape}": values_with((*path, key), secret)
    for path, is_map in FIELDS.items()
    for key in (KEYS if is_map else ())
    for shape, secret in SHAPES.items()
}
"""One secret wrong at a time."""

NO_YAML = {
    "no mapping": f"secrets: {{values: {{TOKEN: {CANARY}: x}}}}\n",
    "indentation": f"secrets:\n  values:\n    TOKEN: x\n   OTHER: {CANARY}\n",
    "open quote": f'secrets:\n  values:\n    TOKEN: "{CANARY}\n',
    "alias": f"secrets:\n  values:\n    TOKEN: *{CANARY}\n",
    "tag": f"secrets:\n  values:\n    TOKEN: !!int {CANARY}\n",
    "merge": f"secrets:\n  values:\n    <<: {CANARY}\n",
    "control character": f"secrets:\n  values:\n    TOKEN: {CANARY}\x01\n",
    "two documents": f"a: {CANARY}\n---\nb: {CANARY}\n",
    "no map": f"{CANARY}\n",
    "a list": f"- {CANARY}\n",
}
"""Values files that hold a secret and are not YAML, or no map."""
