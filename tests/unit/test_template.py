"""The writer's text for each construct: what an operator reads in ``templates/``."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.test_content import Values
from todo_k8s.helm.compiled.faults import fault
from todo_k8s.helm.content import (
    EMPTY_MAP,
    Content,
    each,
    each_entry,
    filled,
    named_map,
    only_if,
    spread,
    switch,
    with_entries,
)
from todo_k8s.helm.functions import choose, contains, equals, is_set, let, merge, named, not_
from todo_k8s.helm.model import Check
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.stand_in import symbolic
from todo_k8s.helm.write.template import TemplateWriter

V = symbolic(Values)

DOCUMENTS: dict[str, tuple[Content, str]] = {
    "scalars": (
        {"a": V.text, "b": V.number, "c": V.flag, "d": f"{V.text}-{V.number}"},
        """\
a: {{ .Values.text | quote }}
b: {{ int64 .Values.number }}
c: {{ .Values.flag | toJson }}
d: {{ printf "%s-%d" .Values.text (int64 .Values.number) | quote }}
""",
    ),
    "constants": (
        {"a": "plain", "b": "a: b", "c": "yes", "d": "", "e": 80, "f": True, "g": EMPTY_MAP},
        """\
a: plain
b: "a: b"
c: "yes"
d: ""
e: 80
f: true
g: {}
""",
    ),
    "a literal brace pair": (
        {"a": "{{ .Values.x }}", "b": f"{{{{ {V.text}"},
        """\
a: {{ "{{ .Values.x }}" | quote }}
b: {{ printf "{{ %s" .Values.text | quote }}
""",
    ),
    "a conditional entry": (
        {"a": 1, "b": only_if(V.flag, V.text)},
        """\
a: 1
{{- if .Values.flag }}
b: {{ .Values.text | quote }}
{{- end }}
""",
    ),
    "else": (
        {"a": only_if(V.flag, 1, 2)},
        """\
{{- if .Values.flag }}
a: 1
{{- else }}
a: 2
{{- end }}
""",
    ),
    "else if": (
        {"a": switch(V.kind, {"x": 1, "y": {"b": V.text}}, 3)},
        """\
{{- if eq .Values.kind "x" }}
a: 1
{{- else if eq .Values.kind "y" }}
a:
  b: {{ .Values.text | quote }}
{{- else }}
a: 3
{{- end }}
""",
    ),
    "a map of conditional entries has a guard": (
        {"a": {"b": only_if(V.flag, 1), "c": only_if(is_set(V.text), V.text)}},
        """\
{{- if or .Values.flag .Values.text }}
a:
  {{- if .Values.flag }}
  b: 1
  {{- end }}
  {{- if .Values.text }}
  c: {{ .Values.text | quote }}
  {{- end }}
{{- end }}
""",
    ),
    "a guard that says it all is not repeated": (
        {"a": {"b": only_if(V.flag, {"c": V.text})}},
        """\
{{- if .Values.flag }}
a:
  b:
    c: {{ .Values.text | quote }}
{{- end }}
""",
    ),
    "a map of the values": (
        {"a": {"b": V.labels}},
        """\
{{- if .Values.labels }}
a:
  b:
    {{- toYaml .Values.labels | nindent 4 }}
{{- end }}
""",
    ),
    "what a rule keeps from being empty": (
        {"a": filled(V.labels), "b": filled([each(V.items, lambda item: {"name": item.name})])},
        """\
a:
  {{- toYaml .Values.labels | nindent 2 }}
b:
  {{- range $item := .Values.items }}
  - name: {{ $item.name | quote }}
  {{- end }}
""",
    ),
    "a guard that what is around it implies is left out": (
        {"a": only_if(is_set(V.items), [spread(V.items), only_if(V.flag, 1)])},
        """\
{{- if .Values.items }}
a:
  {{- toYaml .Values.items | nindent 2 }}
  {{- if .Values.flag }}
  - 1
  {{- end }}
{{- end }}
""",
    ),
    "a guard that always holds is left out": (
        {"a": {"b": only_if(is_set(V.words), V.words, ["none"])}},
        """\
a:
  {{- if .Values.words }}
  b:
    {{- toYaml .Values.words | nindent 4 }}
  {{- else }}
  b:
    - none
  {{- end }}
""",
    ),
    "own entries and a map of the values": (
        {"a": with_entries({"own": 1}, merge(V.labels, {"b": "c"}))},
        """\
a:
  own: 1
  {{- toYaml (merge (dict) .Values.labels (dict "b" "c")) | nindent 2 }}
