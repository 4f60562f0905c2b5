"""Tenants from a list, by hand in cdk8s: a Namespace for each, and who may use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import cdk8s
from cdk8s_plus_27 import k8s
from constructs import Construct
from pydantic import Field

from tests.by_hand.platform import Quantity, Text, Values

GROUP = "rbac.authorization.k8s.io"


class Member(Values):
    """Somebody who may use a tenant's namespace."""

    name: Text
    """Who it is, as the API server knows them."""

    kind: Literal["User", "Group"] = "User"
    """Whether it is one person or a group."""

    role: Literal["view", "edit", "admin"] = "view"
    """What they may do."""


class Tenant(Values):
    """A tenant."""

    name: Annotated[str, Field(pattern="^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    """Its name, and its Namespace's."""

    plan: Literal["free", "paid"] = "free"
    """What it pays for."""

    cpu: Quantity = "2"
    """What its pods may request in all."""

    memory: Quantity = "4Gi"
    """What its pods may request in all."""

    members: list[Member] = []
    """Who may use it."""


class TenantsValues(Values):
    """What the cluster's owner can set."""

    tenants: list[Tenant] = []
    """The tenants."""

    limits: bool = True
    """Give containers that ask for nothing a default."""


class Tenants(cdk8s.Chart):
    """The tenants of a cluster."""

    def __init__(self, scope: Construct, id: str, *, values: TenantsValues, release: str) -> None:
        super().__init__(scope, id)
        for index, tenant in enumerate(values.tenants):
            entry = Construct(self, f"tenant-{index}")
            self._namespace(entry, tenant, release)
            self._quota(entry, tenant)
            if values.limits:
                self._limits(entry, tenant)
            for number, member in enumerate(tenant.members):
                self._binding(entry, tenant, number, member)

    @staticmethod
    def _namespace(scope: Construct, tenant: Tenant, release: str) -> None:
        labels = {
            "pod-security.kubernetes.io/enforce": "restricted",
            "example.com/plan": tenant.plan,
            "example.com/release": release,
        }
        metadata = k8s.ObjectMeta(name=tenant.name, labels=labels)
        k8s.KubeNamespace(scope, "namespace", metadata=metadata)

    @staticmethod
    def _quota(scope: Construct, tenant: Tenant) -> None:
        hard = {
            "requests.cpu": k8s.Quantity.from_string(tenant.cpu),
            "requests.memory": k8s.Quantity.from_string(tenant.memory),
            "services.loadbalancers": k8s.Quantity.from_string(
                "2" if tenant.plan == "paid" else "0"
            ),
        }
        metadata = k8s.ObjectMeta(name="quota", namespace=tenant.name)
        k8s.KubeResourceQuota(
            scope, "quota", metadata=metadata, spec=k8s.ResourceQuotaSpec(hard=hard)
        )

    @staticmethod
    def _limits(scope: Construct, tenant: Tenant) -> None:
        default = {
            "cpu": k8s.Quantity.from_string("50m"),
            "memory": k8s.Quantity.from_string("64Mi"),
        }
        limit = k8s.LimitRangeItem(type="Container", default_request=default)
        metadata = k8s.ObjectMeta(name="limits", namespace=tenant.name)
        k8s.KubeLimitRange(
            scope, "limits", metadata=metadata, spec=k8s.LimitRangeSpec(limits=[limit])
        )

    @staticmethod
    def _binding(scope: Construct, tenant: Tenant, number: int, member: Member) -> None:
        k8s.KubeRoleBinding(
            scope,
            f"member-{number}",
            metadata=k8s.ObjectMeta(name=f"member-{number}", namespace=tenant.name),
            role_ref=k8s.RoleRef(api_group=GROUP, kind="ClusterRole", name=member.role),
            subjects=[k8s.Subject(kind=member.kind, name=member.name, api_group=GROUP)],
        )


def manifests(values: Mapping[str, Any], release: str) -> list[dict[str, Any]]:
    """Return the objects for the values of a values file."""
    checked = TenantsValues.model_validate(values)
    made: list[dict[str, Any]] = Tenants(
        cdk8s.App(), "tenants", values=checked, release=release
    ).to_json()
    return made
