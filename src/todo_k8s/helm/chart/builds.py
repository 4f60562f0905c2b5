"""What jsii keeps of a build, and how it is let go.

jsii keeps every object forever, in Python and in Node.js, as it cannot know who on the other side
holds it. Of a chart that this library builds itself it is known: an object of the build holds all
others of it, and so does whatever Node.js has returned of it. jsii's own table holds them weakly.
Once nobody holds any, Python's collector takes all, and the next build tells Node.js.

A build that meets anything else, such as an `App` of the user's own, is kept as jsii keeps it. So
is in Node.js what cdk8s-plus returns that is no construct: some of it are constants that all share.

Node.js is not told of a build's constructs before it is asked something of them, see
`todo_k8s.helm.chart.untold`.
"""

# ruff: noqa: SLF001  # jsii has no other way

from __future__ import annotations

import os
import weakref
from collections import ChainMap, deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, cast

import attr
import jsii
from constructs import Construct
from jsii import _reference_map
from jsii._kernel import types

from todo_k8s._node.kernel import State, current
from todo_k8s._node.takeover import Provider
from todo_k8s.helm.chart.untold import Place, Untold
from todo_k8s.helm.plain.shapes import is_list, is_map

_KERNEL: Any = jsii.kernel
if not isinstance(_KERNEL.provider, Provider):
    raise ImportError("a jsii of another make")  # noqa: TRY004  # `release` builds without
_TABLE: Any = _reference_map._refs  # pyright: ignore[reportPrivateUsage]  # as above
_TYPES: Any = _reference_map._types  # pyright: ignore[reportPrivateUsage]  # as above
_NODE = "constructs.Node"


class Build:
    """All that one build has made."""

    def __init__(self) -> None:
        self.objects: dict[str, Any] = {}
        self.refs: dict[str, None] = {}
        self.is_apart: bool = True
        self.untold: Untold | None = Untold()

    def join(self) -> None:
        """Keep the build forever: it is part of something else."""
        if self.is_apart:
            self.is_apart = False
            _joined.append(self)

    def put_off(self, request: types.CreateRequest) -> _Ref | None:
        """Return a construct's name for now, if Node.js need not be told of it yet."""
        place = self.untold.place_of(request) if self.untold else None
        if place is None or self.untold is None:
            return None
        ref = _Ref(f"{request.fqn}@{len(self.untold.requests)} untold", [], self, place)
        self.untold.add(request, ref)
        return ref

    def tell(self, provider: Any) -> None:
        """Tell Node.js of all that it was not told of, before it is asked something."""
        untold, self.untold = self.untold, None
        for request, ref in untold.requests if untold else ():
            waited, made = ref.ref, provider.create(request)
            object.__setattr__(ref, "ref", made.ref)
            self.refs[ref.ref] = None
            if (found := self.objects.pop(waited, None)) is None:  # another thread is making it
                continue
            self.objects[ref.ref] = found
            if self not in _running:
                _keep_weakly({ref.ref: found})


@attr.s(auto_attribs=True, frozen=True, slots=True)
class _Ref(types.ObjRef):
    """What an object of a build is called; whoever holds it holds the build."""

    build: Build | None = None
    place: Place | None = None
    """Where a construct is that Node.js was not told of at once."""

    def __deepcopy__(self, memo: object) -> _Ref:
        """Return itself: a copy of a construct is another name for the same one in Node.js."""
        return self


_joined: list[Build] = []
_gone: deque[dict[str, None]] = deque()
"""What Node.js still keeps of builds that nobody holds."""
_running: list[Build] = []


@contextmanager
def own_build() -> Generator[None]:
    """Let go of what is made within, once nobody holds it; one thread at a time."""
    if _running:  # a chart that renders another one
        yield
        return
    strong, weak = _tables()
    _delete_gone()
    build = Build()
    _TABLE._refs = ChainMap(build.objects, strong, weak)
    _running.append(build)
    try:
        yield
    finally:
        with suppress(ValueError):  # in a process that was forked meanwhile
            _running.remove(build)
        _TABLE._refs = ChainMap(strong, weak)
        if build.untold is None:  # else Node.js knows none of them
            _keep_weakly(build.objects)
        weakref.finalize(build, _let_go, build.refs).atexit = False


