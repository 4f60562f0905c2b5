"""Where a construct is: what Python knows of it, so that Node.js is not asked each time.

A construct never moves. What this library makes remembers where it was put; of any other construct
it is asked once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import cdk8s
from constructs import Construct, IConstruct

from todo_k8s.errors import TemplateError
from todo_k8s.helm.symbolic.as_expressions import is_symbolic

_PLACE = "_todo_k8s_place"


class Part(Construct):
    """A construct that knows where it is; the base of this library's own."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        put(self, scope, id)


def put(construct: IConstruct, scope: Construct | None, id: str) -> None:
    """Remember where a construct is.

    Raises:
        TemplateError: If its id depends on values: the files of a chart have fixed names.
    """
    if is_symbolic(id):
        raise TemplateError("an id cannot hold a value known only at install; use a constant")
    vars(construct)[_PLACE] = scope, id.replace("/", "--")  # as constructs does


def place(construct: IConstruct) -> tuple[Construct | None, str]:
    """Return what a construct is in, and its id there."""
    if _PLACE not in vars(construct):
        known = getattr(cast("Any", construct).__jsii_ref__, "place", None) or construct.node
        put(construct, cast("Construct | None", known.scope), known.id)
    found: Any = vars(construct)[_PLACE]
    return found[0], found[1]


def scopes(construct: IConstruct) -> Iterator[IConstruct]:
    """Yield a construct and what it is in, up to the root."""
    found: IConstruct | None = construct
    while found is not None:
        yield found
        found, _ = place(found)


def chart_of(construct: IConstruct) -> cdk8s.Chart:
    """Return the cdk8s chart that a construct is or is in, as `cdk8s.Chart.of` does."""
    around = (each for each in scopes(construct) if isinstance(each, cdk8s.Chart))
    return next(around, None) or cdk8s.Chart.of(construct)  # which says what is wrong


def path_of(construct: IConstruct) -> str:
    """Return the ids that lead to a construct from the root, as `node.path` does."""
    ids = [place(each)[1] for each in scopes(construct)]
    return "/".join(filter(None, reversed(ids)))
