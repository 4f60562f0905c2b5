"""An import as a whole: what is read becomes values, a file of them, and lists of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.errors import printable
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.importing.foreign.approximation import Sections, approximated
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reproduction import is_application, is_own, reproduced
from todo_k8s.importing.sources.documents import Document, SourceError
from todo_k8s.importing.sources.manifests import read_manifests
from todo_k8s.importing.wishes import Wishes
from todo_k8s.importing.writing import ordered


@dataclass(frozen=True)
class Imported:
    """What an import gives.

    Args:
        values: What differs from the defaults; the chart renders it.
        release: The release that the manifests were of, or the one to install.
        notes: What is said of it.
        sections: What each section of the values comes from.
        is_exact: Whether the manifests are the chart's own.
    """

    values: dict[str, Any]
    release: Release
    notes: Notes
    sections: Sections
    is_exact: bool


def nothing_in(documents: Sequence[Document]) -> str:
    """Return why documents give nothing to import, by the names of their files."""
    files = ", ".join(dict.fromkeys(printable(each.file) for each in documents))
    if documents and all(each.content.get("kind") == "Secret" for each in documents):
        return f"{files}: holds Secrets only, which are not imported; name the workloads' files too"
    if documents and not any("kind" in each.content for each in documents):
        return f"{files}: is neither of manifests nor of compose; name such a file"
    return f"{files or 'what was read'}: holds no manifest that can be imported; name workloads"


def imported(
    chart: CompiledChart,
    documents: Sequence[Document],
    wishes: Wishes,
    notes: Notes,
    default: Release,
) -> Imported:
    """Return the values that make a chart render manifests, as far as it can.

    Manifests that the chart itself rendered are reproduced field by field, those of others in
    what they mean; only todo-chatbot can do the latter.

    Args:
        chart: The chart.
        documents: The manifests.
        wishes: What is said besides.
        notes: What is said of the import goes there.
        default: The release where nothing says another.

    Raises:
        SourceError: If there is nothing to import, or a workload that is named does not exist.
    """
    manifests = read_manifests(documents, notes)
    if not manifests.own:
        raise SourceError(nothing_in(documents))
    sections: Sections = {}
    is_exact = not is_application(chart) or is_own(chart, manifests)
    if is_exact:
        state = reproduced(chart, manifests, wishes, notes, default)
    else:
        state, sections = approximated(chart, manifests, wishes, notes, default)
    values = ordered(chart.model, state.values)
    return Imported(values, state.release, notes, sections, is_exact)
