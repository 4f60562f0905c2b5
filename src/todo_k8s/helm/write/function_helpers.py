"""The bodies of the helpers that functions include: what needs a loop, which no expression has.

Each is a template of its own arguments, which the form of the function gives it by their names.
"""

from __future__ import annotations

from todo_k8s.helm.functions.quantities import WORTHS

_TOTAL = """
{{- $sum := 0 }}
{{- range .numbers }}
{{- $sum = add $sum . }}
{{- end }}
{{- $sum }}
"""

_TO_YAML = r"""
{{- if or (empty .data) (ge (int .level) 100) (not (has (kindOf .data) (list "map" "slice"))) }}
{{- regexReplaceAll "^(-?[0-9]+)e" (toRawJson .data) "${1}.0e" }}
{{- else if kindIs "slice" .data }}
{{- range $item := .data }}
{{- $text := include "{helper}" (dict "data" $item "level" (add $.level 1)) }}
{{- printf "\n- %s" (trimPrefix "\n  " ($text | replace "\n" "\n  ")) }}
{{- end }}
{{- else }}
{{- range $key, $value := .data }}
{{- $text := include "{helper}" (dict "data" $value "level" (add $.level 1)) }}
{{- $word := has (lower $key) (list "y" "n" "yes" "no" "on" "off" "true" "false" "null") }}
{{- $plain := and (regexMatch "^[A-Za-z][A-Za-z0-9_./-]*$" $key) (not $word) }}
{{- $space := ternary "" " " (hasPrefix "\n" $text) }}
{{- $name := ternary $key (toRawJson $key) $plain }}
{{- printf "\n%s:%s%s" $name $space ($text | replace "\n" "\n  ") }}
{{- end }}
{{- end }}"""

_LENGTH = """
{{- $year := toDate "2006" "2000" }}
{{- $duration := regexFind "^([0-9]{1,5}(ms|s|m|h)){1,4}$" .duration }}
{{- $length := (dateModify $duration $year).Sub $year }}
"""
"""From some time to the same with the duration; what is none changes nothing."""

_OBJECTS = """
{{- $objects := list }}
{{- range kindIs "slice" .items | ternary .items list }}
{{- if kindIs "map" . }}
{{- $objects = append $objects . }}
{{- end }}
{{- end }}
{{- toJson $objects }}
"""

_UNITS = " ".join(f'"{unit}" {worth}' for unit, worth in WORTHS.items())
_QUANTITY = f"""
{{{{- $text := toString .text }}}}
{{{{- $units := dict {_UNITS} }}}}
{{{{- $unit := regexReplaceAll "^[0-9.]+" $text "" }}}}
{{{{- mulf (regexFind "^[0-9.]+" $text) (get $units $unit) }}}}
"""

HELPERS = {
    "get_objects": _OBJECTS,
    "milliseconds": _LENGTH + "{{- $length.Milliseconds }}",
    "quantity": _QUANTITY,
    "seconds": _LENGTH + "{{- div $length.Milliseconds 1000 }}",
    "to_yaml": _TO_YAML,
    "total": _TOTAL,
}
"""The bodies, by the names of the functions; ``{helper}`` is the helper itself."""

HELPER_OF = {"quantity_at_most": "quantity", **{name: name for name in HELPERS}}
"""Which of them a function includes."""
