"""Exchange two paths of one file system, in one step where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = _RENAME_SWAP = 2
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a kernel or a file system answers that cannot exchange."""


def exchange(one: Path, other: Path, aside: Path) -> None:
    """Exchange two files or folders.

    Args:
        one: A path; it is missing at no time if the system can exchange in one step.
        other: Another one in the same file system.
        aside: A free name in the same file system, for systems that rename only: NFS, for one.

    Raises:
        OSError: If they cannot be exchanged; then both are where they were.

    References:
        https://man7.org/linux/man-pages/man2/rename.2.html and ``renamex_np`` of macOS.
    """
    if exchanged_at_once(one, other):
        return
    try:
        try:
            one.rename(aside)
            other.rename(one)
        finally:
            _put_back(aside, one, other)
    finally:
        _put_back(aside, one, other)  # again, as an interrupt may come within the first


def _put_back(aside: Path, one: Path, other: Path) -> None:
    if os.path.lexists(aside):
        aside.rename(other if os.path.lexists(one) else one)


def exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two paths in one step, and return whether the system can."""
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*paths, _RENAME_SWAP)
        else:
            failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    except AttributeError:  # a C library without it
        return False
    if failed and ctypes.get_errno() not in _UNABLE:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(one))
    return not failed
