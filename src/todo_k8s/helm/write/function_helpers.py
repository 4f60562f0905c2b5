"""The bodies of the helpers that functions include: what needs a loop, which no expression has.

Each is a template of its own arguments, which the form of the function gives it by their names.
"""

from __future__ import annotations

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

HELPERS = {"total": _TOTAL, "to_yaml": _TO_YAML}
"""The bodies, by the names of the functions; ``{helper}`` is the helper itself."""
