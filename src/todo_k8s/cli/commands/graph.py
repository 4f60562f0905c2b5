"""``todo-k8s graph``: a picture of what is deployed, and of who talks to whom."""

from __future__ import annotations

import argparse

from todo_k8s.cli.arguments import (
    Commands,
    add_chart,
    add_command,
    add_output,
    add_release,
    add_values,
)
from todo_k8s.cli.charts import given_chart
from todo_k8s.cli.inputs import given_release, manifests_in_path, manifests_of
from todo_k8s.cli.output import print_json, print_text

_EXAMPLES = """\
  todo-k8s graph -f prod.yaml > graph.svg       a picture, for dark and for light pages
  todo-k8s graph -o mermaid >> README.md        a flowchart that GitHub draws
  todo-k8s graph shop.py:Shop -o json           nodes and edges, for a program
  kubectl get all,netpol,ing -o yaml | todo-k8s graph --manifests -

The picture has Services, routes, pods and what they read: Secrets key by key, ConfigMaps, volumes.
Lines are connections that somebody names, a NetworkPolicy or a variable with the address of a
Service, as far as the NetworkPolicies let them. No value of a variable or a Secret is shown.
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "draw what is deployed, who talks to whom and who reads which secret"
    command = add_command(commands, "graph", summary, _EXAMPLES)
    add_chart(command)
    add_values(command)
    add_release(command)
    command.add_argument(
        "--manifests", metavar="PATH", help="a file or folder of manifests in place of a chart"
    )
    command.add_argument(
        "--theme",
        choices=("auto", "light", "dark"),
        default="auto",
        help="the colours of the picture, by default auto: what the reader prefers",
    )
    command.add_argument("--title", help="what is written above the picture")
    add_output(command, "svg", "mermaid", "json")
    command.set_defaults(run=run, wrong=command.error)


def run(options: argparse.Namespace) -> None:
    """Print the graph."""
    from todo_k8s.graph import graph_of

    if options.manifests and (options.chart or options.values):
        options.wrong("--manifests is in place of a chart and its values")
    if options.manifests:
        manifests, namespace = manifests_in_path(options.manifests), options.namespace or ""
        title = options.release or ""
    else:
        given = given_chart(options.chart)
        manifests, release = manifests_of(given, options), given_release(given, options)
        namespace, metadata = release.namespace, given.compiled.metadata
        title = f"{metadata.name} {metadata.version}, release {release.name} in {namespace}"
    title = title if options.title is None else options.title
    graph = graph_of(manifests, namespace, title)
    if options.output == "json":
        from todo_k8s.graph.data import as_data

        print_json(as_data(graph))
    elif options.output == "mermaid":
        from todo_k8s.graph.mermaid import mermaid_of

        print_text(mermaid_of(graph))
    else:
        from todo_k8s.graph.svg import svg_of

        print_text(svg_of(graph, options.theme))
