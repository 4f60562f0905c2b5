"""The page on which a reader fills in values, and the one that leads to it."""

from __future__ import annotations

from todo_k8s.browser.page import page_of
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

FILE = "try.html"


def page() -> str:
    """Return the page that leads there."""
    return f"""\
# Try values in a browser

[Open the form of todo-chatbot](../{FILE}). Fill in values, and see at once:

- each fault beside its field, in the words of Helm and of `todo-k8s check`,
- the manifests and the notes that Helm would give,
- what the pods come to: restart, rollout, resources, variables,
- who talks to whom.

Nothing leaves the page: it computes in your browser and is allowed no request. Secrets are in no
link and in no downloaded file. To keep a copy, or for a chart of your own, run
`todo-k8s explain --html page.html`.
"""


def html() -> str:
    """Return the page itself."""
    return page_of(compiled_chart(), RELEASE)
