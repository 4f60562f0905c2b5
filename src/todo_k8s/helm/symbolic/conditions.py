"""When content is there: the conditions that a writer puts around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.deep import Steps, any_depth, run
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, If, Node, Spread

ALWAYS, NEVER = Const("bool", value=True), Const("bool", value=False)


def present(content: Content, *, in_list: bool = False) -> Expr:
    """Return when a map or list is not empty, so that its key or dash is written at all.

    Raises:
        TemplateError: If it may be empty for a reason that only a loop could find out.
    """
    try:
        return run(_present(content, in_list=in_list))
    except _OnlyALoopFindsOutError:
        raise TemplateError(
            "what each() gives must hold something that is always there, as only the loop finds "
            "out whether anything is; give the list a name by named_list(), or the map by "
            "named_map()"
        ) from None


def needs_a_loop(content: Content) -> bool:
    """Tell whether only a loop could find out that a map or list is not empty."""
    try:
        run(_present(content))
    except _OnlyALoopFindsOutError:
        return True
    return False


class _OnlyALoopFindsOutError(Exception):
    """No condition before a loop tells whether it gives anything."""


def _present(content: Content, *, in_list: bool = False) -> Steps[Expr]:
    """See when content is there; what is raw stays in a list though it is empty."""
    if content is None:
        return NEVER
    if is_map(content) or is_list(content):
        parts = content.values() if is_map(content) else content
        return (yield from _any_present(parts, in_list=is_list(content))) if content else ALWAYS
    if isinstance(content, Node):
        return (yield from _present_node(content, in_list=in_list))
    if isinstance(content, Expr) and content.kind in ("map", "list"):
        if content.type.filled or (in_list and content.type.raw):
            return ALWAYS
        return simplified(Call("bool", "is_set", (content,)))
    return ALWAYS  # a scalar


def _is_scalar(part: Content) -> bool:
    if isinstance(part, Expr):
        return part.kind not in ("map", "list")
    return not (part is None or is_map(part) or is_list(part) or isinstance(part, Node))


def _any_present(parts: Collection[Content], *, in_list: bool = False) -> Steps[Expr]:
    found: list[Expr] = []
    if any(map(_is_scalar, parts)):
        return ALWAYS
    for part in parts:
        condition: Expr = yield _present(part, in_list=in_list)
        if condition == ALWAYS:
            return ALWAYS
        found.append(condition)
    return disjunction(found)


def _present_node(node: Node, *, in_list: bool) -> Steps[Expr]:
    match node:
        case If():
            return (yield from _present_if(node, in_list=in_list))
        case Spread(items=items):
            return (yield from _present(items))
        case Entries(own=own, more=more):
            return (yield from _any_present([*own.values(), more]))
        case Each():
            return (yield from _present_each(node))
        case _:
            return ALWAYS  # what a rule keeps filled


def _present_each(node: Each) -> Steps[Expr]:
    inner: Expr = yield _present(node.body, in_list=node.key is None)
    if inner.variables & set(node.variables):
        raise _OnlyALoopFindsOutError
    return conjunction((simplified(Call("bool", "is_set", (node.collection,))), inner))


def _present_if(node: If, *, in_list: bool) -> Steps[Expr]:
    then: Expr = yield _present(node.then, in_list=in_list)
    other: Expr = yield _present(node.otherwise, in_list=in_list)
    if simplified(node.condition) == ALWAYS:
        return then
    if follows(then, arguments_of(node.condition, "all_of") or (node.condition,)):
        then = ALWAYS
    if then in (ALWAYS, node.condition) and other == ALWAYS:
        return ALWAYS
    if then == ALWAYS:
        return disjunction((node.condition, other))
    without = Call("bool", "not", (node.condition,))
    return disjunction((conjunction((node.condition, then)), conjunction((without, other))))


def follows(condition: Expr, known: Collection[Expr]) -> bool:
    """Tell whether a condition holds where others do: what is set is not null."""
    absent = [
        none for part in arguments_of(condition, "not") for none in arguments_of(part, "is_none")
    ]
    return condition in known or any(Call("bool", "is_set", (value,)) in known for value in absent)


def simplified(condition: Expr) -> Expr:
    """Return `ALWAYS` for the condition that a map is not empty which never is."""
    return ALWAYS if any(map(_never_empty, arguments_of(condition, "is_set"))) else condition


@any_depth
def _never_empty(value: Expr) -> bool:
    """Tell whether a map has entries whatever the values."""
    match value:
        case Named(body=Expr() as body):
            return _never_empty(body)
        case Named(body=content):
            return _is_always_there(content)
        case Call(function="merge", args=maps):
            return any(map(_never_empty, maps))
        case Call(function="mapping", args=pairs):
            return bool(pairs)
        case _:
            return False


def _is_always_there(content: Content) -> bool:
    return not needs_a_loop(content) and present(content) == ALWAYS


def arguments_of(expr: Expr, function: str) -> tuple[Expr, ...]:
    """Return what `function` is applied to in `expr`, or nothing if it is another one."""
    return expr.args if isinstance(expr, Call) and expr.function == function else ()


def as_if(content: Content) -> Content:
    """Return a scalar choice as the node it amounts to."""
    if isinstance(content, Call) and content.function == "choose":
        condition, then, otherwise = content.args
        return If(condition, then, otherwise)
    return content


_OPPOSITES = {"at_most": "more", "more": "at_most", "at_least": "less", "less": "at_least"}


@any_depth
def opposite(condition: Expr) -> Expr:
    """Return the condition that holds where `condition` does not, as a person would say it."""
    if not isinstance(condition, Call):
        return Call("bool", "not", (condition,))
    if condition.function == "not":
        return condition.args[0]
    if condition.function in ("all_of", "any_of"):
        other = "any_of" if condition.function == "all_of" else "all_of"
        return Call("bool", other, tuple(map(opposite, condition.args)))
    if condition.function in _OPPOSITES:
        return Call("bool", _OPPOSITES[condition.function], condition.args)
    return Call("bool", "not", (condition,))


def conjunction(conditions: Iterable[Expr]) -> Expr:
    """Return the condition that all conditions hold, each named once."""
    needed = list(dict.fromkeys(x for x in conditions if x != ALWAYS))
    if not needed or NEVER in needed:
        return NEVER if needed else ALWAYS
    return Call("bool", "all_of", tuple(needed)) if len(needed) > 1 else needed[0]


def disjunction(conditions: Iterable[Expr]) -> Expr:
    """Return the condition that some condition holds, each named once."""
    found: list[Expr] = []
    for condition in conditions:
        if condition == ALWAYS:
            return ALWAYS
        if condition != NEVER and condition not in found:
            found.append(condition)
    if any(Call("bool", "not", (condition,)) in found for condition in found):
        return ALWAYS
    if not found:
        return NEVER
    return Call("bool", "any_of", tuple(found)) if len(found) > 1 else found[0]
