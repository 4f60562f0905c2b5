"""The commands ``export``, ``package``, ``render`` and ``check``.

What only some of them need is imported there, as ``render`` is short.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from todo_k8s.cli.charts import ChartError, GivenChart, given_chart
from todo_k8s.cli.options import parser
from todo_k8s.errors import TodoK8sError, ValuesError, printable
from todo_k8s.helm.chart.capabilities import Capabilities
from todo_k8s.helm.chart.existing import Existing
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.plain.yaml_text import ascii_text, yaml_text
from todo_k8s.helm.reading import ValuesFile, merge_mappings, read_document


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; errors and warnings go to standard error as plain lines.

    Returns:
        The exit status: 0, or 1 if values or a chart are refused, or a file cannot be written or
        read. Wrong arguments end the program with 2.
    """
    options = parser().parse_args(arguments)
    if _is_closed(sys.stdout):
        return _fail("standard output: is closed")
    try:
        _COMMANDS[options.command](options)
        sys.stdout.flush()
    except ChartError as error:
        if options.traceback and error.__cause__ is not None:
            import traceback  # noqa: PLC0415  # see the module

            _say("".join(traceback.format_exception(error.__cause__)).rstrip().split("\n"))
        return _fail(f"{error}")
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


def _export(options: argparse.Namespace) -> None:
    from todo_k8s.helm.write.files import written  # noqa: PLC0415  # see the module

    given = given_chart(options.chart)
    _write_folder(given, written(given.compiled), options)


def _package(options: argparse.Namespace) -> None:
    from todo_k8s.helm.write.files import written  # noqa: PLC0415  # see the module
    from todo_k8s.helm.write.package import check_packable, write_package  # noqa: PLC0415

    given = given_chart(options.chart)
    check_packable(given.compiled)
    files = written(given.compiled)
    _write_folder(given, files, options)
    _print(f"{printable(str(write_package(given.compiled, files, options.dist)))}\n")


def _write_folder(given: GivenChart, files: Mapping[str, str], options: argparse.Namespace) -> None:
    from todo_k8s.helm.folder.writing import write_folder  # noqa: PLC0415  # see the module

    name = given.compiled.metadata.name
    folder = write_folder(name, files, options.to, overwrite=options.overwrite)
    _print(f"{printable(str(folder))}\n")


def _render(options: argparse.Namespace) -> None:
    given = given_chart(options.chart)
    _print("---\n".join(map(yaml_text, _manifests(given, options))))


def _check(options: argparse.Namespace) -> None:
    from todo_k8s.helm.write.files import written  # noqa: PLC0415  # see the module

    given = given_chart(options.chart)
    written(given.compiled)  # in memory
    _manifests(given, options)
    metadata = given.compiled.metadata
    _print(f"{metadata.name} {metadata.version}: no faults\n")


def _manifests(given: GivenChart, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return the manifests for the values files of a command."""
    files = [_read(name) for name in options.values]
    _say(f"warning: {line}" for file in files for line in file.warnings)
    mapping = merge_mappings(*(file.values for file in files))
    release = Release(
        name=given.release.name if options.release is None else options.release,
        namespace=given.release.namespace if options.namespace is None else options.namespace,
    )
    values = given.compiled.model.from_mapping(mapping)
    existing = Existing([each for name in options.existing for each in _manifests_in(name)])
    return evaluated(given.compiled, values, release, _capabilities(options), existing)


def _capabilities(options: argparse.Namespace) -> Capabilities:
    apis = [api for given in options.api_versions for api in given.split(",")]
    version = Capabilities.kube_version if options.kube_version is None else options.kube_version
    return Capabilities(version, apis)


def _read(name: str) -> ValuesFile:
    return read_document(*_bytes_and_name(name))


def _manifests_in(name: str) -> list[dict[str, Any]]:
    """Return the manifests in a file, each of them a document."""
    data, shown = _bytes_and_name(name)
    documents = re.split(rb"^---[ \t\r]*$", data, flags=re.MULTILINE)
    return [read_document(each.lstrip(b"\n"), shown).values for each in documents if each.strip()]


def _bytes_and_name(name: str) -> tuple[bytes, str]:
    """Return what is in a file or comes from standard input, and what errors call it."""
    if name != "-":
        path = Path(name)
        return path.read_bytes(), path.name
    if _is_closed(sys.stdin):
        raise ValuesError("standard input: is closed")
    return sys.stdin.buffer.read(), "standard input"


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:  # not by UTF-8
        sys.stdout.write(ascii_text(text))


_COMMANDS = {"export": _export, "package": _package, "render": _render, "check": _check}
