"""Go template text for expressions. Only this module, `blocks` and `template` write such text.

Whatever the values, an expression's result cannot leave its place in the YAML: strings are printed
through ``quote``, numbers through ``int64`` (a number in Helm values is a float64, which would
print as ``1e+06``), booleans through ``toJson``, maps and lists through ``toYaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic.alias_generators import to_camel

from todo_k8s.errors import TemplateError
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.claims import FUNCTION_HELPERS
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Let, Named, Ref, describe
from todo_k8s.helm.symbolic.nodes import Content, parts
from todo_k8s.helm.symbolic.variables import ROOT, is_partial
from todo_k8s.helm.write.function_helpers import HELPER_OF, HELPERS
from todo_k8s.helm.write.literals import constant, yaml_constant
from todo_k8s.helm.write.text_lines import below_each_other

_HOLES = re.compile(r"(?<!\$)\{(\d+|all)\}")
"""Where the arguments go in the form of a function; ``${1}`` is a regular expression's."""


class GoText:
    """Prints expressions, for one chart.

    Args:
        chart_name: The prefix of helper names.
        on_named: Called with each named expression that is printed.
    """

    def __init__(self, chart_name: str, on_named: Callable[[Named], None]) -> None:
        self._chart_name = chart_name
        self._on_named = on_named
        self.variables: dict[str, str] = {}
        """The steps (see `Let`) that stand before the text, each with its variable."""

        self.helpers: dict[str, str] = {}
        """The bodies of the helpers that functions in the texts include, by their names."""

    @any_depth
    def pipeline(self, expr: Expr, root: str) -> str:
        """Return `expr` as a pipeline; `root` is what holds ``.Values`` there, ``.`` or ``$``."""
        if isinstance(expr, Const):
            return constant(expr.value)
        if isinstance(expr, Ref):
            return self._reference(expr, root)
        if isinstance(expr, Named):
            return self._named(expr, root)
        if isinstance(expr, Call):
            return self._call(expr, root)
        if isinstance(expr, Let) and expr.name in self.variables:
            return self.variables[expr.name]
        raise TemplateError(
            f"{describe(expr)} has no template form here; let() is for the arithmetic of rules, "
            "use named() in content"
        )

    def _reference(self, ref: Ref, root: str) -> str:
        """Return a value by its path, and its default where the key may be missing."""
        head, *steps = ref.path
        if ref.default is None:
            if ref.nullable and is_partial(ref.path) and len(steps) > 1:  # a section may be missing
                inner = " ".join(map(constant, steps[:-1]))
                return f"(dig {inner} dict {_start(head, root)}).{steps[-1]}"
            return reference(ref, root)
        keys = " ".join(map(constant, ref.path[1:]))
        return f"dig {keys} {self.argument(ref.default, root)} {_start(head, root)}"

    def _named(self, named: Named, root: str) -> str:
        text = self.include(named, root)
        if named.kind == "bool":  # a helper gives a text, and any text counts as true
            return f'eq ({text}) "true"'
        if named.kind not in ("map", "list"):
            return text
        read = "fromJson" if isinstance(named.body, Expr) else "fromYaml"
        return f"{text} | {read}{'Array' if named.kind == 'list' else ''}"

    def include(self, named: Named, root: str) -> str:
        """Return the text that includes a helper; a map or list comes as YAML or JSON."""
        self._on_named(named)
        context = self.given({name: name for name in named.parameters}, named.body, root)
        return f'include "{self._chart_name}.{named.name}" {context if named.parameters else root}'

    def given(self, variables: Mapping[str, str], body: Content, root: str) -> str:
        """Return the dict of what a helper gets: its variables, and what holds ``.Values``."""
        everything = {ROOT: root, **variables} if asks_root(body) else variables
        return f"(dict {' '.join(f'{constant(x[1:])} {text}' for x, text in everything.items())})"

    def number(self, expr: Expr, root: str) -> str:
        """Return a number as an int64, which prints its digits whatever its size."""
        text = self.pipeline(expr, root)
        if isinstance(expr, Const | Let) or _is_firm(expr):
            return text
        return f"{text} | int64" if " " in text else f"int64 {text}"

    def fraction(self, expr: Expr, root: str) -> str:
        """Return a number as a float64, as ``--set`` gives a whole one as an int64."""
        if isinstance(expr, Const) or _is_firm(expr):
            return self.pipeline(expr, root)
        return f"float64 {_one_word(expr, self.pipeline(expr, root))}"

    def boolean(self, expr: Expr, root: str) -> str:
        """Return a boolean so that a text in its place, where no schema forbids it, stays one."""
        text = self.pipeline(expr, root)
        if isinstance(expr, Const | Named) or _is_firm(expr):
            return text
        return f"{text} | toJson"

    def argument(self, expr: Expr, root: str) -> str:
        """Return `expr` as an argument: in parentheses unless it is one word."""
        write = {"int": self.number, "float": self.fraction}.get(expr.kind, self.pipeline)
        return _one_word(expr, write(expr, root))

    def _call(self, call: Call, root: str) -> str:
        if call.function == "concat":
            return self._printf(call, root)
        match call:
            case Call(function="includes", args=(Ref(path=("Capabilities", *_)) as apis, api)):
                return f"{reference(apis, root)}.Has {self.argument(api, root)}"
            case _:
                form = self._form(call.function)
        if call.function == "is_none":  # before any function has made something of null
            return _filled(form, [_one_word(call.args[0], self.pipeline(call.args[0], root))])
        first, *others = _flat(call) or (None,)
        arguments = [self.argument(arg, root) for arg in others]
        if first is not None:
            piped = call.function == "default" or (form.startswith("{0} |") and first.kind != "int")
            arguments.insert(0, (self.pipeline if piped else self.argument)(first, root))
        return _filled(form, arguments)

    def _form(self, function: str) -> str:
        """Return the form of a function, in which its helper has its name."""
        form = FUNCTIONS[function].form
        if (helper := HELPER_OF.get(function)) is None:
            return form
        name = f"{FUNCTION_HELPERS}{to_camel(helper)}"
        full = f"{self._chart_name}.{name}"
        self.helpers[name] = HELPERS[helper].strip().replace("{helper}", full)
        return form.replace("{helper}", full)

    def _printf(self, call: Call, root: str) -> str:
        pattern = ""
        arguments: list[str] = []
        for part in call.args:
            if isinstance(part, Const):
                pattern += str(part.value).replace("%", "%%")
            elif isinstance(part, Call) and part.function == "string":
                pattern += "%d"
                arguments.append(self.argument(part.args[0], root))
            else:
                pattern += "%s"
                arguments.append(self.argument(part, root))
        return f"printf {constant(pattern)} {' '.join(arguments)}"

    @any_depth
    def condition(self, expr: Expr, root: str) -> str:
        """Return `expr` for an ``if``, where what is empty counts as false."""
        match expr:
            case Call(function="is_set", args=(Named(kind="int") as value,)):
                return self.number(value, root)
            case Call(function="is_set", args=(Ref(path=(_, _)) as value,)) if is_empty(
                value.default
            ):
                return reference(value, root)
            case Call(function="is_set", args=(value,)):
                return self.pipeline(value, root)
            case Call(function="not" | "all_of" | "any_of" as name, args=args):
                texts = [self.condition(arg, root) for arg in args]
                bracketed = " ".join(f"({text})" if " " in text else text for text in texts)
                return f"{ {'not': 'not', 'all_of': 'and', 'any_of': 'or'}[name] } {bracketed}"
            case _:
                return self.pipeline(expr, root)

    def scalar(self, expr: Expr, root: str, indent: int = 0) -> str:
        """Return `expr` as a YAML scalar whose type no value can change."""
        if isinstance(expr, Const):
            return yaml_constant(expr.value)
        if expr.kind == "str":
            lines = below_each_other(expr, indent, lambda part: self.argument(part, root))
            return f"{{{{ {lines or self.pipeline(expr, root)} | quote }}}}"
        if expr.kind == "int":
            return f"{{{{ {self.number(expr, root)} }}}}"
        if expr.kind in ("scalar", "float"):
            return f"{{{{ {self.pipeline(expr, root)} | toJson }}}}"
        if expr.kind == "bool":
            return f"{{{{ {self.boolean(expr, root)} }}}}"
        raise TemplateError(f"{describe(expr)} is {a_or_an(expr.kind)}, not a scalar")


