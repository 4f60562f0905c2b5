"""What can be set of secrets that a container reads from files."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import (
    any_of,
    equals,
    has_key,
    is_set,
    not_,
    sorted_keys,
    trim_prefix,
)
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.types.names import Directory, ObjectName
from todo_k8s.services.types.variables import KeyName


class SecretFilesValues(ChartValues):
    """Keys of a Secret as files in a directory."""

    _needs_values: ClassVar[bool] = True

    secret: ObjectName = ""
    """Name of the Secret; empty for the one of `secrets`."""

    keys: Distinct[KeyName] = []
    """Keys that become files of the same names; empty for all keys, if `secret` names a Secret."""

    @rule
    def names_its_keys(self) -> Check:
        """A service gets only what it needs of the Secret that all share."""
        return Check(
            any_of(is_set(self.secret), is_set(self.keys)),
            "must name the keys of the chart's Secret that it needs; set it",
            "keys",
        )


SecretFiles = dict[Directory, SecretFilesValues]
"""Directories, each with the keys that are files in it."""


def files_have_their_own_place(
    files: Mapping[str, SecretFilesValues],
    writable: Mapping[str, str],
    taken: Callable[[str], bool] | None = None,
) -> Any:
    """Return the checks that secrets are mounted where no other volume is.

    Args:
        files: Directories with secrets.
        writable: Writable directories.
        taken: Tells whether a directory is another one of those.
    """

    def checks(path: str, _values: SecretFilesValues) -> list[Any]:
        return [
            Check(
                not_(any_of(has_key(writable, path), *([taken(path)] if taken else []))),
                "is a writable directory; choose another, such as /run/secrets/app",
                f"secretFiles.{path}",
            ),
            each(sorted_keys(files), _is_not_within(path, "secretFiles")),
            each(sorted_keys(writable), _is_not_within(path, "writablePaths")),
        ]

    return each(files, checks)


def _is_not_within(outer: str, where: str) -> Callable[[str], Check]:
    """Return the check that a directory can be made: the files of secrets are read-only."""
    return lambda path: Check(
        equals(trim_prefix(path, f"{outer}/"), path),
        f"lies in secretFiles.{outer}, where nothing can be mounted; choose another",
        f"{where}.{path}",
    )
