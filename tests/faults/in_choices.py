"""Faults in the text of the templates: which value it is, names, whole objects."""

from __future__ import annotations

from tests.faults.faults import Files, edit, in_chart

_HELPERS = "templates/_helpers.tpl"
_BACKEND = "templates/backend-deployment.yaml"
_FRONTEND = "templates/frontend-deployment.yaml"
_INGRESS = "templates/ingress.yaml"
_SERVICES = "templates/services-deployment.yaml"
_ROUTE = "templates/http-route.yaml"
_SECRET = "templates/secrets-secret.yaml"
_EXTERNAL = "templates/secrets-external-secret.yaml"

# Which value it is


@in_chart
def wrong_helper(files: Files) -> None:
    """The frontend runs as the backend's ServiceAccount."""
    name = "frontend.serviceAccountName"
    edit(files, _FRONTEND, name, name.replace("frontend", "backend"))


@in_chart
def wrong_selector(files: Files) -> None:
    """The frontend's budget counts the backend's pods."""
    budget = "templates/frontend-pod-disruption-budget.yaml"
    edit(files, budget, "frontend.selectorLabels", "backend.selectorLabels")


@in_chart
def wrong_loop_variable(files: Files) -> None:
    """Within two loops the variable of the outer one is used."""
    edit(files, _SERVICES, "- name: {{ $name2 | quote }}", "- name: {{ $name | quote }}")


@in_chart
def wrong_scope_in_loop(files: Files) -> None:
    """Within a loop ``.`` is the item, which has no ``.Values``."""
    include = 'include "todo-chatbot.backend.servicePort" $'
    edit(files, _ROUTE, include, include.replace("$", "."))


@in_chart
def key_for_value(files: Files) -> None:
    """The name of a variable is taken for the key in the Secret."""
    edit(files, _FRONTEND, "key: {{ $key | quote }}", "key: {{ $name | quote }}")


@in_chart
def first_item_only(files: Files) -> None:
    """Of several hosts only the first is answered to."""
    hosts = "range $host := .Values.ingress.hosts"
    edit(files, _INGRESS, hosts, hosts.replace(".Values", "first .Values") + " | list")


@in_chart
def dropped_item(files: Files) -> None:
    """DNS is let through by UDP only."""
    text = "        - protocol: TCP\n          port: 53\n"
    edit(files, "templates/backend-network-policy.yaml", text)


@in_chart
def lost_sidecars(files: Files) -> None:
    """A list of the operator's is not appended to the chart's own."""
    loop = "{{- range $container := .Values.backend.sidecars }}"
    edit(files, _BACKEND, loop, loop.replace(".Values.backend.sidecars", "list"))


@in_chart
def lost_direct_url(files: Files) -> None:
    """The migrations do not get the direct URL."""
    edit(files, _HELPERS, "{{- if .Values.database.directUrlKey }}", "{{- if false }}")


@in_chart
def lost_property(files: Files) -> None:
    """The part of a remote secret is not said."""
    edit(files, _EXTERNAL, "{{- if $ref.property }}", "{{- if false }}")


@in_chart
def swapped_merge(files: Files) -> None:
    """The preset's variables go before the operator's."""
    own, preset = ".Values.backend.env", '(include "todo-chatbot.backend.presetEnv" . | fromYaml)'
    edit(files, _HELPERS, f"{own} {preset}", f"{preset} {own}")


@in_chart
def later_map_wins(files: Files) -> None:
    """``mergeOverwrite`` lets the last map win where the first must."""
    for service in ("backend", "frontend"):
        merge = f"merge (dict) .Values.{service}.writablePaths"
        edit(files, _HELPERS, merge, merge.replace("merge", "mergeOverwrite", 1))


@in_chart
def wrong_checksum(files: Files) -> None:
    """The checksum is that of the chart's variables only: a change of the operator's rolls none."""
    text = 'checksum/config: {{ include "todo-chatbot.backend.config"'
    edit(files, _BACKEND, text, text.replace('config"', 'ownConfig"'))


@in_chart
def checksum_of_nothing(files: Files) -> None:
    """The checksum of the secrets is that of another value."""
    text = 'backend.secretSums" . | fromYaml | toJson | sha256sum'
    edit(files, _BACKEND, text, text.replace("secretSums", "strongSecrets"))


@in_chart
def lost_common_label(files: Files) -> None:
    """The labels of every object are not on the Secret."""
    text = files[_HELPERS]
    start = text.index("{{- with .Values.commonLabels }}", text.index("secrets.labels"))
    end = text.index("{{- end }}", start)
    files[_HELPERS] = text[:start] + "{{- if false }}\n" + text[end:]


@in_chart
def lost_label(files: Files) -> None:
    """A label is not on the objects of the migrations."""
    text = files[_HELPERS]
    start = text.index("app.kubernetes.io/part-of", text.index("migrations.labels"))
    files[_HELPERS] = text[:start] + text[text.index("\n", start) + 1 :]


# Names


@in_chart
def cut_too_early(files: Files) -> None:
    """A name is cut a character too early."""
    edit(files, _HELPERS, "trunc 54", "trunc 53")


@in_chart
def cut_too_late(files: Files) -> None:
    """A name may be a character too long."""
    edit(files, _HELPERS, "trunc 55", "trunc 56")


@in_chart
def dash_at_the_end(files: Files) -> None:
    """A name that is cut behind a dash keeps it."""
    edit(files, _HELPERS, ' | trunc 54 | trimSuffix "-"', " | trunc 54")


@in_chart
def every_dash_at_the_end(files: Files) -> None:
    """More than one dash is taken from the end of a name."""
    edit(files, _HELPERS, 'trimSuffix "-")', 'trimAll "-")')


@in_chart
def dots_in_names(files: Files) -> None:
    """The dots of a release's name are kept, which no Service may have."""
    edit(files, _HELPERS, '(.Release.Name | replace "." "-")', ".Release.Name")


@in_chart
def release_named_twice(files: Files) -> None:
    """A release called like the chart says it twice."""
    condition = "else if contains"
    edit(files, _HELPERS, condition, "else if and false (contains")
    edit(files, _HELPERS, '"." "-") }}\n{{- .Release', '"." "-")) }}\n{{- .Release')


@in_chart
def name_by_prefix(files: Files) -> None:
    """A release holds the chart's name only if it starts with it."""
    condition = "{{- else if contains"
    edit(files, _HELPERS, condition, condition.replace("contains", "hasPrefix"))


# Whole objects


@in_chart
def lost_object(files: Files) -> None:
    """An object of a switch is not in the chart."""
    del files["templates/uptime-probe.yaml"]


@in_chart
def lost_second_document(files: Files) -> None:
    """The objects of the operator are not apart: the last one wins."""
    edit(files, "templates/extra-objects.yaml", "---\n", "")


@in_chart
def object_without_switch(files: Files) -> None:
    """An object is there whatever its switch says."""
    alias = "templates/frontend-alias-service.yaml"
    edit(files, alias, "{{- if and .Values", "{{- if or true .Values")
