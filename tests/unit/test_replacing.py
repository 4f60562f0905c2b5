"""Whatever interrupts the replacement of a folder, and where, it is the old or the new, whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.unit.old_and_new import MODULES, NEW, OLD, Seen, look, make, replace, wrong
from tests.unit.steps import Steps
from todo_k8s.errors import ExportError
from todo_k8s.helm.folder import exchange, replacing
from todo_k8s.helm.folder.signals import signals_held

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
WAYS = {"at once": True, "by renaming": False}


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Put the handlers of signals back: an exception between two lines may leave ours.

    A shell that runs the tests in the background has them ignore an interrupt.
    """
    before = {number: signal.getsignal(number) for number in ENDING}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchange folders in one step, or as on a file system that cannot."""
    if not WAYS[request.param]:
        monkeypatch.setattr(exchange, "exchanged_at_once", unable)


def unable(*_: Path) -> bool:
    """Be a system that cannot exchange two paths at once."""
    return False


def guessed(_bytes: int) -> str:
    """Return what somebody has guessed."""
    return "guessed"


def interrupt() -> None:
    """Be interrupted."""
    raise KeyboardInterrupt


def fail() -> None:
    """Fail as an operation on files does."""
    raise OSError(28, "No space left on device")


@pytest.mark.usefixtures("way")
def test_an_interrupt_at_any_step_leaves_old_or_new(tmp_path: Path) -> None:
    """Whole, with the user's own as it was to the inode, and nothing is left beside it."""
    steps = Steps(*MODULES)
    for at in range(count(steps, tmp_path)):
        folder, before = made(tmp_path / f"{at}")
        with pytest.raises(KeyboardInterrupt):
            steps.run(partial(replace, folder), at, interrupt)
        assert wrong(folder, before) is None, at
        assert list(folder.parent.iterdir()) == [folder], at


@pytest.mark.usefixtures("way")
def test_a_failure_of_any_operation_leaves_old_or_new(tmp_path: Path) -> None:
    """Each operation on files fails once; the folder is whole and nothing is left beside it."""
    steps, failed = Steps(), 0
    for at in range(count(steps, tmp_path)):
        folder, before = made(tmp_path / f"{at}")
        try:
            steps.run(partial(replace, folder), at, fail)
        except OSError:
            failed += 1
        assert wrong(folder, before) is None, at
        assert list(folder.parent.iterdir()) == [folder], at
    assert failed > 50


def test_a_disk_that_stays_broken_leaves_old_or_new(tmp_path: Path) -> None:
    """From some operation on each fails: the folder is whole, though scratch is left."""
    steps = Steps()
    for at in range(count(steps, tmp_path)):
        folder, _ = made(tmp_path / f"{at}")
        before = look(folder, exact=False)
        with suppress(OSError):
            steps.run(partial(replace, folder), at, fail, always=True)
        assert wrong(folder, before, exact=False) is None, at


def made(parent: Path) -> tuple[Path, dict[str, Seen]]:
    """Make a folder to replace, and return what is in it."""
    make(parent / "chart")
    return parent / "chart", look(parent / "chart")


def count(steps: Steps, parent: Path) -> int:
    """Return how many steps a replacement takes."""
    folder, _ = made(parent / "counted")
    count = steps.count(partial(replace, folder))
    assert count > 80
    return count


@pytest.mark.parametrize(
    ("number", "every", "ends"),
    [(signal.SIGTERM, 1, -15), (signal.SIGINT, 7, 130), (signal.SIGKILL, 7, -9)],
    ids=["SIGTERM", "SIGINT", "SIGKILL"],
)
def test_a_signal_at_any_step_leaves_old_or_new(
    number: int, every: int, ends: int, tmp_path: Path
) -> None:
    """Sent to a process of its own, at each step or at each seventh; only a kill leaves scratch."""
    program = [sys.executable, "-m", "tests.unit.old_and_new", str(tmp_path / "x")]
    done = subprocess.run(
        [*program, f"{number}", f"{every}"], check=True, capture_output=True, text=True
    )
    steps, _, told = done.stdout.partition(" ")
    assert told == f"steps, ended by [{ends}]"
    assert int(steps) > 200


