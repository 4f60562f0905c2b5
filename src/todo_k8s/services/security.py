"""What a pod and its containers may do. The defaults pass PodSecurity `restricted`."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.removable import RemovableMap
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    get,
    has_key,
    is_none,
    is_set,
    matches,
    not_,
    quantity_at_most,
    replace_pattern,
    to_json,
    trim_prefix,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.quantities import has_its_unit
from todo_k8s.services.types.names import LabelKey, SysctlName
from todo_k8s.services.types.numbers import GroupId, Quantity

__all__ = ["PodSecurityContextValues", "ResourcesValues", "SecurityContextValues"]


_OF_NO_FILE = '"type":"(RuntimeDefault|Unconfined)"'
_SECCOMP = rf'^\{{({_OF_NO_FILE}|"localhostProfile":"[^"/][^"]*","type":"Localhost")\}}$'
_APP_ARMOR = rf'^\{{({_OF_NO_FILE}|"localhostProfile":"[^"]+","type":"Localhost")\}}$'
"""The JSON of each profile; the one of seccomp is a file below a folder of the kubelet's."""


_UserOrRoot = GroupId
"""A user id, or that of root, of which a rule says what to do."""


class PodSecurityContextValues(ChartValues):
    """Users and kernel settings of a pod."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "enabled": "the pods always have one; remove it",
        "runAsNonRoot": "pods run as no root, unless %sallowRoot is true; remove it",
    }

    allow_root: bool = False
    """Allow the image to run as root. The namespace must allow it too."""

    run_as_user: _UserOrRoot | None = None
    """User id of the processes; null for the preset's, or the image's if root is allowed. Groups
    and volumes follow it."""

    run_as_group: GroupId | None = None
    """Group id of the processes, such as 0 for an image made for OpenShift; null for the same
    number as the user's."""

    fs_group: GroupId | None = None
    """Group that owns mounted volumes; null for the same number as the user's."""

    fs_group_change_policy: Literal["OnRootMismatch", "Always"] | None = None
    """When the files of mounted volumes are given to that group: only if their root is not yet, or
    always. Null for `OnRootMismatch` with `persistence`, else for Kubernetes' `Always`."""

    supplemental_groups: Distinct[GroupId] = []
    """More group ids of the processes, such as that of files on NFS."""

    supplemental_groups_policy: Literal["Merge", "Strict"] | None = None
    """Whether groups of the image's /etc/group count too (`Merge`, as in Kubernetes by default) or
    not (`Strict`, Kubernetes 1.31 or later)."""

    se_linux_options: KubernetesObject = {}
    """SELinux context, as a Kubernetes `SELinuxOptions`."""

    app_armor_profile: KubernetesObject = {}
    """AppArmor profile, as a Kubernetes `AppArmorProfile`."""

    seccomp_profile: KubernetesObject = {}
    """Seccomp profile, as a Kubernetes `SeccompProfile`; empty for that of the runtime,
    `type: RuntimeDefault`. PodSecurity `restricted` allows that and `Localhost`."""

    sysctls: dict[SysctlName, Text] = {}
    """Kernel settings by name; PodSecurity `restricted` allows only the safe ones."""

    @rule
    def user_is_not_root(self) -> Check:
        """The image's user runs where root is allowed; the kubelet starts no root otherwise."""
        return Check(
            any_of(is_none(self.run_as_user), is_set(self.run_as_user)),
            "is root; set it to null and allowRoot to true, for the image's user",
            "runAsUser",
        )

    @rule
    def profiles_are_whole(self) -> list[Check]:
        """Kubernetes wants the name of a profile for one type, and takes none for the others."""
        form = "must be {type: RuntimeDefault}, {type: Unconfined}, or {type: Localhost, "
        return [
            Check(
                any_of(not_(is_set(profile)), matches(to_json(profile), pattern)),
                f"{form}localhostProfile: {example}}}",
                field,
            )
            for field, profile, pattern, example in (
                ("seccompProfile", self.seccomp_profile, _SECCOMP, "profiles/todo.json"),
                ("appArmorProfile", self.app_armor_profile, _APP_ARMOR, "todo"),
            )
        ]


