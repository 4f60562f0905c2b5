"""Maps whose default entries an operator can remove with an empty string.

``null`` removes an entry too, but Helm 4 ignores it in a parent chart's values.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from todo_k8s.helm.plain.shapes import is_map

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


SCHEMA_KEY = "removable"
"""What marks such a map in the JSON schema that pydantic gives."""


@dataclass(frozen=True)
class Removable:
    """A mark on the type of such a map."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Leave out what is removed, once all is checked."""
        return core_schema.no_info_after_validator_function(_kept, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Mark the schema of the map."""
        return {**handler(schema), SCHEMA_KEY: True}


@dataclass(frozen=True)
class OrEmpty:
    """A mark on the type of the values of such a map."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pass what removes an entry."""
        return core_schema.no_info_wrap_validator_function(_or_empty, handler(source))


REMOVABLE = Removable()

RemovableMap = Annotated[dict[K, Annotated[V, OrEmpty()]], REMOVABLE]
"""A map of strings that are not empty; an empty one, or null, removes the entry."""
