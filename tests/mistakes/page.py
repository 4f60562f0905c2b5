"""The mistakes of `docs/mistakes.md`: each is written between its markers, and the prose by hand.

``<!-- mistake: tag-number -->`` is a values file of ``tests/cases/mistakes/``, and
``<!-- mistake: clock.py -->`` a chart of ``tests/mistakes/wrong/``, whose fix is in ``right/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docs_site.staging import ROOT
from tests.mistakes.charts import said_of_chart, snippets
from tests.mistakes.values import said_of_values, snippet

PAGE = ROOT / "docs" / "mistakes.md"
_MISTAKE = re.compile(
    r"(?P<start><!-- mistake: (?P<name>[\w.-]+) -->\n).*?(?P<end><!-- end -->\n)", re.DOTALL
)


def names(text: str) -> list[str]:
    """Return the mistakes of the page, in its order."""
    return [match["name"] for match in _MISTAKE.finditer(text)]


def written(text: str) -> str:
    """Return the text of the page with each mistake written anew."""
    return _MISTAKE.sub(
        lambda match: f"{match['start']}\n{_mistake(match['name'])}\n{match['end']}", text
    )


def _mistake(name: str) -> str:
    parts = _of_chart(name.removesuffix(".py")) if name.endswith(".py") else _of_values(name)
    return "\n".join(parts)


def _of_values(name: str) -> Iterator[str]:
    said = said_of_values(name)
    yield _block("yaml refused", snippet(name))
    yield _told("`todo-k8s check values.yaml` prints", said.check)
    if said.helm_4 in (said.helm_3, None):
        who = "Helm 3 prints" if said.helm_4 is None else "Helm 3 and Helm 4 print"
        yield _told(who, said.helm_3)
    else:
        yield _told("Helm 3 prints", said.helm_3)
        yield _told("Helm 4 prints", said.helm_4)
    yield _told("Python raises", said.python)


def _of_chart(name: str) -> Iterator[str]:
    wrong, right = snippets(name)
    said = said_of_chart(name)
    yield _block("python", wrong)
    yield _told("`todo-k8s check shop.py:Shop` prints", said.check)
    yield _told("Python raises", said.python)
    yield "Write instead:\n"
    yield _block("python", right)


def _told(who: str, text: str) -> str:
    return f"{who}:\n\n{_block('text', text)}"


def _block(info: str, text: str) -> str:
    return f"```{info}\n{text.rstrip()}\n```\n"
