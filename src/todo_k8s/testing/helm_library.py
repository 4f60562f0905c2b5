"""Helm 4 in this process, by the wheel helm-python-sdk: what it makes of a chart's files."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from todo_k8s.helm import Release
from todo_k8s.testing.extra import required
from todo_k8s.testing.helm_programs import packed
from todo_k8s.testing.messages import comparable, refused_paths
from todo_k8s.testing.printed import canonical_text
from todo_k8s.testing.verdicts import Renderer, Verdict

with required():
    import helm_python


def loaded(files: Mapping[str, str], name: str = "chart") -> helm_python.Chart:
    """Return a chart of these files, to be rendered by Helm 4."""
    return helm_python.Chart.load_archive(packed(name, files))


def by_helm_4(chart: helm_python.Chart) -> Renderer:
    """Return a renderer with Helm 4, in this process."""

    def run(values: dict[str, Any], release: Release) -> Verdict:
        try:
            files = chart.render(values, name=release.name, namespace=release.namespace)
        except helm_python.HelmError as error:
            paths = frozenset(map(comparable, refused_paths(str(error))))
            return Verdict(None, paths, str(error))
        texts = [text for name, text in files.items() if not name.endswith("NOTES.txt")]
        return Verdict(sorted(itertools.chain.from_iterable(map(canonical_text, texts))))

    return run
