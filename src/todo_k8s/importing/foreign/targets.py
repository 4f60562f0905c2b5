"""What the paths of Ingresses and HTTPRoutes lead to, as the chart's values name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from todo_k8s.importing.foreign.ports import MAIN, NewPort


class Targets(NamedTuple):
    """The Services that paths may lead to.

    Args:
        slots: What each is in the chart: ``frontend``, ``backend``, a further service.
        ports: What the ports of each are, by their numbers and names; others are the main ones.
    """

    slots: Mapping[str, str]
    ports: Mapping[str, Mapping[int | str, NewPort]] = {}

    def of(self, service: str, port: Any) -> dict[str, str] | None:
        """Return the values of a path that leads to a port; None if to no service of the chart."""
        slot = self.slots.get(service)
        if slot is None:
            return None
        known = self.ports.get(service, {})
        new = known.get(port) if isinstance(port, int | str) else None
        named = {} if new is None or new.name == MAIN else {"port": new.name}
        return {"service": slot, **named}

    def of_all(self, backends: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        """Return the values of a path whose requests several share; None if there is no form.

        Args:
            backends: Their ``backendRefs``.
        """
        ends = [self.of(f"{each.get('name')}", each.get("port")) for each in backends]
        known = [each for each in ends if each is not None]
        (first, *others) = known or [{}]
        slots = {each["service"] for each in known}
        ports = {each.get("port") for each in known}
        if not known or len(slots) < len(ends) or len(ports) > 1:
            return None
        percents = _percents(weights_of(backends))
        split = {
            each["service"]: percent for each, percent in zip(others, percents[1:], strict=True)
        }
        return {**first, "split": split} if split else {**first}


def weights_of(backends: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the weights of ``backendRefs``; one that is no number is that of the default."""
    given = [each.get("weight") for each in backends]
    return [each if isinstance(each, int) and each >= 0 else 1 for each in given]


def _percents(weights: Sequence[int]) -> list[int]:
    """Return weights as whole percents; the first gets what is left of a hundred."""
    of_others = [round(100 * each / (sum(weights) or 1)) for each in weights[1:]]
    return [100 - sum(of_others), *of_others]


def are_rounded(weights: Sequence[int]) -> bool:
    """Tell whether weights are no whole percents."""
    return any(100 * each % (sum(weights) or 1) for each in weights)
