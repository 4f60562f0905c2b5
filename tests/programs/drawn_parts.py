"""Parts of random programs: fields, constants, variables, calls and loops."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from hypothesis import strategies as st

from todo_k8s.helm.content import each

Env = dict[str, Any]
T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Drawn:
    """A part of a program.

    Args:
        text: What it says, for people.
        build: Builds it of the values, and of the variables of the loops around it.
    """

    text: str
    build: Callable[[Any, Env], Any]

    def __repr__(self) -> str:
        return self.text


def field(path: str) -> Drawn:
    """Return a field of the values."""

    def build(values: Any, _env: Env) -> Any:
        found = values
        for name in path.split("."):
            found = getattr(found, name)
        return found

    return Drawn(f"v.{path}", build)


def constant(value: Any) -> Drawn:
    """Return a constant."""
    return Drawn(repr(value), lambda _values, _env: value)


def variable(name: str, path: str = "") -> Drawn:
    """Return a variable of a loop, or a field of it."""

    def build(_values: Any, env: Env) -> Any:
        found = env[name]
        for part in filter(None, path.split(".")):
            found = getattr(found, part)
        return found

    return Drawn(f"{name}.{path}".rstrip("."), build)


CLUSTER = "cluster"
"""What the cluster is called among the variables."""


def asked(method: str, what: str) -> Drawn:
    """Return a question to the cluster."""
    return Drawn(f"{method}({what!r})", lambda _values, env: getattr(env[CLUSTER], method)(what))


def call(function: Callable[..., Any], *args: Drawn, name: str = "") -> Drawn:
    """Return a call of a function."""
    shown = name or getattr(function, "__name__", "?")
    return Drawn(
        f"{shown}({', '.join(map(repr, args))})",
        lambda values, env: function(*(arg.build(values, env) for arg in args)),
    )


def looped(
    collection: Drawn, names: tuple[str, ...], body: Drawn, loop: Callable[..., Any] = each
) -> Drawn:
    """Return a loop over a collection, with variables of these names in its body."""

    def build(values: Any, env: Env) -> Any:
        def one(item: Any) -> Any:
            return body.build(values, {**env, names[0]: item})

        def two(key: Any, item: Any) -> Any:
            return body.build(values, {**env, names[0]: key, names[1]: item})

        return loop(collection.build(values, env), one if len(names) == 1 else two)

    return Drawn(f"{loop.__name__}({collection!r}, {names}: {body!r})", build)


def once(
    method: Callable[Concatenate[T, P], st.SearchStrategy[Drawn]],
) -> Callable[Concatenate[T, P], st.SearchStrategy[Drawn]]:
    """Make a strategy once for an object and arguments: hypothesis reads each new one whole."""

    @wraps(method)
    def made(self: T, /, *args: P.args, **kwargs: P.kwargs) -> st.SearchStrategy[Drawn]:
        known: dict[Hashable, st.SearchStrategy[Drawn]] = vars(self).setdefault("_made", {})
        key = (method.__qualname__, args)
        if key not in known:
            known[key] = method(self, *args, **kwargs)
        return known[key]

    return made


def later(strategy: Callable[[], st.SearchStrategy[Drawn]]) -> st.SearchStrategy[Drawn]:
    """Make a strategy when something is drawn from it; there are a thousand kinds of loops."""
    return st.just(None).flatmap(lambda _none: strategy())


_numbers = itertools.count()


def numbered(name: str) -> str:
    """Return a name that no other part has."""
    return f"{name}{next(_numbers)}"


def named_part(name: Callable[..., Any], part: Drawn) -> Drawn:
    """Return a part with a name, by `named` or `named_map`."""
    called = numbered("n")
    return call(lambda value: name(called, value), part, name=f"{name.__name__}#")
