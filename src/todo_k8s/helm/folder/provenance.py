"""The provenance file of an archive: Chart.yaml and the archive's digest, signed.

GnuPG signs, so that keys and passphrases stay with its agent and never come into this process.
`helm verify`, `helm install --verify` and `helm push` read the file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import zlib
from pathlib import Path

from todo_k8s.errors import ExportError, printable
from todo_k8s.helm.folder.beside import write_beside

SUFFIX = ".prov"
_START = b"-----BEGIN PGP SIGNED MESSAGE-----\n"


def write_provenance(
    archive: str | os.PathLike[str], key: str, *, home: str | os.PathLike[str] | None = None
) -> Path:
    """Sign an archive: write ``<archive>.prov`` beside it.

    Args:
        archive: The archive of a chart, as `todo_k8s.helm.package_chart` writes it.
        key: The key to sign with, as GnuPG finds it: a fingerprint, or an address in its name. Use
            an RSA key, as Helm 3 reads no other.
        home: The folder of GnuPG with the key; by default the one that GnuPG itself uses.

    Returns:
        The provenance file's path.

    Raises:
        ExportError: If there is no GnuPG, it does not sign, the archive is none of a chart, or
            something else than a provenance file is in its place.

    References:
        https://helm.sh/docs/topics/provenance/#the-provenance-file
    """
    path = Path(archive)
    signed = _signed(_statement(path), key, home)
    return write_beside(path, SUFFIX, signed, lambda data: data.startswith(_START))


def _statement(archive: Path) -> bytes:
    """Return what is signed: Chart.yaml, and the name and digest of the archive."""
    try:
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        with tarfile.open(archive) as tar:
            found = next(each for each in tar if each.name.endswith("/Chart.yaml"))
            file = tar.extractfile(found)
            chart = b"" if file is None else file.read()
    except OSError as error:
        raise ExportError(f"{archive}: cannot be read: {error.strerror or error}") from error
    except (tarfile.TarError, EOFError, zlib.error, StopIteration):
        raise ExportError(f"{archive}: is no archive of a chart") from None
    return chart + f"\n...\nfiles:\n  {archive.name}: sha256:{digest}\n".encode()


def _signed(statement: bytes, key: str, home: str | os.PathLike[str] | None) -> bytes:
    if (gpg := shutil.which("gpg")) is None:
        raise ExportError("gpg: is not on PATH; install GnuPG to sign")
    where = [] if home is None else [f"--homedir={os.fspath(home)}"]
    signing = ["--batch", "--digest-algo=SHA512", f"--local-user={key}", "--clearsign"]
    command = [gpg, *where, *signing]
    done = subprocess.run(command, input=statement, capture_output=True, check=False)  # noqa: S603  # gpg itself
    if done.returncode:
        told = printable(" ".join(done.stderr.decode(errors="replace").split()))
        raise ExportError(f"{printable(key)}: GnuPG does not sign with this key: {told}")
    return done.stdout
