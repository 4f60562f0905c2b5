"""The helper that finds unknown keys, and names those that are meant, as Python does.

A schema could refuse them, but could not say more of one than that it is not allowed. So sections
are open in the schema, and a template compares their keys with those that are known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from todo_k8s.helm.model import unknown_keys as said
from todo_k8s.helm.model.known_keys import HERE, KnownKeys
from todo_k8s.helm.plain import likeness as alike

_FIND = """\
{{- $unknown := list }}
{{- $outer := list (dict "path" "" "section" %(root)s "value" .Values) }}
{{- range until %(levels)s }}
{{- $inner := list }}
{{- range $place := $outer }}
{{- $is_map := kindIs "map" $place.value }}
{{- if hasPrefix "*" $place.section }}
{{- if or $is_map (kindIs "slice" $place.value) }}
{{- range $key, $item := $place.value }}
{{- $path := printf (ternary "%%s.%%s" "%%s[%%d]" $is_map) $place.path $key }}
{{- $inner = append $inner (dict "path" $path "section" (trimPrefix "*" $place.section) \
"value" $item "above" $place) }}
{{- end }}
{{- end }}
{{- else if $is_map }}
{{- $keys := get $sections $place.section }}
{{- range $key, $value := $place.value }}
{{- $path := printf "%%s.%%s" $place.path $key | trimPrefix "." }}
{{- $below := get $keys $key }}
{{- if not (or (hasKey $keys $key) (hasKey $keys "*")) }}
{{- $unknown = append $unknown (dict "path" $path "key" $key "in" $place) }}
{{- else if not (has $below (list "" "-")) }}
{{- $inner = append $inner (dict "path" $path "section" $below "value" $value "above" $place) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $outer = $inner }}
{{- end }}
"""

_PLACES = """\
{{- $faults := list }}
{{- $anywhere := dict }}
{{- range $found := $unknown }}
{{- $section := $found.in.section }}
{{- $before := trimSuffix $found.key $found.path }}
{{- $beside := dict }}
{{- range $key, $below := get $sections $section }}
{{- if ne $below "-" }}
{{- $_ := set $beside (%(compared)s) (list (printf "%%s%%s" $before $key)) }}
{{- end }}
{{- end }}
{{- $places := dict "beside" $beside "below" dict "anywhere" $anywhere }}
{{- range $name, $start := dict "below" (dict $before $section) "anywhere" (dict "" %(root)s) }}
{{- $found := get $places $name }}
{{- $outer := ternary $start dict (empty $found) }}
{{- range until %(levels)s }}
{{- $inner := dict }}
{{- range $where, $section := $outer }}
{{- range $key, $below := get $sections $section | default dict }}
{{- if not (or (eq $below "-") (eq $key "*")) }}
{{- $compared := %(compared)s }}
{{- $path := printf "%%s%%s" $where $key }}
{{- $_ := set $found $compared (append (get $found $compared | default list) $path) }}
{{- $_ := set $inner (printf "%%s." $path) $below }}
{{- end }}
{{- end }}
{{- end }}
{{- $outer = $inner }}
{{- end }}
{{- end }}
"""

_ADVICE = """\
{{- $key := $found.key }}
{{- $word := %(compared)s }}
{{- $letters := splitList "" $word | sortAlpha | join "" }}
{{- $pairs := list }}
{{- range $start := until (int (add1 (len $word))) }}
{{- $pairs = append $pairs (substr $start (int (add $start 2)) (printf "^%%s$" $word)) }}
{{- end }}
{{- $advice := %(hint)s }}
%(put)s{{- range $try := list %(tries)s }}
{{- if not $advice }}
{{- $best := sub (index $try 0) 1 }}
{{- $near := list }}
{{- if hasKey (get $places (index $try 2)) $word }}
{{- $near = get (get $places (index $try 2)) $word }}
{{- else if lt $best %(same_letters)s }}
{{- range $candidate, $paths := get $places (index $try 2) }}
{{- $score := 0 }}
{{- if and (eq (len $candidate) (len $word)) \
(eq (splitList "" $candidate | sortAlpha | join "") $letters) }}
{{- $score = %(same_letters)s }}
{{- else }}
{{- $whole := printf "^%%s$" $candidate }}
{{- range $pair := $pairs }}
{{- if contains $pair $whole }}
{{- $score = add $score 200 }}
{{- end }}
{{- end }}
{{- $score = div $score (add (len $pairs) (len $candidate) 1) }}
{{- if and (ge (len $word) %(shortest)s) (hasPrefix $word $candidate) }}
{{- $score = max $score %(begun)s }}
{{- end }}
{{- end }}
{{- if gt $score $best }}
{{- $best = $score }}
{{- $near = $paths }}
{{- end }}
{{- end }}
{{- end }}
{{- with $near }}
{{- $shown := . }}
{{- if gt (len .) %(most)s }}
{{- $shown = append (slice . 0 %(most)s) "…" }}
{{- end }}
{{- $advice = printf (index $try 1) (join " or " $shown) }}
{{- end }}
{{- end }}
{{- end }}
{{- $faults = append $faults (printf "%%s: %(unknown)s; %%s" $found.path \
($advice | default %(nothing)s)) }}
{{- end }}
{{- toJson $faults }}
"""


_PUT = f"""\
{{{{- $at := dict "above" $found.in }}}}
{{{{- range until 20 }}}}
{{{{- $at = get $at "above" | default dict }}}}
{{{{- $field := get (get $elsewhere (get $at "section") | default dict) $key }}}}
{{{{- if and $field (not $advice) }}}}
{{{{- $advice = printf "{said.PUT} %s" (printf "%s.%s" $at.path $field | trimPrefix ".") }}}}
{{{{- end }}}}
{{{{- end }}}}
"""


def unknown_keys(known: KnownKeys) -> list[str]:
    """Return the lines of the helper's body.

    Args:
        known: The keys that the values model knows.
    """
    compared = f'regexReplaceAll "[^A-Za-z0-9]" $key "" | lower | trunc {alike.LONGEST}'
    words = {
        "root": json.dumps(known.root),
        "levels": known.levels,
        "compared": compared,
        "hint": '""',
        "put": "",
        "tries": " ".join(map(_try, said.TRIES)),
        "same_letters": alike.SAME_LETTERS,
        "begun": alike.BEGUN,
        "shortest": alike.SHORTEST,
        "most": said.MOST,
        "unknown": said.UNKNOWN,
        "nothing": json.dumps(said.NOTHING_NEAR),
    }
    lines = ["{{- $sections := dict", *_dicts(known.sections), "}}"]
    if known.hints:
        lines += ["{{- $hints := dict", *_dicts(known.hints), "}}"]
        words["hint"] = f'get (get $hints $section | default dict) $key | replace "{HERE}" $before'
    if known.elsewhere:
        lines += ["{{- $elsewhere := dict", *_dicts(known.elsewhere), "}}"]
        words["put"] = _PUT
    return [*lines, *((_FIND + _PLACES + _ADVICE) % words).splitlines()]


def _try(step: tuple[int, str, str]) -> str:
    least, text, where = step
    return f"(list {least} {json.dumps(text)} {json.dumps(where)})"


def _dicts(maps: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return maps by their names, a line each."""
    return [
        f"  {json.dumps(name)} (dict {' '.join(_pair(*each) for each in sorted(entries.items()))})"
        for name, entries in maps.items()
    ]


def _pair(key: str, value: str) -> str:
    return f"{json.dumps(key)} {json.dumps(value, ensure_ascii=False)}"
