"""What becomes of a program: refused when it is exported, or three renderings that agree."""

from __future__ import annotations

import json
from typing import Any

import helm_python

from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, Release, chart_files, render
from todo_k8s.helm.chart.rendering import values_class
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading import read_values
from todo_k8s.helm.soundness.trials import trials

RELEASE = Release("todo", "ns")


def disagreement(chart: type[HelmChart], rounds: int | None = None) -> str | None:
    """Return how Helm and the constructs differ on values of a chart, or None if they agree.

    Raises:
        TodoK8sError: If the chart is refused.
    """
    files = chart_files(chart)
    defaults = values_class(chart)().to_mapping()
    with helm_python.Chart.load_archive(archive_bytes("program", files)) as loaded:
        for trial in trials(values_class(chart), rounds=rounds):
            given = over_defaults(trial.values.to_mapping(), defaults)
            faults: tuple[str, ...] = ()
            wanted: list[Any] = []
            try:
                wanted = render(chart, trial.values, RELEASE)
            except ValuesError as error:  # what the chart requires of values and release
                faults = error.faults
            try:
                loaded.validate_schema(given)
                printed = loaded.render(given, name=RELEASE.name, namespace=RELEASE.namespace)
            except helm_python.HelmError as error:
                if not faults or not any(fault in str(error) for fault in faults):
                    return f"Helm refuses {given}: {error}\nthe constructs refuse: {faults}"
                continue
            made = documents(printed)
            if faults or canonical(made) != canonical(wanted):
                return f"{given}:\n{canonical(made)}\n{canonical(wanted)}\n{faults}\n{files}"
    return None


def over_defaults(values: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Return values as a values file has them, in which null removes an entry of the defaults."""
    removed = {key: None for key in defaults if key not in values}
    nested = {
        key: over_defaults(value, defaults[key])
        for key, value in values.items()
        if is_map(value) and is_map(defaults.get(key))
    }
    return {**values, **nested, **removed}


def documents(printed: dict[str, str]) -> list[Any]:
    """Return the manifests that Helm printed."""
    texts = (text for name, text in printed.items() if name.endswith(".yaml"))
    parts = (part for text in texts for part in f"\n{text}".split("\n---\n"))
    return [found for part in parts if (found := read_values(part))]


def canonical(manifests: list[Any]) -> list[str]:
    """Return manifests as texts that are equal where the manifests are."""
    return sorted(json.dumps(each, sort_keys=True) for each in manifests)
