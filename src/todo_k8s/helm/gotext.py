"""Go template text for expressions. Only this module, `blocks` and `template` write such text.

Whatever the values, an expression's result cannot leave its place in the YAML: strings are printed
through ``quote``, numbers through ``int64`` (a number in Helm values is a float64, which would
print as ``1e+06``), booleans through ``toJson``, maps and lists through ``toYaml``.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from todo_k8s.errors import TemplateError
from todo_k8s.helm.deep import any_depth
from todo_k8s.helm.expressions import Call, Const, Expr, Let, Named, Ref, describe
from todo_k8s.helm.yaml_text import scalar_text

_UNITS = (
    'dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 "Ki" 1024 "Mi" 1048576 '
    '"Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976'
)


def _amount(argument: str) -> str:
    """Return the form of what a quantity is worth; what is none is worth 0."""
    number, text = '"^[0-9.]+"', f"(toString {argument})"
    unit = f'(get ({_UNITS}) (regexReplaceAll {number} {text} ""))'
    return f"(mulf (regexFind {number} {text}) {unit})"


FORMS: dict[str, str] = {
    "not": "not {0}",
    "all_of": "and {all}",
    "any_of": "or {all}",
    "is_set": "not (empty {0})",
    "is_none": 'kindIs "invalid" {0}',
    "equals": "eq {0} {1}",
    "choose": "ternary {1} {2} {0}",
    "default": "{0} | default {1}",
    "add": "add {all}",
    "sub": "sub {0} {1}",
    "mul": "mul {0} {1}",
    "quotient": "div {0} (max 1 {1})",
    "hundredths": 'ternary (mul {1} (regexFind "^(0|[1-9][0-9]?|100)%$" (toString {0}) '
    '| trimSuffix "%" | int64)) (mul 100 (int64 {0})) (kindIs "string" {0})',
    "maximum": "max {0} {1}",
    "minimum": "min {0} {1}",
    "less": "lt {0} {1}",
    "at_most": "le {0} {1}",
    "more": "gt {0} {1}",
    "at_least": "ge {0} {1}",
    "string": "{0} | toString",
    "join": "join {1} {0}",
    "lower": "{0} | lower",
    "truncate": "{0} | trunc {1}",
    "trim_suffix": "{0} | trimSuffix {1}",
    "replace": "{0} | replace {1} {2}",
    "contains": "contains {1} {0}",
    "matches": "regexMatch {1} {0}",
    "label": 'regexReplaceAll "[^A-Za-z0-9_.-]" {0} "_" | trunc 63 | trimAll "_.-"',
    "image_tag": 'regexReplaceAll "^[.-]|[^A-Za-z0-9_.-]" {0} "_" | trunc 128',
    "milliseconds": 'mul (regexReplaceAll "^0*([0-9]{{1,9}})(ms|s|m|h)$" {0} "${{1}}") '
    '(get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000) '
    '(regexReplaceAll "^0*([0-9]{{1,9}})(ms|s|m|h)$" {0} "${{2}}"))',
    "quantity_at_most": f"le {_amount('{0}')} {_amount('{1}')}",
    "b64encode": "{0} | b64enc",
    "merge": "merge (dict) {all}",
    "has_key": "hasKey {0} {1}",
    "includes": "has {1} {0}",
    "get": "get {0} {1}",
    "get_int": "get {0} {1} | int64",
    "get_map": "get {0} {1} | default dict",
    "size": "len {0}",
    "checksum": "{0} | toJson | sha256sum",
    "sha256": "{0} | sha256sum",
    "digest": "{0} | sha256sum | trunc 8",
    "mapping": "dict {all}",
    "listing": "list {all}",
}
"""The template form of each function; a form ``{0} | f`` takes a pipeline as its first argument."""

_INT64 = {
    *("add", "sub", "mul", "quotient", "maximum", "minimum"),
    *("hundredths", "get_int", "milliseconds"),
}
"""Functions whose result is an int64 already."""

_COMPARISONS = {"equals", "less", "at_most", "more", "at_least", "quantity_at_most"}
_FIRM = {"not", "is_set", "is_none", "matches", "has_key", "includes", *_COMPARISONS}
"""Functions that give true or false whatever their arguments, as ``and`` and ``or`` do not."""


class GoText:
    """Prints expressions, for one chart.

    Args:
        chart_name: The prefix of helper names.
        on_named: Called with each named expression that is printed.
    """

    def __init__(self, chart_name: str, on_named: Callable[[Named], None]) -> None:
        self._chart_name = chart_name
        self._on_named = on_named
        self.variables: set[str] = set()
        """The steps (see `Let`) that stand before the text, as variables."""

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
            return f"${expr.name}"
        raise TemplateError(f"{describe(expr)} has no template form here")

    def _reference(self, ref: Ref, root: str) -> str:
        """Return a value by its path, and its default where the key may be missing."""
        if ref.default is None:
            return reference(ref, root)
        keys = " ".join(map(constant, ref.path[1:]))
        return f"dig {keys} {self.argument(ref.default, root)} {ref.path[0]}"

    def _named(self, named: Named, root: str) -> str:
        text = self.include(named, root)
        if named.kind == "bool":  # a helper gives a text, and any text counts as true
            return f'eq ({text}) "true"'
        if named.kind != "map":
            return text
        return f"{text} | {'fromJson' if isinstance(named.body, Expr) else 'fromYaml'}"

    def include(self, named: Named, root: str) -> str:
        """Return the text that includes a helper; a map comes as YAML, a computed one as JSON."""
        self._on_named(named)
        return f'include "{self._chart_name}.{named.name}" {root}'

    def number(self, expr: Expr, root: str) -> str:
        """Return a number as an int64, which prints its digits whatever its size."""
        text = self.pipeline(expr, root)
        if isinstance(expr, Const | Let) or (isinstance(expr, Call) and expr.function in _INT64):
            return text
        return f"{text} | int64" if " " in text else f"int64 {text}"

    def boolean(self, expr: Expr, root: str) -> str:
        """Return a boolean so that a text in its place, where no schema forbids it, stays one."""
        text = self.pipeline(expr, root)
        if isinstance(expr, Const | Named) or (isinstance(expr, Call) and expr.function in _FIRM):
            return text
        return f"{text} | toJson"

    def argument(self, expr: Expr, root: str) -> str:
        """Return `expr` as an argument: in parentheses unless it is one word."""
        text = self.number(expr, root) if expr.kind == "int" else self.pipeline(expr, root)
        return f"({text})" if " " in text and not isinstance(expr, Const) else text

    def _call(self, call: Call, root: str) -> str:
        if call.function == "concat":
            return self._printf(call, root)
        form = FORMS.get(call.function)
        if form is None:
            raise TemplateError(f"no template form for the function {call.function}")
        if call.function == "is_none":  # before any function has made something of null
            return form.format(self.pipeline(call.args[0], root))
        first, *others = _flat(call) or (None,)
        arguments = [self.argument(arg, root) for arg in others]
        if first is not None:
            piped = call.function == "default" or (form.startswith("{0} |") and first.kind != "int")
            arguments.insert(0, (self.pipeline if piped else self.argument)(first, root))
        return form.format(*arguments, all=" ".join(arguments)).strip()

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
            case Call(function="is_set", args=(Ref(path=(_, _)) as value,)) if _is_empty(
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

    def scalar(self, expr: Expr, root: str) -> str:
        """Return `expr` as a YAML scalar whose type no value can change."""
        if isinstance(expr, Const):
            return yaml_constant(expr.value)
        if expr.kind == "str":
            return f"{{{{ {self.pipeline(expr, root)} | quote }}}}"
        if expr.kind == "int":
            return f"{{{{ {self.number(expr, root)} }}}}"
        if expr.kind == "scalar":
            return f"{{{{ {self.pipeline(expr, root)} | toJson }}}}"
        if expr.kind == "bool":
            return f"{{{{ {self.boolean(expr, root)} }}}}"
        raise TemplateError(f"{describe(expr)} is a {expr.kind}, not a scalar")


def _is_empty(expr: Expr | None) -> bool:
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
    if head.startswith("$"):
        return ".".join((head, *tail))
    return f"{'' if root == '.' else root}.{'.'.join(ref.path)}"


def constant(value: str | int | bool) -> str:
    """Return a constant as a template literal; JSON's escapes are Go's too."""
    return json.dumps(value, ensure_ascii=False)


def yaml_constant(value: str | float | bool) -> str:
    """Return a constant as a YAML scalar: plain where every YAML reader agrees, else quoted."""
    if isinstance(value, str) and "{{" in value:
        return f"{{{{ {constant(value)} | quote }}}}"
    return scalar_text(value)


def literal_text(text: str) -> str:
    """Return plain text so that the template engine prints it unchanged."""
    return text.replace("{{", '{{ "{{" }}')
