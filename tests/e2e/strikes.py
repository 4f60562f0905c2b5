"""Faults for a pod: a program that `saboteur` runs in another pod, or in the very pod.

It gets ready, says so, and strikes when it is told to by a line.

``signal UID NUMBER``       signal the server of the pod with this uid
``kill-again UID SECONDS``  kill it, and for so long whatever takes its place, before it is ready
``fail PATH``               order the backend in this pod to answer 500 under a path
"""

from __future__ import annotations

import os
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path


def servers(uid: str) -> Iterator[int]:
    """Yield the first process of each container of a pod, in the node's numbers."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            group = (process / "cgroup").read_text().replace("_", "-")  # systemd writes it so
            if uid in group and is_first(process) and (process / "comm").read_text() != "pause\n":
                yield int(process.name)
        except OSError:
            pass  # it has ended meanwhile


def is_first(process: Path) -> bool:
    """Tell whether a process is number 1 of its container."""
    lines = (process / "status").read_text().splitlines()
    return next(line.split()[-1] for line in lines if line.startswith("NSpid:")) == "1"


def wait_for_the_word() -> None:
    """Say that all is ready, and wait."""
    print("ready", flush=True)
    sys.stdin.readline()


def send(uid: str, number: int) -> None:
    """Signal a pod's server."""
    (server,) = servers(uid)
    wait_for_the_word()
    os.kill(server, number)


def kill_again(uid: str, seconds: float) -> None:
    """Kill a pod's server, again and again."""
    wait_for_the_word()
    end = time.monotonic() + seconds
    seen = set[int]()
    while time.monotonic() < end:
        found = set(servers(uid))
        for server in found & seen:  # whose start is over
            os.kill(server, signal.SIGKILL)
        seen = found
        time.sleep(0.5)


def fail(path: str) -> None:
    """Order the backend to fail."""
    base = f"http://localhost:{os.environ['UVICORN_PORT']}"
    order = urllib.request.Request(f"{base}/debug/fail?path={path}", method="POST")
    wait_for_the_word()
    urllib.request.urlopen(order, timeout=10).close()


def main() -> None:
    """Do what the arguments say."""
    match sys.argv[1:]:
        case ["signal", uid, number]:
            send(uid, int(number))
        case ["kill-again", uid, seconds]:
            kill_again(uid, float(seconds))
        case ["fail", path]:
            fail(path)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
