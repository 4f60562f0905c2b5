"""Refuses a chart whose dependencies Helm would switch, or give values to, in a way of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.chart.dependencies import Dependency
from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model import ChartValues, DependencyValues


def check_dependencies(metadata: ChartMetadata, model: type[ChartValues]) -> None:
    """See that the values of a chart have a place for those of each dependency.

    Raises:
        TemplateError: If not, if a switch is no boolean, or if imported values would change what
            this chart's objects can use; one line for each.
    """
    sections = _sections(model)
    faults = [
        f"{metadata.name}: metadata.dependencies[{number}]: {fault}"
        for number, each in enumerate(metadata.dependencies)
        for fault in _faults(each, model, sections)
    ]
    keys = {"global", *(each.key for each in metadata.dependencies)}  # which Helm hands to all
    faults += [
        f"{model.__name__}.{key}: the chart has no dependency {key}, so Helm would pass values on "
        "to nothing; add it to metadata.dependencies, or use another type"
        for key in sections
        if key not in keys
    ]
    if faults:
        raise TemplateError("\n".join(faults))


def _sections(model: type[ChartValues]) -> dict[str, type[DependencyValues]]:
    """Return the sections of dependencies at the root of a model, by their keys."""
    kinds = _kinds(model)
    return {
        key: kind.model
        for key, kind in kinds.items()
        if kind.model is not None and issubclass(kind.model, DependencyValues)
    }


def _kinds(model: Any) -> dict[str, FieldKind]:
    fields = model.model_fields.items()
    return {field.alias or name: field_kind(model, name) for name, field in fields}


def _faults(
    dependency: Dependency, model: type[ChartValues], sections: dict[str, type[DependencyValues]]
) -> Iterator[str]:
    if dependency.key not in sections:
        yield (
            f"{model.__name__} has no section {dependency.key} for its values; add a field of the "
            "type DependencyValues, called so or by Field(alias=…), or give the dependency an "
            "alias of letters, digits and '_'"
        )
    for path in dependency.switches:
        if not path.startswith("global.") and not _is_boolean(model, path.split(".")):
            yield (
                f"{path} is no boolean field of {model.__name__}, and without one Helm always "
                "installs the dependency; declare it as bool"
            )
    for imported in dependency.import_values:
        if _is_declared(model, imported.parent.split(".")):
            yield (
                f"values imported to {imported.parent} are among those that {model.__name__} "
                "declares, and the manifests of Python would lack them; import them to a key that "
                "it does not declare, below the key of a dependency"
            )


def _is_boolean(model: Any, path: list[str]) -> bool:
    kind = _kinds(model).get(path[0])
    if kind is None or kind.nullable:
        return False
    if len(path) == 1:
        return kind.base == "bool"
    if kind.base == "map" and kind.items is not None:
        return len(path) == 2 and kind.items.base == "bool"
    return kind.model is not None and _is_boolean(kind.model, path[1:])


def _is_declared(model: Any, path: list[str]) -> bool:
    """Tell whether a path leads to a field, or to a section that has some."""
    if not path:
        return bool(model.model_fields)
    kind = _kinds(model).get(path[0])
    return kind is not None and (kind.model is None or _is_declared(kind.model, path[1:]))
