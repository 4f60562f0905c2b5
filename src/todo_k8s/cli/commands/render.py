"""``todo-k8s render``: the manifests for values, without Helm."""

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
from todo_k8s.cli.inputs import manifests_of
from todo_k8s.cli.output import print_json, print_text
from todo_k8s.helm.plain.yaml_text import yaml_text

_EXAMPLES = """\
  todo-k8s render -f prod.yaml | kubectl apply -f -
  todo-k8s render -f - --set backend.replicaCount=3 -o json < prod.yaml
  todo-k8s render shop.py:Shop --release shop -n shop
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "print the manifests for values, as Helm would"
    command = add_command(commands, "render", summary, _EXAMPLES)
    add_chart(command)
    add_values(command)
    add_release(command)
    add_output(command, "yaml", "json")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print the manifests: YAML documents, or a List in JSON, which kubectl takes too."""
    manifests = manifests_of(given_chart(options.chart), options)
    if options.output == "json":
        print_json({"apiVersion": "v1", "kind": "List", "items": manifests})
    else:
        print_text("---\n".join(map(yaml_text, manifests)))
