"""Messages say "an int" and "a map", whatever name comes after the article."""

from __future__ import annotations

import re

import pytest

from tests.house.source import MODULES
from todo_k8s.helm.plain.articles import a_or_an

NAMES = {
    "an": [
        "Each",
        "Expr",
        "HTTPRoute",
        "Ingress",
        "OrderedDict",
        "amount",
        "empty map",
        "int",
        "unset",
    ],
    "a": ["UUID", "Union", "UserDict", "map", "list of int", "str"],
    "": ["data", "more than one type", "nothing"],
}


@pytest.mark.parametrize(("article", "name"), [(a, n) for a in NAMES for n in NAMES[a]])
def test_article(article: str, name: str) -> None:
    """The article follows how a name is spoken; what is no single thing has none."""
    assert a_or_an(name) == f"{article} {name}".strip()


def test_no_message_has_an_article_of_its_own_before_a_name() -> None:
    """A name in braces comes with `a_or_an`."""
    own = re.compile(r"\b[Aa]n? \{")
    found = [name for name, path in MODULES.items() if own.search(path.read_text("utf-8"))]
    assert found == []
