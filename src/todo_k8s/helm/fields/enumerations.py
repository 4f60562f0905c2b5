"""Enumerations of strings: a member in Python is its value in a values file and in a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from todo_k8s.errors import TemplateError


@dataclass(frozen=True)
class ByValue:
    """A mark on an enumeration, whose members are read by their values.

    Args:
        members: The enumeration.
    """

    members: type[StrEnum]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Take a value, or a member of this enumeration, and no other string."""
        values = core_schema.literal_schema(values_of(self.members))
        texts = core_schema.no_info_before_validator_function(self._text, values)
        return core_schema.no_info_after_validator_function(self.members, texts)

    def _text(self, given: object) -> object:
        return plain(given) if type(given) is self.members else given


def is_enumeration(annotation: object) -> TypeGuard[type[StrEnum]]:
    """Tell whether a type is an enumeration of strings."""
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def values_of(members: type[StrEnum]) -> list[Any]:
    """Return the values of an enumeration, in the order they are written."""
    return [member.value for member in members]


def plain(value: object) -> object:
    """Return the value of a member, and anything else as it is."""
    return value.value if isinstance(value, StrEnum) else value


def check_members(members: type[StrEnum], where: str) -> None:
    """Refuse an enumeration whose members are no texts like any other.

    Raises:
        TemplateError: With what to change.
    """
    if not [*members]:
        raise TemplateError(f"{where}: {members.__name__} has no members; give it some")
    if any(str.__str__(member) != member.value for member in members):
        raise TemplateError(
            f"{where}: a member of {members.__name__} is not the text of its value; remove __new__"
        )
    if own := sorted(name for name in _OF_STRINGS if _differs(members, name)):
        raise TemplateError(
            f"{where}: Helm does not run {own[0]} of {members.__name__}; remove it, or write a "
            "function that takes the value"
        )


def _differs(members: type[StrEnum], name: str) -> bool:
    return getattr(members, name) is not getattr(StrEnum, name)


_OF_OBJECTS = {*dir(type("_Plain", (), {})), "__new__", "__getnewargs__"}
_OF_STRINGS = {*(set(dir(str)) - _OF_OBJECTS), "__str__", "__format__", "__eq__", "__hash__"}
"""What a string can be asked, which no enumeration may answer in its own way."""
