"""The code of a chart is watched while it is compiled, and is what it was afterwards."""

from __future__ import annotations

import functools
import inspect
import operator
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

from tests.programs.programs import Values, chart_of, config_map
from todo_k8s import TodoChatbot
from todo_k8s.errors import ExpressionError
from todo_k8s.helm import HelmChart
from todo_k8s.helm.compiled.compiled import same_tree
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.soundness import asked, watching
from todo_k8s.helm.soundness.checks import sound_chart
from todo_k8s.helm.soundness.composed_text import ComposedText
from todo_k8s.helm.soundness.reached import reached
from todo_k8s.helm.soundness.watching import watched


def chart_with(content: Callable[[Any], Any]) -> type[HelmChart]:
    """Return a chart of one object."""
    return chart_of(lambda chart, v: config_map(chart, "thing", {"x": content(v)}))


def decorated(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function around another one."""

    @functools.wraps(function)
    def outer(values: Any) -> Any:
        return function(values)

    return outer


class Above:
    """A class that another one extends."""

    def __init__(self, text: str) -> None:
        self.text = text

    def said(self) -> str:
        """Say nothing of it."""
        return f"{self.text}-{self.text}"


class Below(Above):
    """A class whose methods need their frame."""

    def said(self) -> str:
        """Call the method above, and what looks at this call."""
        local: dict[str, str] = {"a": super().said()}
        assert "local" in locals()
        assert "Above" in globals()
        return local["a"]


def plain(values: Any) -> str:
    """Give what all values give."""
    found: list[str] = [f"{n}-{values.text}" for n in range(2) if n not in {5, 6}]
    return ",".join(found) + Below(values.kind).said()


def asking(values: Any) -> str:
    """Compare, on the second line of it."""
    name = f"{values.kind}-{values.text}"
    return "yes" if name == "a-x" else "no"


def test_refusal_names_the_line() -> None:
    """The traceback leads to it."""
    with pytest.raises(ExpressionError, match="equals") as caught:
        sound_chart(chart_with(asking))
    frames = traceback.extract_tb(caught.value.__traceback__)
    lines, first = inspect.getsourcelines(asking)
    assert lines[3].strip() in [frame.line for frame in frames if frame.filename == __file__]
    assert first + 3 in [frame.lineno for frame in frames if frame.filename == __file__]


@pytest.mark.parametrize("content", [plain, asking])
def test_code_is_what_it_was(content: FunctionType) -> None:
    """Also if it was refused."""
    chart = chart_with(content)
    before = content.__code__
    with watched(reached(chart, Values)):
        assert content.__code__ is not before
        assert "__todo_k8s_asked__" in content.__code__.co_names
    assert content.__code__ is before


def test_what_is_wrapped_is_watched() -> None:
    """By a decorator; `tests/programs/of_watched.py` has one by `functools.cache`."""
    with pytest.raises(ExpressionError, match="equals"):
        sound_chart(chart_with(decorated(asking)))


def test_watched_code_gives_the_same() -> None:
    """With values, and with tokens; so does that of methods, loops and comprehensions."""
    chart = chart_with(plain)
    compiled = compile_chart(chart)
    given = Values(text="t", kind="b")
    with watched(reached(chart, Values)) as refused:
        assert same_tree(compile_chart(chart), compiled)
        assert plain(given) == "0-t,1-tb-b"
    assert refused == []


def test_functions_that_outlive_it_work() -> None:
    """One that was made by watched code, and is called later."""

    def made(values: Any) -> Any:
        return lambda: f"{values.kind}-{values.text}"

    with watched(reached(chart_with(made), Values)):
        later = made(Values())
    assert later() == "a-text"
    assert type(later()) is str


def test_code_without_a_source_is_left_alone() -> None:
    """What `eval` gives, and what the source no longer has."""
    unseen: Any = eval("lambda v: f'{v.kind}-{v.text}' == 'a-x'", {"__name__": "made"})
    before = unseen.__code__
    with watched(reached(chart_with(unseen), Values)):
        assert unseen.__code__ is before


def test_libraries_may_ask() -> None:
    """A composed text is a text for code that is not watched."""
    text = ComposedText("a-b")
    assert (text, len(text), text.startswith("a"), "b" in text) == ("a-b", 3, True, True)
    assert sorted([ComposedText("b"), ComposedText("a")]) == ["a", "b"]


def test_todo_chatbot_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own code is not watched at each export, so it is here."""
    seen = set[str]()

    def is_watched(module: str) -> bool:
        found = module.startswith(("todo_k8s.services", "todo_k8s.todo_chatbot"))
        seen.update({module} if found else ())
        return found

    monkeypatch.setattr(watching, "is_of_charts", is_watched)
    # A condition that is the constant True is left out, which changes nothing where it holds.
    monkeypatch.setattr(asked, "identical", operator.is_)
    compiled = compile_chart(TodoChatbot)
    with watched(reached(TodoChatbot, compiled.model)) as refused:
        assert same_tree(compile_chart(TodoChatbot, spelling=1), compiled)
    assert refused == []
    assert len(seen) > 50
