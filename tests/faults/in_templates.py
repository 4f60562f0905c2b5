"""Faults in the text of the templates: how values get into the YAML, and when."""

from __future__ import annotations

from tests.faults.faults import Files, edit, in_chart

_HELPERS = "templates/_helpers.tpl"
_BACKEND = "templates/backend-deployment.yaml"
_FRONTEND = "templates/frontend-deployment.yaml"
_INGRESS = "templates/ingress.yaml"
_ROUTE = "templates/http-route.yaml"
_JOB = "templates/migrations-job.yaml"
_SECRET = "templates/secrets-secret.yaml"
_EXTERNAL = "templates/secrets-external-secret.yaml"

# How a value gets into the YAML


@in_chart
def unquoted_variable(files: Files) -> None:
    """A variable's value is not quoted: ``yes`` becomes a boolean, ``1e3`` a number."""
    edit(files, _FRONTEND, "value: {{ $value | quote }}", "value: {{ $value }}")


@in_chart
def quoted_by_hand(files: Files) -> None:
    """Quotes stand in the template: a quote in the value breaks out of them."""
    edit(files, _BACKEND, "value: {{ $value | quote }}", 'value: "{{ $value }}"')


@in_chart
def single_quoted(files: Files) -> None:
    """Single quotes are not doubled by the function that writes double ones."""
    edit(files, _BACKEND, "value: {{ $value | quote }}", "value: {{ $value | squote }}")


@in_chart
def unquoted_name(files: Files) -> None:
    """The name of the release is not quoted: one of digits becomes a number."""
    name = "app.kubernetes.io/instance: {{ .Release.Name | quote }}"
    edit(files, _BACKEND, name, name.replace(" | quote", ""))


@in_chart
def unquoted_revision(files: Files) -> None:
    """An annotation is not quoted: a date or a number is no longer a string."""
    revision = "{{ .Values.secrets.revision | quote }}"
    edit(files, _BACKEND, revision, revision.replace(" | quote", ""))


@in_chart
def value_as_template(files: Files) -> None:
    """A value is taken for a template: ``{{`` in it is not printed as it is."""
    edit(files, _BACKEND, "value: {{ $value | quote }}", "value: {{ tpl $value $ | quote }}")


@in_chart
def trimmed_value(files: Files) -> None:
    """White space around a value is lost."""
    edit(files, _FRONTEND, "value: {{ $value | quote }}", "value: {{ trim $value | quote }}")


@in_chart
def float_of_group(files: Files) -> None:
    """A number is printed as the float64 that it is in Helm: ``1e+06``."""
    group = "int64 .Values.backend.podSecurityContext.runAsGroup"
    edit(files, _BACKEND, group, group.removeprefix("int64 "))


@in_chart
def rounded_number(files: Files) -> None:
    """A number is printed with its last digits lost."""
    group = "int64 .Values.frontend.podSecurityContext.fsGroup"
    edit(files, _FRONTEND, group, group.replace("int64", 'printf "%.6g"'))


@in_chart
def list_joined_by_hand(files: Files) -> None:
    """A list is written by hand: a comma in an item makes two items of it."""
    block = "command:\n            {{- toYaml .Values.backend.command | nindent 12 }}"
    edit(files, _BACKEND, block, 'command: [{{ join ", " .Values.backend.command }}]')


@in_chart
def sorted_list(files: Files) -> None:
    """A list is sorted, though its order counts."""
    block = "args:\n            {{- toYaml . "
    edit(files, _BACKEND, block, block.replace("toYaml .", "toYaml (sortAlpha .)"))


@in_chart
def list_without_doubles(files: Files) -> None:
    """An item that a list has twice is written once."""
    block = "args:\n            {{- toYaml . "
    edit(files, _FRONTEND, block, block.replace("toYaml .", "toYaml (uniq .)"))


