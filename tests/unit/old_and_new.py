"""A folder with files of ours and of a user, and what it is before and after a replacement.

Run as a program it replaces such a folder in a forked process for each step, or for each n-th, and
sends the process a signal there: ``python -m tests.unit.old_and_new FOLDER SIGNAL N``. It prints
what went wrong.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":  # without Node.js, whose threads no fork would have
    import types

    for name in ("todo_k8s", "todo_k8s.helm"):
        package = types.ModuleType(name)
        package.__path__ = [str(Path(__file__).parents[2] / "src" / name.replace(".", "/"))]
        sys.modules[name] = package

from tests.unit.steps import Steps
from todo_k8s.helm.folder import exchange, replacing, signals

OLD = {"Chart.yaml": "old", "templates/gone.yaml": "old"}
NEW = {"Chart.yaml": "new", "templates/come.yaml": "new"}
MODULES = (replacing.__file__, exchange.__file__, signals.__file__)


class Seen(NamedTuple):
    """What a path is: its mode, its content or target; of the user's own also time and inode."""

    mode: int
    content: object
    more: object


def make(folder: Path) -> None:
    """Make a folder with our files, and a user's beside them."""
    for path, text in {
        **OLD,
        ".env": "A=b",
        ".git/HEAD": "ref",
        "crds/crd.yaml": "crd",
        "templates/own.yaml": "own",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "link").symlink_to("Chart.yaml")
    (folder / "crds" / "nowhere").symlink_to("/nowhere/at-all")
    os.link(folder / ".env", folder / "crds" / "same-env")
    (folder / ".env").chmod(0o600)
    (folder / "crds" / "crd.yaml").chmod(0o444)
    (folder / "crds").chmod(0o711)
    for path in ("crds", "templates/own.yaml", ".git/HEAD"):
        os.utime(folder / path, ns=(10**18, 10**18 + 7))


def look(folder: Path, *, exact: bool = True) -> dict[str, Seen]:
    """Return all that is in a folder; `exact`: with the identity of what is the user's own."""
    return {
        path.relative_to(folder).as_posix(): _seen(folder, path, exact=exact)
        for path in sorted(folder.rglob("*"))
    }


def _seen(folder: Path, path: Path, *, exact: bool) -> Seen:
    status = path.lstat()
    content: object = "folder"
    if path.is_symlink():
        content = str(path.readlink())
    elif path.is_file():
        content = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    ours = name in {*OLD, *NEW, "templates"}
    more = (status.st_ino, status.st_nlink, status.st_mtime_ns, status.st_uid)
    return Seen(status.st_mode, content, None if ours or not exact else more)


def replace(folder: Path) -> None:
    """Replace the old files by the new ones."""
    replacing.Replacement(folder, NEW, frozenset(OLD)).run()


def wrong(folder: Path, before: dict[str, Seen], *, exact: bool = True) -> str | None:
    """Return how a folder is neither the old one nor the new one."""
    now = look(folder, exact=exact) if folder.is_dir() else {}
    mine = {path: seen for path, seen in before.items() if path not in OLD}
    kept = {path: seen for path, seen in now.items() if path not in {*OLD, *NEW}}
    generated = {path: now[path].content for path in now if path in {*OLD, *NEW}}
    if mine != kept:
        return f"not kept: {sorted(mine.items() ^ kept.items())}"
    whole = [{path: text.encode() for path, text in files.items()} for files in (OLD, NEW)]
    return None if generated in whole else f"not whole: {generated}"


def _in_child(steps: Steps, folder: Path, at: int, number: int) -> int:
    """Replace in a forked process that gets a signal at a step; return how it ended."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            steps.run(lambda: replace(folder), at, lambda: os.kill(os.getpid(), number))
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _main(parent: Path, number: int, every: int) -> None:
    steps, ends = Steps(*MODULES), set[int]()
    parent.mkdir()
    make(parent / "counted")
    count = steps.count(lambda: replace(parent / "counted"))
    killed = number == signal.SIGKILL
    for at in range(0, count, every):
        folder = parent / f"{at}" / "chart"
        make(folder)
        before = look(folder, exact=not killed)
        ends.add(_in_child(steps, folder, at, number))
        if fault := wrong(folder, before, exact=not killed):
            print(f"step {at}: {fault}")
        if not killed and (left := [p.name for p in folder.parent.iterdir()]) != ["chart"]:
            print(f"step {at}: left {left}")
    print(f"{count} steps, ended by {sorted(ends)}", end="")


if __name__ == "__main__":
    arguments: Any = sys.argv[1:]
    _main(Path(arguments[0]), int(arguments[1]), int(arguments[2]))
