"""Which traffic NetworkPolicies let through."""

from todo_k8s.helm.model import ChartValues, KubernetesObject


class ServicePolicyValues(ChartValues):
    """What the NetworkPolicy of a service lets through, beside what the application needs."""

    enabled: bool = True
    """Whether to have NetworkPolicies."""

    egress: bool = True
    """Whether to limit what the pods reach: DNS, and the ports that the application needs, such as
    HTTPS and the database's; never the cloud's metadata address."""

    extra_egress: list[KubernetesObject] = []
    """More that the pods may reach, in Kubernetes' own form (NetworkPolicyEgressRule)."""


class NetworkPolicyValues(ServicePolicyValues):
    """NetworkPolicies: the backend is reached from the frontend only."""

    backend_from: list[KubernetesObject] = []
    """More peers that may reach the backend, in Kubernetes' own form (NetworkPolicyPeer): the
    ingress controller where `backendPaths` are used, Prometheus where it scrapes."""

    frontend_from: list[KubernetesObject] = []
    """Peers that may reach the frontend, in Kubernetes' own form (NetworkPolicyPeer); empty for
    everyone."""
