"""ConfigMaps that hold JSON, and YAML, made of typed values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from constructs import Construct
from pydantic import Field

from tests.charts.platform import Name
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, for_each
from todo_k8s.helm.content import each, named_map, only_if
from todo_k8s.helm.functions import checksum, join, to_json, to_yaml, upper
from todo_k8s.values.types import Count


class Cache(ChartValues):
    """The application's cache."""

    entries: Count = 100
    """How many entries it has."""

    seconds: Annotated[int, Field(ge=0, le=86_400)] = 60
    """How long they stay."""

    ratio: Annotated[float, Field(ge=0, le=1)] = 0.75
    """How full it may be."""


class Site(ChartValues):
    """Settings of a site."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """What is paid in."""

    extra: dict[str, str] = {}
    """What else it has."""


class SettingsValues(ChartValues):
    """What an operator of the application can set."""

    level: Literal["debug", "info", "error"] = "info"
    """What it logs."""

    origins: list[str] = ["https://example.com"]
    """Who may ask from a browser."""

    labels: dict[str, str] = {}
    """What it says of itself."""

    cache: Cache = Cache()
    """Its cache."""

    verbose: bool = False
    """Say what it was started with."""

    sites: dict[Name, Site] = {}
    """Settings of each site."""


class Settings(HelmChart[SettingsValues]):
    """Settings as files."""

    metadata = ChartMetadata(
        name="settings", version="1.0.0", app_version="1", description="Settings as files"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        cache = values.cache
        settings = named_map(
            "settings",
            {
                "level": upper(values.level),
                "origins": [each(values.origins, lambda origin: f"{origin}/")],
                "labels": values.labels,
                "cache": {"entries": cache.entries, "seconds": cache.seconds, "ratio": cache.ratio},
                "started": only_if(values.verbose, self.release.name),
            },
        )
        data = {
            "settings.json": to_json(settings),
            "settings.yaml": to_yaml(settings),
            "labels.yaml": to_yaml(values.labels),
            "origins.txt": join(values.origins, "\n"),
            "app.properties": f"level={values.level}\ncache.entries={cache.entries}\n",
        }
        self._config_map("settings", self, f"{self.release.name}-settings", data, settings)
        for entry, name, site in for_each(self, "sites", values.sites):
            known = named_map(
                f"{name}.site", {"currency": site.currency, "extra": site.extra, "name": name}
            )
            own = {"site.json": to_json(known)}
            self._config_map("site", entry, f"{self.release.name}-{name}", own, known)

    @staticmethod
    def _config_map(
        id: str, scope: Construct, name: str, data: dict[str, str], hashed: Any
    ) -> None:
        metadata = {"name": name, "annotations": {"checksum/settings": checksum(hashed)}}
        content = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}
        Manifest(scope, id, content)


CHART = Settings
CASES: list[dict[str, Any]] = [
    {},
    {"labels": {"a": "<&>", "é": "x\ny"}, "origins": [], "verbose": True},
    {
        "level": "debug",
        "cache": {"ratio": 0.1, "entries": 1000, "seconds": 0},
        "sites": {
            "eu": {"currency": "EUR", "extra": {"b": "2", "a": "1"}},
            "us": {"currency": "USD"},
        },
    },
]
REFUSED = {"cache.ratio": {"cache": {"ratio": 1.5}}}
BEYOND: dict[str, str] = {}
