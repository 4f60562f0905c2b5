"""All fields of values count as set: Helm lays what is given over the defaults, and forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.helm.model.quiet import QuietModel


class AllSetModel(QuietModel):
    """A model that does not tell what was given from what is a default."""

    if not TYPE_CHECKING:  # the signatures stay pydantic's

        @property
        def model_fields_set(self) -> set[str]:
            """The names of all fields, as the template cannot know which of them were given."""
            return {*type(self).model_fields}

        def model_dump(self, **options: Any) -> dict[str, Any]:
            """Return the fields as a dictionary; ``exclude_unset`` leaves none out."""
            return super().model_dump(**{**options, "exclude_unset": False})

        def model_dump_json(self, **options: Any) -> str:
            """Return the fields as JSON; ``exclude_unset`` leaves none out."""
            return super().model_dump_json(**{**options, "exclude_unset": False})


def given_fields(values: AllSetModel) -> set[str]:
    """Return the names of the fields that were given, for tests that write values anew."""
    return values.__pydantic_fields_set__