@pytest.mark.usefixtures("way")
def test_new_files_come_and_old_ones_go(tmp_path: Path) -> None:
    """Without an interrupt the folder is the new one, and the user's own is as it was."""
    make(tmp_path / "chart")
    before = look(tmp_path / "chart")
    replace(tmp_path / "chart")
    assert wrong(tmp_path / "chart", before) is None
    assert (tmp_path / "chart" / "templates" / "come.yaml").read_text() == NEW["Chart.yaml"]
    assert not (tmp_path / "chart" / "templates" / "gone.yaml").exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "chart"]


def test_folder_keeps_its_mode(tmp_path: Path) -> None:
    """What may read the folder may read the new one."""
    make(tmp_path / "chart")
    (tmp_path / "chart").chmod(0o701)
    replace(tmp_path / "chart")
    assert (tmp_path / "chart").stat().st_mode & 0o777 == 0o701


def test_without_hard_links_originals_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system without hard links gets copies for a moment; then the files are the same."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    make(tmp_path / "chart")
    before = look(tmp_path / "chart")
    monkeypatch.setattr(os, "link", refuse)
    replace(tmp_path / "chart")
    assert wrong(tmp_path / "chart", before) is None


def test_files_that_come_meanwhile_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody writes into the old folder just before the exchange is in the new one."""
    folder = tmp_path / "chart"
    make(folder)
    swap = exchange.exchange

    def late(*paths: Path) -> None:
        (folder / ".git" / "late").touch()
        (folder / "templates" / "late.yaml").touch()
        monkeypatch.setattr(replacing, "exchange", swap)
        swap(*paths)

    monkeypatch.setattr(replacing, "exchange", late)
    replace(folder)
    assert (folder / ".git" / "late").exists()
    assert (folder / "templates" / "late.yaml").exists()


def test_what_cannot_be_moved_back_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says where it is, such as a directory on which something is mounted."""
    folder = tmp_path / "chart"
    make(folder)
    swap = exchange.exchange

    def but_crds(one: Path, other: Path, aside: Path) -> None:
        if one.name == "crds":
            raise OSError(16, "Device or resource busy")
        swap(one, other, aside)

    monkeypatch.setattr(replacing, "exchange", but_crds)
    with pytest.raises(ExportError, match=r"/new/crds: is yours; move it back"):
        replace(folder)
    (scratch,) = [path for path in tmp_path.iterdir() if path != folder]
    assert (scratch / "new" / "crds" / "crd.yaml").read_text() == "crd"
    assert (folder / "crds" / "crd.yaml").read_text() == "crd"


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder"])
def test_what_has_the_name_of_the_scratch_folder_stays(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if somebody guesses the name: it is not followed, not written to and not removed."""
    folder, other = tmp_path / "chart", tmp_path / "other"
    make(folder)
    make(other)
    name = tmp_path / ".export-guessed"
    if kind == "folder":
        make(name)
    else:
        name.symlink_to(other if kind == "link" else tmp_path / "nowhere")
    before = look(tmp_path)
    monkeypatch.setattr("secrets.token_hex", guessed)
    with pytest.raises(FileExistsError):
        replace(folder)
    assert look(tmp_path) == before


def test_a_failed_first_export_leaves_no_folders(tmp_path: Path) -> None:
    """Folders above the chart's that were made for it are not left behind."""
    folder = tmp_path / "deep" / "er" / "chart"
    replacement = replacing.Replacement(folder, {"a": "file", "a/b": "folder"}, frozenset())
    with pytest.raises(FileExistsError, match="chart/a"):
        replacement.run()
    assert list(tmp_path.iterdir()) == []
    replacing.Replacement(folder, OLD, frozenset()).run()
    assert (folder / "Chart.yaml").read_text() == "old"


def test_signals_are_delivered_after_the_block() -> None:
    """None is lost, and each is handled as it was before."""
    came: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    with pytest.raises(KeyboardInterrupt), signals_held():  # noqa: PT012  # what comes in between
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
        assert came == []
    assert came == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ignored_signals_stay_ignored() -> None:
    """As with ``nohup``."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with signals_held():
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_other_threads_hold_back_nothing(tmp_path: Path) -> None:
    """Only the main thread can; in another one a folder is replaced all the same."""
    make(tmp_path / "chart")
    before = look(tmp_path / "chart")
    thread = threading.Thread(target=replace, args=[tmp_path / "chart"])
    thread.start()
    thread.join()
    assert wrong(tmp_path / "chart", before) is None
    assert (tmp_path / "chart" / "Chart.yaml").read_text() == "new"
