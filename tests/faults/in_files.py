"""Faults in the other files of the chart: values.yaml, its schema, and the rules."""

from __future__ import annotations

import json
from typing import Any

from tests.faults.faults import Files, edit, in_chart
from todo_k8s.helm.write.files import GUARDS, KEYS

_RULES = "templates/rules.yaml"
_SHARED = "templates/rules/_shared.tpl"
_VALUES = "values.yaml"
_SCHEMA = "values.schema.json"

# The rules


@in_chart
def first_fault_only(files: Files) -> None:
    """Helm stops at the first broken rule."""
    edit(files, _RULES, 'join "\\n" .', "first .")


@in_chart
def less_for_at_most(files: Files) -> None:
    """A rule has ``<`` where it must have ``<=``."""
    edit(files, _SHARED, "if gt $needed", "if ge $needed")


@in_chart
def at_most_for_less(files: Files) -> None:
    """A rule has ``<=`` where it must have ``<``."""
    edit(files, _SHARED, "(ge $untilUnready $untilRestart)", "(gt $untilUnready $untilRestart)")


@in_chart
def switch_not_asked(files: Files) -> None:
    """The rules of a probe hold for one that is off, too."""
    for probe in ("startup", "liveness", "readiness"):
        edit(files, _SHARED, f'(dig "probes" "{probe}" "enabled" true $given)', "true")


@in_chart
def lost_term(files: Files) -> None:
    """A term of a sum is left out."""
    edit(files, _SHARED, "$kill (dig ", "(dig ")


@in_chart
def other_service(files: Files) -> None:
    """A rule of the frontend looks at the backend."""
    here = '"given" .Values.frontend "path"'
    edit(files, _RULES, here, here.replace("frontend", "backend"))


@in_chart
def regex_with_case(files: Files) -> None:
    """The patterns of rules know no upper case."""
    edit(files, _RULES, "(?i)", "")


@in_chart
def regex_without_end(files: Files) -> None:
    """The patterns of rules are no longer held to the end of the text."""
    edit(files, _RULES, "\\\\z", "")


@in_chart
def no_key_missing(files: Files) -> None:
    """Helm does not ask for the keys that a null has removed."""
    edit(files, GUARDS, "with $missing", "if false")


@in_chart
def sections_not_looked_into(files: Files) -> None:
    """Helm asks for the keys at the top only."""
    edit(files, GUARDS, 'kindIs "map" $value', "false")


# values.yaml


@in_chart
def wrong_number_by_default(files: Files) -> None:
    """A default is another number."""
    edit(files, _VALUES, "drainSeconds: 15", "drainSeconds: 14")


@in_chart
def switched_on_by_default(files: Files) -> None:
    """A switch is on by default."""
    edit(files, _VALUES, "allowRoot: false", "allowRoot: true")


@in_chart
def lost_entry_by_default(files: Files) -> None:
    """An entry of a map of defaults is lost."""
    edit(files, _VALUES, '    BETTER_AUTH_SECRET: "BETTER_AUTH_SECRET"\n')


@in_chart
def unquoted_default(files: Files) -> None:
    """A default is not quoted: a tag becomes a number."""
    edit(files, _VALUES, 'tag: "1.37"', "tag: 1.37")


# The schema


def _changed(files: Files, *path: str, lost: str = "", **new: Any) -> None:
    """Change the schema of one field of the values, and of those that share it."""
    schema = json.loads(files[_SCHEMA])
    field = schema
    for name in path:
        field = field["properties"][name]
        if "$ref" in field:
            field = schema["definitions"][field["$ref"].removeprefix("#/definitions/")]
    field.pop(lost, None)
    field.update(new)
    files[_SCHEMA] = json.dumps(schema)


@in_chart
def lost_bound_of_one_field(files: Files) -> None:
    """One field has no upper bound in the schema."""
    _changed(files, "frontend", "topologySpread", "maxSkew", lost="maximum")


@in_chart
def bound_of_one_field_off_by_one(files: Files) -> None:
    """One bound is too narrow by one."""
    _changed(files, "database", "port", maximum=65534)


@in_chart
def open_section(files: Files) -> None:
    """One section takes unknown keys."""
    edit(files, KEYS, '"backend" (dict "affinity" ', '"backend" (dict "*" "" "affinity" ')


@in_chart
def keys_not_looked_into(files: Files) -> None:
    """Unknown keys are looked for at the top only."""
    edit(files, KEYS, '(has $below (list "" "-"))', "true")


@in_chart
def lost_length_of_one_field(files: Files) -> None:
    """One field has no greatest length in the schema."""
    _changed(files, "ai", "model", lost="maxLength")


@in_chart
def lost_choice(files: Files) -> None:
    """A choice between words is not in the schema."""
    _changed(files, "backend", "image", "pullPolicy", lost="enum")
