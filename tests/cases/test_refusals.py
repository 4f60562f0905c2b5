"""Each values file in ``refused/`` is refused by Helm 3, by Helm 4 and by `render`, alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cases.files import REFUSED, Case, dotted
from tests.generated.renderers import Renderer, by_python
from tests.unit.helms import HELM
from tests.versions.programs import named_fields, template
from todo_k8s.helm.shapes import is_map

pytestmark = [pytest.mark.helm, pytest.mark.parametrize("name", REFUSED)]


def test_python_refuses(name: str) -> None:
    """It names the fields that the case says, and no other."""
    case = REFUSED[name]
    ours = by_python(case.values, case.release)
    assert ours.manifests is None
    assert set(map(dotted, ours.refused)) == case.names, ours.message
    assert_no_secret(case, ours.message)


def test_helm_3_refuses(name: str, chart: Path, tmp_path: Path) -> None:
    """So does the program, given the file and the flags."""
    case = REFUSED[name]
    theirs = template(HELM, chart, case.release, case.arguments(tmp_path))
    assert (theirs.refused == case.names) is not case.helm_3_17_differs, theirs.message
    assert_no_secret(case, theirs.message)


def test_helm_4_refuses(name: str, helm_4: Renderer) -> None:
    """So does Helm 4; what a rule says is said in the same words, a schema has its own."""
    case = REFUSED[name]
    ours, theirs = by_python(case.values, case.release), helm_4(case.values, case.release)
    assert theirs.manifests is None
    assert named_fields(theirs.message) == case.names, theirs.message
    assert_no_secret(case, theirs.message)
    if "schema" not in theirs.message:
        assert set(ours.message.splitlines()) <= set(theirs.message.splitlines())


def assert_no_secret(case: Case, message: str) -> None:
    """Check that a message shows none of the secrets given."""
    for secret in secrets_of(case.values):
        assert secret not in message


def secrets_of(values: dict[str, Any]) -> Iterator[str]:
    """Yield the secrets in values that are long enough to be told from words of a message."""
    secrets = values.get("secrets")
    held = secrets.get("values") if is_map(secrets) else None
    for secret in held.values() if is_map(held) else ():
        if len(str(secret).strip()) >= 8:
            yield str(secret).strip()
