"""``todo-k8s diff``: what changes in the manifests, and what a cluster makes of it."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from todo_k8s.cli.arguments import Commands, add_command, add_output, add_traceback, add_values
from todo_k8s.cli.output import Colours, print_json, print_text
from todo_k8s.cli.sides import given_sides

if TYPE_CHECKING:
    from todo_k8s.diff import Diff

_EXAMPLES = """\
  todo-k8s diff old.yaml new.yaml                two values files of todo-chatbot
  todo-k8s diff -f base.yaml old.yaml new.yaml   the same, each laid over base.yaml
  todo-k8s diff new.yaml                         the chart's defaults, and a values file
  todo-k8s diff shop.py:Shop --from a.yaml --from b.yaml -f c.yaml
                                                 several files on either side
  todo-k8s diff --release todo -n todo -f new.yaml
                                                 a release, as Helm has stored it, and its upgrade
  todo-k8s diff --release todo -n todo --live -f new.yaml
                                                 the same, with what somebody changed by hand
  todo-k8s diff --chart shop-1.0.0.tgz shop-1.1.0.tgz -f prod.yaml
                                                 two versions of a chart, rendered by Helm
  todo-k8s diff --manifests old/ new/            any manifests: files or folders

effects:
  refused      the API server refuses the change, as the field is immutable
  destructive  data, an address or a name that clients use is lost
  missing      pods need an object that is removed
  rolls        pods are replaced: because of what, how, and for how long
  stale        pods keep using what they read before, until they restart
  scales       the number of pods changes
  check        the cluster decides

--release compares what Helm has stored, and does not see what was changed in the cluster since.
--live does: it asks kubectl for the objects of the release, and compares the fields that the
release or the upgrade sets. Other fields are left as they are, also by an upgrade.

Secrets are never shown: neither the data of Secrets nor what looks like a credential elsewhere.

exit status with --exit-code:
  0  nothing changes
  3  something changes
  4  something changes that the API server refuses
"""
_CHANGED, _REFUSED = 3, 4
_VERSION = re.compile(r"v?([0-9]{1,4})\.([0-9]{1,4})")


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "say what changes between values, charts, releases or manifests"
    command = add_command(commands, "diff", summary, _EXAMPLES)
    command.add_argument(
        "given",
        nargs="*",
        metavar="CHART OLD NEW",
        help="a chart (module:Class), then values files, the old one first",
    )
    add_traceback(command)
    add_values(command)
    command.add_argument(
        "--from",
        dest="older",
        action="append",
        default=[],
        metavar="FILE",
        help="a values file of the old side; -f and --set are then of the new side only",
    )
    command.add_argument(
        "--release",
        metavar="NAME",
        help="the old side is this release, as Helm has stored it; see --live",
    )
    command.add_argument(
        "--live",
        action="store_true",
        help="with --release: the old side is what the cluster has now, by kubectl",
    )
    command.add_argument(
        "--reset-then-reuse-values",
        "--reuse-values",
        dest="reuse_values",
        action="store_true",
        help="with --release: lay the values over those that the release was given, as helm "
        "upgrade does by this flag",
    )
    command.add_argument("--chart", nargs=2, metavar=("OLD", "NEW"), help="charts' archives")
    command.add_argument("--manifests", nargs=2, metavar=("OLD", "NEW"), help="files or folders")
    command.add_argument("--name", metavar="NAME", help="the name of the release in manifests")
    command.add_argument("-n", "--namespace", help="the release's namespace")
    command.add_argument("--kube-version", metavar="VERSION", help="the version of Kubernetes")
    command.add_argument(
        "-a", "--api-versions", action="append", default=[], metavar="APIS", help="as in helm"
    )
    command.add_argument(
        "--existing", action="append", default=[], metavar="FILE", help="Secrets of the cluster"
    )
    command.add_argument(
        "--exit-code", action="store_true", help="tell changes by the exit status, see below"
    )
    add_output(command, "text", "json")
    command.set_defaults(run=run, wrong=command.error)


def run(options: argparse.Namespace) -> int:
    """Print the diff; return the exit status."""
    from todo_k8s.diff import compared
    from todo_k8s.diff.comparing import NEWEST

    old, new, namespace = given_sides(options)
    found = _VERSION.match(options.kube_version or "")
    kubernetes = (int(found[1]), int(found[2])) if found else NEWEST
    diff = compared(old, new, namespace, kubernetes)
    _print(diff, options.output)
    if not options.exit_code or not diff.objects:
        return 0
    return _REFUSED if diff.is_refused else _CHANGED


def _print(diff: Diff, output: str) -> None:
    if output == "json":
        from todo_k8s.diff.data import as_data

        print_json(as_data(diff))
        return
    from todo_k8s.diff.text import lines

    print_text("".join(f"{line}\n" for line in lines(diff, Colours(sys.stdout))))
