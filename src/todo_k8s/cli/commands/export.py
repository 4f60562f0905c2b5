"""``todo-k8s export``: the Helm chart as a folder."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from todo_k8s.cli.arguments import Commands, add_chart, add_command, add_folder
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.output import print_text
from todo_k8s.errors import printable

_EXAMPLES = """\
  todo-k8s export                       write todo-chatbot to chart-export/
  todo-k8s export shop.py:Shop --to x   write a chart of your own to x/
"""


def add(commands: Commands) -> None:
    """Add the command."""
    command = add_command(commands, "export", "write the Helm chart folder", _EXAMPLES)
    add_chart(command)
    add_folder(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the folder and print its path."""
    from todo_k8s.helm.write.files import written

    given = given_chart(options.chart)
    write_folder_of(given, written(given.compiled), options)


def write_folder_of(
    given: GivenChart, files: Mapping[str, str], options: argparse.Namespace
) -> None:
    """Write the folder of a chart and print its path."""
    from todo_k8s.helm.folder.writing import write_folder

    name = given.compiled.metadata.name
    folder = write_folder(name, files, options.to, overwrite=options.overwrite)
    print_text(f"{printable(str(folder))}\n")
