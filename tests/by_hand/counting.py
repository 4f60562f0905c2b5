"""Lines of code: neither blank, nor comment, nor docstring."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

_TEMPLATE_COMMENT = re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}", re.DOTALL)
_LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def lines_of_text(text: str, suffix: str) -> int:
    """Count the lines of YAML, JSON, a template or notes."""
    if suffix == ".yaml":
        text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    return sum(1 for line in _TEMPLATE_COMMENT.sub("", text).splitlines() if line.strip())


def lines_of_folder(folder: Path, pattern: str = "**/*") -> int:
    """Count the lines of all files of a folder."""
    files = [path for path in folder.glob(pattern) if path.is_file()]
    return sum(lines_of_text(path.read_text(encoding="utf-8"), path.suffix) for path in files)


def lines_of_python(source: str, without: Collection[str] = ()) -> int:
    """Count the lines of a module, but for some that it defines."""
    nodes = ast.parse(source).body
    return _lines(source, [node for node in nodes if not {*_defined(node)} & {*without}])


def lines_used(library: str, by: Iterable[str]) -> int:
    """Count the lines of a library's definitions that some modules use, one by the other."""
    defined = {name: node for node in ast.parse(library).body for name in _defined(node)}
    used: set[str] = set()
    wanted = {name for source in by for name in _names(ast.parse(source))} & defined.keys()
    while wanted:
        used |= wanted
        wanted = {each for name in wanted for each in _names(defined[name])} & defined.keys() - used
    return _lines(library, [defined[name] for name in used])


def _lines(source: str, nodes: Iterable[ast.stmt]) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {
        line
        for token in tokens
        if token.type not in _LAYOUT
        for line in range(token.start[0], token.end[0] + 1)
    }
    found = {line for node in nodes for line in _span(node)}
    texts = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in _span(node)
    }
    return len(code & found - texts)


def _span(node: ast.stmt) -> range:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    start = min([node.lineno, *(each.lineno for each in decorators)])
    return range(start, (node.end_lineno or start) + 1)


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
