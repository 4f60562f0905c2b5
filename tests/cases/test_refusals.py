"""Each values file in ``refused/`` is refused by Helm 3, by Helm 4 and by `render`, alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cases.files import REFUSED, Case, dotted
from tests.generated.renderers import by_python
from tests.versions.programs import template
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.messages import named_fields
from todo_k8s.testing.verdicts import Renderer

pytestmark = [pytest.mark.helm, pytest.mark.parametrize("name", REFUSED)]


def test_three_ways_refuse_alike(name: str, chart: Path, helm_4: Renderer, tmp_path: Path) -> None:
    """Each names the fields that the case says, and no other, and shows no secret.

    What a rule says is said in the same words, and also where the schema is skipped; a schema has
    its own.
    """
    case = REFUSED[name]
    ours = by_python(case.values, case.release)
    assert ours.manifests is None
    assert set(map(dotted, ours.refused)) == case.names, ours.message
    arguments = case.arguments(tmp_path)
    by_helm_3 = template(HELM, chart, case.release, arguments)
    named = set(map(dotted, by_helm_3.refused)) == case.names
    assert named is not case.helm_3_17_differs, by_helm_3.message
    by_helm_4 = helm_4(case.values, case.release)
    assert set(map(dotted, named_fields(by_helm_4.message))) == case.names, by_helm_4.message
    if "schema" not in by_helm_4.message:
        skipped = ["--skip-schema-validation", *arguments]
        by_rules = template(HELM, chart, case.release, skipped)
        for theirs in (by_helm_3, by_helm_4, by_rules):
            assert set(ours.message.splitlines()) <= set(theirs.message.splitlines())
    for answer in (ours, by_helm_3, by_helm_4):
        assert_no_secret(case, answer.message)


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
