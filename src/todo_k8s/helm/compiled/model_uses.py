"""Where the classes of a values model are used: by which fields, and which of them are related."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import inner_kinds
from todo_k8s.helm.model import ChartValues

Model = type[ChartValues]


class Use(NamedTuple):
    """A way to use a class of models.

    Args:
        model: The class.
        partial: Whether keys may be missing, as of items, and of sections that may be null.
    """

    model: Model
    partial: bool


Family = tuple[Use, ...]
"""Uses of classes with a base in common that has fields or rules, in the order they are found."""


class ModelUses:
    """How the classes of a values model are used.

    Args:
        root: The class of the values.
    """

    def __init__(self, root: Model) -> None:
        self._fields: dict[Use, set[tuple[type, str]]] = {}
        self._inner: dict[Use, dict[Use, None]] = {}
        self._visit(Use(root, partial=False))
        self._families = _families(self._inner)
        self._split_what_holds_itself()

    def family(self, use: Use) -> Family:
        """Return the uses of a class and of those that are related to it."""
        return self._families[use]

    def fields(self, uses: Iterable[Use]) -> int:
        """Return how many fields hold such models; one that several classes inherit counts once."""
        return len(set[object]().union(*(self._fields.get(use, ()) for use in uses)))

    def _visit(self, use: Use) -> None:
        if use in self._inner:
            return
        inner = self._inner[use] = {}
        for name, held in _held(use):
            inner[held] = None
            self._fields.setdefault(held, set()).add((_owner(use.model, name), name))
            self._visit(held)

    def _split_what_holds_itself(self) -> None:
        """Let classes of a family stand alone where one holds another, at any depth."""
        for family in {*filter(self._holds_itself, self._families.values())}:
            for use in family:
                alike = tuple(other for other in family if other.model is use.model)
                self._families[use] = alike

    def _holds_itself(self, family: Family) -> bool:
        seen: set[Family] = set()
        waiting = [family]
        while waiting:
            found = {self._families[held] for use in waiting.pop() for held in self._inner[use]}
            waiting += found - seen
            seen |= found
        return family in seen


def _held(use: Use) -> Iterator[tuple[str, Use]]:
    """Yield the fields that hold models, with how they are used there."""
    for name in use.model.model_fields:
        kind = field_kind(use.model, name)
        for inner in inner_kinds(kind):
            if inner.model is not None and issubclass(inner.model, ChartValues):
                is_whole = inner is kind and not kind.nullable
                yield name, Use(inner.model, use.partial or not is_whole)


def _owner(model: Model, name: str) -> type:
    """Return the first base that has a field as it is."""
    kind = model.model_fields[name].annotation
    bases = (base for base in reversed(model.__mro__) if issubclass(base, ChartValues))
    fields = ((base, base.model_fields.get(name)) for base in bases)
    return next(base for base, field in fields if field is not None and field.annotation == kind)


def _families(uses: Iterable[Use]) -> dict[Use, Family]:
    families: dict[Use, Family] = {}
    for use in uses:
        related = {families[x] for x in families if common_base(use.model, x.model)}
        joined = (*(x for x in families if families[x] in related), use)
        families |= dict.fromkeys(joined, joined)
    return families


def common_base(*models: Model) -> Model | None:
    """Return the nearest class that all of some are or derive from, and that says something."""
    bases = (base for base in models[0].__mro__ if issubclass(base, ChartValues))
    return next((base for base in bases if _says(base) and _is_base(base, models)), None)


def _says(model: Model) -> bool:
    return bool(model.model_fields or model.rules())


def _is_base(base: Model, models: Iterable[Model]) -> bool:
    return all(issubclass(model, base) for model in models)
