"""A real registry on this machine, in a folder that is thrown away, and keys to sign with."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "publisher", "not-a-secret"
_HASH = "$2b$05$nT3pZenY0rIvvNBWZHiKDeNAgPqSUMKSAYnlTSJu6dhQ8EvJrTKZC"
"""The password as bcrypt keeps it; the registry takes no other form."""

_CONFIG = """\
version: 0.1
log: {{level: error, accesslog: {{disabled: true}}}}
storage: {{filesystem: {{rootdirectory: {folder}/store}}}}
http: {{addr: "127.0.0.1:{port}"}}
auth: {{htpasswd: {{realm: test, path: {folder}/htpasswd}}}}
"""


@contextmanager
def running_registry(folder: Path) -> Generator[str]:
    """Run a registry that keeps what it is given in a folder, and yield its host with its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "htpasswd").write_text(f"{USER}:{_HASH}\n", encoding="utf-8")
    config = folder / "config.yml"
    config.write_text(_CONFIG.format(folder=folder, port=port), encoding="utf-8")
    env = {**os.environ, "OTEL_TRACES_EXPORTER": "none"}
    with subprocess.Popen(["registry", "serve", str(config)], env=env) as process:
        try:
            _wait_for(port)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the registry does not start")


@dataclass(frozen=True)
class Keys:
    """Keys to throw away.

    Args:
        folder: Where they are.
        private: The private key of OpenPGP, armored.
        keyring: The public one, as Helm reads it.
    """

    folder: Path
    private: str
    keyring: Path


def made_keys(folder: Path) -> Keys:
    """Make a key of OpenPGP that only this folder knows."""
    home = folder / "gnupg"
    home.mkdir(mode=0o700)
    env = {**os.environ, "GNUPGHOME": str(home)}
    gpg = ("gpg", "--batch", "--passphrase", "")
    run(*gpg, "--quick-generate-key", "Test <test@example.com>", "rsa3072", "sign", "1d", env=env)
    private = run(*gpg, "--armor", "--export-secret-keys", env=env)
    keyring = folder / "public.gpg"
    run("gpg", "--batch", f"--output={keyring}", "--export", env=env)
    run("gpgconf", "--kill", "all", env=env)
    return Keys(folder, private, keyring)


def told_in(document: Path, program: str) -> list[str]:
    """Return the commands of a document that call a program."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith(program)]


def run(*command: str, env: Mapping[str, str] | None = None) -> str:
    """Run a program, and return what it prints; fail with all that it says."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def refusal(*command: str, env: Mapping[str, str] | None = None) -> str:
    """Run a program that must fail, and return what it says."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr
