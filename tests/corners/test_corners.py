"""No dark corner: every corner of every template is seen by some values.

The values are the cases, the refused ones also with the two services changed for each other, and
every pair of switches. Broken rules are seen by values that the rules refuse, all else by values
that are accepted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import helm_python
import pytest

from tests.cases.files import ACCEPTED, REFUSED, Case, as_further_services
from tests.corners.marks import SEEN, Marks
from tests.exported import exported_files
from tests.generated.bases import MODES, SWITCHES, rows, switched_on
from tests.generated.strategies import apply_edits
from todo_k8s import Release, TodoChatbot, render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.model.missing import HEADING
from todo_k8s.helm.write.files import GUARDS, KEYS, SHARED_RULES
from todo_k8s.testing.helm_library import loaded
from todo_k8s.testing.helm_programs import without_schema

pytestmark = pytest.mark.helm
NAME = TodoChatbot.metadata.name
RULES = ("templates/rules.yaml", GUARDS, KEYS, SHARED_RULES)
_NO_OPEN_SECTION = "no section of todo-chatbot takes other keys and has sections"
_ASKED_BEFORE = "the key above asks first"
_SCRAPED = (
    "if and (and $.Values.monitoring.serviceMonitor.enabled (has $name "
    "$.Values.monitoring.serviceMonitor.services)) "
    '(or (not (eq (dig "preset" "none" $service) "none")) $service.port)'
)
_TEXT_BY_SCHEMA = re.compile(
    r'\(kindIs "string" \(get \S.* "(clusterIP|kind|restartPolicy)"\)\): empty$'
)
"""What is a text by its type in the schema, where a rule asks whether it is one."""
BEYOND_VALUES = {
    f"{GUARDS}: if ne (include": "only another version of the chart has other helpers",
    f"{GUARDS}: range $path := list": "some keys are always asked for",
    f"{GUARDS}: if hasKey $sections (dir $path): else": "templates that miss a section fail",
    f"{KEYS}: range until": "there are always sections",
    f"{KEYS}: range $place := $outer: else": "so deep is no section, in some of the rounds",
    f"{KEYS}: range $name, $start := dict": "there are always two places to look at",
    f"{KEYS}: range $start := until": "a key has two ends",
    f"{KEYS}: range $try := list": "there is always something to try",
    f"{KEYS}: range $pair := $pairs": "a key has two ends",
    f"{KEYS}: if or $is_map (kindIs": "only without the schema is it neither a map nor a list",
    f"{KEYS}: range $key, $below := get $sections $section: else": "a section has keys",
    f'{KEYS}: if hasPrefix "*" $place.section: else': "only without the schema is it neither",
    f'{KEYS}: if not (or (hasKey $keys $key) (hasKey $keys "*")): (hasKey': _NO_OPEN_SECTION,
    f'{KEYS}: if not (or (eq $below "-") (eq $key "*")): (eq $key': _NO_OPEN_SECTION,
    f"{KEYS}: if and $field (not $advice): (not": "what is put elsewhere has no other advice",
    f"{KEYS}: range $candidate, $paths := get $places (index $try 2): else": "a section has keys",
    "templates/ingress-paths.yaml: with merge (dict) (merge": "each controller has an annotation",
    "templates/_helpers.tpl: with .Values.migrations.initContainers: else": _ASKED_BEFORE,
    **{
        f'templates/{name}: with omit $container "securityContext": else': "a rule wants a name"
        for name in (
            *("backend-deployment.yaml", "frontend-deployment.yaml", "services-deployment.yaml"),
            *("_helpers.tpl", "cron-jobs.yaml"),
        )
    },
    'templates/_helpers.tpl: if not (eq (kindIs "string" (get $mount "name") | ternary (get $mount '
    '"name") "") "persistent"): (kindIs': "a rule wants a name",
    'templates/rules.yaml: if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" '
    '(get $mount "mountPath")': "what is set is a text",
    'templates/_helpers.tpl: kindIs "string" (get $volume "name")': "a rule wants a name",
    'templates/_helpers.tpl: kindIs "string" (get $mount "mountPath")': "a rule wants a path",
    'templates/_helpers.tpl: printf "%s %s" (kindIs "string" (get $given': "the schema wants texts",
    'templates/_helpers.tpl: printf "%s/%s" (kindIs "string" (get (kindIs "map" (get $given': (
        "the schema wants a map, and lint a name"
    ),
    **{
        f'templates/_helpers.tpl: printf "%s %s %s %s" (kindIs "string" (get ${which}': (
            "the schema wants texts, and lint a name"
        )
        for which in ("one", "before")
    },
    f"templates/services-service-monitor.yaml: {_SCRAPED}: (or": "a rule wants a port",
    f"templates/services-service-monitor.yaml: {_SCRAPED}: (not": "a rule wants a port",
    f"templates/services-service-monitor.yaml: {_SCRAPED}: $service.port": "a rule wants a port",
}
"""How the corners start that no values see here, without the number of the line, and why."""

_OF_SERVICE = '(dict "service" $service) | fromJson'
_PRESET = 'include "todo-chatbot.{}.presetPaths" {} | fromYaml'
_GIVEN = {"backend": ".", "frontend": ".", "services": '(dict "service" $service)'}
_PROBES = ("startup", "liveness", "readiness")
_REFERS = "only what refers to other variables asks for it"
NEVER_EMPTY = {
    'include "todo-chatbot.backend.env" . | fromJson': _REFERS,
    'include "todo-chatbot.frontend.env" . | fromJson': _REFERS,
    'include "todo-chatbot.services.env" (dict "service" $service) | fromJson': _REFERS,
    'include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) '
    "| fromJson": _REFERS,
    'merge (dict) (dig "env" dict $job) (get (include "todo-chatbot.services.all.env" $root '
    '| fromYaml) (dig "service" "" $job) | default dict)': _REFERS,
    ".Values.backend.env": _REFERS,
    'dig "env" dict $given': _REFERS,
    **{
        f".Values.{name}.probes.{probe}.headers": _ASKED_BEFORE
        for name in ("backend", "frontend")
        for probe in _PROBES
    },
    **{f'dig "probes" "{probe}" "headers" dict $service': _ASKED_BEFORE for probe in _PROBES},
    **{f".Values.{name}.topologySpread.keys": _ASKED_BEFORE for name in ("backend", "frontend")},
    'dig "topologySpread" "keys" (list "kubernetes.io/hostname" "topology.kubernetes.io/zone") '
    "$service": _ASKED_BEFORE,
    'dig "extraPorts" dict $given': "it is within a loop over the same",
    **{
        f'dig "{name}" list $given': "it is within a loop over the same"
        for name in ("extraVolumes", "extraVolumeMounts", "initContainers", "sidecars")
    },
    **{
        f'dig "{name}" list $item': "it is within a loop over the same"
        for name in ("extraVolumes", "extraVolumeMounts", "initContainers")
    },
    'dig "initContainers" list $cronJob': _ASKED_BEFORE,
    ".Values.migrations.initContainers": _ASKED_BEFORE,
    "$.Values.migrations.initContainers": "it is within a loop over the same",
    **{
        f'dig "resources" "requests" (dict "cpu" "100m" "memory" "128Mi") {owner}': (
            "only rules ask for it, and they want one"
        )
        for owner in ("$given", "$item")
    },
    "$section.resources.requests": "only rules ask for it, and they want one",
    'dig "keys" list $files': "a rule wants one",
    'dig "keys" list $values': "a rule wants one, or the key above asks first",
    ".Values.gateway.parentRefs": "a rule wants one",
    "$.Values.gateway.parentRefs": "it is within a loop over the same",
    ".Values.imagePullSecrets": _ASKED_BEFORE,
    **{
        f'include "todo-chatbot.warnings.claims" {root} | fromYamlArray': "one that has one asks"
        for root in (".", "$root")
    },
    "$.Values.extraObjects": "it is within a loop over the same",
    ".Values.services": "it is asked only about one of them",
    "$.Values.services": "it is within a loop over the same",
    "$root.Values.services": "it is within a loop over the same",
    'dig "podSecurityContext" "sysctls" dict $cronJob': _ASKED_BEFORE,
    'dig "hosts" list $path | default $.Values.ingress.hosts': "a rule wants one",
    ".Values.ingress.paths": "hosts without a path are refused before, or lead to the frontend",
    ".Values.gateway.paths": "a route without a path leads to the frontend",
    "$root.Values.ingress.paths": "it is within a loop over the same",
    "$root.Values.gateway.paths": "it is within a loop over the same",
    "$.Values.ingress.paths": "it is within a loop over the same",
    "$.Values.gateway.paths": "it is within a loop over the same",
    "$certificate.hosts": "the schema wants one",
    "$item.hosts": "the schema wants one",
    "$one.hosts": "the schema wants one",
    "$server.reachableFrom": "the schema wants one",
    'include "todo-chatbot.notes.hosts" . | fromYamlArray': "it is asked where there are some",
    'include "todo-chatbot.notes.keys" . | fromYamlArray': _ASKED_BEFORE,
    'include "todo-chatbot.warnings" . | fromYamlArray': _ASKED_BEFORE,
    ".Values.secrets.externalSecret.data": _ASKED_BEFORE,
    "merge (dict) .Values.secrets.values": "a rule wants one",
    'include "todo-chatbot.backend.sysctls" . | fromJson': _ASKED_BEFORE,
    'include "todo-chatbot.frontend.sysctls" . | fromJson': _ASKED_BEFORE,
    f'include "todo-chatbot.services.sysctls" {_OF_SERVICE}': _ASKED_BEFORE,
    **{
        f"merge (dict) {own} ({_PRESET.format(name, _GIVEN[name])})": "each preset has some"
        for name, own in (
            ("backend", ".Values.backend.writablePaths"),
            ("frontend", ".Values.frontend.writablePaths"),
            ("services", '(dig "writablePaths" dict $service)'),
        )
    },
    'dig "udpPorts" dict $given': "it is within a loop over the same",
    'keys (dig "secretFiles" dict $item) | sortAlpha': "it is within a loop over the same",
    'keys (dig "secretFiles" dict $given) | sortAlpha': "it is within a loop over the same",
}
"""What is looped over only where it is not empty, and why; so it has one corner, not two."""


class Try(NamedTuple):
    """Values to render for a release."""

    values: dict[str, Any]
    release: Release


def tries() -> Iterator[Try]:
    """Yield the values to render, those that see most first."""
    for mode in MODES:
        for row in rows():
            changes = list(zip(SWITCHES, row, strict=True))
            yield Try(apply_edits(changes, switched_on(mode)), Release("todo", "todo"))
    for case in (*ACCEPTED.values(), *REFUSED.values()):
        yield Try(case.values, case.release)
        for further in as_further_services(case):
            yield Try(further.values, further.release)
    for case in REFUSED.values():
        yield Try(exchanged(case), case.release)


def exchanged(case: Case) -> dict[str, Any]:
    """Return the values with what one service has given to the other."""
    other = {"backend": "frontend", "frontend": "backend"}
    return {other.get(key, key): value for key, value in case.values.items()}


def faults(each: Try) -> set[str]:
    """Return what Python says of values for a release, a line a fault."""
    try:
        render(each.values, each.release)
    except ValuesError as error:
        return set(str(error).splitlines())
    return set()


def printed(chart: helm_python.Chart, each: Try) -> dict[str, str]:
    """Return what the templates print, by their paths in the chart; nothing if they cannot."""
    try:
        files = chart.render(each.values, name=each.release.name, namespace=each.release.namespace)
    except helm_python.HelmError:
        return {}
    return {path.removeprefix(f"{NAME}/"): text for path, text in files.items()}


def test_marks_change_nothing() -> None:
    """What is printed is printed without marks too, to the last byte; a third of the cases do."""
    files = without_schema(exported_files())  # it takes Helm longer than the templates
    with loaded(files) as plain, loaded(Marks(files).files) as marked:
        for case in list(ACCEPTED.values())[::3]:
            each = Try(case.values, case.release)
            texts = printed(marked, each)
            assert texts.pop(SEEN)
            assert texts == printed(plain, each)


def seen_by(some: Iterable[Try], marks: Marks) -> set[str]:
    """Return the corners that some values see, of those that have a mark."""
    seen: set[str] = set()
    with loaded(marks.files) as chart:
        for each in some:
            texts = printed(chart, each)
            broken = {line for name in RULES for line in texts.get(name, "").split("\n")}
            broken -= {"", HEADING}
            if texts and broken == faults(each):  # else it is the schema that refuses
                corners = marks.seen(texts[SEEN])
                seen |= {where for where in corners if not broken or where.startswith(RULES)}
    return seen


def test_every_corner_is_seen() -> None:
    """Nothing in the templates is there for no values."""
    files = without_schema(exported_files())
    marks, seen = Marks(files), set[str]()
    waiting = tries()
    while some := list(itertools.islice(waiting, 50)):  # what they see needs no mark from then on
        seen |= seen_by(some, Marks(files, without=seen))
    dark = {where for where in marks.corners.keys() - seen if not is_beyond_values(where)}
    loops = {where: range_of(where) for where in dark}
    assert sorted(where for where in dark if loops[where] not in NEVER_EMPTY) == []
    assert set(loops.values()) == set(NEVER_EMPTY)
    assert len(marks.corners) > 6_000, "docs/law.md says so"


def is_beyond_values(where: str) -> bool:
    """Tell whether a corner is one that no values see."""
    return starts(where, tuple(BEYOND_VALUES)) or _TEXT_BY_SCHEMA.search(where) is not None


def starts(where: str, heads: tuple[str, ...]) -> bool:
    """Tell whether a corner, without the number of its line, starts with one of these."""
    return re.sub(r":\d+ ", ": ", where, count=1).startswith(heads)


def range_of(where: str) -> str:
    """Return what is looped over in a corner that is a loop without items."""
    match = re.search(r" range .* := (.*): else$", where)
    return match[1] if match else ""


def test_marks_are_in_every_corner() -> None:
    """What a small template with everything in it has for corners."""
    text = """\
{{- define "a" -}}{{ if and .a (not .b) }}x{{ else if .c }}y{{ end }}{{ end }}
{{- range $key, $_ := .d }}{{ $key | default "}}" }}{{ end }}
{{- with .e }}{{ ternary "x" "y" (eq . 1) }}{{ else }}{{ end }}
"""
    marks = Marks({"templates/a.yaml": text, "values.yaml": "{{ if }}"})
    assert sorted(where.removeprefix("templates/a.yaml:") for where in marks.corners) == [
        '1 define "a"',
        "1 else if .c",
        "1 if and .a (not .b)",
        "1 if and .a (not .b): (not .b)",
        "1 if and .a (not .b): (not .b): empty",
        "1 if and .a (not .b): .a",
        "1 if and .a (not .b): .a: empty",
        "1 if and .a (not .b): else",
        '2 $key | default "}}": ($key)',
        '2 $key | default "}}": ($key): empty',
        "2 range $key, $_ := .d",
        "2 range $key, $_ := .d: else",
        '3 ternary "x" "y" (eq . 1): (eq . 1)',
        '3 ternary "x" "y" (eq . 1): (eq . 1): empty',
        "3 with .e",
        "3 with .e: else",
    ]
    assert marks.files["values.yaml"] == "{{ if }}"
