"""The variable by which the chart's own frontend finds the backend, if it is not the default one.

Its name is a value, so that inversion takes it for a variable of the frontend's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from todo_k8s.importing.comparing import Difference
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.inversion.fits import ABSENT
from todo_k8s.importing.trials import State
from todo_k8s.manifests.objects import at

_DEFAULT = ("env", "BACKEND_URL", "value")


def with_backend_url(fitting: Fitting, state: State, found: Iterable[Difference]) -> State:
    """Return a state with ``frontend.backendUrlEnv``, if that is nearer to what is wanted.

    Args:
        fitting: The search for values.
        state: The best values that inversion found.
        found: How its rendering differs from what is wanted.
    """
    besides = {each.left for each in found if each.right is ABSENT and each.path[-3:] == _DEFAULT}
    env = at(state.values, "frontend", "env")
    name = next((name for name, value in env.items() if value in besides), None)
    if name is None:
        return state
    others = {key: value for key, value in env.items() if key != name}
    frontend = {**state.values["frontend"], "env": others, "backendUrlEnv": name}
    return fitting.nearer(state, frontend=frontend)
