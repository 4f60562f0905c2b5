"""A CustomResourceDefinition, and resources of its kind from a map."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from tests.charts.platform import Name
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, for_each
from todo_k8s.helm.content import each_entry, only_if
from todo_k8s.helm.functions import is_set

_BACKUP = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: backups.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Backup, plural: backups, singular: backup}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-preserve-unknown-fields: true
"""


class Backup(ChartValues):
    """A backup."""

    schedule: Annotated[str, Field(min_length=9)]
    """When it is made."""

    keep: Annotated[int, Field(ge=1, le=365)] = 7
    """How many are kept."""

    bucket: str = ""
    """Where it goes; by default where the operator of backups says."""

    parameters: dict[str, int] = {}
    """What the store is told."""


class BackupsValues(ChartValues):
    """What can be set of backups."""

    backups: dict[Name, Backup] = {}
    """The backups, by name."""


class Backups(HelmChart[BackupsValues]):
    """Backups, and the definition of their kind."""

    metadata = ChartMetadata(
        name="backups",
        version="2.0.0",
        app_version="2",
        description="Backups by name",
        crds=(_BACKUP,),
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        for entry, name, backup in for_each(self, "backups", values.backups):
            spec = {
                "schedule": backup.schedule,
                "retention": {"count": backup.keep},
                "bucket": only_if(is_set(backup.bucket), {"name": backup.bucket}),
                "parameters": each_entry(backup.parameters, lambda _key, number: number),
            }
            metadata = {"name": f"{self.release.name}-{name}"}
            content = {"apiVersion": "example.com/v1", "kind": "Backup", "metadata": metadata}
            Manifest(entry, "backup", {**content, "spec": spec})


CHART = Backups
CASES: list[dict[str, Any]] = [
    {},
    {
        "backups": {
            "nightly": {"schedule": "0 3 * * *", "parameters": {"b": 2, "a": 1}},
            "hourly": {"schedule": "0 * * * *", "keep": 24, "bucket": "here"},
        }
    },
]
REFUSED = {"backups.nightly.keep": {"backups": {"nightly": {"schedule": "0 3 * * *", "keep": 0}}}}
BEYOND: dict[str, str] = {}
