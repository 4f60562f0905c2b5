"""A release is published: the chart is signed, pushed to a registry, and what was pushed is signed.

Keys and passwords come by the environment and go on by the environment or by standard input, never
by an argument. They are kept in a folder that is removed at the end.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from todo_k8s.helm.folder.provenance import write_provenance

_DIGEST = re.compile(r"^Digest: (sha256:[0-9a-f]{64})$", re.MULTILINE)
_FINGERPRINT = re.compile(r"^fpr:+([0-9A-F]{40}):$", re.MULTILINE)


class PublishError(Exception):
    """A release is not published."""


class Publisher:
    """Publishes archives of charts.

    Args:
        target: The folder of a registry: ``oci://ghcr.io/todo-k8s/charts``.
        given: What the environment says. SIGNING_KEY is a private key of OpenPGP without a
            passphrase, armored; it must be RSA, as Helm 3 reads no other. COSIGN_PRIVATE_KEY and
            COSIGN_PASSWORD are a key of cosign; without it what is pushed is not signed.
            REGISTRY_USER and REGISTRY_PASSWORD log in.
        home: An empty folder for keys.
        plain_http: Speak HTTP, as a registry on this machine does.
    """

    def __init__(
        self, target: str, given: Mapping[str, str], home: Path, *, plain_http: bool = False
    ) -> None:
        self.target = target.rstrip("/")
        self._given, self._home = given, home
        self._plain_http = plain_http
        kept = {name: value for name, value in given.items() if name not in _SECRET}
        config = {"DOCKER_CONFIG": f"{home}", "HELM_REGISTRY_CONFIG": f"{home / 'config.json'}"}
        self._env = {**kept, "GNUPGHOME": f"{home / 'gnupg'}", **config}

    @property
    def host(self) -> str:
        """The registry's host, with its port."""
        return self.target.removeprefix("oci://").partition("/")[0]

    def publish(self, archive: Path) -> str:
        """Sign an archive, push it, sign what was pushed; return its reference, by digest.

        Raises:
            PublishError: If a key is missing, or a program fails; it says what the program said.
        """
        self._sign(archive)
        self._log_in()
        reference = self._push(archive)
        self._sign_pushed(reference)
        return reference

    def _sign(self, archive: Path) -> None:
        if "SIGNING_KEY" not in self._given:
            raise PublishError("SIGNING_KEY: is not set; set it to an armored private RSA key")
        Path(self._env["GNUPGHOME"]).mkdir(mode=0o700)
        self._run("gpg", "--batch", "--import", told=self._given["SIGNING_KEY"])
        listed = self._run("gpg", "--batch", "--with-colons", "--list-secret-keys")
        write_provenance(archive, _FINGERPRINT.findall(listed)[0], home=self._env["GNUPGHOME"])

    def _log_in(self) -> None:
        """Write the user and password down where both Helm and cosign read them."""
        if user := self._given.get("REGISTRY_USER"):
            password = self._given.get("REGISTRY_PASSWORD", "")
            write_login(self._home / "config.json", self.host, user, password)

    def _push(self, archive: Path) -> str:
        http = ["--plain-http"] if self._plain_http else []
        said = self._run("helm", "push", *http, str(archive), self.target)
        found = _DIGEST.search(said)
        if found is None:
            raise PublishError("helm push: named no digest")
        name = archive.name.rpartition("-")[0]
        return f"{self.target.removeprefix('oci://')}/{name}@{found[1]}"

    def _sign_pushed(self, reference: str) -> None:
        """Sign by the key alone: no service on the internet is asked, and none keeps a record."""
        if "COSIGN_PRIVATE_KEY" not in self._given:
            sys.stderr.write("COSIGN_PRIVATE_KEY: is not set; what was pushed is not signed\n")
            return
        config = self._home / "signing-config.json"
        self._run("cosign", "signing-config", "create", f"--out={config}")
        http = ["--allow-http-registry"] if self._plain_http else []
        key = {
            name: self._given.get(name, "") for name in ("COSIGN_PRIVATE_KEY", "COSIGN_PASSWORD")
        }
        command = ("cosign", "sign", "--yes", "--key=env://COSIGN_PRIVATE_KEY")
        self._run(*command, f"--signing-config={config}", *http, reference, **key)

    def _run(self, *command: str, told: str | None = None, **more: str) -> str:
        """Run a program, and return all that it says."""
        done = subprocess.run(  # the programs of this module
            command,
            input=told,
            env={**self._env, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PublishError(f"{' '.join(command[:2])}: {done.stdout.strip()}")
        return done.stdout


_SECRET = {"SIGNING_KEY", "COSIGN_PRIVATE_KEY", "COSIGN_PASSWORD", "REGISTRY_PASSWORD"}


def write_login(file: Path, host: str, user: str, password: str) -> None:
    """Write what Docker keeps of a login, for the owner's eyes only."""
    file.touch(mode=0o600)
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    file.write_text(json.dumps({"auths": {host: {"auth": token}}}), encoding="utf-8")


def publish(folder: Path, target: str, *, plain_http: bool = False) -> str:
    """Publish the chart of a release, and return its reference, by digest.

    Args:
        folder: What `nox -s release` wrote.
        target: The folder of a registry.
        plain_http: Speak HTTP.

    Raises:
        PublishError: If there is not one archive of a chart, or it is not published.
    """
    archives = sorted(folder.glob("*.tgz"))
    if len(archives) != 1:
        raise PublishError(f"{folder}: has {len(archives)} charts; run nox -s release")
    with tempfile.TemporaryDirectory(prefix="keys-") as home:
        try:
            publisher = Publisher(target, os.environ, Path(home), plain_http=plain_http)
            return publisher.publish(archives[0])
        finally:
            _end_agent(Path(home, "gnupg"))


def _end_agent(home: Path) -> None:
    """End the agent that GnuPG has started for a folder, which holds the key."""
    command = ["gpgconf", "--homedir", str(home), "--kill", "all"]
    subprocess.run(command, check=False, capture_output=True)
