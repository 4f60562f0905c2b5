"""``todo-k8s check``: what is wrong with a chart or its values, and where."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress

from todo_k8s.cli.arguments import (
    Commands,
    add_command,
    add_output,
    add_release,
    add_traceback,
    add_values,
    one_chart,
)
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.findings import Finding, finding, noticed, worst
from todo_k8s.cli.inputs import (
    given_capabilities,
    given_existing,
    given_flags,
    given_release,
    read_file,
)
from todo_k8s.cli.reports import REPORTS, Checked
from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.reading.documents import NotYamlError, ValuesFile
from todo_k8s.helm.reading.layers import Layers, layers_of

_EXAMPLES = """\
  todo-k8s check -f prod.yaml                  check values of todo-chatbot
  todo-k8s check -f base.yaml -f prod.yaml     the same, one file laid over another
  todo-k8s check -f base.yaml dev.yaml prod.yaml   each of two files, laid over a common one
  todo-k8s check shop.py:Shop                  check that a chart of your own can be exported
  todo-k8s check --output sarif prod.yaml > faults.sarif
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "say what is wrong with a chart or its values, and where"
    command = add_command(commands, "check", summary, _EXAMPLES)
    command.add_argument(
        "names",
        nargs="*",
        metavar="CHART|FILE",
        help="module:Class or path/to/file.py:Class; values files, each checked by itself over "
        "those of -f",
    )
    add_traceback(command)
    add_values(command)
    add_release(command)
    add_output(command, *REPORTS)
    command.add_argument("--strict", action="store_true", help="fail on warnings too")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Tell all faults and warnings; return 1 if there is a fault."""
    from todo_k8s.helm.write.files import written

    name, alone = one_chart(options.names)
    given = given_chart(name)
    written(given.compiled)  # in memory
    checked = [
        _checked(given, options, [*options.values, *more]) for more in ([each] for each in alone)
    ] or [_checked(given, options, options.values)]
    REPORTS[options.output](given.compiled, checked)
    level = worst(each for one in checked for each in one.findings)
    return 1 if level == "error" or (level and options.strict) else 0


def _checked(given: GivenChart, options: argparse.Namespace, names: list[str]) -> Checked:
    """Return what is found in values files that are laid over one another."""
    files: list[ValuesFile] = []
    findings: list[Finding] = []
    for name in names:
        try:
            files.append(read_file(name))
        except NotYamlError as error:
            findings.append(noticed("error", error.notice))
        except ValuesError as error:
            findings += (Finding("error", line) for line in error.faults)
    try:
        layers = layers_of(files, given_flags(options))
    except ValuesError as error:
        findings += (Finding("error", line) for line in error.faults)
    else:
        findings += (noticed("warning", notice) for notice in layers.warnings)
        if worst(findings) != "error":
            findings += _of_values(given, options, layers)
    order = {name: number for number, name in enumerate(names)}
    findings.sort(key=lambda found: _place(found, order))
    return Checked(tuple(names), {file.name: file.text for file in files}, findings)


def _place(found: Finding, order: Mapping[str, int]) -> tuple[int, int, int]:
    """Return what findings are sorted by: the file, line and column; those of no file come last."""
    if found.origin is None:
        return len(order), 0, 0
    source = order.get(found.origin.source, len(order))
    return source, found.origin.line or 0, found.origin.column or 0


def _of_values(given: GivenChart, options: argparse.Namespace, layers: Layers) -> Iterator[Finding]:
    """Yield what the model and the rules refuse, else what the chart warns of."""
    chart, model = given.compiled, given.compiled.model
    values, faults = model.judged(layers.values, thoroughly=True)
    yield from (finding("error", line, layers, model) for line in faults)
    if values is None:
        return
    release, cluster = given_release(given, options), given_capabilities(options)
    evaluation = Evaluation(chart, values, release, cluster, given_existing(options))
    with suppress(TemplateError) if faults else nullcontext():  # what rules forbid may not compute
        yield from (finding("error", line, layers, model) for line in evaluation.refused())
    if not faults:
        yield from (finding("warning", line, layers, model) for line in evaluation.warnings())
