"""Replace the files of a folder that are ours: whatever interrupts that, it is old or new, whole.

A new folder is built beside the old one, with links to the files that stay, and the two are
exchanged in one step. Then the originals of what stays go back into place, so that a directory of
the user is the very one that it was. What is left of the old folder is removed last.

A killed process (``SIGKILL``) leaves the old or the new folder too, and a scratch folder
``.export-…`` beside it.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path, PurePosixPath

from todo_k8s.errors import ExportError
from todo_k8s.helm.folder.exchange import exchange
from todo_k8s.helm.folder.signals import signals_held


def scratch_beside(path: Path) -> Path:
    """Return a name beside `path` that nobody can guess, to create exclusively."""
    return path.with_name(f".export-{secrets.token_hex(8)}")


class Replacement:
    """The replacement of a folder's files.

    Args:
        folder: The folder, itself no link; it may be missing, and folders above it too.
        files: What to write: path within the folder → text.
        ours: The paths of files to replace or remove; all else in the folder stays.
    """

    def __init__(self, folder: Path, files: Mapping[str, str], ours: AbstractSet[str]) -> None:
        self._folder, self._files = folder, files
        self._known = ours | files.keys()
        parents = (PurePosixPath(path).parents for path in self._known)
        self._shared = sorted({parent.as_posix() for some in parents for parent in some})
        self._top = folder
        while not os.path.lexists(self._top.parent):
            self._top = self._top.parent
        self._scratch, self._scratch_is_ours = scratch_beside(self._top), True
        self._fresh = self._scratch / "new" / folder.relative_to(self._top)
        self._kept: dict[str, tuple[int, int]] = {}

    def run(self) -> None:
        """Replace the files.

        Raises:
            OSError: If a file cannot be written or kept; the folder is the old one or the new one.
        """
        with signals_held():
            try:
                try:
                    self._exchange()
                finally:
                    self._end()
            finally:
                self._end()  # again, as an interrupt may come within the first
        if lost := self._lost():
            where = "\n".join(f"{self._fresh / path}: is yours; move it back" for path in lost)
            raise ExportError(f"{self._folder}: is written, but not all is back in it\n{where}")

    def _exchange(self) -> None:
        self._make_scratch()
        self._write()
        if self._folder.exists():
            self._keep()
            exchange(self._folder, self._fresh, self._scratch / "aside")
        else:
            (self._scratch / "new").rename(self._top)

    def _end(self) -> None:
        if not self._scratch_is_ours:
            return
        with suppress(OSError):
            self._settle()
        if not self._lost():
            self._clear()

    def _make_scratch(self) -> None:
        try:
            self._scratch.mkdir(mode=0o700)
        except FileExistsError:
            self._scratch_is_ours = False
            raise
        (self._scratch / "new").mkdir()

    def _write(self) -> None:
        for name, text in self._files.items():
            path = self._fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def _own(self, folder: Path) -> Iterator[str]:
        """Yield the paths in a folder that are the user's own; a directory stands for all in it."""
        for shared in filter(lambda shared: (folder / shared).is_dir(), self._shared):
            for item in (folder / shared).iterdir():
                path = item.relative_to(folder).as_posix()
                if path not in self._known and path not in self._shared:
                    yield path

    def _keep(self) -> None:
        """Give the new folder what stands in for the user's own while the folders are exchanged."""
        for path in self._own(self._folder):
            original, place = self._folder / path, self._fresh / path
            if original.lstat().st_dev != self._folder.stat().st_dev:
                raise OSError(errno.EXDEV, "is on another file system", str(original))
            self._kept[path] = _identity(original)
            place.parent.mkdir(parents=True, exist_ok=True)
            _stand_in(original, place)
        for shared in self._shared:
            if (self._folder / shared).is_dir() and (self._fresh / shared).is_dir():
                _same_attributes(self._folder / shared, self._fresh / shared)

    def _settle(self) -> None:
        """Bring the originals back into the folder, if it is the new one; may be called again."""
        for path, identity in self._kept.items():
            if _identity(self._folder / path) != identity:
                exchange(self._folder / path, self._fresh / path, self._scratch / "aside")
        for path in self._late():
            if not os.path.lexists(self._folder / path):
                (self._fresh / path).rename(self._folder / path)

    def _late(self) -> list[str]:
        """Return what the user has put into the old folder since it was looked at."""
        return [path for path in self._own(self._fresh) if path not in self._kept]

    def _lost(self) -> list[str]:
        """Return what is the user's own and not back in the folder."""
        kept = self._kept.items()
        return [path for path, own in kept if _identity(self._folder / path) != own] + self._late()

    def _clear(self) -> None:
        for path, _, _ in os.walk(self._scratch):
            Path(path).chmod(0o700)  # as a directory of the user may be read-only
        if os.path.lexists(self._scratch):
            shutil.rmtree(self._scratch)


def _identity(path: Path) -> tuple[int, int]:
    status = path.lstat()
    return status.st_dev, status.st_ino


def _stand_in(original: Path, place: Path) -> None:
    """Put the same files, links and directories at a second place."""
    if original.is_symlink():
        place.symlink_to(original.readlink())
    elif original.is_dir():
        if not os.access(original, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(13, "is not yours to move", str(original))
        shutil.copytree(original, place, symlinks=True, copy_function=_same_file)
    else:
        _same_file(original, place)


def _same_file(original: str | Path, place: str | Path) -> None:
    try:
        os.link(original, place, follow_symlinks=False)
    except OSError:
        if not stat.S_ISREG(os.lstat(original).st_mode):
            raise
        shutil.copy2(original, place)  # a file system without hard links


def _same_attributes(original: Path, place: Path) -> None:
    """Give a directory the mode, the access lists and, where it may be, the owner of another."""
    shutil.copystat(original, place)
    os.utime(place)
    status = original.stat()
    with suppress(PermissionError):
        os.chown(place, status.st_uid, status.st_gid)
