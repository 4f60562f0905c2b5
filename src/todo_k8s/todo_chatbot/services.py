"""The two services of todo-chatbot, with their defaults."""

from collections.abc import Mapping
from typing import ClassVar

from todo_k8s.helm.functions import has_key, not_
from todo_k8s.helm.model import Check, rule
from todo_k8s.services.image import Image, ImageValues
from todo_k8s.services.mistaken import INSIDE
from todo_k8s.services.network_policies.values import FrontendPolicyValues
from todo_k8s.services.security import ResourcesValues
from todo_k8s.services.types.numbers import CountOrZero
from todo_k8s.services.types.variables import SecretEnvMap, VariableName
from todo_k8s.services.workload.exposure import ExposedServiceValues
from todo_k8s.services.workload.presets import PresetName
from todo_k8s.services.workload.values import WorkloadValues


class BackendValues(WorkloadValues):
    """The FastAPI backend. It has no way to be exposed outside the cluster."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        **INSIDE,
        "networkPolicy": "its policy is in networkPolicy at the top: backendFrom for who reaches "
        "it, servers and extraEgress for what it reaches",
    }

    preset: PresetName = "uvicorn"
    """Kind of image, which decides the user id, writable paths, variables, port and health path
    that are not set here: `uvicorn`, `fastapi` (`fastapi run`, which cannot be told
    `rollout.drainSeconds`), `gunicorn`, `nextjs` (standalone), `nginx` (static files) or `none`.
    The variables of `uvicorn` are read by its command line, not by `uvicorn.run()`: for a program
    that calls this, set `command` to `uvicorn` and its arguments."""

    image: Image = ImageValues(repository="todo-backend")
    """The image to run."""

    secret_env: SecretEnvMap = {
        "BETTER_AUTH_SECRET": "BETTER_AUTH_SECRET",
        "DATABASE_URL": "DATABASE_URL",
    }
    """Which secrets it gets: variable name → key in the Secret. Set a name to "" to remove its
    default. The AI key comes by `ai.provider`."""

    resources: ResourcesValues = ResourcesValues(
        requests={"cpu": "250m", "memory": "256Mi"}, limits={"cpu": "500m", "memory": "512Mi"}
    )
    """CPU and memory."""

    enabled: bool = True
    """Deploy the backend."""

    database_connections: CountOrZero | None = None
    """Connections to the database that a pod opens; null for `database.workers` · (`poolSize` +
    `maxOverflow`). Set it if the application has a pool of its own; with 0 the network policy
    closes the database's port."""


class FrontendValues(WorkloadValues):
    """The frontend, which users reach and which reaches the backend."""

    preset: PresetName = "nextjs"
    """Kind of image, which decides the user id, writable paths, variables, port and health path
    that are not set here: `uvicorn`, `fastapi` (`fastapi run`, which cannot be told
    `rollout.drainSeconds`), `gunicorn`, `nextjs` (standalone), `nginx` (static files) or `none`.
    The variables of `uvicorn` are read by its command line, not by `uvicorn.run()`: for a program
    that calls this, set `command` to `uvicorn` and its arguments."""

    image: Image = ImageValues(repository="todo-frontend")
    """The image to run."""

    service: ExposedServiceValues = ExposedServiceValues()  # pyright: ignore[reportIncompatibleVariableOverride]  # frozen
    """How it is reached."""

    resources: ResourcesValues = ResourcesValues(
        requests={"cpu": "100m", "memory": "128Mi"}, limits={"cpu": "500m", "memory": "256Mi"}
    )
    """CPU and memory."""

    enabled: bool = True
    """Deploy the frontend."""

    database_connections: CountOrZero | None = None
    """Connections to the database that a pod opens; null for 10 with a variable DATABASE_URL, else
    for none. Set it where the URL comes in another way, such as by `extraEnvFrom` or a file: the
    network policy then opens the database's port."""

    network_policy: FrontendPolicyValues = FrontendPolicyValues()
    """What its pods reach."""

    backend_url_env: VariableName = "BACKEND_URL"
    """Variable that holds the backend's URL inside the cluster. For another form of it, such as
    with a path, set this to another name and refer to that in `env`: `$(NAME)/api`."""

    @rule
    def backend_url_has_one_source(self) -> list[Check]:
        """The chart knows the backend's URL; a second source would be refused or have no effect."""
        return [
            Check(
                not_(has_key(entries, self.backend_url_env)),
                "is set by backendUrlEnv; remove it here, or set backendUrlEnv to another name",
                f"{where}.{self.backend_url_env}",
            )
            for where, entries in self.variables.items()
        ]
