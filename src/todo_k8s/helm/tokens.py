"""Python objects that stand for what is known only when Helm installs the chart.

A token is a `str` that holds a marker, an `int` that is a reserved number, or an object for a
boolean, a map or a list. Each remembers its expression. Tokens pass through cdk8s and come back
out of `to_json` unharmed. A token never pretends to be a value: ``bool(token)``, ``token == 1``
and the like raise `ExpressionError` and name the function to use instead.
"""

from __future__ import annotations

import re
import secrets
from typing import Any, NoReturn, Self

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.expressions import Call, Const, Expr, Kind, describe
from todo_k8s.helm.shapes import is_list, is_map

# Private use characters and a number that no value can know, so that no value looks like a token.
_OPEN, _CLOSE = f"\ue000{secrets.token_hex(4)}:", "\ue001"
_MARKER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_RESERVED = 2**52  # numbers from here on stand for tokens; still exact as a float64
_RESERVED_DIGITS = re.compile(r"45035\d{11}")  # 2**52 + n, when a library printed it


class _Registry:
    """Numbers what markers stand for; equal expressions share one number."""

    def __init__(self) -> None:
        self._items: list[object] = []
        self._numbers: dict[object, int] = {}

    def number(self, item: object) -> int:
        key = item if isinstance(item, Expr) else id(item)
        if key not in self._numbers:
            self._numbers[key] = len(self._items)
            self._items.append(item)
        return self._numbers[key]

    def __getitem__(self, number: int) -> Any:
        return self._items[number]


_registry = _Registry()


def _refuse(remedy: str) -> Any:
    def refuse(self: Token, *_: object) -> NoReturn:
        raise ExpressionError(f"{self!r} is known only at install time; {remedy}")

    return refuse


class Token:
    """What all tokens share: the expression, and the refusal to act as a known value."""

    expr: Expr

    def __repr__(self) -> str:
        return f"<token {describe(self.expr)}>"

    __bool__ = _refuse("use when(), only_if() or choose() in place of if, all_of() for and")
    __eq__ = _refuse("use equals() in place of ==")
    __ne__ = _refuse("use not_(equals()) in place of !=")
    __len__ = _refuse("use is_set() to ask whether it is empty")
    __iter__ = _refuse("use each() to loop over it")
    __contains__ = _refuse("use has_key() or contains() in place of in")
    __getitem__ = _refuse("use get() to take an item")

    def __hash__(self) -> int:
        return hash(self.expr)


_STRING_METHODS = (
    "capitalize casefold center count encode endswith expandtabs find index isalnum isalpha "
    "isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper "
    "ljust lstrip partition removeprefix removesuffix rfind rindex rjust rpartition rsplit rstrip "
    "splitlines startswith strip swapcase title translate upper zfill"
)
_OPERATORS = (
    "abs divmod float floordiv mod neg pow rdivmod rfloordiv rmod round rpow rtruediv truediv"
)


class StrToken(Token, str):  # noqa: SLOT000  # a token carries its expression
    """A string known at install; ``f"{token}-suffix"`` and ``+`` work."""

    def __new__(cls, expr: Expr) -> Self:
        """Make the string that holds the marker of `expr`."""
        self = super().__new__(cls, f"{_OPEN}{_registry.number(expr)}{_CLOSE}")
        self.expr = expr
        return self

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        if spec:
            raise ExpressionError(f"{self!r} takes no format specification; got {spec!r}")
        return str.__str__(self)

    __lt__ = __le__ = __gt__ = __ge__ = _refuse("strings have no order there")
    lower = _refuse("use lower()")
    split = _refuse("use a list in the values instead")
    replace = _refuse("use replace()")


for _name in _STRING_METHODS.split():
    setattr(StrToken, _name, _refuse("use trim_suffix(), truncate(), matches() or a rule instead"))


def _arithmetic(function: str, *, swapped: bool = False) -> Any:
    def operate(self: IntToken, other: int) -> IntToken:
        args = (expression(other), self.expr) if swapped else (self.expr, expression(other))
        return IntToken(Call("int", function, args))

    return operate


def _comparison(function: str) -> Any:
    def compare(self: IntToken, other: int) -> BoolToken:
        return BoolToken(Call("bool", function, (self.expr, expression(other))))

    return compare


