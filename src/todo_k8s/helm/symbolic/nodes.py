"""The nodes of content: parts that are there under a condition, loops, entries of a values map.

Content is maps, lists, scalars, expressions and these nodes. `resolve` turns what construct code
writes, tokens and all, into that tree; what is empty is left out on the way.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NoReturn, cast

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.plain.deep import MAX_LEVELS, any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.helm.symbolic.expressions import (
    Const,
    Expr,
    Named,
    subexpressions,
)
from todo_k8s.helm.symbolic.guards import Token

Scalar = str | int | float | bool
Content = Any
"""A map, list or scalar, an expression or node, or None for what is left out."""


MOST_LOOPS = 5
"""How many loops may stand in one another; of three entries each, that is 243 rounds."""


EMPTY_MAP = Raw()
"""An empty map that stays: ``emptyDir: {}``."""

NULL = Const("scalar", None)
"""A null that stays, in content of which nothing is left out."""


class Splice(list[Any]):
    """Items for the list around them; what `each` and `only_if` give inside a list."""


class Node:
    """A part of content that only a template can decide."""

    no_expression = (
        "only_if(), each() and the like are content, which nothing is computed with; use choose(), "
        "default(), named_map() or named_list()"
    )

    def __format__(self, spec: str) -> str:
        raise ExpressionError(f"a text cannot hold what is content: {self.no_expression}")

    @property
    def __jsii_type__(self) -> str:
        raise ExpressionError(
            "only_if(), each() and the like have no place in a field of cdk8s or cdk8s-plus; "
            "put them into the content of a Manifest"
        )


@dataclass(frozen=True)
class If(Node):
    """Content that is there only if a condition holds."""

    condition: Expr
    then: Content
    otherwise: Content = None


@dataclass(frozen=True)
class Each(Node):
    """Content once for every entry of a map or every item of a list."""

    collection: Expr
    variables: tuple[str, ...]
    body: Content
    key: Expr | None = None
    """The key of each entry, when the entries make a map."""
    last: Expr | None = None
    """Which items come after all others."""


@dataclass(frozen=True)
class Filled(Node):
    """A map or list that a rule keeps from being empty."""

    content: Content


@dataclass(frozen=True)
class Kept(Filled):
    """A map or list of the values in Kubernetes' own form, which is there though it is empty."""


@dataclass(frozen=True)
class Spread(Node):
    """The items of a list that is known only at install, for the list around them."""

    items: Expr


@dataclass(frozen=True)
class Entries(Node):
    """A map of entries of the chart's own, and those of a map that is known only at install."""

    own: Mapping[Any, Content]
    more: Content
    by_rule: bool = False
    """Whether a rule of the values refuses keys of both."""


@dataclass(frozen=True)
class Generated(Node):
    """The data of a Secret: what it has, and random texts for what it lacks.

    Args:
        namespace: The Secret's namespace.
        name: Its name.
        keys: The keys of its data, and how many characters what is generated for each has.
    """

    namespace: str | Expr
    name: str | Expr
    keys: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Fault(Node):
    """What a rule says where it does not hold."""

    holds: Expr
    line: Expr


@dataclass(frozen=True)
class Include(Node):
    """Content that stands once, as a helper of a name, and is there with what differs.

    Args:
        name: The helper's name.
        body: The content.
        given: The variables that the body uses, each with what it holds here.
    """

    name: str
    body: Content
    given: Mapping[str, Expr]


def has_nodes(content: Content) -> bool:
    """Tell whether anything in `content` is known only at install."""
    waiting = [content]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Node | Expr | Token | str) and (
            not isinstance(found, str) or is_symbolic(found)
        ):
            return True
        waiting.extend(parts(found))
    return False


@contextmanager
def within(step: str) -> Generator[None]:
    """Say in an error where it was: `step` is a key, ``.key``, or ``[index]``."""
    try:
        yield
    except (ExpressionError, TemplateError) as error:
        error.steps.insert(0, step)
        raise


def parts(content: Content) -> Iterator[Content]:
    """Yield what content is made of, one level down."""
    if is_map(content):
        yield from content.keys()
        yield from content.values()
    elif is_list(content):
        yield from content
    elif isinstance(content, Named):
        yield content.body
    elif isinstance(content, Expr):
        yield from subexpressions(content)
    elif isinstance(content, Node):
        yield from map(vars(content).__getitem__, _fields(cast("Any", type(content))))


@cache
def _fields(node: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(node))


@any_depth
def free_variables(content: Content) -> set[str]:
    """Return the variables of loops that content uses and no loop in it gives."""
    if isinstance(content, Expr):
        return set(content.variables)
    used = set[str]().union(*map(free_variables, parts(content)))
    if isinstance(content, Each):
        return (used - set(content.variables)) | free_variables(content.collection)
    if isinstance(content, Include):
        return (used - set(content.given)).union(*map(free_variables, content.given.values()))
    return used


def check_levels(content: Content) -> None:
    """See that maps, lists and loops are not nested too deep.

    Raises:
        TemplateError: If they are, with the first keys that lead there.
    """
    waiting: list[tuple[Content, int, int, str]] = [(content, 0, 0, "")]
    while waiting:
        found, levels, loops, path = waiting.pop()
        if levels > MAX_LEVELS:
            _refuse(path, f"more than {MAX_LEVELS} levels of maps and lists; nest it less deep")
        if loops > MOST_LOOPS:
            _refuse(path, f"more than {MOST_LOOPS} loops in one another; use fewer")
        if is_map(found):
            levels += 1
            inner = [(item, _path(path, key)) for key, item in found.items()]
        else:
            levels += is_list(found)
            loops += isinstance(found, Each)
            inner = [] if isinstance(found, Expr) else [(part, path) for part in parts(found)]
        waiting += ((part, levels, loops, where) for part, where in inner)


def _path(path: str, key: Any) -> str:
    return path if path.endswith("…") else f"{path}.{'…' if path.count('.') > 3 else key}"


def _refuse(path: str, problem: str) -> NoReturn:
    with within(path):
        raise TemplateError(problem)


def alike(left: Content, right: Content) -> bool:
    """Tell whether two contents are equal, at any depth; ``==`` recurses in C."""
    waiting: list[tuple[Content, Content]] = [(left, right)]
    while waiting:
        one, other = waiting.pop()
        if is_map(one) and is_map(other) and one.keys() == other.keys():
            waiting += ((one[key], other[key]) for key in one)
        elif is_list(one) and is_list(other) and len(one) == len(other):
            waiting += zip(one, other, strict=True)
        elif isinstance(one, Node) and type(one) is type(other):
            waiting += zip(parts(one), parts(other), strict=True)
        elif is_map(one) or is_list(one) or isinstance(one, Node) or one != other:
            return False
    return True


def expressions_in(content: Content) -> Iterator[Expr]:
    """Yield every expression in content, each once; those of helpers too."""
    seen: set[Expr] = set()
    waiting = [content]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Expr):
            if found in seen:
                continue
            seen.add(found)
            yield found
        waiting.extend(parts(found))
