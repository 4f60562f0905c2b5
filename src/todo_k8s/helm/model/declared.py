"""What a values model declares beside the kinds of its fields: names, config, methods.

What Helm would read otherwise than pydantic is refused when the class is defined. Methods and
config of a model can change what values are accepted, or what they are, in Python only; so a model
may override nothing of its base but what is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.aliases import expanded_field
from todo_k8s.helm.fields.annotations import annotation_of, check_form, field_kind, kind_of
from todo_k8s.helm.fields.free_form import marked
from todo_k8s.helm.fields.kinds import FieldKind, inner_kinds
from todo_k8s.helm.fields.marks import check_field
from todo_k8s.helm.model.parent import is_open
from todo_k8s.helm.plain.shapes import is_list, is_map

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,252}", re.ASCII)
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""What YAML readers take for something else than a key, in any case."""

_OPEN_CONFIG = {
    *("title", "alias_generator", "field_title_generator", "model_title_generator"),
    *("populate_by_name", "validate_by_name", "validate_by_alias", "validate_default"),
    *("use_attribute_docstrings", "protected_namespaces", "ignored_types", "defer_build"),
    *("arbitrary_types_allowed", "from_attributes", "revalidate_instances"),
}
"""Config that changes neither which values are accepted, nor what they are."""
_OFF = {
    "str_strip_whitespace": False,
    "str_to_lower": False,
    "str_to_upper": False,
    "coerce_numbers_to_str": False,
    "use_enum_values": False,
    "regex_engine": "rust-regex",
}
"""Config that may be written down, as it is what pydantic does anyway."""

_OPEN_MEMBERS = {
    *("_mistaken", "_renamed", "_removed"),
    *("__repr__", "__str__", "__rich_repr__", "__pretty__", "__repr_args__"),
}
"""Members of the base that a model may have of its own."""
_TAKEN = {
    "rules",
    "checks",
    "from_mapping",
    "to_mapping",
    "judged",
    "check_completed",
    "cls",
}
_OWN_VALIDATORS = {"_hold_rules", "_show_no_value"}


def check_config(name: str, config: ConfigDict, base: ConfigDict) -> None:
    """Refuse a model's config by which pydantic would read values otherwise than Helm.

    Raises:
        TemplateError: With the setting to remove.
    """
    wanted: Mapping[str, Any] = {**_OFF, **base}
    for setting, value in config.items():
        if setting not in _OPEN_CONFIG and (setting not in wanted or wanted[setting] != value):
            raise TemplateError(
                f"{name}: Helm takes values as they are; remove {setting} of model_config"
            )


def expand_aliases(model: type[BaseModel]) -> None:
    """Put what type aliases stand for into the fields of a model, once they are all known.

    Objects in defaults are marked as those of values are: nothing in them is left out.
    """
    if model.__pydantic_fields_complete__:
        for field in model.__pydantic_fields__.values():
            field.annotation = expanded_field(field)
            if is_map(field.default) or is_list(field.default):
                field.default = marked(annotation_of(field), field.default)


def check_model(model: type[BaseModel]) -> None:
    """Refuse a model that Helm would read otherwise than pydantic.

    Raises:
        TemplateError: With every fault, a line each.
    """
    if model.__pydantic_generic_metadata__["parameters"]:  # its forms with types are checked
        return
    faults = [*_overrides(model), *_validators(model), *_alias_faults(model)]
    for name, field in model.__pydantic_fields__.items():
        where = f"{model.__name__}.{name}"
        try:
            check_field(field, where)
            kind = kind_of(annotation_of(field), where)
            check_form(kind, where)
            _check_presence(field, kind, where)
            _check_end(model, kind, where)
            _check_open(model, kind, where)
        except TemplateError as error:
            faults.append(str(error))
    if faults:
        raise TemplateError("\n".join(faults))


def _validators(model: type[BaseModel]) -> Iterator[str]:
    decorators = model.__pydantic_decorators__
    theirs = {
        *decorators.field_validators,
        *decorators.validators,
        *decorators.root_validators,
        *decorators.field_serializers,
        *decorators.model_serializers,
        *(set(decorators.model_validators) - _OWN_VALIDATORS),
    }
    for name in sorted(theirs):
        yield f"{model.__name__}.{name}: Helm runs no validator; use bounds, a pattern or a @rule"


