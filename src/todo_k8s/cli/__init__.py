"""The command line ``todo-k8s``."""

from todo_k8s.cli.main import main

__all__ = ["main"]
