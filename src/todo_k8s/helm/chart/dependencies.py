"""The charts that a chart depends on, as Chart.yaml lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart.forms import (
    ALIAS,
    CHART,
    CONDITION,
    PATH,
    RANGE,
    REPOSITORY,
    TAG,
    faults_of,
)

_FORMS = {
    "name": CHART,
    "version": RANGE,
    "repository": REPOSITORY,
    "condition": CONDITION,
    "tags": TAG,
    "alias": ALIAS,
}
_TAKEN = {"enabled", "exports", "global", "tags"}
"""Keys of the values that mean something else to Helm."""


@dataclass(frozen=True)
class ImportValues:
    """Values that Helm takes from those of a dependency into those of another one.

    Args:
        child: The path of a map in the dependency's values; what it exports is in ``exports.…``.
        parent: Where it goes in this chart's values: below the key of a dependency, at a key that
            the values class does not declare. This chart's objects cannot use it.

    Raises:
        ValuesError: If one of them is no path of keys.

    References:
        https://helm.sh/docs/helm/helm_dependency/
    """

    child: str
    parent: str

    def __post_init__(self) -> None:
        if faults := [*faults_of(self, {"child": PATH, "parent": PATH}, "import_values")]:
            raise ValuesError(*faults)


@dataclass(frozen=True)
class Dependency:
    """A chart that Helm installs together with this one.

    Its values are a field of the chart's values class, called by its `key`, of the type
    `DependencyValues`. Helm fetches it (``helm dependency update``); nothing here does.

    Args:
        name: The chart's name.
        version: The range of its versions, as Helm reads it: ``^18.1``, ``>=1.2, <3``, ``4.x``.
        repository: Where it is: a URL without user and password, or ``@name``; empty for one that
            is in ``charts/``.
        condition: Paths of booleans in the values, with commas between them. The first one that is
            there switches the dependency.
        tags: Names of switches below ``tags`` in the values, which is a field too.
        import_values: What Helm takes from its values.
        alias: What it is called in this chart. Two of one chart need one each.

    Raises:
        ValuesError: If Helm does not take a field, or takes it for nothing; one line for each.

    References:
        https://helm.sh/docs/topics/charts/#chart-dependencies
    """

    name: str
    version: str
    repository: str = ""
    condition: str = ""
    tags: tuple[str, ...] = ()
    import_values: tuple[ImportValues, ...] = ()
    alias: str = ""

    def __post_init__(self) -> None:
        faults = [*faults_of(self, _FORMS, "dependency"), *self._faults()]
        if faults:
            raise ValuesError(*faults)

    def _faults(self) -> Iterator[str]:
        if not isinstance(cast("Any", self.tags), tuple):
            yield "dependency.tags: must be a tuple of texts"
        given: Any = self.import_values
        imports: list[Any] = [*given] if isinstance(given, tuple) else [None]
        if not all(isinstance(each, ImportValues) for each in imports):
            yield (
                "dependency.import_values: must be a tuple of ImportValues; for what a chart "
                'exports write ImportValues(child="exports.name", parent="key.of.a.dependency")'
            )
        if self.key in _TAKEN:
            yield f"dependency.alias: {self.key} has another meaning in values; use another alias"

    @property
    def key(self) -> str:
        """The key of its values, and its name in the release: the alias, or else the name."""
        return self.alias or self.name

    @property
    def switches(self) -> tuple[str, ...]:
        """The paths in the values that switch it: of its condition, and of its tags."""
        conditions = (path.strip() for path in self.condition.split(","))
        return (*filter(None, conditions), *(f"tags.{tag}" for tag in self.tags))

    def as_yaml(self) -> dict[str, Any]:
        """Return what Chart.yaml says of it; fields without content are left out."""
        fields: dict[str, Any] = {
            "name": self.name,
            "version": self.version,
            "repository": self.repository,
            "condition": self.condition,
            "tags": [*self.tags],
            "import-values": [vars(each) for each in self.import_values],
            "alias": self.alias,
        }
        return {key: value for key, value in fields.items() if value}


def faults_among(name: str, dependencies: Sequence[Dependency]) -> Iterator[str]:
    """Yield what is wrong with the dependencies of a chart together.

    Args:
        name: The chart's own name.
        dependencies: What it depends on.
    """
    keys = [each.key for each in dependencies]
    for number, each in enumerate(dependencies):
        where = f"metadata.dependencies[{number}]"
        if each.key in keys[:number]:
            yield f"{where}.alias: {each.key} is there already; give each copy an alias of its own"
        if each.name == name:
            yield (
                f"{where}.name: is this chart's own name, and Helm keeps only one helper of each "
                "name; rename this chart"
            )
        for imported in each.import_values:
            if imported.parent.partition(".")[0] not in keys:
                yield (
                    f"{where}.import_values: {imported.parent} is not below the key of a "
                    "dependency; what Helm imports elsewhere, the manifests of Python would lack"
                )