def _overrides(model: type[BaseModel]) -> Iterator[str]:
    """Yield what is said of a member that the base of all models has, or that hides a field."""
    base = next(filter(_has_rules, reversed(model.mro())))
    for owner in model.__mro__[: model.__mro__.index(base)]:
        if owner.__module__.partition(".")[0] == __name__.partition(".")[0]:
            continue  # one of this library
        for name, member in {**vars(owner), **dict.fromkeys(model.__private_attributes__)}.items():
            where = f"{owner.__name__}.{name}"
            if name in model.__pydantic_fields__ and _is_descriptor(member):
                yield f"{where}: is a field too; give one of them another name"
            elif _is_override(name, member, base):
                yield (
                    f"{where}: Helm does not run it, so it would change values in Python only; use "
                    "a @rule, or a method of another name that the construct calls"
                )


def _has_rules(owner: Any) -> bool:
    return hasattr(owner, "rules")


def _is_descriptor(member: Any) -> bool:
    return hasattr(cast("Any", type(member)), "__get__") and not _is_of_pydantic(member)


def _is_override(name: str, member: Any, base: type) -> bool:
    if name in _OPEN_MEMBERS or name in _BARE or not hasattr(base, name):
        return False
    return not _is_of_pydantic(member)


def _is_of_pydantic(member: Any) -> bool:
    function = getattr(member, "__func__", getattr(member, "wrapped", member))
    return str(getattr(function, "__module__", "")).startswith("pydantic.")


class _Bare(BaseModel):
    """What pydantic and Python put into every model."""


class _Plain:
    """What Python puts into every class."""


_BARE = {*vars(_Bare), *vars(_Plain), "__annotations__", "__slots__", "__orig_bases__"}


def _alias_faults(model: type[BaseModel]) -> Iterator[str]:
    fields = model.__pydantic_fields__
    taken: dict[str, str] = {}
    for name, field in fields.items():
        alias = name if field.alias is None else field.alias
        where = f"{model.__name__}.{name}"
        if not _KEY.fullmatch(alias):
            yield f"{where}: {alias[:80]!r} is no key for values; use letters, digits and _"
        if alias.lower() in _WORDS:
            yield f"{where}: YAML reads {alias!r} as a boolean or null; choose another name"
        if any(
            each not in (None, alias)
            for each in (field.validation_alias, field.serialization_alias)
        ):
            yield f"{where}: a value has one name in Helm; use alias=… for all of them"
        if taken.setdefault(alias, name) != name:
            yield f"{where}: {taken[alias]} is called {alias!r} in values too; rename one of them"
        elif alias != name and alias in fields:
            yield f"{where}: another field is called {alias!r} in Python; rename one of them"
        if name in _TAKEN:
            yield f"{where}: every model has a method of that name; choose another"


def _check_presence(field: FieldInfo, kind: FieldKind, where: str) -> None:
    """Refuse a field that values.yaml would lack, and a default that is not known now."""
    if field.exclude and not (kind.nullable and field.default is None):
        raise TemplateError(
            f"{where}: exclude leaves it out of values.yaml, so that Helm would have no default; "
            "use it with | None = None only"
        )
    if kind.model is not None and kind.nullable and field.default is not None:
        raise TemplateError(
            f"{where}: a model that may be null is null by default, as Helm merges what is given "
            "into any other default; write = None, or give it a field enabled: bool"
        )
    if field.default_factory_takes_validated_data:
        raise TemplateError(
            f"{where}: a default in values.yaml depends on no other field; compute it in the "
            "construct, from default(…)"
        )


def _check_open(model: type[BaseModel], kind: FieldKind, where: str) -> None:
    """Refuse in the values of a dependency what its own defaults would change in Helm."""
    if not is_open(model):
        return
    if kind.nullable:
        raise TemplateError(
            f"{where}: where it is null, Helm takes what the dependency has by default; let it be "
            "empty instead"
        )
    closed = kind.model is not None and not is_open(kind.model)
    if kind.base in ("map", "raw") or (kind.base == "model" and closed):
        raise TemplateError(
            f"{where}: Helm adds what the dependency has by default to a map; declare the entries "
            "that are used as fields of a DependencyValues, and leave out all others"
        )


def _check_end(model: type[BaseModel], kind: FieldKind, where: str) -> None:
    """Refuse a model that holds itself: templates go as deep as the model does."""
    models = {inner.model for inner in inner_kinds(kind)} - {None}
    if any(model in _models_in(each) for each in models if each is not None):
        raise TemplateError(
            f"{where}: a model that holds itself has no end in templates; use a KubernetesObject "
            "for what is below"
        )


def _models_in(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[type]:
    """Return a model and those in it, as far as they are known."""
    found: set[type] = {model}
    if model in seen or not model.__pydantic_complete__:
        return found
    for name in model.model_fields:
        for inner in inner_kinds(field_kind(model, name)):
            if inner.model is not None and inner.model not in found:
                found |= _models_in(inner.model, seen | {model})
    return found
