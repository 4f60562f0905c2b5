"""The rules of models that occur at several places, or are derived from one: each stands once.

They are compiled for a section that is a variable, and each place includes them with what it holds
and how messages name it. What two classes share is found by what they say, not by where they were
written: a method may be overridden, or ask something that is. Sections that values.yaml has in full
share what is said of those that it lacks, since the defaults in it are not asked for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.compiled.faults import Faults, Place
from todo_k8s.helm.compiled.fingerprints import Fingerprints
from todo_k8s.helm.compiled.model_uses import Family, Model, ModelUses, Use, common_base
from todo_k8s.helm.compiled.runs import Run, runs
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.claims import reserved_name
from todo_k8s.helm.symbolic.expressions import Call, Ref
from todo_k8s.helm.symbolic.nodes import Content, Fault, Include, parts
from todo_k8s.helm.symbolic.session import session
from todo_k8s.helm.symbolic.stand_in import symbolic
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.variables import GIVEN, PATH, SECTION, is_partial

_LEAST = 3
"""How many fewer rules there must be with a helper, which has lines of its own."""


@dataclass(frozen=True)
class Shared:
    """Rules that stand once.

    Args:
        name: What their helper is called.
        section: The variable of the section that they are about.
        body: What they say.
    """

    name: str
    section: str
    body: Content

    def at(self, path: str, place: Place) -> Include:
        """Return them for the section at a place."""
        may_lack = len(place) > 1 and is_partial(place)
        section = Ref("map", place, default=Call("map", "mapping", ()) if may_lack else None)
        return Include(self.name, self.body, {self.section: section, PATH: expression(path)})


Plan = Sequence[Shared | slice]
"""The rules of a class: what is shared, and which of them stand at each place."""

_OWN: Plan = [slice(None)]
"""The plan of a class whose rules all stand at each place."""

Said = dict[Use, list[Content]]
"""What the rules of classes say of a section that is a variable."""


class SharedRules(Faults):
    """What the rules say of a tree of values; what is alike at several places stands once.

    Args:
        root: The class of the values.
    """

    def __init__(self, root: Model) -> None:
        self._uses = ModelUses(root)
        self._plans: dict[Use, Plan] = {}

    def of_model(self, model: ChartValues, path: str, place: Place) -> Iterator[Content]:
        """Yield what the rules say of a model and of those in it."""
        plan = (
            self._plan(Use(type(model), is_partial(place))) if _is_stand_in(model, place) else _OWN
        )
        has_own = any(isinstance(part, slice) for part in plan)
        own = [*super().of_model(model, path, place)] if has_own else []
        for part in plan:
            yield from [part.at(path, place)] if isinstance(part, Shared) else own[part]

    def _plan(self, use: Use) -> Plan:
        if use not in self._plans:
            family = self._uses.family(use)
            several = self._uses.fields(family) > 1
            self._plans |= self._planned(family) if several else dict.fromkeys(family, _OWN)
        return self._plans[use]

    def _planned(self, family: Family) -> dict[Use, Plan]:
        said = {use: self._said(use) for use in family}
        found = runs(_keys(said))
        every = dict.fromkeys(run for each in found.values() for run in each)
        shared = {run: self._shared(run, said) for run in every}
        return {use: [shared[run] or run.within(use) for run in found[use]] for use in family}

    def _said(self, use: Use) -> list[Content]:
        """Return what the rules say of a section that is a variable."""
        section = _section(use)
        with session().inside({section: None, PATH: None}):
            path: Any = token(Ref("str", (PATH,)))
            return [*super().of_model(symbolic(use.model, (section,)), path, (section,))]

    def _shared(self, run: Run[Use], said: Said) -> Shared | None:
        """Return rules that stand one after another for several uses, if it is worth a helper."""
        use = next((use for use in run.users if use.partial), run.users[0])
        rules = said[use][run.within(use)]
        saved = (self._uses.fields(run.users) - 1) * sum(map(_size, rules))
        if saved < _LEAST or (len(rules) == 1 and isinstance(rules[0], Include)):
            return None
        models = [use.model for use in run.users]
        name = reserved_name(f"rules.{_called(common_base(*models) or use.model)}", rules)
        return Shared(name, _section(use), rules)


def _section(use: Use) -> str:
    return GIVEN if use.partial else SECTION


def _keys(said: Said) -> dict[Use, list[bytes]]:
    """Return of all rules what only those have that are alike.

    Where no key is missing, the defaults of another use may stand in the rules.
    """
    bare, exact = Fingerprints(defaults=False), Fingerprints(defaults=True)
    partial = [rule for use, rules in said.items() if use.partial for rule in rules]
    alike = {bare.of(rule): exact.of(rule) for rule in reversed(partial)}
    return {
        use: [
            exact.of(rule) if use.partial else alike.get(bare.of(rule), b"") or bare.of(rule)
            for rule in rules
        ]
        for use, rules in said.items()
    }


def _is_stand_in(model: ChartValues, place: Place) -> bool:
    """Tell whether a model has nothing but the tokens of a place."""
    return model is symbolic(type(model), place)


def _size(content: Content) -> int:
    """Return how many faults are told of in content."""
    if isinstance(content, Fault | Include):
        return 1
    return sum(map(_size, parts(content)))


def _called(model: type) -> str:
    """Return what a class is called in a template: ``image`` for ``ImageValues``."""
    name = re.sub(r"\W", "", model.__name__.partition("[")[0].strip("_"))
    short = name.removesuffix("Values") or name
    return re.sub("^[A-Z]+(?![a-z])|^[A-Z]", lambda start: start[0].lower(), short)
