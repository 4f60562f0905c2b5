"""How jsii gets its Node.js: it never waits forever, and starts another one after an end.

jsii talks to one process for as long as Python runs, and has no way to replace it. Here it gets one
that is replaced, with these states:

- *none*: before the first question, after an end and in a forked process. The next question starts
  Node.js and loads what has been imported; so does the import of more than cdk8s.
- *idle*: it owes no answer, or only to what nobody waits for: its greeting, and what it was told to
  load. Those are read before the next question, so that it loads while Python imports. An end is
  noticed by the next question, which then starts another one.
- *asked*: it owes an answer. If it ends, is silent for long, says no JSON, or Python is interrupted
  before it has read the answer, then that process is killed. What names no object is asked again of
  the next one if it has ended; for all else there is an error.

Objects have numbers, which each process counts alike. So from the second process on their names in
Python end with the number of the process, and one of an earlier process is refused.

All this is private to jsii; `todo_k8s._node.takeover` puts it in its place.
"""

# ruff: noqa: SLF001  # jsii has no other way

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from threading import RLock
from typing import Any, cast

import jsii
from jsii._kernel import types
from jsii._kernel.providers import process
from jsii.errors import JSIIError

from todo_k8s._node.finding import unusable
from todo_k8s._node.process import GoneError, NodeProcess, SilentError
from todo_k8s._node.starting import started
from todo_k8s.errors import NodeError

_JSII: Any = process
_HELLO = f"@jsii/runtime@{jsii.__jsii_runtime_version__}"
_MARK = "~"
_AT_ONCE = 200
"""So many requests to delete and their answers fit into the pipes to Node.js and back."""


class State:
    """What there is of Node.js now."""

    turn = RLock()
    """Held from a question to its answer."""
    kernel: Kernel | None = None
    number = -1
    """How many processes there were before."""
    ending = ""
    """How the last one was lost."""
    loads: dict[str, types.LoadRequest] = {}
    """What has been imported, by the names that it has in TypeScript."""
    names_objects = False
    """Whether the question names an object."""