class SecurityContextValues(ChartValues):
    """What a container may do."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        **{
            name: f"it belongs to podSecurityContext.{name}, beside securityContext"
            for name in ("fsGroup", "runAsGroup", "runAsUser", "seccompProfile")
        },
        "enabled": "the container always has one; remove it",
        "runAsNonRoot": "pods run as no root, unless podSecurityContext.allowRoot, beside "
        "securityContext, is true; remove it",
    }

    read_only_root_filesystem: bool = True
    """Mount the root file system read-only; add writable directories to `writablePaths`."""

    add_capabilities: Distinct[Text] = []
    """Linux capabilities to keep; PodSecurity `restricted` allows only NET_BIND_SERVICE."""

    @rule
    def capabilities_have_their_names(self) -> Any:
        """Runtimes ignore a name that has the prefix of the kernel's.

        References:
            https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
        """
        return each(
            self.add_capabilities,
            lambda index, capability: Check(
                equals(trim_prefix(capability, "CAP_"), capability),
                f"has a prefix that Kubernetes does not have; did you mean "
                f"{trim_prefix(capability, 'CAP_')}?",
                f"addCapabilities[{index}]",
            ),
        )


_NATIVE = r"^((.*\.)?kubernetes\.io/.*|cpu|memory|ephemeral-storage)$"
_OF_MEMORY = "([KMGTPE]i|[kMGTPE])$"
"""The unit of an amount of memory."""
_COUNTED = "^(hugepages-.*|.*/.*)$"
"""Huge pages and devices, which a container has to itself; a device is named by its domain."""


def _is_a_resource(where: str) -> Callable[[str, str], list[Check]]:
    """Return the checks that there is such a resource, and an amount that can be."""

    def checks(resource: str, amount: str) -> list[Check]:
        in_bytes = matches(resource, "^(memory|ephemeral-storage|hugepages-.*)$")
        device = all_of(matches(resource, "/"), not_(matches(resource, _NATIVE)))
        return [
            Check(
                any_of(matches(resource, _NATIVE), matches(resource, _COUNTED)),
                "is not a resource of Kubernetes; use cpu, memory, ephemeral-storage, or the full "
                "name of a device, such as nvidia.com/gpu",
                f"{where}.{resource}",
            ),
            *has_its_unit(amount, f"{where}.{resource}", counted=in_bytes),
            Check(
                not_(all_of(equals(resource, "cpu"), matches(amount, _OF_MEMORY))),
                "has a unit of memory, and would be thousands of processors; did you mean "
                f"{replace_pattern(amount, _OF_MEMORY, 'm')}?",
                f"{where}.{resource}",
            ),
            Check(
                not_(all_of(device, matches(amount, r"m$|\."))),
                "must be a whole number of devices",
                f"{where}.{resource}",
            ),
        ]

    return checks


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

    @rule
    def resources_are_known(self) -> list[Any]:
        """Kubernetes refuses other names, and takes what a device counts as it is written.

        References:
            https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
        """
        return [
            each(self.requests, _is_a_resource("requests")),
            each(self.limits, _is_a_resource("limits")),
            each(self.requests, self._is_whole),
        ]

    def _is_whole(self, resource: str, request: str) -> Check:
        there, limit = has_key(self.limits, resource), get(self.limits, resource)
        return Check(
            any_of(
                not_(matches(resource, _COUNTED)),
                matches(resource, _NATIVE),
                all_of(there, quantity_at_most(limit, request)),
            ),
            f"must equal limits.{resource}, as Kubernetes does not share it; set both",
            f"requests.{resource}",
        )

    def _fits(self, resource: str, request: str) -> Check:
        limit = get(self.limits, resource)
        return Check(
            any_of(not_(has_key(self.limits, resource)), quantity_at_most(request, limit)),
            f"is more than limits.{resource}; lower it, or raise the limit",
            f"requests.{resource}",
        )
