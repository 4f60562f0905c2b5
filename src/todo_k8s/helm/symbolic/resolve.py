"""Content as a tree: what constructs made, with expressions in place of tokens."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.deep import Steps, any_depth, run
from todo_k8s.helm.plain.numbers import as_written
from todo_k8s.helm.plain.printable import LONGEST_KEY
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.plain.yaml_text import flow_text
from todo_k8s.helm.symbolic.as_expressions import WITHOUT_JSON
from todo_k8s.helm.symbolic.decoding import read_str, reserved
from todo_k8s.helm.symbolic.expressions import Call, Expr, Named, Ref, describe
from todo_k8s.helm.symbolic.filtered import settled
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.nodes import (
    EMPTY_MAP,
    NULL,
    Content,
    Each,
    Entries,
    Filled,
    If,
    Kept,
    Node,
    Splice,
    Spread,
    free_variables,
    within,
)
from todo_k8s.helm.symbolic.session import current, session
from todo_k8s.helm.symbolic.sparse import without_empty


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


def _raw_steps(content: Content, path: str, *, is_own: bool = False) -> Steps[Content]:
    """Resolve what stays as it is.

    Args:
        content: The content.
        path: Where it is.
        is_own: Whether it is the chart's own, beside entries of an operator's.
    """
    if is_map(content):
        theirs = content.theirs if isinstance(content, Raw) else None
        found: dict[str, Content] = {}
        if isinstance(content, Raw) or not is_own:
            found = Raw()
            found.theirs = theirs
        for key, item in content.items():
            beside = type(found) is dict or (theirs is not None and key not in theirs)
            found[_key(key)] = yield _raw_steps(item, f"{path}.{key}", is_own=beside)
        return found
    if is_list(content):
        items: list[Content] = []
        for index, item in enumerate(content):
            resolved = yield _raw_steps(item, f"{path}[{index}]", is_own=is_own)
            items.append(resolved)
        return items
    if isinstance(content, If) and not (is_list(content.then) or is_list(content.otherwise)):
        then: Content = yield _raw_steps(content.then, path, is_own=is_own)
        otherwise: Content = yield _raw_steps(content.otherwise, path, is_own=is_own)
        return If(content.condition, then, otherwise)
    if isinstance(content, Kept):  # it is resolved already
        return content
    with within(path):
        return NULL if content is None else _scalar(content, whole=True)


def _at(step: str, content: Content) -> Content:
    if content is None or type(content) is bool:
        return content
    try:  # as `within` does, at less cost
        return _scalar(content) if type(content) in (str, int) else resolve(content)
    except (ExpressionError, TemplateError) as error:
        error.steps.insert(0, step)
        raise


def _entries(content: Mapping[Any, Any]) -> dict[Any, Any]:
    entries: dict[Any, Any] = {}
    for key, value in content.items():
        known = _key(key)
        if (found := _value(key, known, value)) is not None:
            entries[known] = found
    return entries


def _value(key: Any, known: str | Expr, value: Content) -> Content:
    """Resolve the value of a key; `key` is what errors say, `known` what it stands for."""
    if isinstance(value, Raw) and not value and value is not EMPTY_MAP:
        return None
    if known in _TELLING:
        _check_kept(value, f".{key}")
    found = _at(f".{key}", value)
    if type(found) in (str, int, bool) or current() is None:
        return found
    named = settled(known, found)
    return _guarded(named) if isinstance(named, Named) and named is not found else named


_TELLING = {
    *("emptyDir", "labelSelector", "namespaceSelector", "objectSelector", "podSelector"),
    "selfSigned",
}
"""Keys whose empty map is not the same as no map."""


def _check_kept(value: Content, step: str) -> None:
    """Refuse an empty map that is written out where it says something, and would be left out.

    Of values it is not refused: one that is empty is none.
    """
    if type(value) is dict and not value and current() is not None:
        with within(step):
            raise TemplateError("an empty map is left out; write EMPTY_MAP to keep it, or nothing")


def _items(content: Sequence[Any]) -> list[Any]:
    items: list[Any] = []
    for index, item in enumerate(content):
        _check_kept(item, f"[{index}]")
        resolved = _at(f"[{index}]", item)
        if isinstance(item, Splice):
            items.extend(resolved or [])
        elif isinstance(item, Token) and isinstance(resolved, If):  # a list stays one
            items.append(replace(resolved, then=[resolved.then]))
        elif resolved is not None:
            items.append(resolved)
    return items


def _key(key: Any) -> Any:
    if isinstance(key, Expr):
        return key
    if not isinstance(key, str):
        raise TemplateError(f"{key!r} is no key; write a string")
    found = read_str(key)
    if isinstance(found, str) and (length := len(flow_text(found)) - 2) > LONGEST_KEY:
        raise TemplateError(f"a key has {length} characters, more than YAML takes; shorten it")
    return found


def _node(node: Node) -> Content:
    if isinstance(node, If):
        then, otherwise = resolve(node.then), resolve(node.otherwise)
        return None if then is None and otherwise is None else If(node.condition, then, otherwise)
    if isinstance(node, Each):
        with session().inside({**session().loops, **dict.fromkeys(node.variables)}):
            body = resolve(node.body)
        return Each(node.collection, node.variables, body, node.key, node.last)
    if isinstance(node, Filled):
        return Filled(resolve(node.content))
    if isinstance(node, Spread):
        return Spread(without_empty(node.items))
    if isinstance(node, Entries):
        own = _raw(node.own) if isinstance(node.own, Raw) else _entries(node.own)
        return replace(node, own=own, more=resolve(node.more))
    raise TemplateError(f"no template form for {type(node).__name__}")


def _scalar(content: Content, *, whole: bool = False) -> Content:
    """Resolve what is no map and no list; where it is `whole`, nothing is left out of it."""
    if content is None or isinstance(content, bool | Expr):
        return content
    if isinstance(content, Token):
        return _guarded(content.expr, whole=whole)
    if isinstance(content, str):
        found = read_str(content)
        return _guarded(found, whole=whole) if isinstance(found, Expr) else found
    if isinstance(content, int | float):
        if not math.isfinite(content):
            raise TemplateError(f"{content} is no number of JSON; write a string")
        if not -(2**63) <= content < 2**64:
            raise TemplateError(_too_large(content))
        if (expr := reserved(content)) is not None:
            return _guarded(expr, whole=whole)
        return as_written(content)
    if isinstance(content, SecretStr):
        raise TemplateError(
            "a SecretStr is no content, as it would stand there in plain text; let AppSecrets make "
            "the Secret from a field of the type SecretsValues, or write b64encode() of it below "
            "the data of a Secret"
        )
    raise TemplateError(
        f"{a_or_an(type(content).__name__)} is no content; write maps, lists, strings, numbers "
        "and booleans, and of a model its fields, by each() for those in a list or map"
    )


def _too_large(number: float) -> str:
    if current() is None:
        return f"{number} is too large for Kubernetes; write a string"
    return (
        "a number is too large for Kubernetes, or was computed from a value known only at install; "
        "write a string, or compute it with + - *"
    )


def _guarded(expr: Expr, *, whole: bool = False) -> Content:
    """Leave out what is null or empty in a value, unless it is whole; refuse what is no content."""
    if (remedy := WITHOUT_JSON.get(expr.type.innermost.kind)) is not None:
        raise ExpressionError(f"{describe(expr)} is {a_or_an(expr.type)}; {remedy}")
    if expr.type.sparse and not whole:
        return without_empty(expr)
    there = Kept(expr) if whole and expr.kind in ("map", "list") else expr
    if isinstance(expr, Ref) and expr.nullable:
        is_there = Call("bool", "not", (Call("bool", "is_none", (expr,)),))
        return If(is_there, there, NULL if whole else None)
    return there


def checked(content: Content) -> Content:
    """Return content whose variables all stand inside of their loops.

    Raises:
        ExpressionError: If one does not.
    """
    if free := free_variables(content):
        names = ", ".join(sorted(free))
        raise ExpressionError(f"{names} is used outside of its loop; use it in the loop's body")
    return content
