"""What `check` and Python say of a chart with a mistake, and what to write instead."""

from __future__ import annotations

import difflib
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from unittest import mock

from tests.mistakes.values import as_raised, checked, in_empty_folder
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import HelmChart, export_chart

_HERE = Path(__file__).parent
WRONG = {path.stem: path for path in sorted((_HERE / "wrong").glob("*.py"))}
RIGHT = {path.stem: path for path in sorted((_HERE / "right").glob("*.py"))}
_CLOCK = re.compile(r"\d{15,}")


@dataclass(frozen=True)
class SaidOfChart:
    """What is said of a chart.

    Args:
        check: What `todo-k8s check` prints.
        python: The error, as at the end of a traceback.
    """

    check: str
    python: str


@cache
def said_of_chart(name: str) -> SaidOfChart:
    """Return what is said of a chart with a mistake, in a file ``shop.py``."""
    with in_empty_folder():
        Path("shop.py").write_text(WRONG[name].read_text(encoding="utf-8"), encoding="utf-8")
        return SaidOfChart(_steady(_checked()), _steady(as_raised(raised_by(name, Path("chart")))))


def snippets(name: str) -> tuple[str, str]:
    """Return the lines of a chart that are wrong, and those that are right."""
    wrong, right = (
        each[name].read_text(encoding="utf-8").splitlines(keepends=True)[1:]
        for each in (WRONG, RIGHT)
    )
    changes = [*_changes(wrong, right)]
    return _joined(wrong[old] for old, _ in changes), _joined(right[new] for _, new in changes)


def _changes(wrong: Sequence[str], right: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Yield which lines become which; changes with up to two lines between them are one."""
    matcher = difflib.SequenceMatcher(None, wrong, right, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        changed = [each for each in group if each[0] != "equal"]
        yield slice(changed[0][1], changed[-1][2]), slice(changed[0][3], changed[-1][4])


def right_chart(name: str) -> type[HelmChart]:
    """Return the chart without the mistake."""
    found: type[HelmChart] = import_module(f"{__package__}.right.{name}").Shop
    return found


def raised_by(name: str, folder: Path) -> TodoK8sError:
    """Return the error of a chart with a mistake: its module raises it, or the export to `folder`.

    Raises:
        LookupError: If the chart is exported.
    """
    try:
        export_chart(import_module(f"{__package__}.wrong.{name}").Shop, to=folder)
    except TodoK8sError as error:
        return error
    raise LookupError(f"{name} is not refused")


def _checked() -> str:
    """Return what is printed of the ``shop.py`` of this folder, and forget that module."""
    with mock.patch.object(sys, "path", [*sys.path]):
        try:
            return checked("shop.py:Shop")
        finally:
            sys.modules.pop("shop", None)


def _steady(text: str) -> str:
    """Return a text without the time, which one of the charts prints."""
    return _CLOCK.sub("…", text)


def _joined(parts: Iterable[Sequence[str]]) -> str:
    """Return parts of a file, with dots where lines between them are left out."""
    texts = (textwrap.dedent("".join(part)).strip("\n") for part in parts)
    return "\n# …\n".join(text for text in texts if text)
