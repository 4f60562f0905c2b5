"""Finds the chart that a command is for: todo-chatbot, or a class in a user's module or file."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from todo_k8s.errors import ExpressionError, NodeError, TemplateError, TodoK8sError, ValuesError
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart

if TYPE_CHECKING:
    from traceback import FrameSummary

    from todo_k8s.helm.chart import HelmChart

_FORM = "write module:Class or path/to/file.py:Class"


class ChartError(TodoK8sError):
    """The chart that a command names cannot be had."""


@dataclass(frozen=True)
class GivenChart:
    """A chart to work with, compiled and tried, and the release where none is given."""

    compiled: CompiledChart
    release: Release


def given_chart(name: str | None) -> GivenChart:
    """Return the chart of a command.

    A user's chart is compiled each time: what it is made from is not known to be its module alone.

    Args:
        name: ``module:Class`` or ``path/to/file.py:Class``; None for todo-chatbot.

    Raises:
        ChartError: If there is no such module or class, or it fails.
        TodoK8sError: If the class is no chart that can be exported.
    """
    if name is None:
        from todo_k8s.todo_chatbot.compiled import compiled_chart  # seldom both
        from todo_k8s.todo_chatbot.metadata import RELEASE

        return GivenChart(compiled_chart(), RELEASE)
    from todo_k8s.helm.soundness.checks import sound_chart  # brings cdk8s

    with redirect_stdout(sys.stderr):  # what the user's code prints is no part of the output
        try:
            chart = _class(name)
            return GivenChart(sound_chart(chart), chart.default_release)
        except (ExpressionError, TemplateError, ValuesError) as error:
            raise ChartError(_refused(name, error)) from error
        except (Exception, SystemExit) as error:
            if isinstance(error, TodoK8sError):
                raise
            raise ChartError(_told(name, error)) from error


def _class(name: str) -> type[HelmChart]:
    """Return the chart class of a name."""
    from todo_k8s.helm.chart.rendering import is_chart_class  # brings cdk8s

    where, colon, path = name.rpartition(":")
    if not (colon and where and all(part.isidentifier() for part in path.split("."))):
        missing = f"name its class too, as in {name}:Shop"
        how = missing if name.endswith(".py") else _FORM
        raise ChartError(f"{name}: is no chart class; {how}")
    module = _of_file(Path(where)) if where.endswith(".py") else _of_name(where, Path())
    found: Any = module
    for part in path.split("."):
        found = getattr(found, part, None)
    if is_chart_class(found):
        return found
    what = "is no class of it" if found is None else "is no HelmChart"
    own = {key: item for key, item in vars(module).items() if is_chart_class(item)}
    charts = [key for key, item in own.items() if item.__module__ == module.__name__]
    others = f"its charts are {', '.join(charts)}" if charts else "it has no chart"
    raise ChartError(f"{where}: {path} {what}; {others}")


def _of_file(path: Path) -> ModuleType:
    """Return the module of a file, by the name that it has in its package."""
    if not path.is_file():
        raise ChartError(f"{path}: is no file")
    folder, names = path.resolve().parent, [path.resolve().stem]
    while (folder / "__init__.py").is_file() and folder.parent != folder:
        folder, names = folder.parent, [folder.name, *names]
    if names[-1] == "__init__" and names[1:]:
        del names[-1]
    if not all(name.isidentifier() for name in names):
        raise ChartError(f"{path}: is no name of a module; rename it, with letters, digits and '_'")
    module = _of_name(".".join(names), folder)
    if module.__file__ is None or not Path(module.__file__).samefile(path):
        raise ChartError(f"{path}: another module is called {module.__name__}; rename the file")
    return module


def _of_name(name: str, folder: Path) -> ModuleType:
    """Import a module, looked for in a folder first."""
    if not all(part.isidentifier() for part in name.split(".")):
        raise ChartError(f"{name}: is no name of a module; {_FORM}")
    sys.path.insert(0, str(folder.resolve()))
    importlib.invalidate_caches()
    with _failing(name, folder):
        return importlib.import_module(name)
    raise AssertionError  # never, as what is imported is returned or an error raised


@contextmanager
def _failing(name: str, folder: Path) -> Generator[None]:
    """Say in a line what is wrong with a module that cannot be imported."""
    try:
        yield
    except (ExpressionError, NodeError, TemplateError, ValuesError) as error:
        raise ChartError(_refused(name, error)) from error
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            raise ChartError(f"{name}: there is no such module in {folder.resolve()}") from None
        raise ChartError(_told(name, error)) from error
    except (Exception, SystemExit) as error:
        raise ChartError(_told(name, error)) from error


def _refused(name: str, error: TodoK8sError) -> str:
    """Return what is wrong with a chart, and the line of it that is refused, if it is one line."""
    where = next(filter(None, (_own_line(each) for each in (error.__cause__, error) if each)), None)
    return f"{name}: {error}" + (f" ({where})" if where else "")


def _own_line(error: BaseException) -> str | None:
    """Return the line of a user's code that an error comes from, if it comes from there."""
    import sysconfig  # only for errors
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    folders = [str(Path(__file__).parents[1]), *map(sysconfig.get_path, ("stdlib", "platlib"))]
    libraries = "<", *(f"{folder}{os.sep}" for folder in folders)
    theirs = [each for each in frames if not each.filename.startswith(libraries)]
    return _place(theirs[-1]) if theirs else None


def _place(frame: FrameSummary) -> str:
    path = Path(frame.filename)
    inside = path.is_relative_to(Path.cwd())
    return f"{path.relative_to(Path.cwd()) if inside else path}, line {frame.lineno}"


def _said(error: BaseException) -> str:
    """Return what an error says in a line; of values that are refused each fault, no input."""
    from pydantic import ValidationError  # only for errors

    from todo_k8s.helm.fields.faults import fault_lines

    if not isinstance(error, ValidationError):
        return str(error).partition("\n")[0]
    faults = (line for each in error.errors(include_input=False) for line in fault_lines(each))
    return f"{error.title}: {'; '.join(faults)}"


def _told(name: str, error: BaseException) -> str:
    """Return what a module raises, and the line of it that does."""
    message = _said(error)
    if isinstance(error, SyntaxError) and error.filename:
        where = f"{error.filename}, line {error.lineno}"
        message = error.msg
    else:
        where = _own_line(error) or name
    return f"{name}: {type(error).__name__}: {message} ({where}); --traceback shows more"
