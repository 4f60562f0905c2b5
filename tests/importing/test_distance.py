"""No value is set that adds an object that nobody wanted, to win a field of another one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from todo_k8s import render
from todo_k8s.importing.imported import Imported, imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import documents_in
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

POD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: REPLICAS
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      securityContext: SECURITY
      containers: [{name: api, image: "example.com/api:1", ports: [{containerPort: 8000}]}]
"""


def found(security: dict[str, Any], replicas: int = 1) -> Imported:
    """Return the import of a Deployment."""
    text = POD.replace("SECURITY", yaml.safe_dump(security, default_flow_style=True).strip())
    documents = documents_in(text.replace("REPLICAS", f"{replicas}").encode(), "in.yaml")
    return imported(compiled_chart(), documents, Wishes(), Notes(), RELEASE)


@pytest.mark.parametrize(
    "security",
    [
        {"fsGroup": 2000, "fsGroupChangePolicy": "OnRootMismatch"},
        {"fsGroup": 2000},
        {"fsGroupChangePolicy": "OnRootMismatch"},
    ],
)
def test_a_field_is_won_without_a_volume_and_without_other_fields(security: dict[str, Any]) -> None:
    """The chart sets the policy of groups with a claim too, and the group with the user."""
    made = found(security)
    section = made.values["backend"]
    assert section["podSecurityContext"] == security
    assert "persistence" not in section
    assert "rollout" not in section
    assert not made.notes.not_carried


def test_what_makes_pods_safer_may_be_added() -> None:
    """Several pods have a PodDisruptionBudget, which the rendering to start from lacks."""
    made = found({}, replicas=3)
    assert made.values["backend"]["replicaCount"] == 3
    kinds = {each["kind"] for each in render(made.values, made.release)}
    assert "PodDisruptionBudget" in kinds
    assert "PersistentVolumeClaim" not in kinds
