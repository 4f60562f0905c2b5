"""The command line: ``todo-k8s export``, ``todo-k8s package`` and ``todo-k8s render``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from todo_k8s.chart import TodoChatbot, render
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import Release, export_chart, package_chart
from todo_k8s.helm.values_file import merge_mappings, read_values_file


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; errors go to standard error as plain lines.

    Returns:
        The exit status: 0, or 1 if values are refused or a file cannot be written or read.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except TodoK8sError as error:
        return _fail(f"{error}")
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror}")
    return 0


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="todo-k8s", description="The chart todo-chatbot, from typed Python."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    export = commands.add_parser("export", help="write the Helm chart folder")
    export.add_argument("--to", type=Path, default=Path("chart-export"), help="the folder")
    _add_overwrite(export)
    export.set_defaults(run=_export)

    package = commands.add_parser(
        "package", help="write the folder, and the archive with its checksum"
    )
    package.add_argument("--to", type=Path, default=Path("chart-export"), help="the folder")
    package.add_argument("--dist", type=Path, default=Path("dist"), help="where the archive goes")
    _add_overwrite(package)
    package.set_defaults(run=_package)

    show = commands.add_parser("render", help="print the manifests for values, as Helm would")
    show.add_argument(
        "-f", "--values", type=Path, action="append", default=[], help="a values file"
    )
    show.add_argument("--name", default="todo", help="the release's name")
    show.add_argument("-n", "--namespace", default="todo", help="the release's namespace")
    show.set_defaults(run=_render)
    return parser


def _add_overwrite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--overwrite", action="store_true", help="replace files that were changed by hand too"
    )


def _export(options: argparse.Namespace) -> None:
    folder = export_chart(TodoChatbot, to=options.to, overwrite=options.overwrite)
    sys.stdout.write(f"{folder}\n")


def _package(options: argparse.Namespace) -> None:
    _export(options)
    sys.stdout.write(f"{package_chart(TodoChatbot, to=options.dist)}\n")


def _render(options: argparse.Namespace) -> None:
    values = merge_mappings(*map(read_values_file, options.values))
    manifests = render(values, Release(name=options.name, namespace=options.namespace))
    yaml.safe_dump_all(manifests, sys.stdout, sort_keys=False)
