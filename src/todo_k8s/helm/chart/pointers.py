"""Where a JSON patch leads to, in content in which some parts are known only at install.

cdk8s applies a patch to what is there; a path into what only Helm knows would do nothing, or
something else. So such a patch is refused, whatever the values.

References:
    https://datatracker.ietf.org/doc/html/rfc6902
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.conditions import ALWAYS, present
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import Content, Entries, Filled, Node, has_nodes


@dataclass(frozen=True)
class Operation:
    """What a patch does; its value is not read."""

    name: str
    path: str
    source: str | None = None

    def __str__(self) -> str:
        source = "" if self.source is None else f" from {self.source}"
        return f"({self.name} {self.path}{source})"


def reach(content: Content, operation: Operation) -> None:
    """See that a patch leads to the same place with all values.

    Raises:
        TemplateError: If it does not, or tests what is known only at install.
    """
    for pointer in filter(None, (operation.path, operation.source)):
        try:
            target = _followed(content, pointer, adds=operation.name == "add")
        except _AstrayError as error:
            raise TemplateError(
                f"its JSON patch {operation} leads {error}; patch what is around it, or change the "
                "content itself"
            ) from None
        if operation.name == "test" and has_nodes(target):
            raise TemplateError(
                f"its JSON patch {operation} tests what is known only at install; make a rule of it"
            )


class _AstrayError(Exception):
    """A path leads to different places with different values."""


def _followed(content: Content, pointer: str, *, adds: bool) -> Content:
    """Return what a pointer leads to; None if there is nothing."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        content = _item(content, part, new=adds and last)
        if content is None:
            return None
    return content


def _item(content: Content, part: str, *, new: bool) -> Content:
    """Return what is at one step of a pointer in content that is there with all values."""
    if isinstance(content, Filled):
        content = content.content
    if isinstance(content, Expr | Node) and not isinstance(content, Entries):
        raise _AstrayError("into what is known only at install")
    if (is_map(content) or is_list(content)) and not _always(content):
        raise _AstrayError("into what is there only with some values")
    if is_list(content):
        return _of_list(content, part)
    if isinstance(content, Entries) and part not in content.own:
        if new and isinstance(content.more, Expr):  # it takes the place of one of the values
            return None
        raise _AstrayError("to a key that may be one of the values")
    entries = content.own if isinstance(content, Entries) else content
    if not is_map(entries):
        return None
    if not new and any(isinstance(key, Expr) for key in entries):
        raise _AstrayError("to a key that may be one of the values")
    return entries.get(part)


def _of_list(content: Sequence[Content], part: str) -> Content:
    if not part.isdigit():  # "-" is the end
        return None
    index = int(part)
    if any(map(_may_be_absent, content[: index + 1])):
        raise _AstrayError("behind an item of the list that is there only with some values")
    return content[index] if index < len(content) else None


def _may_be_absent(item: Content) -> bool:
    return isinstance(item, Node) and not isinstance(item, Filled | Entries)


def _always(content: Content) -> bool:
    """Tell whether a map or list is there with all values."""
    try:
        return present(content) == ALWAYS
    except TemplateError:  # only a loop finds out
        return False
