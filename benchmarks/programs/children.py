"""Runs Python text, and prints how many processes it started: ``children.py "import todo_k8s"``."""

import sys

STARTS = ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "os.system")

if __name__ == "__main__":
    started: list[str] = []

    def note(event: str, _: object) -> None:
        """Note what starts a process."""
        if event in STARTS:
            started.append(event)

    sys.addaudithook(note)
    exec(sys.argv[1], {})  # noqa: S102  # a text of ours
    print(len(started))
