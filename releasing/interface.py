"""What changed in the values of a chart since another version of it: read from the two schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.helm.plain.shapes import is_map

Schema = dict[str, Any]
ANY_KEY = "*"
"""In a path: any entry of a map. ``[]`` is any item of a list."""

_LIMITS = ("type", "enum", "minimum", "maximum", "pattern", "minLength", "maxLength")
_NO_DEFAULT = "no default"


@dataclass(frozen=True)
class Interface:
    """What changed for those who set values, each a path with what is said of it.

    Args:
        added: Values that are new.
        removed: Values that are gone.
        defaults: Values that have another default.
        limits: Values that take something else than before.
    """

    added: Mapping[str, str] = field(default_factory=dict[str, str])
    removed: Mapping[str, str] = field(default_factory=dict[str, str])
    defaults: Mapping[str, str] = field(default_factory=dict[str, str])
    limits: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def breaks(self) -> bool:
        """Whether a values file may do something else, or be refused."""
        return bool(self.removed or self.defaults or self.limits)

    def markdown(self, before: str, after: str) -> str:
        """Return what changed from one version to another, for people."""
        titles = {
            "Added": self.added,
            "Removed": self.removed,
            "Other defaults": self.defaults,
            "Other limits": self.limits,
        }
        parts = [f"# Values: {before} to {after}\n"]
        for title, lines in titles.items():
            if lines:
                listed = "".join(f"- `{path}`: {said}\n" for path, said in sorted(lines.items()))
                parts.append(f"## {title}\n\n{listed}")
        return "\n".join(parts if len(parts) > 1 else [*parts, "Nothing changed.\n"])


def compared(before: str, after: str) -> Interface:
    """Return what changed between two schemas, given as JSON."""
    old, new = (dict(_fields(json.loads(text))) for text in (before, after))
    both = [path for path in new if path in old]
    return Interface(
        added={path: _told(new[path]) for path in new.keys() - old.keys()},
        removed=dict.fromkeys(old.keys() - new.keys(), "is refused"),
        defaults={
            path: f"was {_default(old[path])}, is {_default(new[path])}"
            for path in both
            if _default(old[path]) != _default(new[path])
        },
        limits={
            path: ", ".join(_limits(old[path], new[path]))
            for path in both
            if [*_limits(old[path], new[path])]
        },
    )


def _fields(root: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield each field of the values with its schema, those of entries and items too."""
    yield from _in(root, root, "", ())


def _in(root: Schema, schema: Schema, path: str, above: tuple[str, ...]) -> Iterator[Any]:
    if (name := schema.get("$ref", "").rpartition("/")[2]) in above:
        return  # what may hold itself
    if not schema:
        return
    if name:
        schema, above = root["definitions"][name], (*above, name)
    if _is_of_kubernetes(schema):
        return
    for key, found in schema.get("properties", {}).items():
        where = f"{path}.{key}".removeprefix(".")
        resolved = _resolved(root, found)
        if "properties" not in resolved or _is_of_kubernetes(resolved):
            yield where, resolved | found
        yield from _in(root, found, where, above)
    for found in [*schema.get("patternProperties", {}).values(), _map(schema)]:
        yield from _in(root, found, f"{path}.{ANY_KEY}", above)
    yield from _in(root, schema.get("items", {}), f"{path}[]", above)


def _is_of_kubernetes(schema: Schema) -> bool:
    """Tell whether a schema is of an object of Kubernetes' own, whose fields are no values."""
    return "properties" in schema and schema.get("additionalProperties") is False


def _map(schema: Schema) -> Schema:
    found = schema.get("additionalProperties")
    return found if is_map(found) else {}


def _resolved(root: Schema, schema: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return root["definitions"][name] if name else schema


def _default(schema: Schema) -> str:
    return f"`{json.dumps(schema['default'])}`" if "default" in schema else _NO_DEFAULT


def _told(schema: Schema) -> str:
    """Return the first sentence of a description, and the default."""
    sentence = " ".join(schema.get("description", "").split()).partition(". ")[0].rstrip(".")
    return "; ".join(filter(None, [sentence, _default(schema)]))


def _limits(old: Schema, new: Schema) -> Iterator[str]:
    for key in _LIMITS:
        if old.get(key) != new.get(key):
            yield f"{key} was {json.dumps(old.get(key))}, is {json.dumps(new.get(key))}"
