"""The commands of ``todo-k8s``, as their parser describes them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from unittest import mock

from todo_k8s.cli.main import parser
from todo_k8s.helm.plain.shapes import is_map

_WIDTH = {"COLUMNS": "100", "NO_COLOR": "1"}


def page() -> str:
    """Return the page: the help of the program, then that of each command."""
    made = parser()
    return "".join(["# Commands\n", *_section("todo-k8s", made), *_of_commands(made)])


def commands(made: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's commands, by their names."""
    for action in made._actions:  # noqa: SLF001  # argparse has no other way to ask
        choices: object = action.choices
        if is_map(choices):
            return {
                name: each
                for name, each in choices.items()
                if isinstance(each, argparse.ArgumentParser)
            }
    return {}


def _of_commands(made: argparse.ArgumentParser) -> Iterator[str]:
    for name, command in commands(made).items():
        yield from _section(f"todo-k8s {name}", command)
        for inner_name, inner in commands(command).items():
            yield from _section(f"todo-k8s {name} {inner_name}", inner)


def _section(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    with mock.patch.dict(os.environ, _WIDTH):
        yield f"\n## `{name}`\n\n```text\n{command.format_help().rstrip()}\n```\n"
