"""The same application without Kubernetes: the same images' files, as processes of the machine.

One backend and one frontend of each, beside PostgreSQL and the AI API, each in its image's files by
``chroot``, with the network of the machine. It needs root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.e2e import backing
from tests.e2e.app import build
from tests.e2e.commands import eventually
from tests.e2e.users import Entry, fetch

PORTS = {"postgres": 25432, "ai": 20443, "backend": 28000, "frontend": 23000}
LOCAL = "127.0.0.1"


@contextmanager
def plain_application() -> Generator[Entry]:
    """Run the application, and take it away at the end."""
    if os.geteuid() != 0:
        pytest.skip("to run the application without Kubernetes needs root, for chroot")
    url = f"postgresql+psycopg://todo:plain@{LOCAL}:{PORTS['postgres']}/todo"
    backend = {
        "DATABASE_URL": url,
        "AI_BASE_URL": f"http://{LOCAL}:{PORTS['ai']}",
        "AI_PROVIDER": "gemini",
        "AI_MODEL": "gemini-2.5-flash",
        "GEMINI_API_KEY": backing.AI_KEYS[0],
        "BETTER_AUTH_SECRET": "made-up-secret-of-32-characters!",
        "UVICORN_PORT": str(PORTS["backend"]),
        "UVICORN_TIMEOUT_KEEP_ALIVE": "75",
    }
    with ExitStack() as stack:

        def start(name: str, **environment: str) -> None:
            stack.enter_context(process(name, environment))

        start("todo-postgres", POSTGRES_PASSWORD="plain", PGPORT=str(PORTS["postgres"]))
        start("todo-ai", AI_KEYS=backing.AI_KEYS[0], UVICORN_PORT=str(PORTS["ai"]))
        migrate(backend)
        start("todo-backend", **backend)
        start(
            "todo-frontend",
            BACKEND_URL=f"http://{LOCAL}:{PORTS['backend']}",
            HOSTNAME=LOCAL,
            PORT=str(PORTS["frontend"]),
            KEEP_ALIVE_TIMEOUT="75000",
        )
        entry = Entry("plain.test", LOCAL, PORTS["frontend"])
        assert eventually(lambda: fetch(entry, "/")[0] == 200)
        assert eventually(lambda: fetch(entry, "/api/tasks")[0] == 401)
        yield entry


ENTER = """
import os, subprocess, sys
root, user, *program = sys.argv[1:]
for folder in ("/dev", "/proc"):
    subprocess.run(["mount", "--rbind", folder, root + folder], check=True)
uid, gid = map(int, user.split(":"))
os.chroot(root)
os.chdir("/app")
os.setgroups([])
os.setgid(gid)
os.setuid(uid)
os.execvp(program[0], program)
"""
"""How a process becomes an image's; in a mount namespace of its own, so nothing stays behind."""


@contextmanager
def process(
    name: str, environment: dict[str, str], *command: str
) -> Generator[subprocess.Popen[bytes]]:
    """Run what an image runs, or another command in it, until it is no longer needed."""
    image = build.IMAGES[name]
    with tempfile.TemporaryDirectory() as folder:
        root = unpacked(image, Path(folder, "root"))
        given = {"PATH": build.PATH, **image.environment, **environment}
        enter = ("unshare", "--mount", sys.executable, "-c", ENTER, str(root), image.user)
        running = subprocess.Popen([*enter, *(command or image.entrypoint)], env=given)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def migrate(environment: dict[str, str]) -> None:
    """Make the backend's table, as soon as the database is there."""

    def succeeds() -> bool:
        with process("todo-backend", environment, "python3", "-m", "backend.migrate") as running:
            return running.wait(30) == 0

    assert eventually(succeeds, 30), "the database was not migrated"


def unpacked(image: build.Image, root: Path) -> Path:
    """Return a folder with the files of an image, and the folders to write to."""
    for layer in image.layers:
        with tarfile.open(build.layer_archive(layer)) as archive:
            archive.extractall(root, filter="tar")
    user, group = map(int, image.user.split(":"))
    for name in ("dev", "proc", "tmp", "data", "app/.next/cache"):
        (root / name).mkdir(parents=True, exist_ok=True)
        shutil.chown(root / name, user, group)
    return root
