"""The Helm programs at hand, and what each makes of values."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.generated.renderers import canonical
from tests.reading.kubernetes import documents
from tests.unit.helms import HELM
from todo_k8s import Release

HELMS = [HELM, *map(Path, filter(None, os.environ.get("HELMS", "").split(os.pathsep)))]
"""Helm 3.17 from its wheel, and those that `nox -s versions` has built and named in HELMS."""


class Answer(NamedTuple):
    """What Helm made of values: manifests as sorted canonical JSON, or what it says is wrong."""

    manifests: list[str] | None
    message: str

    @property
    def refused(self) -> set[str]:
        """The paths of the fields that the message names."""
        return named_fields(self.message)


def version_of(helm: Path) -> tuple[int, int]:
    """Return major and minor version of a program."""
    done = subprocess.run([helm, "version", "--short"], check=True, capture_output=True, text=True)
    major, minor = re.findall(r"\d+", done.stdout)[:2]
    return int(major), int(minor)


def template(helm: Path, chart: Path, release: Release, arguments: Sequence[str]) -> Answer:
    """Run `helm template`; one built without its makefile has to be told the cluster's version."""
    place = ["--namespace", release.namespace, "--kube-version=1.34.0"]
    command = [str(helm), "template", release.name, str(chart), *place, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        return Answer(None, done.stderr)
    return Answer(canonical(documents(done.stdout)), done.stderr)


_BEFORE_3_18 = re.compile(r"^- (?P<at>\S+): (?P<rest>.*)$", re.MULTILINE)
_SINCE = re.compile(r"at '(?P<at>[^']*)': (?P<rest>.*)")
_RULE = re.compile(r"^(?!Error:)(?P<path>[A-Za-z][^\s:]*): ", re.MULTILINE)
_ITEM = re.compile(r"\[(\d+)\]")
_PROPERTY = re.compile(r"Additional property (.*) is not allowed|^(.*) is required$")
_QUOTED = re.compile(r"'([^']*)'")


def named_fields(message: str) -> set[str]:
    """Return the fields that a message names, as ``a.b.0``, whichever Helm has written it."""
    found: set[str] = set()
    for match in _SINCE.finditer(message):
        path, rest = _from_pointer(match["at"]), match["rest"]
        if rest != "validation failed":  # a heading of those below it
            found |= _below(path, _QUOTED.findall(rest) if "propert" in rest else [])
    for match in _BEFORE_3_18.finditer(message):
        path = match["at"].replace("(root)", "")
        names = [name for pair in _PROPERTY.findall(match["rest"]) for name in pair if name]
        found |= _below(path, names)
    if "specifications of the schema" in message:
        return found
    return {_ITEM.sub(r".\1", match["path"]) for match in _RULE.finditer(message)}


def _from_pointer(pointer: str) -> str:
    return pointer.strip("/").replace("/", ".").replace("~1", "/").replace("~0", "~")


def _below(path: str, names: list[str]) -> set[str]:
    return {f"{path}.{name}".strip(".") for name in names} or {path}
