"""A chart of one object, to test the machinery with; nothing of todo-chatbot is in it."""

from __future__ import annotations

from constructs import Construct

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, Release, rule
from todo_k8s.helm.content import Content
from todo_k8s.helm.functions import not_


class SmallValues(ChartValues):
    """What can be set of the small chart."""

    text: str = "hello"
    """What it says."""

    loud: bool = False
    """Whether it says so loudly; it cannot."""

    @rule
    def is_quiet(self) -> Check:
        """Return whether it is quiet."""
        return Check(not_(self.loud), "cannot be; set it to false", "loud")


class Small(HelmChart):
    """A chart with one ConfigMap."""

    metadata = ChartMetadata(
        name="small",
        version="1.2.3",
        app_version="4.5",
        description="A small chart",
        license_text="Free.\n",
    )
    object_id = "greeting"

    def __init__(
        self, scope: Construct, id: str, *, values: SmallValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        name = f"{self.release.name}-small"
        content = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": name},
            "data": {"text": values.text},
        }
        Manifest(self, self.object_id, content)

    def notes(self) -> Content:
        """Return the one line of NOTES.txt."""
        return [f"{self.release.name} says {self.values.to_mapping()['text']}"]
