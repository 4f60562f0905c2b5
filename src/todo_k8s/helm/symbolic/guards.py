"""What tokens refuse, and what to use instead."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.session import KEPT, current, session


class Token:
    """What all tokens share: the expression, and the refusal to act as a known value."""

    _expr: Expr
    _made_in: object

    @property
    def expr(self) -> Expr:
        """What it stands for, in the compilation that made it.

        Raises:
            ExpressionError: In any other.
        """
        self.check_build()
        return self._expr

    def check_build(self) -> None:
        """Refuse to be used in another compilation than the one that made this token."""
        if self._made_in is not current():
            raise ExpressionError(f"{self!r}: {KEPT}")

    def _stands_for(self, expr: Expr) -> None:
        self._expr, self._made_in = expr, session()

    def __repr__(self) -> str:
        shown = f"<token {describe(self._expr)}>"
        if (running := current()) is not None:
            running.shown.add(shown)  # so that one inside of a string is noticed
        return shown

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


_REMEDIES = {
    "use when(), only_if() or choose() in place of if, all_of(), any_of() and not_() for and, or "
    "and not, maximum() and minimum() for max and min": "__bool__",
    "use equals() in place of ==": "__eq__",
    "use not_(equals()) in place of !=": "__ne__",
    "use size() to count its entries, is_set() to ask whether it is empty": "__len__",
    "only whole numbers have an order; use quantity() or seconds() of a text": (
        "__lt__ __le__ __gt__ __ge__"
    ),
    "use each() to loop over it": "__iter__ __next__",
    "use has_key() or contains() in place of in": "__contains__",
    "use get(), get_int() or get_map() to take an item": "__getitem__",
    'use select() or get() to look it up; as a key of content write f"{value}"': "__hash__",
    "use lower()": "lower casefold",
    "use replace() or replace_pattern()": "replace translate",
    "use upper()": "upper",
    "use trim()": "strip lstrip rstrip",
    "use trim_prefix()": "removeprefix",
    "use trim_suffix()": "removesuffix",
    "use matches(), contains() or a rule": "startswith endswith find index count",
    "use split()": "split",
    "use a list in the values instead": "rsplit splitlines partition rpartition",
    "use to_json(), of a named_map() where it is a map": "dumps dump",
    "dedent or wrap the constant text first, and put the values in by string.Template": (
        "dedent indent fill wrap shorten"
    ),
    "use quotient()": "__floordiv__ __truediv__",
    "use + - * and the functions for numbers": (
        "__abs__ __divmod__ __mod__ __neg__ __pow__ __rdivmod__ __rfloordiv__ __rmod__"
        " __round__ __rpow__ __rtruediv__ __float__ __int__ __pos__ __trunc__ __ceil__"
        " __floor__"
    ),
    "nothing is made as often as a number says, and no list has it as an index; loop over a list "
    "of the values with for_each() or each()": "__index__",
    "it has no place in a string; use choose() or only_if() there": "__str__ __format__",
    "put it in content, or use merge()": "__add__ __radd__",
    "a bool, map or list has no place in a field of cdk8s or cdk8s-plus, nor in a JsonPatch; write "
    "it into the content of a Manifest": "__jsii_type__",
}


_REMEDIES_OF: dict[type, dict[str, str]] = {
    str: {
        "use truncate(), trim_prefix(), trim_suffix() or split()": "__getitem__",
        "use contains() in place of in": "__contains__",
        "use when(), only_if() or choose() of is_set() in place of if, default() in place of or": (
            "__bool__"
        ),
    },
    dict: {
        "use each_entry() or each() to loop over it, for_each() around objects, with_entries() to "
        "put it beside other entries": "__iter__ __reversed__ keys values items",
        "use has_key() in place of in": "__contains__",
        "use get(), get_int() or get_map() to take an entry; of models make a map of what you need "
        "by named_map() and each_entry() first": "__getitem__ get",
        "use merge(), or with_entries() in content": "__or__ __ror__ copy",
    },
    list: {
        "use each() to loop over it, for_each() around objects, spread() to put it into a list, "
        "join() to make a text of it": "__iter__ __reversed__",
        "use includes() in place of in": "__contains__",
        "use first() or last() to take an item": "__getitem__",
        "use spread() to put it into a list": "__add__ __radd__ copy",
    },
}
"""The same for texts, maps and lists only."""


def _by_name(remedies: dict[str, str]) -> dict[str, str]:
    return {name: remedy for remedy, names in remedies.items() for name in names.split()}


_REMEDY_OF = _by_name(_REMEDIES)
_REMEDY_OF_KIND = {kind: _by_name(remedies) for kind, remedies in _REMEDIES_OF.items()}


def remedy_of(name: str, kind: type) -> str:
    """Return what to use in place of a method, of what stands for something of a kind."""
    generic = _REMEDY_OF.get(name, "use the functions of todo_k8s.helm.functions")
    return _REMEDY_OF_KIND.get(kind, {}).get(name, generic)


_ATTRIBUTES = {"__jsii_type__", "real", "imag", "numerator", "denominator"}


_PLUMBING = {
    *("__class__", "__class_getitem__", "__copy__", "__deepcopy__", "__delattr__", "__dir__"),
    *("__doc__", "__getattribute__", "__init__", "__init_subclass__", "__new__", "__repr__"),
    *("__setattr__", "__sizeof__", "__subclasshook__", "__dict__", "__module__", "__weakref__"),
}
"""What Python itself asks of any object."""


def _refusal(name: str, kind: type) -> Any:
    remedy = remedy_of(name, kind)

    def refuse(self: Token, *_: object, **__: object) -> NoReturn:
        self.check_build()
        raise ExpressionError(f"{self!r} is known only at install time; {remedy}")

    return property(refuse) if name in _ATTRIBUTES else refuse


def guard(token: type[Token], *bases: type, allowed: str = "") -> None:
    """Refuse all that `bases` can do but what is allowed, or written down in the class itself."""
    known = {name for base in bases for name in dir(base)} | {"__bool__", "__len__", "__iter__"}
    known |= {"__hash__", "__eq__", "__ne__", "__contains__", "__getitem__"}
    known |= _REMEDY_OF_KIND.get(bases[0], {}).keys()
    if not issubclass(token, str | float):
        known.add("__jsii_type__")
    kept = _PLUMBING | set(allowed.split()) | vars(token).keys()
    for name in known - kept:
        if not name.startswith("__pydantic"):  # what pydantic asks a type of its own
            setattr(token, name, _refusal(name, bases[0]))
