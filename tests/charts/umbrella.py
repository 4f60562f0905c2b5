"""A chart of two copies of one of ours, and of a chart of somebody else."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    Dependency,
    DependencyValues,
    HelmChart,
    Manifest,
    when,
)
from todo_k8s.helm.content import only_if
from todo_k8s.helm.functions import all_of


class Site(DependencyValues):
    """Values of a site, a copy of the chart flags."""

    enabled: bool = True
    """Install it."""


class Store(DependencyValues):
    """Values of the store, a chart of somebody else."""

    enabled: bool = False
    """Install it."""

    mode: str = "single"
    """How it runs."""


class UmbrellaValues(ChartValues):
    """What can be set of the sites."""

    eu: Site = Site()
    """The site in Europe."""

    us: Site = Site.from_mapping({"enabled": False, "beta": True})
    """The site in America."""

    store: Store = Store()
    """What they share."""


class Umbrella(HelmChart[UmbrellaValues]):
    """Two sites and what they share."""

    metadata = ChartMetadata(
        name="umbrella",
        version="1.0.0",
        app_version="1",
        description="Two sites",
        dependencies=(
            *(
                Dependency(
                    name="flags",
                    version="0.0.1",
                    repository="file://../flags",
                    alias=alias,
                    condition=f"{alias}.enabled",
                )
                for alias in ("eu", "us")
            ),
            Dependency(
                name="store",
                version="^2",
                repository="https://charts.example.com",
                condition="store.enabled",
            ),
        ),
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        if both := when(self, "if-both", all_of(values.eu.enabled, values.us.enabled)):
            data = {"sites": "eu us", "store": only_if(values.store.enabled, values.store.mode)}
            metadata = {"name": f"{self.release.name}-sites"}
            content = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}
            Manifest(both, "sites", content)


CHART = Umbrella
CASES: list[dict[str, Any]] = [
    {},
    {"us": {"enabled": True}, "store": {"enabled": True, "anything": [1]}},
    {"us": {"enabled": True, "search": {"enabled": True}}},
]
REFUSED = {"store.mode": {"store": {"mode": 1}}}
