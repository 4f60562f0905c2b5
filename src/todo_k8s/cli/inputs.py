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
from todo_k8s.helm.reading import ValuesFile, read_document
from todo_k8s.helm.reading.layers import FLAGS, Layers, layers_of

STANDARD_INPUT = "standard input"
_MANIFESTS = {".yaml", ".yml", ".json"}


def given_layers(options: argparse.Namespace) -> Layers:
    """Return the values of a command, and where each is given.

    Raises:
        ValuesError: If a file or a flag cannot be read as Helm reads it.
        OSError: If there is no such file.
    """
    return layers_of([read_file(name) for name in options.values], given_flags(options))


def given_flags(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return what each flag such as ``--set`` is given."""
    return {flag: getattr(options, flag.removeprefix("--").replace("-", "_")) for flag in FLAGS}


def read_file(name: str) -> ValuesFile:
    """Return what is in a values file, or in one on standard input.

    Raises:
        OSError: If there is no such file.
        ValuesError: If Helm would not read it.
    """
    return read_document(*read_bytes(name))


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


def manifests_in_path(name: str) -> list[dict[str, Any]]:
    """Return the manifests in a file, in all files of a folder, or on standard input.

    Raises:
        ValuesError: If one of the files holds something else.
        OSError: If there is no such file or folder.
    """
    from todo_k8s.manifests.reading import manifests_in_text  # loads libyaml

    if name == "-" or not Path(name).is_dir():
        data, shown = read_bytes(name)
        return manifests_in_text(_decoded(data, shown), shown)
    files = sorted(
        path for path in Path(name).rglob("*") if path.suffix in _MANIFESTS and path.is_file()
    )
    if not files:
        raise ValuesError(f"{name}: has no files with manifests (.yaml, .yml or .json)")
    return [
        each
        for path in files
        for each in manifests_in_text(_decoded(path.read_bytes(), str(path)), str(path))
    ]


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        fault = f"{name}: is not UTF-8; save it as that"
    raise ValuesError(fault)  # out here, as the context of an error quotes the file


def read_bytes(name: str) -> tuple[bytes, str]:
    """Return what is in a file or comes from standard input, and what errors call it.

    Raises:
        OSError: If there is no such file.
        ValuesError: If standard input is closed.
    """
    if name != "-":
        return Path(name).read_bytes(), name
    if is_closed(sys.stdin):
        raise ValuesError(f"{STANDARD_INPUT}: is closed")
    return sys.stdin.buffer.read(), STANDARD_INPUT
