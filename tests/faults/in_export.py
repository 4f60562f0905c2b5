"""Faults in what exports the templates: the forms of functions, the text, the conditions."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.faults.faults import around, in_export, put
from todo_k8s.helm.compiled import compiler
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.plain import yaml_text
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic import conditions
from todo_k8s.helm.symbolic.conditions import ALWAYS
from todo_k8s.helm.symbolic.expressions import Call, Expr
from todo_k8s.helm.write.blocks import BlockWriter
from todo_k8s.helm.write.gotext import GoText
from todo_k8s.helm.write.template import TemplateWriter
from todo_k8s.services import application

# The forms of functions


def _has_form(patch: pytest.MonkeyPatch, name: str, form: str) -> None:
    patch.setitem(FUNCTIONS, name, dataclasses.replace(FUNCTIONS[name], form=form))


def _form(name: str, form: str) -> None:
    """Register a fault: a function has another form in templates."""

    def other_form(patch: pytest.MonkeyPatch) -> None:
        _has_form(patch, name, form)

    other_form.__name__ = f"form_of_{name}"
    in_export(other_form)


_form("more", "ge {0} {1}")
_form("less", "le {0} {1}")
_form("at_least", "gt {0} {1}")
_form("choose", "ternary {2} {1} {0}")
_form("default", "{0}")
_form("equals", "ne {0} {1}")
_form("is_set", "empty {0}")
_form("maximum", "min {0} {1}")
_form("minimum", "{0}")
_form("sub", "sub {1} {0}")
_form("mul", "add {0} {1}")
_form("truncate", "{0} | trunc (int (sub {1} 1))")
_form("trim_suffix", "{0}")
_form("replace", "{0}")
_form("contains", "contains {0} {1}")
_form("matches", "regexMatch {1} (lower {0})")
_form("b64encode", "{0} | b32enc")
_form("merge", "mergeOverwrite (dict) {all}")
_form("has_key", "hasKey {0} (upper {1})")
_form("checksum", "{0} | toYaml | sha256sum")
_form("digest", "{0} | sha256sum | trunc 7")


@in_export
def checksum_of_unescaped_json(patch: pytest.MonkeyPatch) -> None:
    """A checksum is that of JSON in which ``<``, ``>`` and ``&`` stand as they are."""
    _has_form(patch, "checksum", "{0} | toRawJson | sha256sum")


@in_export
def durations_without_units(patch: pytest.MonkeyPatch) -> None:
    """Every duration is read as if it were in seconds."""
    form = FUNCTIONS["milliseconds_of_one_unit"].form.partition(" (get ")[0]
    _has_form(patch, "milliseconds_of_one_unit", f"{form} 1000")


@in_export
def durations_of_one_digit(patch: pytest.MonkeyPatch) -> None:
    """A duration with more than one digit counts for none."""
    form = FUNCTIONS["milliseconds_of_one_unit"].form
    _has_form(patch, "milliseconds_of_one_unit", form.replace("{1,9}", "{1,1}"))


@in_export
def booleans_as_they_are(patch: pytest.MonkeyPatch) -> None:
    """A switch is printed as a text, so that `true` is the text "true"."""

    def quoted(sound: Any, *args: Any) -> str:
        return f"{sound(*args)} | quote"

    around(patch, GoText.boolean, quoted)


@in_export
def name_limit_62(patch: pytest.MonkeyPatch) -> None:
    """Names are cut at 62 characters."""
    patch.setattr(application, "NAME_LIMIT", 62)


# The text of expressions


@in_export
def lost_int64(patch: pytest.MonkeyPatch) -> None:
    """Numbers are printed as the float64 that they are in Helm."""
    put(patch, GoText.number, GoText.pipeline)


@in_export
def unquoted_strings(patch: pytest.MonkeyPatch) -> None:
    """No string is quoted."""

    def unquoted(sound: Any, *args: Any) -> Any:
        return sound(*args).replace(" | quote", "")

    around(patch, GoText.scalar, unquoted)


@in_export
def plain_constants(patch: pytest.MonkeyPatch) -> None:
    """No constant is quoted: ``"75"`` becomes a number."""
    put(patch, yaml_text.is_plain, lambda _text: True)


@in_export
def helper_of_strings_by_yaml(patch: pytest.MonkeyPatch) -> None:
    """A computed map goes through YAML: the line end of its last string is lost."""

    def from_yaml(named: Any, *args: Any) -> Any:
        return named(*args).replace("fromJson", "fromYaml")

    def to_yaml(bare: Any, *args: Any) -> Any:
        return [line.replace("- toJson", "- toYaml") for line in bare(*args)]

    around(patch, GoText._named, from_yaml)
    around(patch, TemplateWriter._bare, to_yaml)


@in_export
def root_within_a_loop(patch: pytest.MonkeyPatch) -> None:
    """Within a loop ``.`` is taken for the root."""

    def at_the_dot(sound: Any, writer: Any, each: Any, place: Any, body: Any) -> Any:
        def below(part: Any, inner: Any) -> Any:
            return body(part, dataclasses.replace(inner, root="."))

        return sound(writer, each, place, below)

    around(patch, BlockWriter.loop, at_the_dot)


# When something is there


@in_export
def opposite_of_at_most(patch: pytest.MonkeyPatch) -> None:
    """A rule breaks where both sides are equal."""
    patch.setitem(conditions._OPPOSITES, "at_most", "at_least")


@in_export
def opposite_keeps_and(patch: pytest.MonkeyPatch) -> None:
    """The opposite of ``a or b`` is taken to be ``not a or not b``."""

    def opposite(sound: Any, condition: Expr) -> Any:
        found = sound(condition)
        if isinstance(found, Call) and found.function == "all_of":
            return dataclasses.replace(found, function="any_of")
        return found

    around(patch, conditions.opposite, opposite)


@in_export
def guard_missing(patch: pytest.MonkeyPatch) -> None:
    """A key is written though nothing comes below it."""
    put(patch, conditions.present, lambda _content, in_list=False: ALWAYS)  # noqa: ARG005  # as `present` has them


@in_export
def condition_missing(patch: pytest.MonkeyPatch) -> None:
    """An object is there whatever its switch says."""

    def unconditional(sound: Any, writer: Any, content: Any, _: Any, origin: str) -> Any:
        return sound(writer, content, (), origin)

    around(patch, TemplateWriter.document, unconditional)


@in_export
def otherwise_missing(patch: pytest.MonkeyPatch) -> None:
    """What a choice gives otherwise is left out."""

    def first_branch(sound: Any, writer: Any, node: Any, *args: Any) -> Any:
        return sound(writer, dataclasses.replace(node, otherwise=None), *args)

    around(patch, BlockWriter.branches, first_branch)


@in_export
def last_item_missing(patch: pytest.MonkeyPatch) -> None:
    """The last item of a list is left out."""

    def all_but_last(sound: Any, writer: Any, content: Any, place: Any) -> Any:
        some = content[:-1] if is_list(content) and len(content) > 1 else content
        return sound(writer, some, place)

    around(patch, BlockWriter.items, all_but_last)


@in_export
def document_missing(patch: pytest.MonkeyPatch) -> None:
    """An object is left out of the chart."""

    def all_but_one(sound: Any, *args: Any) -> Any:
        return [(name, found) for name, found in sound(*args) if "alias" not in name]

    around(patch, compiler._objects, all_but_one)
