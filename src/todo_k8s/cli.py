"""The command line: ``todo-k8s export``, ``todo-k8s package`` and ``todo-k8s render``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from todo_k8s.errors import TodoK8sError, ValuesError, printable
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.folder.archive import write_archive
from todo_k8s.helm.folder.writing import write_folder
from todo_k8s.helm.plain.yaml_text import ascii_text, yaml_text
from todo_k8s.helm.reading import ValuesFile, merge_mappings, read_document
from todo_k8s.helm.write.files import written
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT
from todo_k8s.todo_chatbot.rendering import render


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; errors and warnings go to standard error as plain lines.

    Returns:
        The exit status: 0, or 1 if values are refused or a file cannot be written or read.
    """
    options = _parser().parse_args(arguments)
    if _is_closed(sys.stdout):
        return _fail("standard output: is closed")
    try:
        options.run(options)
        sys.stdout.flush()
    except TodoK8sError as error:
        return _fail(f"{error}")
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror}")
    return 0


def _is_closed(stream: object) -> bool:
    """Tell whether a standard stream is missing, as after ``>&-``."""
    return stream is None


def _fail(message: str) -> int:
    _say(message.split("\n"))
    return 1


def _say(lines: Iterable[str]) -> None:
    if not _is_closed(sys.stderr):
        sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


class _Parser(argparse.ArgumentParser):
    """A parser that shows arguments without their control characters."""

    def _print_message(self, message: str, file: Any = None) -> None:
        lines = message.split("\n")
        super()._print_message("\n".join(map(printable, lines)), file)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="todo-k8s", description="The chart todo-chatbot, from typed Python.")
    parser.add_argument("--version", action="version", version=f"todo-k8s {version('todo-k8s')}")
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
        "-f", "--values", action="append", default=[], help="a values file; - is standard input"
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
    _write_folder(written(compiled_chart()), options)


def _package(options: argparse.Namespace) -> None:
    files = written(compiled_chart())
    _write_folder(files, options)
    archive = write_archive(TODO_CHATBOT.name, TODO_CHATBOT.version, files, options.dist)
    sys.stdout.write(f"{printable(str(archive))}\n")


def _write_folder(files: Mapping[str, str], options: argparse.Namespace) -> None:
    folder = write_folder(TODO_CHATBOT.name, files, options.to, overwrite=options.overwrite)
    sys.stdout.write(f"{printable(str(folder))}\n")


def _render(options: argparse.Namespace) -> None:
    files = [_read(name) for name in options.values]
    _say(f"warning: {line}" for file in files for line in file.warnings)
    values = merge_mappings(*(file.values for file in files))
    manifests = render(values, Release(name=options.name, namespace=options.namespace))
    _print("---\n".join(map(yaml_text, manifests)))


def _read(name: str) -> ValuesFile:
    if name == "-":
        if _is_closed(sys.stdin):
            raise ValuesError("standard input: is closed")
        return read_document(sys.stdin.buffer.read(), "standard input")
    path = Path(name)
    return read_document(path.read_bytes(), path.name)


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:  # not by UTF-8
        sys.stdout.write(ascii_text(text))
