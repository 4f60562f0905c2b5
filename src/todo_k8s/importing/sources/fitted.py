"""Leaves out of objects what no API server takes, so that all that reads them finds its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.sources.forms import METADATA, Each, Needed, Whole, Word
from todo_k8s.importing.sources.kinds import FORMS

Tell = Callable[[str], None]
"""What is called with the path of each part that is left out."""


class _WrongError(Exception):
    """A part is wrong as a whole; its path is the message."""


def fitted(content: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Return an object without the parts that are wrong.

    Args:
        content: The object.
        tell: What is called with the path of each part that is left out.
    """
    form = {"metadata": METADATA, **FORMS.get(f"{content.get('kind')}", {})}
    found: dict[str, Any] = _map(content, form, "", tell)
    return found


def _fitted(value: Any, form: Any, path: str, tell: Tell) -> Any:
    if value is None:
        return None
    if isinstance(form, Word):
        return _word(value, path, is_text=form.is_text)
    if isinstance(form, Whole):
        return _fitted(value, form.form, path, _refuse)
    if is_list(form):
        return _list(value, form[0], path, tell)
    return _map(value, form, path, tell)


def _refuse(path: str) -> None:
    raise _WrongError(path)


def _word(value: Any, path: str, *, is_text: bool) -> Any:
    if is_map(value) or is_list(value):
        raise _WrongError(path)
    if not is_text or isinstance(value, str):
        return value
    return f"{value}".lower() if isinstance(value, bool) else f"{value}"


def _list(value: Any, form: Any, path: str, tell: Tell) -> list[Any]:
    if not is_list(value):
        raise _WrongError(path)
    items = ((number, item, form, f"{path}[{number}]") for number, item in enumerate(value))
    return [*_right(items, tell).values()]


def _map(value: Any, form: Any, path: str, tell: Tell) -> dict[Any, Any]:
    if not is_map(value):
        raise _WrongError(path)
    fields = form.form if isinstance(form, Needed) else form
    forms = dict.fromkeys(value, form.form) if isinstance(form, Each) else fields
    dot = f"{path}." if path else ""
    items = ((key, value[key], forms[key], f"{dot}{key}") for key in value if key in forms)
    right = _right(items, tell, null=True)
    if isinstance(form, Needed) and any(right.get(key) in (None, "") for key in form.fields):
        raise _WrongError(path)
    return {
        key: right.get(key, item) for key, item in value.items() if key in right or key not in forms
    }


def _right(
    parts: Iterable[tuple[Any, Any, Any, str]], tell: Tell, *, null: bool = False
) -> dict[Any, Any]:
    """Return the parts that are right, by their keys; nothing is right only as a field."""
    found: dict[Any, Any] = {}
    for key, item, form, path in parts:
        if item is None and not null:
            tell(path)
            continue
        try:
            found[key] = _fitted(item, form, path, tell)
        except _WrongError:
            tell(path)
    return found
