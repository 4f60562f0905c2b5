"""What the command line takes."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import Any

from todo_k8s.errors import printable

_DESCRIPTION = """\
Typed Python as Helm charts and manifests.

CHART is a chart class, by its module or its file: shop.charts:Shop or deploy/shop.py:Shop. Modules
are looked for in the current folder first. Without CHART it is todo-chatbot.
"""
_STATUS = """\
exit status:
  0  all is well
  1  the chart is not found or refused, values are refused, or a file cannot be read or written
  2  the arguments are wrong
"""


class _Parser(argparse.ArgumentParser):
    """A parser that shows arguments without their control characters."""

    def _print_message(self, message: str, file: Any = None) -> None:
        lines = message.split("\n")
        super()._print_message("\n".join(map(printable, lines)), file)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; `command` is the name of the command."""
    made = _Parser(
        prog="todo-k8s",
        description=_DESCRIPTION,
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"todo-k8s {version('todo-k8s')}")
    commands = made.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _add_writing(commands.add_parser("export", help="write the Helm chart folder"))
    package = commands.add_parser(
        "package", help="write the folder, and the archive with its checksum"
    )
    _add_writing(package)
    package.add_argument("--dist", type=Path, default=Path("dist"), help="where the archive goes")
    _add_values(commands.add_parser("render", help="print the manifests for values, as Helm would"))
    _add_values(commands.add_parser("check", help="say what is wrong with a chart or its values"))
    return made


def _add_chart(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "chart", nargs="?", metavar="CHART", help="module:Class or path/to/file.py:Class"
    )
    command.add_argument(
        "--traceback", action="store_true", help="show where in its code a chart fails"
    )


def _add_writing(command: argparse.ArgumentParser) -> None:
    _add_chart(command)
    command.add_argument("--to", type=Path, default=Path("chart-export"), help="the folder")
    command.add_argument(
        "--overwrite", action="store_true", help="replace files that were changed by hand too"
    )


def _add_values(command: argparse.ArgumentParser) -> None:
    _add_chart(command)
    command.add_argument(
        "-f",
        "--values",
        action="append",
        default=[],
        metavar="FILE",
        help="a values file, laid over those before it; - is standard input",
    )
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
