"""Feature flags, nested four deep."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, when
from todo_k8s.helm.content import Content, only_if
from todo_k8s.helm.functions import all_of, any_of, choose, not_


class Export(ChartValues):
    """Exports of a report."""

    csv: bool = False
    """As tables."""

    pdf: bool = True
    """As documents."""


class Reports(ChartValues):
    """Reports of a search."""

    enabled: bool = True
    """Make reports."""

    export: Export = Export()
    """How they are exported."""


class Search(ChartValues):
    """Searching."""

    enabled: bool = False
    """Search at all."""

    fuzzy: bool = False
    """Find what is nearly the same."""

    reports: Reports = Reports()
    """Reports of what was searched."""


class FlagsValues(ChartValues):
    """What can be switched on."""

    search: Search = Search()
    """Searching."""

    beta: bool = False
    """What is not ready."""

    readonly: bool = False
    """Change nothing."""


class Flags(HelmChart[FlagsValues]):
    """Objects that depend on flags of flags."""

    metadata = ChartMetadata(
        name="flags", version="0.0.1", app_version="0", description="Feature flags"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        search = values.search
        if searched := when(self, "if-search", search.enabled):
            self._thing(searched, "search", {"mode": choose(search.fuzzy, "fuzzy", "exact")})
            if reported := when(searched, "if-reports", search.reports.enabled):
                export = search.reports.export
                self._thing(reported, "reports", {"formats": self._formats(values)})
                if tabled := when(reported, "if-csv", export.csv):
                    self._thing(tabled, "csv", {"strict": only_if(not_(values.beta), "yes")})
                    if both := when(tabled, "if-pdf", all_of(export.pdf, not_(values.readonly))):
                        self._thing(both, "both", {"of": ["csv", "pdf"]})

    def _formats(self, values: FlagsValues) -> Content:
        export = values.search.reports.export
        return [
            only_if(export.csv, "csv"),
            only_if(export.pdf, only_if(values.beta, "pdf-2", only_if(values.readonly, "pdf"))),
            only_if(any_of(values.beta, all_of(export.csv, export.pdf)), "archive", "none"),
        ]

    def _thing(self, scope: Construct, id: str, spec: Content) -> None:
        metadata = {"name": f"{self.release.name}-{id}"}
        content = {"apiVersion": "example.com/v1", "kind": "Flag", "metadata": metadata}
        Manifest(scope, id, {**content, "spec": spec})


_ALL: dict[str, Any] = {"enabled": True, "reports": {"export": {"csv": True}}}
CHART = Flags
CASES: list[dict[str, Any]] = [
    {},
    {"search": _ALL},
    {"search": {**_ALL, "fuzzy": True}, "readonly": True},
    {"search": _ALL, "beta": True},
    {"search": {"enabled": True, "reports": {"export": {"pdf": False}}}},
    {"search": {"enabled": True, "reports": {"export": {"csv": True, "pdf": False}}}},
    {"search": {"enabled": True, "reports": {"enabled": False}}},
]
REFUSED = {"search.reports.export.csv": {"search": {"reports": {"export": {"csv": "yes"}}}}}
BEYOND: dict[str, str] = {}