class Kernel(_JSII._NodeProcess):  # type: ignore[misc]  # jsii's own
    """One process of Node.js, as jsii sees it."""

    def __init__(self, node: NodeProcess) -> None:
        plain: Any = super()
        plain.__init__()
        self._process = node
        self.mark = f"{_MARK}{State.number}" if State.number else ""
        self._hook = self._marked if self.mark else _JSII.ohook
        self._open: set[str] = set()
        """Calls of Python that Node.js waits for."""
        self._unread: list[Callable[[], object]] = [self._greet] * node.owed
        """What reads the answers that nobody waits for."""
        self._has_answered = False

    def stop(self) -> None:
        """Do nothing: jsii calls it when Python lets go of this, and it has ended by then."""

    def _greet(self) -> None:
        """Read that it is ready.

        Raises:
            NodeError: If it is no Node.js with jsii in it.
        """
        try:
            greeting = json.loads(self._process.greeting())
        except ValueError:
            greeting = None
        if greeting not in ({"hello": _HELLO}, {"hello": "@jsii/runtime@0.0.0"}):
            _lose("Node.js could not be started")
            raise unusable("does not greet as jsii does when it is started")

    def load(self, request: types.LoadRequest) -> types.LoadResponse:
        """Tell it to load what was imported; whether it has, the next question finds out."""
        line = json.dumps(self._serializer.unstructure(request))
        State.loads[request.name] = request
        try:
            self._process.write(f"{line}\n".encode())
        except GoneError:
            self._catch_up()  # its greeting may say why
            raise
        self._unread.append(partial(self._loaded, request.name))
        return types.LoadResponse(request.name, 0)

    def _loaded(self, name: str) -> None:
        message = self._next_message()
        if "error" in message:
            del State.loads[name]
            raise JSIIError(message["error"])

    def _catch_up(self) -> None:
        """Read the answers that nobody waited for."""
        while self._unread:
            self._unread.pop(0)()

    def send(self, request: Any, response_type: Any) -> Any:
        """Ask, and return the answer.

        Raises:
            NodeError: If Node.js has ended with the objects that the question is about.
        """
        with State.turn:
            if self is not State.kernel:  # another thread has seen it end
                return current().send(request, response_type)
            try:
                return self.ask(request, response_type)
            except GoneError as gone:
                if State.names_objects or self._open or isinstance(gone, SilentError):
                    raise self._ended(gone) from None
            kernel = current()
            try:
                return kernel.ask(request, response_type)
            except GoneError as gone:
                raise kernel._ended(gone) from None

    def _ended(self, gone: GoneError) -> NodeError:
        return _lost() if self._has_answered else unusable(f"{gone} when it is started")

    def ask(self, request: Any, response_type: Any) -> Any:
        """Ask this process."""
        self._check_turn()
        if isinstance(request, _JSII._CompleteRequest):
            self._close(request.complete.cbid)
        State.names_objects = False
        try:
            if isinstance(request, types.LoadRequest):
                return self.load(request)
            self._catch_up()
            plain: Any = super()
            answer = plain.send(request, response_type)
        except BaseException as error:
            self._note(error)
            raise
        self._has_answered = True
        if isinstance(answer, types.Callback):
            self._open.add(answer.cbid)
        return answer

    @property
    def _is_asked(self) -> bool:
        return self._process.owed > len(self._unread)

    def _check_turn(self) -> None:
        if self._is_asked:
            raise NodeError("Node.js cannot be asked by a signal handler while it is asked already")

    def _close(self, call: str) -> None:
        if call not in self._open:
            raise _lost()
        self._open.remove(call)

    def _note(self, error: BaseException) -> None:
        """Kill it if it has gone wrong or still owes an answer."""
        if self is not State.kernel:
            return
        if isinstance(error, GoneError):
            _lose(f"Node.js {error}")
        elif self._is_asked:
            _lose("Node.js was interrupted")

    def _next_message(self) -> Any:
        try:
            message = json.loads(self._process.line(), object_hook=self._hook)
        except ValueError:
            message = None
        if not _is_answer(message):
            raise GoneError("answered what jsii does not")
        return message

    def _marked(self, data: Any) -> Any:
        """Return what JSON stands for, with the mark of this process in names of objects."""
        found = _JSII.ohook(data)
        if isinstance(found, types.ObjRef):
            return types.ObjRef(found.ref + self.mark, found.interfaces)
        return found

    def delete(self, refs: Iterable[str]) -> None:
        """Delete objects of this process: many requests at once, then their answers."""
        names = [name for ref in refs for name, mark in [_parts(ref)] if mark == self.mark]
        asked = [json.dumps({"api": "del", "objref": {"$jsii.byref": name}}) for name in names]
        with State.turn:
            self._check_turn()
            try:
                self._catch_up()
                for start in range(0, len(asked), _AT_ONCE):
                    some = asked[start : start + _AT_ONCE]
                    self._process.write("".join(f"{line}\n" for line in some).encode())
                    for _ in some:
                        self._process.line()
            except BaseException as error:
                self._note(error)
                if not isinstance(error, GoneError):  # else all is deleted
                    raise


def current() -> Kernel:
    """Return the process that there is, or start one.

    Raises:
        NodeError: If it cannot be started.
    """
    with State.turn:
        return State.kernel or _start()


def _start() -> Kernel:
    node = started()
    State.number += 1
    State.kernel = kernel = Kernel(node)
    try:
        for load in State.loads.copy().values():
            kernel.load(load)
    except BaseException as error:
        _lose(State.ending or "Node.js could not be started")
        if isinstance(error, GoneError):
            raise unusable(f"{error} when it is started") from None
        raise
    return kernel


def _lose(ending: str) -> None:
    """Have no Node.js any more."""
    kernel, State.kernel, State.ending = State.kernel, None, ending
    if kernel is not None:
        kernel._process.kill()


def _lost() -> NodeError:
    memory = " (perhaps as memory ran out)" if State.ending.endswith("SIGKILL") else ""
    return NodeError(f"{State.ending}{memory}; what was built is lost: build it again")


def _is_answer(message: Any) -> bool:
    known = {"ok", "error", "callback"}
    return isinstance(message, dict) and not known.isdisjoint(cast("dict[str, Any]", message))


def _parts(ref: str) -> tuple[str, str]:
    """Return what Node.js calls an object, and the mark of the process that it is in."""
    place, at, number = ref.rpartition("@")
    number, mark, process_number = number.partition(_MARK)
    return f"{place}{at}{number}", f"{mark}{process_number}"


def written(ref: Any) -> dict[str, Any]:
    """Return how an object is named to Node.js.

    Raises:
        NodeError: If it was in a process that is gone.
    """
    name, mark = _parts(ref.ref)
    if State.kernel is None or mark != State.kernel.mark:
        raise NodeError(f"an object of cdk8s is used after {State.ending}; make it again")
    State.names_objects = True
    interfaces = {"$jsii.interfaces": ref.interfaces} if ref.interfaces else {}
    return {"$jsii.byref": name, **interfaces}
