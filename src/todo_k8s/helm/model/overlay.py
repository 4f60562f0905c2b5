"""Lays values over the defaults of a model, as Helm lays a values file over ``values.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pydantic import SecretStr, ValidationError

from todo_k8s.helm.content import Raw, raw
from todo_k8s.helm.fields.enumerations import plain
from todo_k8s.helm.fields.free_form import copied
from todo_k8s.helm.model.holding import broken_rules, validation
from todo_k8s.helm.model.parent import is_open
from todo_k8s.helm.model.quiet import QuietModel
from todo_k8s.helm.plain.shapes import is_list, is_map, overlaid


@functools.cache
def defaults_of(model: type[QuietModel]) -> QuietModel:
    """Return a model with all of its defaults."""
    return model()


def _takes_anything(section: Any) -> bool:
    """Tell whether a default is the section of a dependency in which nothing is declared."""
    if not isinstance(section, QuietModel):
        return False
    return is_open(type(section)) and not type(section).model_fields


@functools.cache
def settled(model: type[QuietModel]) -> QuietModel | None:
    """Return the defaults as they are read from values, or None if a section breaks a rule then.

    A section of them that a values file says nothing of need be neither read nor checked again.
    """
    mapping = mapping_of(defaults_of(model))
    with suppress(ValidationError), validation() as made:
        read = model.model_validate(mapping, by_name=False, by_alias=True)
        return None if broken_rules(one for one in made if one is not read) else read
    return None


def overlay(
    defaults: QuietModel, mapping: Mapping[str, Any], settled: QuietModel | None
) -> dict[str, Any]:
    """Lay `mapping` over the defaults of a model, field by field.

    A section that it says nothing of comes as it was read before, if that is known.
    """
    names = {field.alias or name: name for name, field in type(defaults).model_fields.items()}
    merged: dict[str, Any] = copied(defaults.model_extra or {})
    for key, name in names.items():
        default, before = getattr(defaults, name), getattr(settled, name, None)
        if isinstance(before, QuietModel):
            merged[key] = default if key in mapping else _unshared(before)
        elif default is not None or not type(defaults).model_fields[name].exclude:
            merged[key] = _plain(default)
    for key, value in mapping.items():
        default = getattr(defaults, names[key]) if key in names else None
        if value is None and _takes_anything(default):
            merged[key] = {}
        elif is_map(value) and isinstance(default, QuietModel):
            merged[key] = overlay(default, value, getattr(settled, names[key], None))
        elif is_map(value) and is_map(merged.get(key)):
            merged[key] = overlaid(merged[key], value, null_removes=True)
        else:
            merged[key] = value
    return merged


def mapping_of(model: QuietModel) -> dict[str, Any]:
    """Return values as a values file has them: camelCase, secrets in plain text."""
    others: dict[str, Any] = copied(model.model_extra or {})
    return {
        field.alias or name: _plain(getattr(model, name))
        for name, field in type(model).model_fields.items()
        if not field.exclude or getattr(model, name) is not None
    } | others


def _plain(value: Any) -> Any:
    if isinstance(value, QuietModel):
        return mapping_of(value)
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Raw):
        return copied(value)
    if is_map(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    return plain(value)


def _unshared(value: Any) -> Any:
    """Return a value of a frozen model with maps and lists of its own, which are not frozen."""
    if value is None or isinstance(value, (str, int)):  # most of them
        return value
    if isinstance(value, QuietModel):
        held = {
            name: own for name, item in vars(value).items() if (own := _unshared(item)) is not item
        }
        if not held and not value.model_extra:
            return value
        copy = value.model_copy()
        vars(copy).update(held)
        (copy.model_extra or {}).update(copied(value.model_extra or {}))
        return copy
    if isinstance(value, Raw):
        return raw(value)
    if is_map(value):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if is_list(value) else value
