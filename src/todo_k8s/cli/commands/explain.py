"""``todo-k8s explain``: what values come to, what a key changes, where each field comes from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from todo_k8s.cli.arguments import (
    Commands,
    add_command,
    add_output,
    add_release,
    add_traceback,
    add_values,
    is_chart,
)
from todo_k8s.cli.charts import GivenChart, given_chart
from todo_k8s.cli.explanations import print_fields, print_key, print_overview
from todo_k8s.cli.inputs import (
    given_capabilities,
    given_existing,
    given_layers,
    given_release,
)
from todo_k8s.cli.output import print_json, print_text, say
from todo_k8s.errors import ExportError, TodoK8sError, ValuesError, printable
from todo_k8s.explained.budgets import budgets
from todo_k8s.explained.keys import explained_key, meant_key
from todo_k8s.explained.overview import Overview
from todo_k8s.explained.values import given_values
from todo_k8s.explained.variables import variables
from todo_k8s.helm.compiled.origins import Tracing
from todo_k8s.helm.compiled.traced import TracedManifest
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.reading.layers import Layers
from todo_k8s.masking import Masking

_EXAMPLES = """\
  todo-k8s explain -f prod.yaml                         values, pods, secrets, variables
  todo-k8s explain -f prod.yaml backend.replicaCount    what a key is for and changes
  todo-k8s explain -f prod.yaml Deployment              where each field of them comes from
  todo-k8s explain -f prod.yaml Deployment/todo-backend
  todo-k8s explain shop.py:Shop prices -o json
  todo-k8s explain --html todo.html                     the same in a browser, as you type
"""


_GENERATOR = b'<meta name="generator" content="todo-k8s">'
"""What each page of ours has near its start."""


class NoSuchKeyError(TodoK8sError):
    """What is to be explained is no key of the values and no object of the chart."""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "say what values come to, what a key changes, and where each field comes from"
    command = add_command(commands, "explain", summary, _EXAMPLES)
    command.add_argument(
        "names",
        nargs="*",
        metavar="CHART|KEY|KIND[/NAME]",
        help="module:Class or path/to/file.py:Class; what to explain, by default all in short",
    )
    add_traceback(command)
    add_values(command)
    add_release(command)
    add_output(command, "text", "json")
    command.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write a page that explains any values in a browser, by itself",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print what is asked for."""
    charts = [name for name in options.names if is_chart(name)]
    asked = [name for name in options.names if name not in charts]
    given = given_chart(charts[0] if charts else None)
    if options.html is not None:
        _write_page(given, options)
        return
    layers = given_layers(options)
    say(f"warning: {line}" for line in layers.warnings)
    values = given.compiled.model.from_mapping(layers.values)
    known = given_release(given, options), given_capabilities(options), given_existing(options)
    tracing = Tracing(given.compiled, values, *known)
    if refused := tracing.refused():
        raise ValuesError(*refused)
    manifests = tracing.traced()

    def traced(other: ChartValues) -> Sequence[TracedManifest]:
        return manifests if other is values else Tracing(given.compiled, other, *known).traced()

    as_json = options.output == "json"
    if not asked:
        _explain_all(manifests, layers, values, as_json=as_json)
    for name in asked:
        if (key := explained_key(name, values, layers, traced)) is not None:
            print_key(key, as_json=as_json)
        else:
            _explain_objects(name, manifests, layers, given.compiled.model, as_json=as_json)


def _write_page(given: GivenChart, options: argparse.Namespace) -> None:
    """Write the page of a chart; a file that is no such page is kept."""
    from todo_k8s.browser.page import page_of

    text = page_of(given.compiled, given_release(given, options))
    if options.html.exists() and _GENERATOR not in options.html.read_bytes()[:2000]:
        raise ExportError(f"{options.html}: is there already, and is no page of ours")
    options.html.write_text(text, encoding="utf-8")
    print_text(f"{printable(str(options.html))}\n")


def _explain_all(
    manifests: Sequence[TracedManifest], layers: Layers, values: ChartValues, *, as_json: bool
) -> None:
    plain = [each.manifest for each in manifests]
    given = tuple(given_values(layers, type(values), Masking(plain)))
    of_pods, more = tuple(budgets(plain)), tuple(_more(values))
    overview = Overview(given, of_pods, tuple(variables(plain)), tuple(manifests), more)
    if as_json:
        print_json(overview.as_json(layers))
    else:
        print_overview(overview, layers)


def _more(values: ChartValues) -> Iterator[tuple[str, str]]:
    """Yield what only todo-chatbot knows of its values."""
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

    if isinstance(values, TodoChatbotValues):
        from todo_k8s.todo_chatbot.connections import connections

        yield "connections", connections(values)


def _explain_objects(
    name: str,
    manifests: Sequence[TracedManifest],
    layers: Layers,
    model: type[ChartValues],
    *,
    as_json: bool,
) -> None:
    """Explain objects by their kind and name."""
    kind, _, wanted = name.partition("/")
    found = [
        each
        for each in manifests
        if each.manifest["kind"].lower() == kind.lower()
        and wanted in ("", each.manifest["metadata"]["name"])
    ]
    if not found:
        raise NoSuchKeyError(f"{name}: {_what_there_is(kind, wanted, name, manifests, model)}")
    masking = Masking(each.manifest for each in manifests)
    print_fields(found, layers, masking, as_json=as_json)


def _what_there_is(
    kind: str,
    wanted: str,
    name: str,
    manifests: Sequence[TracedManifest],
    model: type[ChartValues],
) -> str:
    """Say which object or key is meant by one that does not exist, or what there is."""
    by_kind: dict[str, list[str]] = {}
    for each in manifests:
        by_kind.setdefault(each.manifest["kind"], []).append(each.manifest["metadata"]["name"])
    lowered = {each.lower(): each for each in by_kind}
    if (known := lowered.get(kind.lower())) is not None:
        names = ", ".join(f"{known}/{each}" for each in sorted(by_kind[known]))
        return f"is no object of the chart; there is {names}"
    if "/" not in name and (meant := meant_key(name, model)):
        return f"is no key of the values; {meant}"
    if near := get_close_matches(kind.lower(), lowered, n=1):
        meant = "/".join(filter(None, (lowered[near[0]], wanted)))
        return f"is no object of the chart; did you mean {meant}?"
    return (
        "is no key of the values and no object of the chart; `todo-k8s explain` lists the values "
        f"that are given, and the objects are of the kinds {', '.join(sorted(by_kind))}"
    )
