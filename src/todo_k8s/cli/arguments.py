"""The arguments of the command line: those that commands share, and the parser of them all."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from todo_k8s.cli.charts import ChartError
from todo_k8s.errors import printable

_DESCRIPTION = """\
Typed Python as Helm charts and manifests.

CHART is a chart class, by its module or its file: shop.charts:Shop or deploy/shop.py:Shop. Modules
are looked for in the current folder first. Without CHART it is todo-chatbot.
"""
_STATUS = """\
exit status:
  0  success
  1  a chart or values are refused, or a file cannot be read or written
  2  the arguments are wrong

`todo-k8s COMMAND --help` shows the arguments and examples of a command.
"""
COMPLETE_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
"""What makes a shell complete file names, as the attribute `complete` of an argument (shtab)."""

_FILES = {".json", ".tgz", ".yaml", ".yml"}
_CHART = re.compile(r"[^:]+:[A-Za-z_][A-Za-z_0-9]*(\.[A-Za-z_][A-Za-z_0-9]*)*")


class Commands(Protocol):
    """Where a command adds its parser; what ``add_subparsers`` returns."""

    def add_parser(self, name: str, **settings: Any) -> argparse.ArgumentParser:
        """Return the parser of one more command."""
        ...


class _Parser(argparse.ArgumentParser):
    """A parser that shows arguments without their control characters."""

    def _print_message(self, message: str, file: Any = None) -> None:
        lines = message.split("\n")
        super()._print_message("\n".join(map(printable, lines)), file)


class _CommandParser(_Parser):
    """The parser of a command, which takes its names before, between and after flags."""

    _is_within = False

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, args: Any = None, namespace: Any = None
    ) -> Any:
        """Parse arguments; those that are unknown are refused with the command's own usage."""
        if self._is_within:  # argparse parses flags first, then names
            return super().parse_known_args(args, namespace)
        self._is_within = True
        try:
            found, unknown = self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_within = False
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown


def new_parser() -> tuple[argparse.ArgumentParser, Commands]:
    """Return the parser of the command line, and where commands are added to it."""
    made = _Parser(
        prog="todo-k8s",
        description=_DESCRIPTION,
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"todo-k8s {version('todo-k8s')}")
    return made, made.add_subparsers(
        required=True, metavar="COMMAND", dest="command", parser_class=_CommandParser
    )


def add_command(commands: Commands, name: str, summary: str, examples: str) -> Any:
    """Add a command and return its parser.

    Args:
        commands: Where it is added.
        name: Its name.
        summary: What it does, in a line without a full stop.
        examples: A few command lines with what each is for, shown by ``--help``.
    """
    return commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def is_chart(argument: str) -> bool:
    """Tell whether an argument names a chart class, as ``shop.py:Shop`` does, or forgets it."""
    return _CHART.fullmatch(argument) is not None or argument.endswith(".py")


def _is_file(argument: str) -> bool:
    path = Path(argument)
    return argument == "-" or path.suffix in _FILES or (path.exists() and not path.is_dir())


def one_chart(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the chart among arguments, None for todo-chatbot, and the other arguments.

    Raises:
        ChartError: If there are two charts.
    """
    files = [each for each in arguments if _is_file(each) and not is_chart(each)]
    charts = [each for each in arguments if each not in files]
    if charts[1:]:
        raise ChartError(f"{charts[1]}: is a second chart; give one")
    return (charts[0] if charts else None), files


def add_chart(command: Any) -> None:
    """Add ``CHART``, which may be left out, and ``--traceback``."""
    command.add_argument(
        "chart", nargs="?", metavar="CHART", help="module:Class or path/to/file.py:Class"
    )
    add_traceback(command)


def add_traceback(command: Any) -> None:
    """Add ``--traceback``, for a chart of the user's."""
    command.add_argument(
        "--traceback", action="store_true", help="show where in its code a chart fails"
    )


def add_folder(command: Any) -> None:
    """Add where a chart folder goes."""
    command.add_argument("--to", type=Path, default=Path("chart-export"), help="the folder")
    command.add_argument(
        "--overwrite", action="store_true", help="replace files that were changed by hand too"
    )


def add_values(command: Any) -> None:
    """Add values files and flags as ``helm install`` has them."""
    files = command.add_argument(
        "-f",
        "--values",
        action="append",
        default=[],
        metavar="FILE",
        help="a values file, laid over those before it; - is standard input",
    )
    files.complete = COMPLETE_FILES
    for flag, form, help_text in (
        ("--set", "KEY=VALUE", "set a value; commas separate several"),
        ("--set-string", "KEY=VALUE", "the same, and the value is a string"),
        ("--set-json", "KEY=JSON", "set a value that is written as JSON"),
        ("--set-file", "KEY=PATH", "set a value to what is in a file"),
    ):
        command.add_argument(flag, action="append", default=[], metavar=form, help=help_text)


def add_release(command: Any) -> None:
    """Add the release, and what the cluster has."""
    command.add_argument("--release", "--name", metavar="NAME", help="the release's name")
    command.add_argument("-n", "--namespace", help="the release's namespace")
    command.add_argument(
        "--kube-version", metavar="VERSION", help="the version of Kubernetes, for a chart that asks"
    )
    command.add_argument(
        "-a",
        "--api-versions",
        action="append",
        default=[],
        metavar="APIS",
        help="APIs that the cluster serves, with commas between them, for a chart that asks",
    )
    command.add_argument(
        "--existing",
        action="append",
        default=[],
        metavar="FILE",
        help="Secrets of the cluster, as kubectl get secrets -o yaml prints them, to be kept",
    )


def add_output(command: Any, *formats: str, short: bool = True) -> None:
    """Add ``--output``; the first format is the default."""
    flags = ("-o", "--output", "--format") if short else ("--output", "--format")
    command.add_argument(
        *flags, choices=formats, default=formats[0], help=f"the format, by default {formats[0]}"
    )
