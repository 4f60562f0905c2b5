"""``todo-k8s migrate``: a values file of an older version, as this one takes it."""

from __future__ import annotations

import argparse
from pathlib import Path

from todo_k8s.cli.arguments import COMPLETE_FILES, Commands, add_chart, add_command, add_output
from todo_k8s.cli.charts import given_chart
from todo_k8s.cli.inputs import read_bytes
from todo_k8s.cli.output import print_json, print_text, say
from todo_k8s.errors import ExportError, printable
from todo_k8s.helm.reading import read_document

_EXAMPLES = """\
  todo-k8s migrate -f old.yaml > new.yaml      print it as this version takes it
  todo-k8s migrate -f old.yaml --to new.yaml   write it to a new file
  todo-k8s migrate -f prod.yaml --in-place     rewrite it, in a repository under version control
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "rewrite a values file of an older version of the chart"
    command = add_command(commands, "migrate", summary, _EXAMPLES)
    add_chart(command)
    files = command.add_argument(
        "-f", "--values", required=True, metavar="FILE", help="the values file; - is standard input"
    )
    files.complete = COMPLETE_FILES
    where = command.add_mutually_exclusive_group()
    where.add_argument("--to", type=Path, metavar="FILE", help="a file that is not there yet")
    where.add_argument("--in-place", action="store_true", help="rewrite the file itself")
    add_output(command, "text", "json")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print or write the new text, and say on standard error what has changed."""
    from todo_k8s.migrating import migrated

    given = given_chart(options.chart)
    data, name = read_bytes(options.values)
    read_document(data, name)  # which says what is no UTF-8
    done = migrated(data.decode(errors="replace"), given.compiled.model, name)
    target = Path(options.values) if options.in_place and options.values != "-" else options.to
    if target is not None:
        _write(target, done.text, replaces=options.in_place)
    if options.output == "json":
        print_json({"text": None if target else done.text, "changes": [*done.changes]})
        return
    print_text(f"{printable(str(target))}\n" if target is not None else done.text)
    say(done.changes or ("nothing had to change",))


def _write(target: Path, text: str, *, replaces: bool) -> None:
    try:
        with target.open("w" if replaces else "x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise ExportError(f"{target}: is there already; give another name") from None
