"""What can be set of a service's pods."""

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    get,
    has_key,
    matches,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.image import ImageValues
from todo_k8s.services.scaling.values import ServiceAccountValues, TopologySpreadValues
from todo_k8s.services.secrets.credentials import plain_credentials
from todo_k8s.services.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.services.types import (
    Annotations,
    Directory,
    EnvMap,
    Labels,
    LooseName,
    NodeLabels,
    Port,
    Quantity,
    SecretEnvMap,
    VariableName,
)
from todo_k8s.services.workload.presets import TOLD, PresetName, is_variable


class PodValues(ChartValues):
    """What can be set of a service's pods."""

    preset: PresetName = "none"
    """Kind of image, which decides the user id, writable paths, variables, port and health path
    that are not set here: `uvicorn`, `fastapi` (`fastapi run`, which cannot be told
    `rollout.drainSeconds`), `gunicorn`, `nextjs` (standalone), `nginx` (static files) or `none`.
    The variables of `uvicorn` are read by its command line, not by `uvicorn.run()`: for a program
    that calls this, set `command` to `uvicorn` and its arguments."""

    image: ImageValues
    """The image to run."""

    port: Port | None = None
    """Port the container listens on; null for the preset's."""

    command: list[Text] = []
    """Command in place of the image's entry point. Not a shell that starts the server: it would
    not pass on SIGTERM."""

    args: list[Text] = []
    """Arguments in place of the image's."""

    env: EnvMap = {}
    """Environment variables by name. They override the preset's. `$(NAME)` in a value stands for
    a variable of `secretEnv`, `configMapEnv` or `extraEnvFrom`, or for another one of `env` that
    refers to none; `$$(NAME)` stays as `$(NAME)`. Credentials are refused here, by name or as a URL
    with a password: use `secretEnv`."""

    secret_env: SecretEnvMap = {}
    """Which secrets it gets: variable name → key in the Secret. Set a name to "" to remove its
    default."""

    config_map_env: EnvMap = {}
    """Environment variables that come from a ConfigMap the chart makes; a change rolls the pods.
    No variable is both here and in `env` or `secretEnv`."""

    allow_plain_env: list[VariableName] = []
    """Names of variables in `env` and `configMapEnv` that look like credentials and are none, such
    as a public key."""

    extra_env_from: list[KubernetesObject] = []
    """More sources of variables, in Kubernetes' own form (EnvFromSource)."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    pod_security_context: PodSecurityContextValues = PodSecurityContextValues()
    """Users and kernel settings of the pod."""

    security_context: SecurityContextValues = SecurityContextValues()
    """What the container may do."""

    writable_paths: dict[Directory, Quantity] = {}
    """Directories it writes to, and how much (an emptyDir each), beside the preset's."""

    extra_volumes: list[KubernetesObject] = []
    """More volumes, in Kubernetes' own form (Volume)."""

    extra_volume_mounts: list[KubernetesObject] = []
    """More mounts of the container, in Kubernetes' own form (VolumeMount)."""

    init_containers: list[KubernetesObject] = []
    """Containers that run before, in Kubernetes' own form (Container). One without
    `securityContext` gets a safe one: that of the main container, without capabilities."""

    sidecars: list[KubernetesObject] = []
    """Containers that run beside, in Kubernetes' own form (Container). One without
    `securityContext` gets a safe one: that of the main container, without capabilities."""

    node_selector: NodeLabels = {}
    """Labels that a node must have."""

    tolerations: list[KubernetesObject] = []
    """Taints of nodes to tolerate, in Kubernetes' own form (Toleration)."""

    affinity: KubernetesObject = {}
    """Wishes for nodes and neighbours, in Kubernetes' own form (Affinity)."""

    topology_spread: TopologySpreadValues = TopologySpreadValues()
    """Spread over nodes and zones."""

    priority_class_name: LooseName = ""
    """PriorityClass of the pods."""

    pod_annotations: Annotations = {}
    """Annotations of the pods."""

    pod_labels: Labels = {}
    """Labels of the pods, beside the chart's."""

    service_account: ServiceAccountValues = ServiceAccountValues()
    """Identity of the pods."""

    @property
    def variables(self) -> dict[str, Mapping[str, str]]:
        """Where variables are set: field → its entries."""
        return {
            "env": self.env,
            "secretEnv": self.secret_env,
            "configMapEnv": self.config_map_env,
        }

    @rule
    def variables_are_not_frozen(self) -> list[Any]:
        """Next.js puts NEXT_PUBLIC_* into its pages when the image is built."""
        return [each(entries, _not_frozen(where)) for where, entries in self.variables.items()]

    @rule
    def credentials_are_no_plain_text(self) -> list[Any]:
        """Whoever may read the Deployment or the ConfigMap could read them."""
        maps = {"env": self.env, "configMapEnv": self.config_map_env}
        return [plain_credentials(where, maps[where], self.allow_plain_env) for where in maps]

    @rule
    def variables_have_one_source(self) -> list[Any]:
        """A variable is a plain value, a secret, or in the ConfigMap."""
        return [
            each(
                self.env,
                lambda name, _value: Check(
                    not_(has_key(self.secret_env, name)),
                    f'is in secretEnv too; remove it here, or set secretEnv.{name} to ""',
                    f"env.{name}",
                ),
            ),
            each(
                self.config_map_env,
                lambda name, _value: Check(
                    not_(any_of(has_key(self.env, name), has_key(self.secret_env, name))),
                    "is in env or secretEnv too, which override it; remove one of the two",
                    f"configMapEnv.{name}",
                ),
            ),
        ]

    @rule
    def preset_keeps_its_variables(self) -> list[Any]:
        """What a preset sets, only `env` may set too, and not where another value decides it.

        A secret would be the same variable twice, one of the ConfigMap would have no effect.
        """
        return [
            each(entries, self._not_of_preset(where)) for where, entries in self.variables.items()
        ]

    def _not_of_preset(self, where: str) -> Callable[[str, str], list[Check]]:
        """Return the checks that a variable is none that the preset sets, or does not read."""
        preset = self.preset

        def read(name: str) -> Check:
            return Check(
                not_(all_of(equals(preset, "fastapi"), matches(name, "^UVICORN_"))),
                "has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to "
                "uvicorn and command to uvicorn with its arguments",
                f"{where}.{name}",
            )

        def plain(name: str, _value: str) -> list[Check]:
            told = f"{preset} {name}"
            free = Check(
                not_(has_key(TOLD, told)),
                f"is set by {get(TOLD, told)}; remove it here, and set that",
                f"env.{name}",
            )
            return [free, read(name)]

        def other(name: str, _value: str) -> list[Check]:
            free = Check(
                not_(is_variable(preset, name)),
                f"is set by the preset {preset}; remove it here, or set preset to none",
                f"{where}.{name}",
            )
            return [free, read(name)]

        return plain if where == "env" else other


def _not_frozen(where: str) -> Callable[[str, str], Check]:
    """Return the check of one variable of a map."""

    def check(name: str, _value: str) -> Check:
        return Check(
            not_(matches(name, "^NEXT_PUBLIC_")),
            "has no effect at run time, as Next.js reads it when the image is built; remove it",
            f"{where}.{name}",
        )

    return check