class IntToken(Token, int):
    """A whole number known at install; ``+ - *``, ``< <= > >=`` and f-strings work."""

    def __new__(cls, expr: Expr) -> Self:
        """Make the number that is reserved for `expr`."""
        self = super().__new__(cls, _RESERVED + _registry.number(expr))
        self.expr = expr
        return self

    def __format__(self, spec: str) -> str:
        if spec:
            raise ExpressionError(f"{self!r} takes no format specification; got {spec!r}")
        return str(self)

    def __str__(self) -> str:
        return str.__str__(StrToken(Call("str", "string", (self.expr,))))

    __add__ = _arithmetic("add")
    __radd__ = _arithmetic("add", swapped=True)
    __sub__ = _arithmetic("sub")
    __rsub__ = _arithmetic("sub", swapped=True)
    __mul__ = _arithmetic("mul")
    __rmul__ = _arithmetic("mul", swapped=True)
    __lt__ = _comparison("less")
    __le__ = _comparison("at_most")
    __gt__ = _comparison("more")
    __ge__ = _comparison("at_least")


for _name in _OPERATORS.split():
    setattr(IntToken, f"__{_name}__", _refuse("use + - * and the functions for numbers"))


class BoolToken(Token):
    """A boolean known at install."""

    def __init__(self, expr: Expr) -> None:
        self.expr = expr


class ScalarToken(Token):
    """A number or a percentage known at install; see `todo_k8s.helm.model.IntOrPercent`."""

    def __init__(self, expr: Expr) -> None:
        self.expr = expr

    __format__ = __str__ = _refuse("use hundredths() to compute with it")


class MapToken(Token):
    """A map known at install, whose values are of one kind."""

    items = keys = values = _refuse("use each() to loop over it")
    get = _refuse("use get(), get_int() or get_map() to take an item")

    def __init__(self, expr: Expr, items: Any = str) -> None:
        self.expr = expr
        self.items_type = items


class ListToken(Token):
    """A list known at install, whose items are of one kind."""

    def __init__(self, expr: Expr, items: Any = str) -> None:
        self.expr = expr
        self.items_type = items


_TOKENS: dict[Kind, Any] = {
    "str": StrToken,
    "int": IntToken,
    "scalar": ScalarToken,
    "bool": BoolToken,
    "map": MapToken,
    "list": ListToken,
}


def token(expr: Expr) -> Any:
    """Return the token that stands for `expr` in Python code."""
    return _TOKENS[expr.kind](expr)


def as_token(value: object) -> Token | None:
    """Return `value` if it is a token, whatever type it stands for; compare the result to None."""
    return value if isinstance(value, Token) else None


def is_symbolic(value: object) -> bool:
    """Tell whether `value` is a token, or holds one: a string with a marker, a map, a list."""
    if isinstance(value, Token):
        return True
    if isinstance(value, str):
        return _OPEN in value
    if is_map(value):
        return any(map(is_symbolic, value.values()))
    return is_list(value) and any(map(is_symbolic, value))


def expression(value: Any) -> Expr:
    """Return the expression of a token, of a string with tokens in it, or of a plain value.

    Raises:
        ExpressionError: If `value` has no place in an expression.
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, Token):
        return value.expr
    if isinstance(value, bool):
        return Const("bool", value)
    if isinstance(value, int):
        return decode_int(value)
    if isinstance(value, str):
        return decode_str(value)
    if is_map(value):
        flat = [x for key in sorted(value, key=str) for x in (key, value[key])]
        return Call("map", "mapping", tuple(map(expression, flat)))
    if is_list(value):
        return Call("list", "listing", tuple(map(expression, value)))
    raise ExpressionError(f"a {type(value).__name__} cannot be part of a Helm expression")


def decode_int(value: int) -> Expr:
    """Return the expression a number stands for: itself, or the token it was reserved for."""
    number = int(value) - _RESERVED
    return _registry[number] if number >= 0 else Const("int", int(value))


def decode_str(text: str) -> Expr:
    """Return the expression a string stands for: a constant, one token, or several joined."""
    text = str.__str__(text)
    parts: list[Expr] = []
    for index, part in enumerate(_MARKER.split(text)):
        if index % 2:
            parts.append(_registry[int(part)])
        elif _OPEN[0] in part or _CLOSE in part:
            raise ExpressionError("a token was cut inside a string; use truncate() or replace()")
        elif part:
            parts.extend(_reserved_numbers(part))
    if not parts:
        return Const("str", "")
    return parts[0] if len(parts) == 1 else Call("str", "concat", tuple(parts))


def _reserved_numbers(text: str) -> list[Expr]:
    """Split out numbers that a library printed inside a string, such as ``4503599627370497m``."""
    found: list[Expr] = []
    end = 0
    for match in _RESERVED_DIGITS.finditer(text):
        if match.start() > end:
            found.append(Const("str", text[end : match.start()]))
        found.append(Call("str", "string", (decode_int(int(match.group())),)))
        end = match.end()
    if end < len(text):
        found.append(Const("str", text[end:]))
    return found


def marker_number(item: object) -> int:
    """Return the number under which `item` can be found again with `marked`."""
    return _registry.number(item.expr if isinstance(item, Token) else item)


def marked(number: int) -> Any:
    """Return what `marker_number` numbered."""
    return _registry[number]
