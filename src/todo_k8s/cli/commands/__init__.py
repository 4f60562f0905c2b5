"""The commands, one module each: ``add`` gives its arguments, ``run`` does the work.

What only some of them need is imported where it is used, as most commands are short.
"""

from todo_k8s.cli.commands import (
    check,
    completion,
    diff,
    explain,
    export,
    graph,
    import_,
    init,
    migrate,
    package,
    render,
)

COMMANDS = (
    export.add,
    package.add,
    render.add,
    check.add,
    explain.add,
    diff.add,
    graph.add,
    init.add,
    import_.add,
    migrate.add,
    completion.add,
)
"""What adds each command to the parser, in the order in which ``--help`` lists them."""
