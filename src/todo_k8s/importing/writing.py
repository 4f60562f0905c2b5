"""The values file of an import: only what differs from the defaults, with where it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, cast

from todo_k8s.errors import printable
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.plain.yaml_text import yaml_text
from todo_k8s.importing.notes import Key, Notes

_WIDTH = 100
MARK = "# Written by todo-k8s"
"""The first line of a file that this library wrote, which it may replace."""


def values_file(
    model: type[ChartValues],
    values: Mapping[str, Any],
    notes: Notes,
    *,
    title: str,
    sections: Mapping[str, Iterable[str]] | None = None,
    next_steps: Iterable[str] = (),
) -> str:
    """Return the text of a values file, in the order of values.yaml.

    Args:
        model: The values model.
        values: What differs from the defaults.
        notes: What is said of the import; at the head what is to do, at the end all else.
        title: What the file is, for the first line.
        sections: What each section comes from.
        next_steps: Commands to run next.
    """
    lines = [f"{MARK} {title}.", *_head(notes, next_steps, in_use=title != "init")]
    for key in _ordered(model, values):
        lines += ["", *_origin(key, sections or {}), yaml_text({key: values[key]}).rstrip("\n")]
    lines += _lists(notes)
    return "\n".join(lines).rstrip("\n") + "\n"


def _ordered(model: type[ChartValues], values: Mapping[str, Any]) -> list[str]:
    known = [field.alias or name for name, field in model.model_fields.items()]
    return [*(key for key in known if key in values), *(key for key in values if key not in known)]


def ordered(model: Any, values: Any) -> Any:
    """Return values with their keys in the order of values.yaml, section by section."""
    if not is_map(values) or not _is_model(model):
        return values
    own = cast("type[ChartValues]", model)
    fields = {field.alias or name: field.annotation for name, field in own.model_fields.items()}
    return {key: ordered(fields.get(key), values[key]) for key in _ordered(own, values)}


def _is_model(model: Any) -> bool:
    return isinstance(model, type) and issubclass(cast("type[Any]", model), ChartValues)


def _head(notes: Notes, next_steps: Iterable[str], *, in_use: bool) -> list[str]:
    lines: list[str] = []
    if notes.to_do:
        lines += ["#", "# To do:", *_bullets(notes.to_do)]
    if notes.keys:
        which = "the values that are in use now" if in_use else "values of your own"
        lines += ["#", f"# Secrets to create, with {which}:"]
        lines += [f"#   {line}" for line in secret_commands(notes.keys)]
    if steps := [*next_steps]:
        lines += ["#", "# Next:", *(f"#   {step}" for step in steps)]
    return lines


def secret_commands(keys: Iterable[Key]) -> list[str]:
    """Return the commands that create the Secrets, with placeholders for the values."""
    by_secret: dict[str, list[str]] = {}
    for key in keys:
        by_secret.setdefault(key.secret, []).append(key.key)
    return [
        f"kubectl create secret generic {secret} "
        + " ".join(f"--from-literal={key}='<{key}>'" for key in names)
        for secret, names in by_secret.items()
    ]


def _origin(key: str, sections: Mapping[str, Iterable[str]]) -> list[str]:
    names = [*dict.fromkeys(sections.get(key, ()))]
    return _wrapped(f"From {', '.join(names)}.", "# ") if names else []


def _lists(notes: Notes) -> list[str]:
    lines: list[str] = []
    for title, some in (
        ("Judged", notes.judged),
        ("Not carried", notes.not_carried),
        ("Made safer", notes.safer),
    ):
        if some:
            lines += ["", f"# {title}:", *_bullets(some)]
    return lines


def _bullets(lines: Iterable[str]) -> list[str]:
    return [text for line in lines for text in _wrapped(line, "# - ", "#   ")]


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        printable(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest or first,
        break_long_words=False,
        break_on_hyphens=False,
    )
