"""The template that fails first: where a key is missing, or helpers are of another version."""

from __future__ import annotations

from collections.abc import Iterable

from todo_k8s.helm.model.missing import HEADING, MISSING
from todo_k8s.helm.symbolic.claims import VERSION
from todo_k8s.helm.write.lines import text_of
from todo_k8s.helm.write.literals import constant
from todo_k8s.helm.write.place import Lines

_GUARDS = (
    "{{- /* Helm runs the templates of the deepest folder first: what others take for granted. */}}"
)


def guards_text(chart_name: str, version: str, paths: Iterable[str]) -> str:
    """Return a template that fails where a key is missing, so that no other one meets that.

    It also fails where another version of the chart has put its helpers in the place of these,
    which `helpers` has written before.

    Args:
        chart_name: The prefix of its helpers.
        version: What its helpers are, or nothing if it has none.
        paths: The keys that must be there, a section before what is in it.
    """
    keys = [f"  {constant(path.replace('.', '/'))}" for path in paths]
    lines = [
        *(_version_guard(chart_name, version) if version else []),
        *(_missing(keys) if keys else []),
    ]
    return text_of([_GUARDS, *lines]) if lines else ""


def _version_guard(chart_name: str, version: str) -> Lines:
    message = (
        f"Two versions of the chart {chart_name} are in this release, and Helm keeps "
        "only one helper of each name. Use the same version for all copies."
    )
    helper = f'include "{chart_name}.{VERSION}" .'
    return [
        f"{{{{- if ne ({helper}) {constant(version)} }}}}",
        f"{{{{- fail {constant(message)} }}}}",
        "{{- end }}",
    ]


def _missing(keys: Lines) -> Lines:
    """Return the lines that look for keys, by paths with slashes; a section is looked into once."""
    said = f'(printf "%s: %s" ($path | replace "/" ".") {constant(MISSING)})'
    return [
        '{{- $sections := dict "." .Values }}',
        "{{- $missing := list }}",
        "{{- range $path := list",
        *keys,
        "}}",
        "{{- if hasKey $sections (dir $path) }}",
        "{{- $value := index (get $sections (dir $path)) (base $path) }}",
        '{{- if kindIs "map" $value }}',
        "{{- $_ := set $sections $path $value }}",
        '{{- else if kindIs "invalid" $value }}',
        f"{{{{- $missing = append $missing {said} }}}}",
        "{{- end }}",
        "{{- end }}",
        "{{- end }}",
        "{{- with $missing }}",
        f'{{{{- fail (printf "\\n%s\\n%s" {constant(HEADING)} (join "\\n" .)) }}}}',
        "{{- end }}",
    ]
