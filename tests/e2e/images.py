"""Images of the stand-in application, made without a container engine and without a registry.

The base is the Python that runs this module, copied with the shared libraries that it needs:
nothing is downloaded. It must be a Linux one, for the processor of the cluster's nodes. The archive
has the format of ``docker save``, which kind, minikube, k3d, containerd and Docker read.
To write it by hand: ``python tests/e2e/images.py todo.tar``.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import re
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

BACKEND = "todo-backend:e2e"
FRONTEND = "todo-frontend:e2e"
VISITOR = "todo-visitor:e2e"

APP = Path(__file__).with_name("standin")
HOME = "opt/python"
USER = "10001:10001"
EPOCH = "1970-01-01T00:00:00Z"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
ENVIRONMENT = {
    "PATH": f"/{HOME}/bin",
    "PYTHONHOME": f"/{HOME}",
    "LD_LIBRARY_PATH": f"/{HOME}/lib",
    "PYTHONUNBUFFERED": "1",
}
PROGRAMS = {
    BACKEND: ["backend.py"],
    FRONTEND: ["frontend.py"],
    VISITOR: ["visitor.py", "wait"],
}
"""What each image runs: a file of the application, and its arguments."""

LEFT_OUT = re.compile(
    r"(^|/)(site-packages|dist-packages|tests?|idlelib|tkinter|turtledemo|ensurepip|lib2to3"
    r"|config-[^/]*|[^/]*(_test|_xx|xxlimited|_tkinter|_curses|readline|nis\.)[^/]*\.so)(/|$)"
    r"|\.opt-[12]\.pyc$"
)
"""Parts of the standard library that no server needs."""

LIBRARY = re.compile(r"^\s+(\S+) => (/\S+) \(", re.MULTILINE)
LOADER = re.compile(r"^\s+(/\S+) \(", re.MULTILINE)


def write_archive(path: Path) -> None:
    """Write the images of backend, frontend and visitor as one archive."""
    base = layer(python_files())
    app = layer({f"app/{file.name}": file for file in APP.glob("*.py")})
    with tarfile.open(path, "w") as archive:
        names = [_add(archive, f"{digest(content)}/layer.tar", content) for content in (base, app)]
        manifest: list[object] = []
        for tag, (program, *arguments) in PROGRAMS.items():
            config = image_config(f"/app/{program}", arguments, [digest(base), digest(app)])
            name = _add(archive, f"{digest(config)}.json", config)
            manifest.append({"Config": name, "RepoTags": [tag], "Layers": names})
        _add(archive, "manifest.json", json.dumps(manifest).encode())


def image_config(program: str, arguments: list[str], layers: list[str]) -> bytes:
    """Return the configuration of an image that runs a Python program without being root."""
    machine = platform.machine()
    return json.dumps(
        {
            "architecture": ARCHITECTURES.get(machine, machine),
            "os": "linux",
            "created": EPOCH,
            "config": {
                "User": USER,
                "WorkingDir": "/app",
                "Env": [f"{name}={value}" for name, value in ENVIRONMENT.items()],
                "Entrypoint": [f"/{HOME}/bin/python3", program],
                "Cmd": arguments,
            },
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer}" for layer in layers]},
        }
    ).encode()


def python_files() -> dict[str, Path]:
    """Return the files of the Python that runs this: path in the image → file."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    home = PurePosixPath(HOME) / stdlib.relative_to(sys.base_prefix)
    names = {file.relative_to(stdlib).as_posix(): file for file in stdlib.rglob("*")}
    kept = {
        str(home / name): file
        for name, file in sorted(names.items())
        if file.is_file() and not LEFT_OUT.search(name)
    }
    program = Path(sys.executable).resolve()
    binaries = [program, *(file for file in kept.values() if file.suffix == ".so")]
    return {f"{HOME}/bin/python3": program, **shared_libraries(binaries), **kept}


def shared_libraries(binaries: list[Path]) -> dict[str, Path]:
    """Return the shared libraries that programs need: path in the image → file.

    They go into one folder, except the loader, whose path is written in the program.
    """
    found = subprocess.run(
        ["ldd", *map(str, binaries)], stdout=subprocess.PIPE, text=True, check=False
    ).stdout
    libraries = {f"{HOME}/lib/{name}": Path(file) for name, file in LIBRARY.findall(found)}
    return libraries | {file.lstrip("/"): Path(file) for file in LOADER.findall(found)}


def layer(files: Mapping[str, Path]) -> bytes:
    """Return an image's layer: the files, owned by root and readable by everyone."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        folders = {str(folder) for name in files for folder in PurePosixPath(name).parents}
        for folder in sorted(folders - {"."}):
            info = tarfile.TarInfo(folder)
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(info)
        for name, file in files.items():
            status = file.stat()
            executable = status.st_mode & 0o100 or file.suffix == ".so"
            _add(archive, name, file.read_bytes(), 0o755 if executable else 0o644, status.st_mtime)
    return content.getvalue()


def digest(content: bytes) -> str:
    """Return the name of a part of an image: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _add(
    archive: tarfile.TarFile, name: str, content: bytes, mode: int = 0o644, time: float = 0
) -> str:
    """Add a file to an archive; byte code is only used when its source keeps its time."""
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), mode, int(time)
    archive.addfile(info, io.BytesIO(content))
    return name


if __name__ == "__main__":
    write_archive(Path(sys.argv[1]))
