"""Lists and maps of which only a loop finds out whether they come to anything."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.claims import claim_collection, free_name
from todo_k8s.helm.symbolic.conditions import needs_a_loop
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, If

_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


@any_depth
def settled(key: str | Expr, value: Content) -> Content:
    """Return the value of a key so that a condition tells whether the key is there.

    A filtered list gets a name, that of its key: its helper can be asked whether it is empty.
    """
    if isinstance(value, If):
        then, otherwise = settled(key, value.then), settled(key, value.otherwise)
        return replace(value, then=then, otherwise=otherwise)
    if not (isinstance(value, Each | Entries) or is_list(value)) or not needs_a_loop(value):
        return value
    called = _NO_NAME.sub("-", key) if isinstance(key, str) else "content"
    kind: Literal["list", "map"] = "list" if _is_list(value) else "map"
    return claim_collection(kind, free_name(called or "content", value), value)


def _is_list(value: Content) -> bool:
    return value.key is None if isinstance(value, Each) else is_list(value)
