"""``todo-k8s check``: what is wrong with a chart or its values."""

from __future__ import annotations

import argparse

from todo_k8s.cli.arguments import Commands, add_chart, add_command, add_release, add_values
from todo_k8s.cli.charts import given_chart
from todo_k8s.cli.inputs import manifests_of
from todo_k8s.cli.output import print_text

_EXAMPLES = """\
  todo-k8s check -f prod.yaml           check values of todo-chatbot
  todo-k8s check shop.py:Shop           check that a chart of your own can be exported
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "say what is wrong with a chart or its values"
    command = add_command(commands, "check", summary, _EXAMPLES)
    add_chart(command)
    add_values(command)
    add_release(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Say that nothing is wrong, or raise what is."""
    from todo_k8s.helm.write.files import written  # noqa: PLC0415  # see the package

    given = given_chart(options.chart)
    written(given.compiled)  # in memory
    manifests_of(given, options)
    metadata = given.compiled.metadata
    print_text(f"{metadata.name} {metadata.version}: no faults\n")
