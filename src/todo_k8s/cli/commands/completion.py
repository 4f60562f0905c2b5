"""``todo-k8s completion``: what a shell completes."""

from __future__ import annotations

import argparse

from todo_k8s.cli.arguments import Commands, add_command
from todo_k8s.cli.output import print_text

_EXAMPLES = """\
  source <(todo-k8s completion bash)                                   for this shell
  todo-k8s completion bash > ~/.local/share/bash-completion/completions/todo-k8s
  todo-k8s completion zsh > "${fpath[1]}/_todo-k8s"
  todo-k8s completion tcsh > ~/.todo-k8s.tcsh                          then source it
"""
_SHELLS = ("bash", "zsh", "tcsh")


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "print the script that lets a shell complete commands and options"
    command = add_command(commands, "completion", summary, _EXAMPLES)
    command.add_argument("shell", choices=_SHELLS, help="the shell")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print the script, which knows all commands; it asks nothing when it runs."""
    import shtab

    from todo_k8s.cli.main import parser  # which adds this command

    print_text(shtab.complete(parser(), options.shell))
