"""The program ``todo-k8s``, also as ``python -m todo_k8s``."""

import gc
import os
import sys


def run() -> int:
    """Run the command line; see `todo_k8s.cli`.

    The program is short: to collect what it makes, and to look for plugins of pydantic, would be a
    seventh of its time.
    """
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from todo_k8s.cli import main  # noqa: PLC0415  # imports pydantic

    return main()


if __name__ == "__main__":
    sys.exit(run())
