"""Each values file in ``accepted/`` deploys the same by Helm 3, by Helm 4 and by `render`."""

from __future__ import annotations

from pathlib import Path

import helm_python
import pytest

from tests.cases.files import ACCEPTED
from tests.generated.renderers import Renderer, by_python
from tests.unit.helms import HELM
from tests.versions.programs import template
from todo_k8s.helm.values_file import read_values

pytestmark = [pytest.mark.helm, pytest.mark.parametrize("name", ACCEPTED)]


def test_helm_3_renders_what_python_renders(name: str, chart: Path, tmp_path: Path) -> None:
    """The same manifests as JSON, with the file and the flags given to the program."""
    case = ACCEPTED[name]
    ours = by_python(case.values, case.release)
    theirs = template(HELM, chart, case.release, case.arguments(tmp_path))
    assert ours.manifests, ours.message
    assert theirs.manifests == ours.manifests, theirs.message


def test_helm_4_renders_what_python_renders(name: str, helm_4: Renderer) -> None:
    """The same manifests as JSON."""
    case = ACCEPTED[name]
    ours = by_python(case.values, case.release)
    theirs = helm_4(case.values, case.release)
    assert ours.manifests, ours.message
    assert theirs.manifests == ours.manifests, theirs.message


def test_values_file_is_read_as_helm_reads_it(name: str) -> None:
    """Each scalar has the type in Python that it has in Helm."""
    for document in ACCEPTED[name].documents:
        assert read_values(document) == helm_python.values_from_yaml(document)
