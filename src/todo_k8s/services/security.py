"""What a pod and its containers may do. The defaults pass PodSecurity `restricted`."""

from collections.abc import Mapping
from typing import Any, ClassVar

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import any_of, get, has_key, not_, quantity_at_most
from todo_k8s.helm.model import ChartValues, Check, Text, rule
from todo_k8s.services.types import LabelKey, Quantity, SysctlName, UserId

__all__ = ["PodSecurityContextValues", "ResourcesValues", "SecurityContextValues"]


class PodSecurityContextValues(ChartValues):
    """Users and kernel settings of a pod."""

    allow_root: bool = False
    """Whether the image may run as root. It needs a namespace that allows it."""

    run_as_user: UserId | None = None
    """User id of the processes; null for the preset's, or the image's if root is allowed."""

    run_as_group: UserId | None = None
    """Group id of the processes; null for the same number as the user's."""

    fs_group: UserId | None = None
    """Group that owns mounted volumes; null for the same number as the user's."""

    sysctls: dict[SysctlName, Text] = {}
    """Kernel settings by name; PodSecurity `restricted` allows only the safe ones."""


class SecurityContextValues(ChartValues):
    """What a container may do."""

    read_only_root_filesystem: bool = True
    """Whether the image's files are read-only; what must be written goes to `writablePaths`."""

    add_capabilities: Distinct[Text] = []
    """Linux capabilities to keep; PodSecurity `restricted` allows only NET_BIND_SERVICE."""


class ResourcesValues(ChartValues):
    """What a container asks for and may use at most."""

    _mistaken: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("cpu", "memory"), "it belongs to %srequests and %slimits"
    )

    requests: RemovableMap[LabelKey, Quantity] = {"cpu": "100m", "memory": "128Mi"}
    """What the scheduler sets aside, by resource. Set a resource to "" to remove its default."""

    limits: RemovableMap[LabelKey, Quantity] = {"cpu": "500m", "memory": "256Mi"}
    """What the container may use at most, by resource. Set a resource to "" to remove its
    default."""

    @rule
    def requests_fit_limits(self) -> Any:
        """Kubernetes refuses a pod that asks for more than it may use."""
        return each(self.requests, self._fits)

    def _fits(self, resource: str, request: str) -> Check:
        limit = get(self.limits, resource)
        return Check(
            any_of(not_(has_key(self.limits, resource)), quantity_at_most(request, limit)),
            f"is more than limits.{resource}; lower it, or raise the limit",
            f"requests.{resource}",
        )