@any_depth
def asks_root(content: Content) -> bool:
    """Tell whether content reads what holds ``.Values``, itself or by a helper."""
    if isinstance(content, Ref):
        default = content.default
        is_of_root = not content.path[0].startswith("$")
        return is_of_root or (default is not None and asks_root(default))
    if isinstance(content, Named) and not content.parameters:
        return True
    return any(map(asks_root, parts(content)))


def _one_word(expr: Expr, text: str) -> str:
    """Return the text of an expression in parentheses, unless it is one word."""
    return f"({text})" if " " in text and not isinstance(expr, Const) else text


def _filled(form: str, arguments: list[str]) -> str:
    """Return the form of a function with its arguments in it."""
    texts = {"all": " ".join(arguments), **{str(i): text for i, text in enumerate(arguments)}}
    return _HOLES.sub(lambda hole: texts[hole[1]], form).strip()


def _is_firm(expr: Expr) -> bool:
    """Tell whether a call gives its kind whatever its arguments are."""
    return isinstance(expr, Call) and not FUNCTIONS[expr.function].passes


def is_empty(expr: Expr | None) -> bool:
    """Tell whether a default is what Helm takes the missing for."""
    match expr:
        case Const(value=value):
            return not value
        case Call(function="mapping" | "listing", args=args):
            return not args
        case _:
            return False


def _flat(call: Call) -> tuple[Expr, ...]:
    """Return the arguments of a call; those of a sum within a sum become its own."""
    if call.function != "add":
        return call.args
    terms: list[Expr] = []
    waiting: list[Expr] = [call]
    while waiting:
        term = waiting.pop()
        if isinstance(term, Call) and term.function == "add":
            waiting += reversed(term.args)
        else:
            terms.append(term)
    return tuple(terms)


def reference(ref: Ref, root: str) -> str:
    """Return a path as a template reads it: ``.Values.backend.port``, ``$item.name``."""
    head, *tail = ref.path
    return ".".join((_start(head, root), *tail))


def _start(head: str, root: str) -> str:
    """Return the first step of a path: ``$item``, ``.Values``, or a section that may be null."""
    return head if head.startswith("$") else f"{'' if root == '.' else root}.{head}"
