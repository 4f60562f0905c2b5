"""How jsii's program is started, in a temporary folder that goes when it ends."""

from __future__ import annotations

import io
import os
import platform
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import IO, Any

from jsii._embedded import jsii as embedded
from jsii._kernel.providers.process import stderr_sink

from todo_k8s._node.finding import program, unusable
from todo_k8s._node.process import NodeProcess

_FILES: Any = embedded.EMBEDDED_FILES
_PROGRAM = "lib__program.js"
if _PROGRAM not in _FILES:
    raise ImportError("a jsii of another make")
_LEAVE = """if (require("worker_threads").isMainThread) process.on("exit", () => {
  try { require("fs").rmSync(__dirname, { recursive: true, force: true }); } catch {}
});
"""
"""Removes the folder also when Python was killed, and cannot."""

_SPEAK = """if (require("worker_threads").isMainThread) {
  const fs = require("fs"), { readSync, writeSync } = fs, { Writable } = require("stream");
  fs.readSync = (file, ...rest) => readSync(file === 3 ? 0 : file, ...rest);
  fs.writeSync = (file, ...rest) => writeSync(file === 3 ? 1 : file, ...rest);
  const told = (name) => new Writable({ write(text, _, done) {
    writeSync(2, JSON.stringify({ [name]: text.toString("base64") }) + "\\n");
    done();
  } });
  Object.defineProperty(process, "stdout", { value: told("stdout") });
  Object.defineProperty(process, "stderr", { value: told("stderr") });
}
"""
"""Lets jsii's program talk to Python itself, through standard input and output.

By itself it talks through file 3, to a second Node.js which does nothing but pass on what both say,
and wrap in JSON what JavaScript prints. That one takes as long to start as the program itself.
"""

_folders: set[Path] = set()
"""Those that are there."""


def started() -> NodeProcess:
    """Start Node.js with jsii's program; it is not ready yet.

    It is no part of the terminal's group of processes: Ctrl-C is for Python only. What it keeps in
    temporary folders is in its own one.

    Raises:
        NodeError: If it cannot be started.
    """
    node = program()
    folder = Path(tempfile.mkdtemp(prefix="jsii-"))
    _folders.add(folder)
    try:
        process = _process([node, *_arguments(folder)], folder)
    except BaseException as error:
        _remove(folder)
        if isinstance(error, OSError):
            raise unusable(f"cannot be started: {error.strerror}") from None
        raise
    reader = Thread(target=_pass_on, args=(process.stderr,), daemon=True)
    reader.start()

    def tidy() -> None:
        reader.join(timeout=1)
        _remove(folder)

    return NodeProcess(process, tidy, leads=True)


def _arguments(folder: Path) -> list[str]:
    """Write jsii's program into a folder; return how Node.js is called with it.

    A program that ``JSII_RUNTIME`` names is called as jsii does.
    """
    for name, place in _FILES.items():
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(files(embedded).joinpath(name).read_bytes())
    for name, text in (("leave.js", _LEAVE), ("speak.js", _SPEAK)):
        (folder / name).write_text(text, encoding="utf-8")
    options = ["--max-old-space-size=4069", "--require", str(folder / "leave.js")]
    if runtime := os.environ.get("JSII_RUNTIME"):
        return [*options, runtime]
    speak = ["--require", str(folder / "speak.js"), "--preserve-symlinks"]
    return [*options, *speak, str(folder / _FILES[_PROGRAM])]


def _process(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    agent = f"Python/{platform.python_version()}"
    return subprocess.Popen(  # noqa: S603  # as jsii does
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "JSII_AGENT": agent, "TMPDIR": str(folder)},
        process_group=0,
    )


def _pass_on(errors: IO[bytes]) -> None:
    """Print what JavaScript prints, which comes wrapped in JSON; nothing of another program."""
    with io.BufferedReader(errors) as lines:  # type: ignore[type-var]  # a raw pipe
        for line in lines:
            if line.startswith(b"{"):
                stderr_sink(io.BytesIO(line))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _folders.discard(folder)


def remove_all() -> None:
    """Remove what is left where Ctrl-C has come while one was removed."""
    for folder in [*_folders]:
        _remove(folder)


os.register_at_fork(after_in_child=_folders.clear)  # they are the parent's
