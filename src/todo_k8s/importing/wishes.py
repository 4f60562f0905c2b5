"""What is said about an import besides the files."""

from __future__ import annotations

from dataclasses import dataclass

from todo_k8s.helm.chart.release import Release


@dataclass(frozen=True)
class Wishes:
    """What is said about an import besides the files.

    Args:
        release: The release's name, if it is not to be judged.
        namespace: The release's namespace, likewise.
        frontend: The workload that is the frontend.
        backend: The workload that is the backend.
    """

    release: str | None = None
    namespace: str | None = None
    frontend: str | None = None
    backend: str | None = None

    def release_of(self, name: str | None, default: Release) -> Release:
        """Return the release: as it is said, else of the name that is judged, else the default."""
        return Release(
            name=self.release or name or default.name,
            namespace=self.namespace or default.namespace,
        )
