"""Files to import: which kind each is, and the import of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.model import ChartValues
from todo_k8s.importing.compose.project import is_compose, manifests_of_compose
from todo_k8s.importing.imported import Imported, imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document, SourceError, documents_in
from todo_k8s.importing.wishes import Wishes
from todo_k8s.importing.writing import secret_commands, values_file


@dataclass(frozen=True)
class Import:
    """What an import of files gives.

    Args:
        found: The values and what is said of them.
        files: The names of the files.
        chart: The user's chart, None for todo-chatbot.
    """

    found: Imported
    files: tuple[str, ...]
    chart: str | None = None

    @property
    def notes(self) -> Notes:
        """What is said of it."""
        return self.found.notes

    def text(self, model: type[ChartValues], file: str = "values.yaml") -> str:
        """Return the text of the values file; `file` is where it goes, for the next steps."""
        release, chart = self.found.release, f" {self.chart}" if self.chart else ""
        where = f"--release {release.name} -n {release.namespace}"
        return values_file(
            model,
            self.found.values,
            self.notes,
            title=f"import from {', '.join(self.files)}",
            sections=self.found.sections,
            next_steps=[
                f"todo-k8s check{chart} -f {file} {where}",
                f"todo-k8s render{chart} -f {file} {where} | kubectl diff -f -",
            ],
        )

    def report(self) -> dict[str, Any]:
        """Return all of it for a program; no value of a secret is in it."""
        release, notes = self.found.release, self.notes
        return {
            "values": self.found.values,
            "release": {"name": release.name, "namespace": release.namespace},
            "exact": self.found.is_exact and not notes.not_carried,
            "judged": notes.judged,
            "notCarried": notes.not_carried,
            "madeSafer": notes.safer,
            "toDo": notes.to_do,
            "secretKeys": [vars(key) for key in notes.keys],
            "commands": secret_commands(notes.keys),
        }


def imported_files(
    compiled: CompiledChart,
    files: Sequence[tuple[bytes, str]],
    wishes: Wishes,
    notes: Notes,
    release: Release,
    *,
    profiles: frozenset[str] = frozenset(),
    chart: str | None = None,
) -> Import:
    """Return the import of files, each of manifests or of compose.

    Args:
        compiled: The chart.
        files: What is in each file, and its name.
        wishes: What is said besides.
        notes: What is said of the import goes there.
        release: The release where nothing says another.
        profiles: The profiles of compose that are taken with the rest.
        chart: The user's chart, as the command names it.

    Raises:
        SourceError: If there is nothing to import, or no compose file has such a profile.
        ValuesError: If a file is no YAML.
    """
    if not files:
        raise SourceError("name a file to import, or - for standard input by -f -")
    documents: list[Document] = []
    composed = [each for data, name in files for each in documents_in(data, name)]
    projects = [each for each in composed if is_compose(each.content)]
    documents += [each for each in composed if not is_compose(each.content)]
    if profiles and not projects:
        raise SourceError("--profile is for compose files, and none is given; leave it out")
    if projects:
        documents += manifests_of_compose(projects, notes, profiles)
    found = imported(compiled, documents, wishes, notes, release)
    return Import(found, tuple(dict.fromkeys(name for _, name in files)), chart)
