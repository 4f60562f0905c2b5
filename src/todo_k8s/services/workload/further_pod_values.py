"""More of what can be set of a service's pods: ports, hooks, and directories of the image."""

from typing import Any

from todo_k8s.helm.model import ChartValues, KubernetesObject, rule
from todo_k8s.services.quantities import have_their_units
from todo_k8s.services.types.names import Directory, PortName
from todo_k8s.services.types.numbers import Port, Quantity, Seconds


class FurtherPodValues(ChartValues):
    """Ports, hooks, directories, and what happens on a dead node."""

    extra_ports: dict[PortName, Port] = {}
    """More ports, by name: the container listens on each, and the Service has it under the same
    number. Those who may reach the service may reach them too."""

    udp_ports: dict[PortName, Port] = {}
    """Ports for UDP, by name, such as {turn: 3478}; as `extraPorts`, which are for TCP. A number
    may be among those too."""

    lifecycle: KubernetesObject = {}
    """Hooks of the container, in Kubernetes' own form (Lifecycle). A `preStop` of your own takes
    the place of the wait for `rollout.drainDelaySeconds`; set that to how long it takes."""

    seeded_paths: dict[Directory, Quantity] = {}
    """Directories that it writes to and that start with the image's files, and how much (an
    emptyDir each). An init container copies them with the image's `cp`. For incremental static
    regeneration of Next.js: `/app/.next/server`."""

    node_failure_seconds: Seconds | None = None
    """Seconds until a pod on a node that is dead or cut off is replaced elsewhere; null for
    Kubernetes' 300. A short time also moves pods when a node is only out of reach for a moment."""

    @rule
    def seeded_paths_have_units(self) -> Any:
        """A directory of a few bytes would be full at once, and the pod be evicted."""
        return have_their_units(self.seeded_paths, "seededPaths")