""",
    ),
    "a map that is never empty": (
        {"a": merge(V.labels, {"b": "c"}), "d": only_if(is_set(merge(V.labels, {"b": "c"})), "e")},
        """\
a:
  {{- toYaml (merge (dict) .Values.labels (dict "b" "c")) | nindent 2 }}
d: e
""",
    ),
    "items spliced into a list": (
        {"a": ["first", only_if(V.flag, ["b", V.text]), spread(V.words)]},
        """\
a:
  - first
  {{- if .Values.flag }}
  - b
  - {{ .Values.text | quote }}
  {{- end }}
  {{- with .Values.words }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
""",
    ),
    "a loop over a map": (
        {"env": [each(V.labels, lambda name, value: {"name": name, "value": value})]},
        """\
{{- if .Values.labels }}
env:
  {{- range $name, $value := .Values.labels }}
  - name: {{ $name | quote }}
    value: {{ $value | quote }}
  {{- end }}
{{- end }}
""",
    ),
    "a loop with some last": (
        {"a": ["x", each(V.words, lambda word: word, last=lambda word: contains(word, "$"))]},
        """a:
  - x
  {{- range $word := .Values.words }}
  {{- if not (contains "$" $word) }}
  - {{ $word | quote }}
  {{- end }}
  {{- end }}
  {{- range $word := .Values.words }}
  {{- if contains "$" $word }}
  - {{ $word | quote }}
  {{- end }}
  {{- end }}
""",
    ),
    "a loop over a list of models": (
        {"a": ["x", each(V.items, lambda one_item: {"name": one_item.name, "k": V.kind})]},
        """\
a:
  - x
  {{- range $oneItem := .Values.items }}
  - name: {{ $oneItem.name | quote }}
    k: {{ $.Values.kind | quote }}
  {{- end }}
""",
    ),
    "a loop that makes a map": (
        {"a": each_entry(V.sizes, lambda key, size: f"{key}-{size + 1}")},
        """\
{{- if .Values.sizes }}
a:
  {{- range $key, $size := .Values.sizes }}
  {{ $key | quote }}: {{ printf "%s-%d" $key (add (int64 $size) 1) | quote }}
  {{- end }}
{{- end }}
""",
    ),
    "a list item starts with what is sure": (
        {"a": [{"b": only_if(V.flag, 1), "c": V.text, "d": only_if(V.turn, 2)}]},
        """\
a:
  - c: {{ .Values.text | quote }}
    {{- if .Values.flag }}
    b: 1
    {{- end }}
    {{- if .Values.turn }}
    d: 2
    {{- end }}
""",
    ),
    "a list item with nothing sure": (
        {"a": ["x", {"b": only_if(V.flag, 1), "c": only_if(V.turn, 2)}]},
        """\
a:
  - x
  {{- if or .Values.flag .Values.turn }}
  -
    {{- if .Values.flag }}
    b: 1
    {{- end }}
    {{- if .Values.turn }}
    c: 2
    {{- end }}
  {{- end }}
""",
    ),
    "lists in lists": (
        {"a": [["b", V.text], [1]]},
        """\
a:
  -
    - b
    - {{ .Values.text | quote }}
  -
    - 1
""",
    ),
    "a scalar choice": (
        {"a": choose(V.flag, V.text, "none")},
        """\
a: {{ ternary .Values.text "none" .Values.flag | quote }}
""",
    ),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_document_reads_as_if_written_by_hand(case: str) -> None:
    """Each construct has one text, at the place in the YAML where it belongs."""
    content, wanted = DOCUMENTS[case]
    assert TemplateWriter("c").document(resolve(content)) == wanted


def condition(value: Any) -> Expr:
    """Return the expression of a condition."""
    return expression(value)


def test_document_stands_within_its_conditions() -> None:
    """An object that is there only sometimes is guarded once; known conditions are not repeated."""
    content = resolve({"a": only_if(V.flag, 1), "b": only_if(V.turn, 2)})
    conditions = [condition(V.flag), condition(equals(V.kind, "x"))]
    assert TemplateWriter("c").document(content, conditions, "Generated from here.") == (
        """\
{{- /* Generated from here. */}}
{{- if and .Values.flag (eq .Values.kind "x") }}
a: 1
{{- if .Values.turn }}
b: 2
{{- end }}
{{- end }}
"""
    )


def test_item_may_lack_what_its_place_rules_out() -> None:
    """In an item of a list, an entry that cannot be there leaves no trace."""
    content = resolve({"some": [{"x": only_if(V.flag, None, "b"), "name": "a"}]})
    assert TemplateWriter("c").document(content, [condition(V.flag)]) == (
        """\
{{- if .Values.flag }}
some:
  - name: a
{{- end }}
"""
    )


def test_loop_over_documents_separates_them() -> None:
    """Objects that the operator gives become documents of one file."""
    loop = resolve(each(V.things, lambda manifest: manifest))
    assert TemplateWriter("c").document(loop) == (
        """\
{{- range $manifest := .Values.things }}
---
{{ toYaml $manifest }}
{{- end }}
"""
    )


def test_writes_a_document_for_each_entry() -> None:
    """A loop over documents separates those that it makes."""
    loop = resolve(each(V.things, lambda manifest: {"a": manifest}))
    text = TemplateWriter("small").document(loop)
    assert text.splitlines() == [
        "{{- range $manifest := .Values.things }}",
        "---",
        "{{- with $manifest }}",
        "a:",
        "  {{- toYaml . | nindent 2 }}",
        "{{- end }}",
        "{{- end }}",
    ]


def test_named_values_become_helpers() -> None:
    """What has a name is written once in ``_helpers.tpl``, by name, and included where it is."""
    image = named("image", choose(is_set(V.kind), f"{V.text}@{V.kind}", V.text))
    labels = named_map("labels", {"image": image, "size": only_if(V.flag, V.number)})
    port = named("port", V.number + 1)
    writer = TemplateWriter("c")
    text = writer.document(resolve({"i": image, "l": labels, "p": port}))
    assert text == (
        """\
i: {{ include "c.image" . | quote }}
l:
  {{- include "c.labels" . | nindent 2 }}
p: {{ include "c.port" . | int64 }}
"""
    )
    helpers, _, version = writer.helpers().partition('\n{{- define "c.helpersVersion" -}}\n')
    assert helpers == (
        """\
{{- define "c.image" -}}
{{- if .Values.kind }}
{{- printf "%s@%s" .Values.text .Values.kind }}
{{- else }}
{{- .Values.text }}
{{- end }}
{{- end }}

{{- define "c.labels" -}}
image: {{ include "c.image" . | quote }}
{{- if .Values.flag }}
size: {{ int64 .Values.number }}
{{- end }}
{{- end }}

{{- define "c.port" -}}
{{- add (int64 .Values.number) 1 }}
{{- end }}
"""
    )
    assert re.fullmatch(r"[0-9a-f]{8}\n{{- end }}\n", version)


def test_helper_in_a_loop_is_given_the_root() -> None:
    """Within a loop the dot is another thing, so a helper gets ``$``."""
    url = named("url", f"http://{V.text}")
    writer = TemplateWriter("c")
    text = writer.document(resolve({"a": ["x", each(V.words, lambda word: url + word)]}))
    assert '  - {{ printf "%s%s" (include "c.url" $) $word | quote }}' in text.splitlines()


def test_rules_fail_with_a_line_for_each_fault() -> None:
    """Each rule holds in the template as in Python; all faults are told at once, by field."""
    size = let("size", V.number + 1)
    checks: list[tuple[str, Any]] = [
        ("", Check(size <= 9, f"{size} is more than 9; lower it", "number")),
        (
            "part",
            each(V.labels, lambda key, value: Check(is_set(value), "is empty", f"labels.{key}")),
        ),
        ("part", only_if(V.flag, Check(not_(V.turn), "cannot be off", "off"))),
    ]
    assert TemplateWriter("c").rules.text([fault(check, path) for path, check in checks]) == (
        """\
{{- /* Rules across fields: each holds here as it does in Python. */}}
{{- $faults := list }}
{{- $size := add (int64 .Values.number) 1 }}
{{- if gt $size 9 }}
{{- $faults = append $faults (printf "number: %d is more than 9; lower it" $size) }}
{{- end }}
{{- range $key, $value := .Values.labels }}
{{- if not $value }}
{{- $faults = append $faults (printf "part.labels.%s: is empty" $key) }}
{{- end }}
{{- end }}
{{- if .Values.flag }}
{{- if .Values.turn }}
{{- $faults = append $faults "part.off: cannot be off" }}
{{- end }}
{{- end }}
{{- with $faults }}
{{- fail (printf "\\n%s" (join "\\n" .)) }}
{{- end }}
"""
    )


def test_text_escapes_what_is_plain() -> None:
    """Lines of NOTES.txt come out as they are, a brace pair in them too."""
    lines = [f"{V.text} is {V.number}", only_if(V.flag, ["see {{ this }}"]), "", "end"]
    assert TemplateWriter("c").text(resolve(lines)) == (
        """\
{{ .Values.text }} is {{ (int64 .Values.number) | toString }}
{{- if .Values.flag }}
see {{ "{{" }} this }}
{{- end }}

end
"""
    )