def untold_constructs() -> Mapping[str, Construct] | None:
    """Return all constructs of the build that is going on, if Node.js was told of none."""
    return _running[-1].objects if _running and _running[-1].untold is not None else None


def _keep_weakly(objects: dict[str, Any]) -> None:
    """Let jsii find objects for as long as somebody else holds them."""
    strong, weak = _tables()
    try:
        weak.update(objects)
    except TypeError:  # a class of the user's without weak references
        strong.update(objects)


@cache
def _tables() -> tuple[dict[str, Any], weakref.WeakValueDictionary[str, Any]]:
    """Watch what is said to Node.js from now on; return jsii's table of objects, and ours."""
    _KERNEL.provider = _Watched(_KERNEL.provider)
    return _TABLE._refs, weakref.WeakValueDictionary()


class _Watched:
    """The way to Node.js, with a note of which build each request and its answer belong to."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._provider, name)
        if not callable(member):
            return member

        def act(*requests: Any, **options: Any) -> Any:
            with State.turn:
                if name == "create" and _running and (put_off := _running[-1].put_off(*requests)):
                    return put_off
                builds = _builds_in(requests)
                for each in builds:
                    if each is not None:
                        each.tell(self._provider)
            build = _the_one(builds, requests[0])
            answer = member(*requests, **options)
            return answer if build is None else _held(answer, build)

        return act


def _builds_in(requests: tuple[Any, ...]) -> set[Build | None]:
    """Return the builds that a request belongs to; None where it names something else."""
    return {*_running, *(getattr(ref, "build", None) for ref in _refs_in([*requests]))}


def _the_one(builds: set[Build | None], request: Any) -> Build | None:
    """Return the build that all of a request belongs to; builds that meet are kept."""
    if len(builds) == 1:
        (build,) = builds
        if build in _running or not isinstance(request, types.CreateRequest):
            return build
    for build in builds:
        if build is not None:
            build.join()
    return None


def _refs_in(value: Any) -> Iterator[Any]:
    """Yield the names of the objects in a request."""
    if isinstance(value, str | int | float | None):
        return
    if isinstance(value, types.ObjRef):
        yield value
    elif (ref := getattr(value, "__jsii_ref__", None)) is not None:
        yield ref
    elif is_list(value):
        for item in value:
            yield from _refs_in(item)
    else:
        yield from _refs_in([*(value if is_map(value) else _fields(value)).values()])


def _fields(message: Any) -> dict[str, Any]:
    """Return what a message of jsii's is made of; of anything else nothing."""
    kind = cast("Any", type(message))
    return {f.name: getattr(message, f.name) for f in attr.fields(kind)} if attr.has(kind) else {}


def _held(answer: Any, build: Build) -> Any:
    """Return an answer in which each name of an object holds the build."""
    if isinstance(answer, types.ObjRef):
        if isinstance(answer, types.CreateResponse) or _is_construct(answer.ref):
            build.refs[answer.ref] = None
        return _Ref(answer.ref, answer.interfaces, build)
    if is_map(answer):
        return {key: _held(item, build) for key, item in answer.items()}
    if is_list(answer):
        return [_held(item, build) for item in answer]
    if isinstance(answer, types.EnumRef) or not (fields := _fields(answer)):
        return answer
    return type(answer)(**{name: _held(item, build) for name, item in fields.items()})


def _is_construct(ref: str) -> bool:
    """Tell whether an object is a construct or a node of one: no constant that all share."""
    name = ref.rpartition("@")[0]
    made = _TYPES.get(name)
    return name == _NODE or (isinstance(made, type) and issubclass(made, Construct))


def _let_go(refs: dict[str, None]) -> None:
    if refs:
        _gone.append(refs)


def _delete_gone() -> None:
    """Tell Node.js what nobody holds any more."""
    while _gone:
        current().delete(_gone.popleft())


def _forget_builds() -> None:
    """In a forked process: nothing is being built, and nothing is to be deleted."""
    _running.clear()
    _gone.clear()


os.register_at_fork(after_in_child=_forget_builds)
