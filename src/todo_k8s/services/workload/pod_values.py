"""What can be set of a service's pods."""

from collections.abc import Callable
from functools import partial
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    equals,
    get,
    has_key,
    matches,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, rule
from todo_k8s.services.image import Image
from todo_k8s.services.quantities import have_their_units
from todo_k8s.services.scaling.values import ServiceAccountValues, TopologySpreadValues
from todo_k8s.services.secrets.file_values import files_have_their_own_place
from todo_k8s.services.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.services.tolerations import tolerations_are_whole
from todo_k8s.services.types.kubernetes import Affinity, Container, Volume
from todo_k8s.services.types.names import (
    Annotations,
    Directory,
    Labels,
    LooseName,
    NodeLabels,
    Words,
)
from todo_k8s.services.types.numbers import Port, Quantity
from todo_k8s.services.variables.values import VariablesValues
from todo_k8s.services.workload.presets import TOLD, PresetName, is_variable, is_writable


class ProgramValues(ChartValues):
    """What a service's pods run."""

    preset: PresetName = "none"
    """Kind of image, which decides the user id, writable paths, variables, port and health path
    that are not set here: `uvicorn`, `fastapi` (`fastapi run`, which cannot be told
    `rollout.drainSeconds`), `gunicorn`, `nextjs` (standalone), `nginx` (static files) or `none`.
    The variables of `uvicorn` are read by its command line, not by `uvicorn.run()`: for a program
    that calls this, set `command` to `uvicorn` and its arguments."""

    image: Image
    """The image to run."""

    port: Port | None = None
    """Port the container listens on; null for the preset's."""

    command: Words = []
    """Command in place of the image's entry point. Not a shell that starts the server: it would
    not pass on SIGTERM."""

    args: Words = []
    """Arguments in place of the image's."""


class PodValues(VariablesValues, ProgramValues):
    """What can be set of a service's pods."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    pod_security_context: PodSecurityContextValues = PodSecurityContextValues()
    """Users and kernel settings of the pod."""

    security_context: SecurityContextValues = SecurityContextValues()
    """What the container may do."""

    writable_paths: dict[Directory, Quantity] = {}
    """Writable directories and their sizes, each an emptyDir, in addition to the preset's."""

    extra_volumes: list[Volume] = []
    """More volumes, each as a Kubernetes `Volume`."""

    extra_volume_mounts: list[KubernetesObject] = []
    """More mounts of the container, each as a Kubernetes `VolumeMount`."""

    init_containers: list[Container] = []
    """Init containers, each as a Kubernetes `Container`; with restartPolicy: Always a native
    sidecar. One without `securityContext` gets a safe one: that of the main container, without
    capabilities. It mounts `extraVolumes`, and that of `persistence` by the name `persistent`."""

    sidecars: list[Container] = []
    """Sidecar containers, each as a Kubernetes `Container`. One without `securityContext` gets a
    safe one: that of the main container, without capabilities. It mounts `extraVolumes`, and that
    of `persistence` by the name `persistent`."""

    node_selector: NodeLabels = {}
    """Labels that a node must have."""

    tolerations: list[KubernetesObject] = []
    """Taints to tolerate, each as a Kubernetes `Toleration`."""

    affinity: Affinity = {}
    """Node and pod affinity, as a Kubernetes `Affinity`."""

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

    @rule
    def preset_keeps_its_variables(self) -> list[Any]:
        """What a preset sets, only `env` may set too, and not where another value decides it.

        A secret would be the same variable twice, one of the ConfigMap would have no effect.
        """
        return [
            each(entries, self._not_of_preset(where)) for where, entries in self.variables.items()
        ]

    @rule
    def secrets_have_their_own_place(self) -> Any:
        """Two volumes cannot be mounted at one place."""
        taken = partial(is_writable, self.preset)
        return files_have_their_own_place(self.secret_files, self.writable_paths, taken)

    @rule
    def writable_paths_have_units(self) -> Any:
        """A directory of a few bytes would be full at once, and the pod be evicted."""
        return have_their_units(self.writable_paths, "writablePaths")

    @rule
    def tolerations_are_whole(self) -> Any:
        """Kubernetes would refuse the pods."""
        return tolerations_are_whole(self.tolerations)

    def _not_of_preset(self, where: str) -> Callable[[str, Any], list[Check]]:
        """Return the checks that a variable is none that the preset sets, or does not read."""
        preset = self.preset

        def read(name: str) -> Check:
            return Check(
                not_(all_of(equals(preset, "fastapi"), matches(name, "^UVICORN_"))),
                "has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to "
                "uvicorn and command to uvicorn with its arguments",
                f"{where}.{name}",
            )

        def plain(name: str, _value: Any) -> list[Check]:
            told = f"{preset} {name}"
            free = Check(
                not_(has_key(TOLD, told)),
                f"is set by {get(TOLD, told)}; remove it here, and set that",
                f"env.{name}",
            )
            return [free, read(name)]

        def other(name: str, _value: Any) -> list[Check]:
            free = Check(
                not_(is_variable(preset, name)),
                f"is set by the preset {preset}; remove it here, or set preset to none",
                f"{where}.{name}",
            )
            return [free, read(name)]

        return plain if where == "env" else other
