"""Maps whose default entries an operator can remove with an empty string.

``null`` removes an entry too, but Helm 4 ignores it in a parent chart's values.yaml.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, ValidatorFunctionWrapHandler, WrapValidator

from todo_k8s.helm.shapes import is_map

K = TypeVar("K", bound=str)
V = TypeVar("V", bound=str)


def _kept(value: Any) -> Any:
    """Return a map without the entries that are empty or null."""
    if not is_map(value):
        return value
    return {key: item for key, item in value.items() if item not in ("", None)}


def _or_empty(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Let what removes an entry pass, so that its key is checked as any other."""
    return value if value is None or value == "" else validate(value)


REMOVABLE = AfterValidator(_kept)
"""What marks a field as such a map."""

SCHEMA_KEY = "removable"
"""What marks it in the JSON schema that pydantic gives."""

RemovableMap = Annotated[
    dict[K, Annotated[V, WrapValidator(_or_empty)]],
    REMOVABLE,
    Field(json_schema_extra={SCHEMA_KEY: True}),
]
"""A map of strings that are not empty; an empty one, or null, removes the entry."""
