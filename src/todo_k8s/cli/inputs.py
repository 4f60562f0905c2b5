"""What commands are given: values files and flags, a release, a cluster."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from todo_k8s.cli.charts import GivenChart
from todo_k8s.cli.output import is_closed, say
from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart.capabilities import Capabilities
from todo_k8s.helm.chart.existing import Existing
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.reading import read_document
from todo_k8s.helm.reading.layers import FLAGS, Layers, layers_of

STANDARD_INPUT = "standard input"


def given_layers(options: argparse.Namespace) -> Layers:
    """Return the values of a command, and where each is given.

    Raises:
        ValuesError: If a file or a flag cannot be read as Helm reads it.
        OSError: If there is no such file.
    """
    files = [read_document(*read_bytes(name)) for name in options.values]
    return layers_of(files, {flag: getattr(options, _attribute(flag)) for flag in FLAGS})


def _attribute(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")


def given_release(given: GivenChart, options: argparse.Namespace) -> Release:
    """Return the release of a command; the chart's own one where none is said."""
    return Release(
        name=given.release.name if options.release is None else options.release,
        namespace=given.release.namespace if options.namespace is None else options.namespace,
    )


def given_capabilities(options: argparse.Namespace) -> Capabilities:
    """Return the cluster of a command."""
    apis = [api for given in options.api_versions for api in given.split(",")]
    version = Capabilities.kube_version if options.kube_version is None else options.kube_version
    return Capabilities(version, apis)


def given_existing(options: argparse.Namespace) -> Existing:
    """Return the Secrets that the cluster is said to have."""
    return Existing([each for name in options.existing for each in manifests_in(name)])


def manifests_of(
    given: GivenChart, options: argparse.Namespace, layers: Layers | None = None
) -> list[dict[str, Any]]:
    """Return the manifests that a chart gives for the values of a command.

    Warnings of the files go to standard error.

    Raises:
        ValuesError: If the values are refused.
    """
    layers = given_layers(options) if layers is None else layers
    say(f"warning: {line}" for line in layers.warnings)
    values = given.compiled.model.from_mapping(layers.values)
    release, capabilities = given_release(given, options), given_capabilities(options)
    return evaluated(given.compiled, values, release, capabilities, given_existing(options))


def manifests_in(name: str) -> list[dict[str, Any]]:
    """Return the manifests in a file or on standard input, each of them a document."""
    data, shown = read_bytes(name)
    documents = re.split(rb"^---[ \t\r]*$", data, flags=re.MULTILINE)
    return [read_document(each.lstrip(b"\n"), shown).values for each in documents if each.strip()]


def text_of(name: str) -> str:
    """Return the text in a file, which was read before as values."""
    return Path(name).read_text(encoding="utf-8", errors="replace")


def read_bytes(name: str) -> tuple[bytes, str]:
    """Return what is in a file or comes from standard input, and what errors call it.

    Raises:
        OSError: If there is no such file.
        ValuesError: If standard input is closed.
    """
    if name != "-":
        path = Path(name)
        return path.read_bytes(), path.name
    if is_closed(sys.stdin):
        raise ValuesError(f"{STANDARD_INPUT}: is closed")
    return sys.stdin.buffer.read(), STANDARD_INPUT
