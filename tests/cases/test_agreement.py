"""Each file in ``accepted/`` deploys the same by both Helms, `render` and the compiled tree."""

from __future__ import annotations

from pathlib import Path

import helm_python
import pytest

from tests.cases.files import ACCEPTED
from tests.generated.renderers import by_evaluation, by_python
from tests.versions.programs import template
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.verdicts import Renderer

pytestmark = [pytest.mark.helm, pytest.mark.parametrize("name", ACCEPTED)]


def test_four_ways_render_the_same(
    name: str, chart: Path, helm_4: Renderer, tmp_path: Path
) -> None:
    """The same manifests as JSON; Helm 3, as a program, is given the very file and the flags."""
    case = ACCEPTED[name]
    ours = by_python(case.values, case.release)
    assert ours.manifests, ours.message
    by_helm_3 = template(HELM, chart, case.release, case.arguments(tmp_path))
    assert by_helm_3.manifests == ours.manifests, by_helm_3.message
    by_helm_4 = helm_4(case.values, case.release)
    assert by_helm_4.manifests == ours.manifests, by_helm_4.message
    evaluated = by_evaluation(case.values, case.release)
    assert evaluated.manifests == ours.manifests, evaluated.message


def test_values_file_is_read_as_helm_reads_it(name: str) -> None:
    """Each scalar has the type in Python that it has in Helm."""
    for document in ACCEPTED[name].documents:
        assert read_values(document) == helm_python.values_from_yaml(document)
