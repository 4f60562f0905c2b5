"""The commands, one module each: ``add`` gives its arguments, ``run`` does the work.

Only the module of the command that runs is imported, as most commands are short.
"""

from __future__ import annotations

from importlib import import_module

from todo_k8s.cli.arguments import Commands

_MODULES = {
    **{name: name for name in ("export", "package", "render", "check", "explain", "diff", "graph")},
    "init": "init",
    "import": "import_",  # which is a word of Python
    "migrate": "migrate",
    "completion": "completion",
}
"""The module of each command, in the order in which ``--help`` lists them."""


def add_commands(commands: Commands, first: str | None = None) -> None:
    """Add the command that the first argument names; all of them if it names none."""
    for name, module in _MODULES.items():
        if first == name or first not in _MODULES:
            import_module(f"{__name__}.{module}").add(commands)
