"""Runs one command: its errors become plain lines and an exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from todo_k8s.cli.arguments import new_parser
from todo_k8s.cli.charts import ChartError
from todo_k8s.cli.commands import add_commands
from todo_k8s.cli.output import is_closed, say
from todo_k8s.errors import TodoK8sError


def parser(first: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line; ``run`` of what it parses does the work.

    Args:
        first: The first argument, if only the command that it names is needed.
    """
    made, commands = new_parser()
    add_commands(commands, first)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; errors and warnings go to standard error as plain lines.

    Returns:
        The exit status: 0, or 1 if values or a chart are refused, or a file cannot be written or
        read. Wrong arguments end the program with 2.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given[0] if given else None).parse_args(given)
    if is_closed(sys.stdout):
        return _fail("standard output: is closed")
    try:
        status: int = options.run(options) or 0
        sys.stdout.flush()
    except ChartError as error:
        _trace(options, error)
        return _fail(f"{error}")
    except TodoK8sError as error:
        return _fail(f"{error}")
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror}")
    return status


def _trace(options: argparse.Namespace, error: ChartError) -> None:
    """Show where in its code a chart fails, if that is asked for."""
    if getattr(options, "traceback", False) and error.__cause__ is not None:
        import traceback  # only for errors

        say("".join(traceback.format_exception(error.__cause__)).rstrip().split("\n"))


def _fail(message: str) -> int:
    say(message.split("\n"))
    return 1
