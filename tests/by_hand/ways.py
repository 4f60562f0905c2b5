"""Three charts in three ways: with todo_k8s, by hand in Helm, and by hand in cdk8s."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, ValidationError

from tests.by_hand.celery import plain as celery_plain
from tests.by_hand.crons import plain as crons_plain
from tests.by_hand.tenants import plain as tenants_plain
from tests.charts import celery, crons, tenants
from tests.generated.renderers import by_python
from todo_k8s import Release
from todo_k8s.helm import chart_files
from todo_k8s.helm.fields.kubernetes_types import types
from todo_k8s.testing.helm_library import by_helm_4, loaded
from todo_k8s.testing.helm_programs import without_schema
from todo_k8s.testing.printed import canonical
from todo_k8s.testing.verdicts import Renderer, Verdict

HERE = Path(__file__).parent
FOR_PARENTS = ("enabled", "global")
"""What a parent chart sets."""


class Compared(NamedTuple):
    """A chart that is there three times."""

    name: str
    ours: ModuleType
    plain: ModuleType
    values: type[BaseModel]

    @property
    def folder(self) -> Path:
        """Where what is written by hand lies."""
        return HERE / self.name

    @property
    def exported(self) -> dict[str, str]:
        """The files that todo_k8s exports."""
        return _exported(self.name)

    @property
    def helm(self) -> dict[str, str]:
        """The files of the Helm chart that is written by hand."""
        chart = self.folder / "chart"
        paths = [path for path in sorted(chart.rglob("*")) if path.is_file()]
        return {
            path.relative_to(chart).as_posix(): path.read_text(encoding="utf-8") for path in paths
        }


COMPARED = [
    Compared("tenants", tenants, tenants_plain, tenants_plain.TenantsValues),
    Compared("crons", crons, crons_plain, crons_plain.CronsValues),
    Compared("celery", celery, celery_plain, celery_plain.ShopValues),
]


@cache
def _exported(name: str) -> dict[str, str]:
    (ours,) = (each.ours for each in COMPARED if each.name == name)
    return chart_files(ours.CHART)


def by_plain(compared: Compared) -> Renderer:
    """Return a renderer with the cdk8s chart that is written by hand."""

    def run(values: dict[str, Any], release: Release) -> Verdict:
        try:
            return Verdict(canonical(compared.plain.manifests(values, release.name)))
        except ValidationError as error:
            return Verdict(None, message=str(error))

    return run


def by_files(compared: Compared, files: Mapping[str, str]) -> Renderer:
    """Return a renderer with a Helm chart."""
    return by_helm_4(loaded(files, compared.ours.CHART.metadata.name))


WAYS: dict[str, Callable[[Compared], Renderer]] = {
    "todo_k8s, in Python": lambda each: partial(by_python, chart=each.ours.CHART),
    "todo_k8s, in Helm": lambda each: by_files(each, each.exported),
    "… without the schema": lambda each: by_files(each, without_schema(each.exported)),
    "Helm by hand": lambda each: by_files(each, each.helm),
    "… by hand without the schema": lambda each: by_files(each, without_schema(each.helm)),
    "cdk8s by hand": by_plain,
}
"""How values become manifests, or are refused, in each way."""


def settable(schema: Mapping[str, Any]) -> set[str]:
    """Return the paths of what can be set, of a JSON schema."""
    own = {name: part for name, part in schema["properties"].items() if name not in FOR_PARENTS}
    return {path for name, part in own.items() for path in _leaves(part, name, schema)}


def _leaves(part: Any, path: str, root: Mapping[str, Any]) -> Iterator[str]:
    if reference := part.get("$ref"):
        _, kind, name = reference.split("/")
        part = root[kind][name]
        if name in types() or reference in json.dumps(part):
            part = {}
    if {"properties", "patternProperties"} <= part.keys():
        part = {}  # an object in Kubernetes' own form, as those above
    entries = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
    inner = [(f"{path}.{name}", each) for name, each in part.get("properties", {}).items()]
    inner += [(f"{path}.*", each) for each in entries if isinstance(each, dict)]
    inner += [(f"{path}[]", part["items"])] if "items" in part else []
    if not inner:
        yield path
    for where, each in inner:
        yield from _leaves(each, where, root)


def settable_in(files: Mapping[str, str]) -> set[str]:
    """Return the paths of what can be set in a Helm chart."""
    return settable(json.loads(files["values.schema.json"]))


def only(values: Mapping[str, Any], paths: set[str], path: str = "") -> dict[str, Any]:
    """Return the part of some values that is at certain paths."""
    kept: dict[str, Any] = {}
    for key, value in values.items():
        here = f"{path}{key}"
        if any(each == here or each.startswith((f"{here}.*", f"{here}[]")) for each in paths):
            kept[key] = value
        elif isinstance(value, dict) and (inner := only(cast(Any, value), paths, f"{here}.")):
            kept[key] = inner
    return kept
