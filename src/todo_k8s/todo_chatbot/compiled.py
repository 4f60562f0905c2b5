"""The compiled chart of todo-chatbot, made once for each state of its sources.

The wheel brings it; where it does not fit the sources, as in a clone, it is compiled at the first
use and kept in the user's cache. So nobody who renders waits for cdk8s, nor starts Node.js.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.stored import restored, stored
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT
from todo_k8s.todo_chatbot.values import TodoChatbotValues

PACKAGED = Path(__file__).with_name("compiled.json")
"""What the wheel brings."""

_SOURCES = Path(__file__).parents[1]
_KEPT = 8
"""How many compiled charts, of other versions and of edited sources, stay in the cache."""


@functools.cache
def compiled_chart() -> CompiledChart:
    """Return the compiled chart of todo-chatbot.

    Raises:
        TodoK8sError: If the sources were edited such that they cannot be exported.
    """
    key = sources_key()
    if found := _read(PACKAGED, key) or _read(_cached(key), key):
        return found
    compiled = compile_anew()
    with suppress(OSError):  # a cache is of use where it can be written
        write(compiled, _cached(key))
        _tidy(_cached(key).parent)
    return compiled


def compile_anew() -> CompiledChart:
    """Return the chart compiled by its constructs, and tried."""
    from todo_k8s.helm.soundness.checks import sound_chart  # noqa: PLC0415  # brings cdk8s
    from todo_k8s.todo_chatbot.chart import TodoChatbot  # noqa: PLC0415  # as above

    return sound_chart(TodoChatbot)


def write(compiled: CompiledChart, file: Path) -> None:
    """Write a compiled chart for the sources as they are, whole or not at all.

    Raises:
        OSError: If it cannot be written.
    """
    text = json.dumps({"sources": sources_key(), "chart": stored(compiled)}, separators=(",", ":"))
    file.parent.mkdir(parents=True, exist_ok=True)
    from todo_k8s.helm.folder.replacing import scratch_beside  # noqa: PLC0415  # seldom needed

    scratch = scratch_beside(file)
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)


def sources_key() -> str:
    """Return a digest of all that the compiled chart is made from."""
    digest = hashlib.sha256(version("cdk8s").encode())
    for path in sorted(_sources(os.fspath(_SOURCES))):
        digest.update(path[len(os.fspath(_SOURCES)) :].encode())
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def _sources(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _sources(entry.path)
        elif entry.name.endswith(".py"):
            yield entry.path


def _cached(key: str) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  # not where the wheel brings it

    return user_cache_path("todo-k8s") / f"todo-chatbot-{key[:32]}.json"


def _read(file: Path, key: str) -> CompiledChart | None:
    """Return the compiled chart in a file, if it is of these sources."""
    try:
        data = json.loads(file.read_bytes())
        if data["sources"] == key:
            return restored(data["chart"], TODO_CHATBOT, TodoChatbotValues)
    except (OSError, ValueError, LookupError, TypeError):  # none, or broken
        pass
    return None


def _tidy(cache: Path) -> None:
    """Remove the oldest of more compiled charts than the cache should hold."""
    files = sorted(cache.glob("todo-chatbot-*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_KEPT]:
        file.unlink(missing_ok=True)
