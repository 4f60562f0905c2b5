"""The command line: `main` runs a command of ``todo-k8s`` for any chart."""

from todo_k8s.cli.commands import main

__all__ = ["main"]
