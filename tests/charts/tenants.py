"""Tenants from a list: a Namespace for each, with its quota, limits, and who may use it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from constructs import Construct
from pydantic import Field

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, for_each, when
from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import choose, equals, is_set
from todo_k8s.values.types import DnsLabel, Quantity


class Member(ChartValues):
    """Somebody who may use a tenant's namespace."""

    name: Annotated[str, Field(min_length=1)]
    """Who it is, as the API server knows them."""

    kind: Literal["User", "Group"] = "User"
    """Whether it is one person or a group."""

    role: Literal["view", "edit", "admin"] = "view"
    """What they may do."""


class Tenant(ChartValues):
    """A tenant."""

    name: DnsLabel
    """Its name, and its Namespace's."""

    plan: Literal["free", "paid"] = "free"
    """What it pays for."""

    cpu: Quantity = "2"
    """What its pods may request in all."""

    memory: Quantity = "4Gi"
    """What its pods may request in all."""

    members: list[Member] = []
    """Who may use it."""


class TenantsValues(ChartValues):
    """What the cluster's owner can set."""

    tenants: list[Tenant] = []
    """The tenants."""

    limits: bool = True
    """Give containers that ask for nothing a default."""


class Tenants(HelmChart[TenantsValues]):
    """The tenants of a cluster."""

    metadata = ChartMetadata(
        name="tenants", version="3.0.1", app_version="3.0", description="Tenants of a cluster"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        for entry, _, tenant in for_each(self, "tenants", values.tenants):
            self._namespace(entry, tenant)
            self._quota(entry, tenant)
            if limited := when(entry, "if-limits", values.limits):
                self._limits(limited, tenant)
            for inner, number, member in for_each(entry, "members", tenant.members):
                self._binding(inner, tenant, number, member)

    def _namespace(self, scope: Construct, tenant: Tenant) -> None:
        labels = {
            "pod-security.kubernetes.io/enforce": "restricted",
            "example.com/plan": tenant.plan,
            "example.com/release": self.release.name,
        }
        metadata = {"name": tenant.name, "labels": labels}
        Manifest(
            scope, "namespace", {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}
        )

    @staticmethod
    def _quota(scope: Construct, tenant: Tenant) -> None:
        hard = {
            "requests.cpu": tenant.cpu,
            "requests.memory": tenant.memory,
            "services.loadbalancers": choose(equals(tenant.plan, "paid"), "2", "0"),
        }
        _object(scope, "quota", "v1", "ResourceQuota", tenant.name, {"spec": {"hard": hard}})

    @staticmethod
    def _limits(scope: Construct, tenant: Tenant) -> None:
        default = {"type": "Container", "defaultRequest": {"cpu": "50m", "memory": "64Mi"}}
        _object(scope, "limits", "v1", "LimitRange", tenant.name, {"spec": {"limits": [default]}})

    @staticmethod
    def _binding(scope: Construct, tenant: Tenant, number: int, member: Member) -> None:
        group = "rbac.authorization.k8s.io"
        subject = {"kind": member.kind, "name": member.name, "apiGroup": group}
        metadata = {"name": f"member-{number}", "namespace": tenant.name}
        Manifest(
            scope,
            "member",
            {
                "apiVersion": f"{group}/v1",
                "kind": "RoleBinding",
                "metadata": metadata,
                "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": member.role},
                "subjects": [subject],
            },
        )

    def notes(self) -> Content:
        """Return the lines of NOTES.txt."""
        return [
            each(
                self.values.tenants,
                lambda tenant: f"- {tenant.name}: {tenant.cpu} CPUs, {tenant.memory}",
            ),
            only_if(is_set(self.values.tenants), "Ask for more at cluster@example.com."),
        ]


def _object(
    scope: Construct, id: str, version: str, kind: str, namespace: str, content: dict[str, Any]
) -> None:
    metadata = {"name": id, "namespace": namespace}
    Manifest(scope, id, {"apiVersion": version, "kind": kind, "metadata": metadata, **content})


CHART = Tenants
CASES: list[dict[str, Any]] = [
    {},
    {"tenants": [{"name": "a"}], "limits": False},
    {
        "tenants": [
            {"name": "zebra", "plan": "paid", "cpu": "500m", "members": [{"name": "eve"}]},
            {
                "name": "apple",
                "members": [
                    {"name": "team:web", "kind": "Group", "role": "edit"},
                    {"name": "bob", "role": "admin"},
                ],
            },
        ]
    },
]
REFUSED = {"tenants[0].plan": {"tenants": [{"name": "a", "plan": "gold"}]}}
