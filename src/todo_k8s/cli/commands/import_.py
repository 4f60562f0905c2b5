"""``todo-k8s import``: a values file that reproduces what exists already."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from todo_k8s.cli.arguments import (
    Commands,
    add_command,
    add_output,
    add_traceback,
    is_chart,
)
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.inputs import read_bytes
from todo_k8s.cli.output import print_json, print_text, say
from todo_k8s.cli.values_output import add_values_output, in_commands, write_values

_EXAMPLES = """\
  todo-k8s import compose.yaml --to values.yaml
  todo-k8s import k8s/*.yaml --frontend web --backend api
  helm get manifest shop | todo-k8s import -f - --to values.yaml
  kubectl get deploy,svc,ing,cm,hpa,cronjob -o yaml | todo-k8s import -f - -o json
  todo-k8s import shop.py:Shop rendered.yaml
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "write the values file that reproduces manifests or a compose file"
    command = add_command(commands, "import", summary, _EXAMPLES)
    command.add_argument(
        "files",
        nargs="*",
        metavar="[CHART] FILE",
        help="files of manifests, or of compose; a chart of your own before them",
    )
    command.add_argument(
        "-f",
        "--filename",
        action="append",
        default=[],
        metavar="FILE",
        help="a file likewise; - is standard input",
    )
    for slot in ("frontend", "backend"):
        command.add_argument(
            f"--{slot}",
            metavar="NAME",
            help=f"the workload, or service of compose, that is the {slot}",
        )
    command.add_argument(
        "--profile", action="append", default=[], help="a profile of compose to take with the rest"
    )
    command.add_argument("--release", "--name", metavar="NAME", help="the release's name")
    command.add_argument("-n", "--namespace", help="the release's namespace")
    add_values_output(command)
    add_output(command, "yaml", "json")
    add_traceback(command)
    command.set_defaults(run=run, wrong=command.error)


def run(options: argparse.Namespace) -> int:
    """Write or print the values file; what is lost and made safer goes to standard error too."""
    from todo_k8s.importing.notes import Notes
    from todo_k8s.importing.reading import imported_files
    from todo_k8s.importing.wishes import Wishes  # see the package

    names = [*options.files]
    is_first = bool(names) and is_chart(names[0])
    is_first = is_first and (names[0].endswith(".py") or not Path(names[0]).is_file())
    chart = names.pop(0) if is_first else None
    if not (names or options.filename):
        options.wrong("name a file to import, or - for standard input by -f -")
    given = given_chart(chart)
    notes = Notes()
    wishes = Wishes(options.release, options.namespace, options.frontend, options.backend)
    files = [read_bytes(name) for name in (*names, *options.filename)]
    profiles = frozenset(options.profile)
    found = imported_files(
        given.compiled, files, wishes, notes, given.release, profiles=profiles, chart=chart
    )
    _print(given, found, options)
    return 0


def _print(given: GivenChart, found: Any, options: argparse.Namespace) -> None:
    if options.output == "json":
        print_json(found.report())
        return
    text = found.text(given.compiled.model, in_commands(options.to))
    if options.to is None:
        print_text(text)
    else:
        write_values(options.to, text, overwrite=options.overwrite)
        print_text(f"{options.to}\n")
    notes = found.notes
    for title, lines in (
        ("not carried", notes.not_carried),
        ("made safer", notes.safer),
        ("to do", notes.to_do),
    ):
        say(f"{title}: {line}" for line in lines)
