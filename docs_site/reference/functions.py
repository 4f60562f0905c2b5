"""The functions that a chart computes with, from their declarations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from docs_site.reference.library import shown
from todo_k8s.helm import functions
from todo_k8s.helm.functions.declaration import FUNCTIONS

_HEAD = """\
# Functions

A chart computes with the functions of `todo_k8s.helm.functions`. Each has a meaning in Python and
a form in Go templates, and tests check that both agree. *In a template* shows that form: `{0}` is
the first argument, `{all}` are all of them. A letter such as `N` stands for one and the same type.
"""


def page() -> str:
    """Return the page: a section per function, with its signature, meaning and form."""
    return "".join([_HEAD, *(_section(name, made) for name, made in named())])


def named() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public function by its name, sorted."""
    for name in sorted(functions.__all__):
        found = getattr(functions, name)
        if inspect.isfunction(found):
            yield name, found


def _section(name: str, made: Callable[..., Any]) -> str:
    head = f"\n## `{name}`\n\n```python\n{name}{signature(made)}\n```\n"
    form = FUNCTIONS[name].form if name in FUNCTIONS else ""
    in_template = f"\nIn a template: `` {form} ``\n" if form else ""
    return f"{head}{in_template}\n{shown(f'{made.__module__}.{made.__qualname__}')}\n"


def signature(made: Callable[..., Any]) -> str:
    """Return the parameters of a function, with its annotations as they are written."""
    given = inspect.signature(made)
    parameters = [
        each.replace(annotation=_Written(each.annotation)) for each in given.parameters.values()
    ]
    result = _Written(given.return_annotation)
    return str(given.replace(parameters=parameters, return_annotation=result))


class _Written:
    """An annotation that is shown without quotes."""

    def __init__(self, text: object) -> None:
        self._text = text

    def __repr__(self) -> str:
        return str(self._text)
