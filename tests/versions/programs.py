"""The Helm programs at hand, and what each makes of values."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from todo_k8s import Release
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.messages import named_fields
from todo_k8s.testing.printed import canonical, documents

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
