"""The nodes of content: parts that are there under a condition, loops, entries of a values map.

Content is maps, lists, scalars, expressions and these nodes. `resolve` turns what construct code
writes, tokens and all, into that tree; what is empty is left out on the way.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, NoReturn, cast

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.plain.deep import MAX_LEVELS, Steps, any_depth, run
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import (
    Call,
    Const,
    Expr,
    Named,
    Ref,
    loop_variables,
    subexpressions,
)
from todo_k8s.helm.symbolic.session import current, session
from todo_k8s.helm.symbolic.tokens import Token, decode_str, is_symbolic, reserved

Scalar = str | int | float | bool
Content = Any
"""A map, list or scalar, an expression or node, or None for what is left out."""


MOST_LOOPS = 5
"""How many loops may stand in one another; of three entries each, that is 243 rounds."""


EMPTY_MAP = Raw()
"""An empty map that stays: ``emptyDir: {}``."""


class Splice(list[Any]):
    """Items for the list around them; what `each` and `only_if` give inside a list."""


class Node:
    """A part of content that only a template can decide."""

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
class Spread(Node):
    """The items of a list that is known only at install, for the list around them."""

    items: Expr


@dataclass(frozen=True)
class Entries(Node):
    """A map of entries of the chart's own, and those of a map that is known only at install."""

    own: Mapping[Any, Content]
    more: Content


@dataclass(frozen=True)
class Fault(Node):
    """What a rule says where it does not hold."""

    holds: Expr
    line: Expr


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


@any_depth
def resolve(content: Content) -> Content:
    """Return content as a tree of plain values, expressions and nodes; the empty is left out.

    Raises:
        ExpressionError: If a token in it was cut, changed or computed with.
    """
    if isinstance(content, Raw):
        return content if content is EMPTY_MAP else _raw(content)
    if is_map(content):
        return _entries(content) or None
    if isinstance(content, list | tuple):
        return _items(cast("Sequence[Any]", content)) or None
    if isinstance(content, Node):
        return _node(content)
    return _scalar(content)


def _raw(content: Content) -> Content:
    """Resolve what stays as it is, the empty too; however deep it is."""
    return content if current() is None else run(_raw_steps(content, ""))


def _raw_steps(content: Content, path: str) -> Steps[Content]:
    if is_map(content):
        found = Raw()
        for key, item in content.items():
            found[_key(key)] = yield _raw_steps(item, f"{path}.{key}")
        return found
    if is_list(content):
        items: list[Content] = []
        for index, item in enumerate(content):
            resolved = yield _raw_steps(item, f"{path}[{index}]")
            items.append(resolved)
        return items
    with within(path):
        return _scalar(content)


def _at(step: str, content: Content) -> Content:
    with within(step):
        return resolve(content)


def _entries(content: Mapping[Any, Any]) -> dict[Any, Any]:
    pairs = ((_key(key), _value(f".{key}", value)) for key, value in content.items())
    return {key: value for key, value in pairs if value is not None}


def _value(step: str, value: Content) -> Content:
    if isinstance(value, Raw) and not value and value is not EMPTY_MAP:
        return None
    return _at(step, value)


def _items(content: Sequence[Any]) -> list[Any]:
    items: list[Any] = []
    for index, item in enumerate(content):
        resolved = _at(f"[{index}]", item)
        if isinstance(item, Splice):
            items.extend(resolved or [])
        elif resolved is not None:
            items.append(resolved)
    return items


def _key(key: Any) -> Any:
    if isinstance(key, Expr):
        return key
    if not isinstance(key, str):
        raise TemplateError(f"{key!r} is no key; write a string")
    expr = decode_str(key)
    return expr.value if isinstance(expr, Const) else expr


def _node(node: Node) -> Content:
    if isinstance(node, If):
        then, otherwise = resolve(node.then), resolve(node.otherwise)
        return None if then is None and otherwise is None else If(node.condition, then, otherwise)
    if isinstance(node, Each):
        return Each(node.collection, node.variables, resolve(node.body), node.key, node.last)
    if isinstance(node, Filled):
        return Filled(resolve(node.content))
    if isinstance(node, Spread):
        return node
    if isinstance(node, Entries):
        return Entries(_entries(node.own), resolve(node.more))
    raise TemplateError(f"no template form for {type(node).__name__}")


def _scalar(content: Content) -> Content:
    if content is None or isinstance(content, bool | Expr):
        return content
    if isinstance(content, Token):
        return _guarded(content.expr)
    if isinstance(content, str):
        return _plain(decode_str(content))
    if isinstance(content, int | float):
        if not math.isfinite(content):
            raise TemplateError(f"{content} is no number of JSON; write a string")
        if not -(2**63) <= content < 2**64:
            raise TemplateError(_too_large(content))
        if (expr := reserved(content)) is not None:
            return _guarded(expr)
        return int(content) if content == int(content) else content  # as JSON has no 5.0
    raise TemplateError(
        f"a {type(content).__name__} is no content; write maps, lists, strings, numbers and "
        "booleans, and of a model its fields, by each() for those in a list or map"
    )


def _too_large(number: float) -> str:
    if current() is None:
        return f"{number} is too large for Kubernetes; write a string"
    return (
        "a number is too large for Kubernetes, or was computed from a value known only at install; "
        "write a string, or compute it with + - *"
    )


def _plain(expr: Expr) -> Content:
    return expr.value if isinstance(expr, Const) else _guarded(expr)


def _guarded(expr: Expr) -> Content:
    """Leave out a scalar that is null."""
    if isinstance(expr, Ref) and expr.nullable:
        return If(Call("bool", "not", (Call("bool", "is_none", (expr,)),)), expr)
    return expr


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
        yield from (getattr(content, field.name) for field in fields(cast("Any", content)))


@any_depth
def free_variables(content: Content) -> set[str]:
    """Return the variables of loops that content uses and no loop in it gives."""
    if isinstance(content, Expr):
        return loop_variables(content)
    used = set[str]().union(*map(free_variables, parts(content)))
    if isinstance(content, Each):
        return (used - set(content.variables)) | free_variables(content.collection)
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


def claim(name: str, body: Content) -> None:
    """Note that a helper has a name in the compilation that runs.

    Raises:
        ExpressionError: If the chart has a helper of that name with another body, or if the body
            depends on a loop.
    """
    check_levels(body)
    if variables := free_variables(body):
        raise ExpressionError(
            f"{name!r} is named inside of a loop and uses {', '.join(sorted(variables))}, "
            "which a helper does not know; use the value without a name there"
        )
    if not alike(session().named.setdefault(name, body), body):
        raise ExpressionError(
            f"two helpers are called {name!r} and differ; give one of them, or the construct "
            "that names it, another name"
        )


def checked(content: Content) -> Content:
    """Return content whose variables all stand inside of their loops.

    Raises:
        ExpressionError: If one does not.
    """
    if free := free_variables(content):
        names = ", ".join(sorted(free))
        raise ExpressionError(f"{names} is used outside of its loop; use it in the loop's body")
    return content


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
