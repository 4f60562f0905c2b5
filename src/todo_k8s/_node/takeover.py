"""How jsii is given the Node.js of `todo_k8s._node.kernel`.

jsii has no public way to it. Where it has none of the private parts that are used here and there,
the import of this module fails, and `todo_k8s` leaves jsii as it is.
"""

# ruff: noqa: SLF001  # jsii has no other way

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.resources import files
from threading import RLock
from typing import Any

import jsii
from jsii import _reference_map
from jsii._kernel import types
from jsii._kernel.providers import process

from todo_k8s._node.kernel import Kernel, State, current, written
from todo_k8s._node.process import NodeProcess
from todo_k8s._node.starting import remove_all

_KERNEL: Any = jsii.kernel
_JSII: Any = process
_NAMES: Any = _reference_map
_NEEDED = (_JSII._unstructure_ref, _JSII.ohook, _NAMES._assembly_to_module, os.register_at_fork)
"""Found now, before anything is changed."""


_BASE = {"constructs", "cdk8s"}
"""What charts of this library import, most of which ask Node.js nothing."""


class Provider(_JSII.ProcessProvider):  # type: ignore[misc]  # jsii's own
    """Gives jsii the process that there is now."""

    def load(self, request: types.LoadRequest) -> Any:
        """Let Node.js load what was imported: once it runs, or at once what is of no use without.

        Raises:
            NodeError: If it cannot be started.
        """
        if State.kernel is None and request.name in _BASE:
            State.loads[request.name] = request
            return types.LoadResponse(request.name, 0)
        plain: Any = super()
        return plain.load(request)

    @property
    def _process(self) -> Kernel:
        return current()


@cache
def take_over() -> None:
    """Give jsii Node.js in this way from now on; keep one that is running already."""
    if _NAMES._assembly_to_module:
        _adopt(_KERNEL.provider._process)
    _JSII._unstructure_ref = written
    _KERNEL.provider = Provider()
    atexit.register(_stop)
    os.register_at_fork(after_in_child=_leave)


def _adopt(plain: Any) -> None:
    """Keep the process that jsii has started, as cdk8s was imported before `todo_k8s`."""
    atexit.unregister(plain.stop)
    plain.stop = bool  # when Python lets go of it
    State.number = 0
    for module in _NAMES._assembly_to_module.values():
        assembly = sys.modules[f"{module}._jsii"].__jsii_assembly__
        path = str(files(f"{module}._jsii") / assembly.filename)
        State.loads[assembly.name] = types.LoadRequest(assembly.name, assembly.version, path)
    node = NodeProcess(plain._process, plain._ctx_stack.close, leads=False)
    State.kernel = Kernel(node)


def _stop() -> None:
    kernel, State.kernel = State.kernel, None
    if kernel is not None:
        kernel._process.stop()
    remove_all()


def _leave() -> None:
    """In a forked process: leave Node.js to the process that has started it."""
    State.turn = RLock()
    kernel, State.kernel = State.kernel, None
    if kernel is not None:
        State.ending = "this process was forked"
        with suppress(OSError, ValueError):
            kernel._process.leave()
