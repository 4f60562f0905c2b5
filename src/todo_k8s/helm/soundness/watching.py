"""Watches the code of a chart while it is compiled: its f-strings, calls, look-ups and ``in``.

The functions and methods that a chart leads to get, for a while, the code of the same source with
calls of `asked` in it. So what no token can notice is refused on its line, for all values and not
only for those that are tried. Code without a source, and that of libraries, is left alone.
"""

from __future__ import annotations

import ast
import builtins
import linecache
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from types import CodeType, FunctionType
from typing import Any

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.soundness import asked
from todo_k8s.helm.soundness.late import watching
from todo_k8s.helm.soundness.reached import is_of_charts

_NAME = "__todo_k8s_asked__"
"""What the functions are called in watched code, which finds them as it finds `len`."""
_OF_THE_FRAME = {
    *("super", "locals", "globals", "vars", "dir", "eval", "exec"),
    *("_getframe", "currentframe", "stack", "issubclass"),
}
"""What looks at the function that calls it; and what asks a class."""
_OF_TEXTS = (ast.Add, ast.Mod, ast.Mult)
"""The operators that make a text of others."""
_COMPARED: dict[type[ast.cmpop], tuple[str, bool]] = {
    ast.Eq: ("equal", True),
    ast.NotEq: ("unequal", True),
    ast.In: ("contains", True),
    ast.NotIn: ("contains", False),
    ast.Is: ("identical", True),
    ast.IsNot: ("identical", False),
}
"""What each comparison asks, and whether it tells that or the opposite."""
_LOCK = RLock()


@contextmanager
def watched(code: Iterable[Any]) -> Generator[list[ExpressionError]]:
    """Watch the code that a chart leads to, but for this library's own, and give what is refused.

    Args:
        code: That code, see `reached`.
    """
    setattr(builtins, _NAME, asked)  # stays, for functions that outlive this
    with _LOCK:
        codes = [
            (function, function.__code__, asking)
            for function in code
            if type(function) is FunctionType and is_of_charts(function.__module__ or "")
            if (asking := _watched_code(function)) is not None
        ]
        try:
            for function, _, asking in codes:
                function.__code__ = asking
            with watching(asking.co_filename for _, _, asking in codes) as refused:
                yield refused
        finally:
            for function, before, _ in codes:
                function.__code__ = before


def _watched_code(function: FunctionType) -> CodeType | None:
    """Return the code to run in place of a function's, if its source is there, as it was."""
    name = function.__code__.co_filename
    source = "".join(linecache.getlines(name, function.__globals__))
    return _codes_of(source, name).get(function.__code__)


@lru_cache(maxsize=100)
def _codes_of(source: str, name: str) -> dict[CodeType, CodeType]:
    """Return the watched code for each code of a module."""
    try:
        tree = ast.parse(source, name)
        plain = compile(tree, name, "exec", dont_inherit=True)
        asking = ast.fix_missing_locations(_Asking().visit(tree))
        return dict(_pairs(plain, compile(asking, name, "exec", dont_inherit=True)))
    except (SyntaxError, ValueError, RecursionError):  # no source of Python, or one too deep
        return {}


def _pairs(plain: CodeType, asking: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    inner = (
        [each for each in code.co_consts if isinstance(each, CodeType)] for code in (plain, asking)
    )
    for one, other in zip(*inner, strict=True):
        yield one, other
        yield from _pairs(one, other)


class _Asking(ast.NodeTransformer):
    """Puts calls of `asked` around what could read a value; annotations stay as they are."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns"):
                self._visit_field(node, name, value)
        return node

    def _visit_field(self, node: ast.AST, name: str, value: Any) -> None:
        if is_list(value):
            value[:] = [self.visit(each) if isinstance(each, ast.AST) else each for each in value]
        elif isinstance(value, ast.AST):
            setattr(node, name, self.visit(value))

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.value = self.visit(node.value)
        if isinstance(node.format_spec, ast.JoinedStr):  # which must stay one
            self.generic_visit(node.format_spec)
        return node

    def visit_Interpolation(self, node: Any) -> ast.AST:  # of template strings, since Python 3.14
        return self.visit_FormattedValue(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        self.generic_visit(node)
        return _asking("text", node, at=node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        return _asking("text", node, at=node) if isinstance(node.op, _OF_TEXTS) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        node.value = self.visit(node.value)
        if isinstance(node.target, ast.Subscript):  # looks its key up, so that it is no key to put
            node.target.slice = self.visit(node.target.slice)
        if isinstance(node.target, ast.Attribute | ast.Subscript):
            node.target.value = self.visit(node.target.value)
        if not isinstance(node.target, ast.Name) or not isinstance(node.op, ast.Add):
            return node
        before = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        value = _asking("added", before, node.value, at=node)
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        node.keys = [each and _key(each) for each in node.keys]
        return node

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        self.generic_visit(node)
        node.key = _key(node.key)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = node.func
        name = getattr(function, "id", getattr(function, "attr", ""))
        if isinstance(function, ast.Name) and name == "isinstance":
            return ast.copy_location(ast.Call(_attribute("is_instance"), node.args, []), node)
        if name in _OF_THE_FRAME or _is_asking(function):
            return node
        return ast.copy_location(
            ast.Call(_attribute("call"), [function, *node.args], node.keywords), node
        )

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and not _is_starred(node.slice):
            key = ast.copy_location(_slice(node.slice), node.slice)
            return _asking("item", node.value, key, at=node)
        if isinstance(node.ctx, ast.Store) and not isinstance(node.slice, ast.Slice | ast.Tuple):
            node.slice = _key(node.slice)
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        self.generic_visit(node)
        node.subject = _asking("subject", node.subject, at=node.subject)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) > 1 or (found := _COMPARED.get(type(node.ops[0]))) is None:
            return node
        name, is_so = found
        asked = _asking(name, node.left, node.comparators[0], at=node)
        return asked if is_so else ast.copy_location(ast.UnaryOp(ast.Not(), asked), node)


def _key(node: ast.expr) -> ast.expr:
    return node if isinstance(node, ast.Constant) else _asking("key", node, at=node)


def _is_starred(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Starred) for each in ast.walk(node))


def _slice(node: ast.expr) -> ast.expr:
    """Return what is between brackets as an argument."""
    if isinstance(node, ast.Tuple):
        return ast.Tuple([_slice(each) for each in node.elts], ast.Load())
    if not isinstance(node, ast.Slice):
        return node
    parts = [each or ast.Constant(None) for each in (node.lower, node.upper, node.step)]
    return ast.Call(_attribute("between"), parts, [])


def _is_asking(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == _NAME


def _attribute(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name(_NAME, ast.Load()), name, ast.Load())


def _asking(name: str, *args: ast.expr, at: ast.expr | ast.stmt) -> ast.Call:
    return ast.copy_location(ast.Call(_attribute(name), [*args], []), at)
