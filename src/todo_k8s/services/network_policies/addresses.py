"""Where pods may go outside of the application: everywhere but to clouds' metadata, and to DNS."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.content import Content, only_if
from todo_k8s.helm.functions import equals
from todo_k8s.services.network_policies.values import ServicePolicyValues

METADATA = {
    "0.0.0.0/0": [
        "169.254.0.0/16",  # link-local: AWS, Azure, Google, Oracle, Scaleway, OpenStack
        "100.100.100.200/32",  # Alibaba
        "168.63.129.16/32",  # Azure's wire server
        "192.0.0.192/32",  # Oracle Cloud Classic
    ],
    "::/0": [
        "fe80::/10",  # link-local: OpenStack, Akamai
        "fd00:ec2::/32",  # AWS: metadata (::254), pod identity (::23)
        "fd20:ce::254/128",  # Google
        "fd00:c1::a9fe:a9fe/128",  # Oracle
        "fd00:42::42/128",  # Scaleway
        # the addresses of IPv4 by NAT64, in the same order
        "64:ff9b::a9fe:0/112",
        "64:ff9b::6464:64c8/128",
        "64:ff9b::a83f:8110/128",
        "64:ff9b::c000:c0/128",
    ],
}
"""All addresses of a family, and those of them that hand out credentials of the node.

NAT64 is known by its well-known prefix only: another prefix is the operator's own.

References:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
    https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
    https://cloud.google.com/compute/docs/metadata/querying-metadata
    https://learn.microsoft.com/en-us/azure/virtual-network/what-is-ip-address-168-63-129-16
    https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/gettingmetadata.htm
    https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
    https://docs.cloud-init.io/en/latest/reference/datasources/scaleway.html
    https://docs.openstack.org/nova/latest/user/metadata.html
    https://www.rfc-editor.org/rfc/rfc6052
"""

EVERYWHERE: list[Content] = [
    {"ipBlock": {"cidr": family, "except": addresses}} for family, addresses in METADATA.items()
]
"""The peers that stand for every address outside, but those of `METADATA`."""


def dns_rules(values: ServicePolicyValues) -> list[Content]:
    """Return the rules that let pods ask for names, everywhere or only in the cluster.

    A policy sees the port of the pod: 53, and 5353 on OpenShift.

    References:
        https://docs.redhat.com/en/documentation/openshift_container_platform/4.16/html/networking/
        https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
    """
    cluster = [
        {**_namespace("kube-system"), "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}},
        {"ipBlock": {"cidr": "169.254.20.10/32"}},  # a cache on each node
    ]
    return [
        {"to": only_if(equals(values.dns, "cluster"), cluster), "ports": _both(53)},
        {"to": [_namespace("openshift-dns")], "ports": _both(5353)},
    ]


def _namespace(name: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def _both(port: int) -> list[dict[str, Any]]:
    return [{"protocol": protocol, "port": port} for protocol in ("UDP", "TCP")]
