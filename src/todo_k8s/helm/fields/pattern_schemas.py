"""The patterns of a model's fields: pydantic, Helm's schema check and editors read them alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.pattern_reader import PatternReader
from todo_k8s.helm.fields.patterns import compiled
from todo_k8s.helm.plain.shapes import is_list, is_map


def check_patterns(model: str, schema: Any) -> None:
    """Check the patterns of the fields of a model.

    Args:
        model: The model's name, for the error.
        schema: Its core schema, as pydantic makes it.

    Raises:
        TemplateError: If one of the readers would read a pattern otherwise; it names the field.
    """
    for field, pattern in _patterns(schema):
        try:
            _check(pattern)
        except TemplateError as error:
            raise TemplateError(f"{model}.{field}: {error}") from None


def _patterns(schema: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the patterns of a model's own fields, with the field that each belongs to."""
    if is_list(schema):
        for part in schema:
            yield from _patterns(part, field)
    elif is_map(schema) and not (field and schema.get("type") == "model"):
        if schema.get("type") == "str" and "pattern" in schema:
            yield field, schema["pattern"]
        for key, part in schema.items():
            if key == "fields" and schema.get("type") == "model-fields":
                for name, each in part.items():
                    yield from _patterns(each, name)
            elif key != "metadata":
                yield from _patterns(part, field)


def is_plain(pattern: str) -> bool:
    """Tell whether every reader reads a pattern alike, as it is written."""
    try:
        _check(pattern)
    except TemplateError:
        return False
    return True


def _check(pattern: object) -> None:
    if not isinstance(pattern, str):
        raise TemplateError("the pattern must be a string; a compiled one is Python's, not Helm's")
    compiled(pattern)
    reader = PatternReader(pattern)
    rust = reader.rust()
    if reader.only_go:
        raise TemplateError(
            f"the pattern {pattern!r}: a JSON schema's reader may not know {reader.only_go}; write "
            "^ and $ for the ends, and sets such as [A-Za-z]"
        )
    if rust != pattern:
        raise TemplateError(f"the pattern {pattern!r}: for a field write {rust!r}")