@in_chart
def json_in_place_of_yaml(files: Files) -> None:
    """A block is JSON in which ``<`` is escaped, inside single quotes."""
    block = "affinity:\n        {{- toYaml . | nindent 8 }}"
    edit(files, _BACKEND, block, "affinity:\n        {{- toJson . | squote | nindent 8 }}")


@in_chart
def wrong_indentation(files: Files) -> None:
    """A block stands two columns too far left: its keys become neighbours of its own."""
    block = "affinity:\n        {{- toYaml . | nindent 8 }}"
    edit(files, _BACKEND, block, block.replace("nindent 8", "nindent 6"))


@in_chart
def indent_without_line(files: Files) -> None:
    """A block starts behind its key, on the same line."""
    block = "behavior:\n    {{- toYaml .Values.backend.autoscaling.behavior | nindent 4 }}"
    hpa = "templates/backend-horizontal-pod-autoscaler.yaml"
    edit(files, hpa, block, block.replace("nindent", "indent"))


@in_chart
def base64_missing(files: Files) -> None:
    """A secret stands in ``data`` in plain text."""
    edit(files, _SECRET, " | b64enc", "")


@in_chart
def base64_twice(files: Files) -> None:
    """A secret is encoded twice."""
    edit(files, _SECRET, " | b64enc", " | b64enc | b64enc")


@in_chart
def lower_case_key(files: Files) -> None:
    """The keys of the Secret are written in lower case."""
    edit(files, _SECRET, "{{ $key | quote }}", "{{ $key | lower | quote }}")


# When something is there


@in_chart
def replicas_while_scaled(files: Files) -> None:
    """``{{ if }}`` is missing: two owners of the number of pods."""
    condition = ".Values.backend.autoscaling.enabled .Values.backend.autoscaling.external"
    edit(files, _BACKEND, f"  {{{{- if not (or {condition}) }}}}\n", "  {{- if true }}\n")


@in_chart
def ingress_class_always(files: Files) -> None:
    """An empty class is written, where none must be."""
    edit(files, _INGRESS, "  {{- if .Values.ingress.className }}", "  {{- if true }}")


@in_chart
def swapped_branches(files: Files) -> None:
    """An image is named by tag where it has a digest, and the other way round."""
    condition = "{{- if .Values.frontend.image.digest }}"
    edit(files, _HELPERS, condition, condition.replace("if ", "if not "))


@in_chart
def and_for_or(files: Files) -> None:
    """``env`` is there only if every source of variables has some."""
    condition = '{{- if or (include "todo-chatbot.backend.secretEnv"'
    edit(files, _BACKEND, condition, condition.replace("or", "and", 1))


@in_chart
def default_on_zero(files: Files) -> None:
    """A default is put in place of 0, which is a value of its own."""
    count = "int64 .Values.backend.replicaCount"
    edit(files, _BACKEND, count, ".Values.backend.replicaCount | default 2 | int64")


@in_chart
def default_on_false(files: Files) -> None:
    """A default is put in place of false, which is a value of its own."""
    field = ".Values.frontend.securityContext.readOnlyRootFilesystem"
    edit(files, _FRONTEND, f"{field} |", f"{field} | default true |")


@in_chart
def default_on_empty(files: Files) -> None:
    """A default is put in place of an empty string, which means: leave it out."""
    model = ".Values.ai.model"
    edit(files, _HELPERS, f"{{{{- if {model} }}}}", "{{- if true }}")


@in_chart
def missing_guard_of_empty(files: Files) -> None:
    """A key is written without content: null in place of nothing."""
    text = "      {{- with .Values.backend.nodeSelector }}\n      nodeSelector:\n"
    guarded = "      nodeSelector:\n      {{- with .Values.backend.nodeSelector }}\n"
    edit(files, _BACKEND, text, guarded)


@in_chart
def empty_entries_stay(files: Files) -> None:
    """An empty string removes nothing from a map."""
    edit(files, _HELPERS, "{{- if $value }}", "{{- if true }}")
