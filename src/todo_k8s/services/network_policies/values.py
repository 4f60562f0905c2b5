"""Which traffic NetworkPolicies let through."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import any_of, is_set
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.mistaken import OF_POLICIES
from todo_k8s.services.peers import are_egress_rules, are_peers, is_selector
from todo_k8s.services.types.numbers import Port


class ServicePolicyValues(ChartValues):
    """What the NetworkPolicy of a service lets through, beside what the application needs."""

    enabled: bool = True
    """Create NetworkPolicies."""

    egress: bool = True
    """Limit what the pods reach to DNS and the ports that the application needs, such as HTTPS and
    the database's; never the metadata addresses of clouds."""

    dns: Literal["anywhere", "cluster"] = "anywhere"
    """Who may be asked for names: every server (`anywhere`), or only the DNS of the cluster, with
    the label `k8s-app: kube-dns` in kube-system, that of OpenShift, and a NodeLocal DNSCache
    (`cluster`). Cloud DNS of GKE needs `anywhere`."""

    extra_egress: list[KubernetesObject] = []
    """More that the pods may reach, each as a Kubernetes `NetworkPolicyEgressRule`."""

    @rule
    def rules_have_selectors(self) -> Any:
        """A label beside `matchLabels` would be dropped, and the rule be for all pods."""
        return are_egress_rules(self.extra_egress, "extraEgress")


class ServerValues(ChartValues):
    """A server in the cluster, and the services that reach it."""

    port: Port
    """Port of its pods, which may differ from its Service's."""

    pod_selector: KubernetesObject = {}
    """Its pods, as a Kubernetes `LabelSelector`, such as {matchLabels: {app: redis}}; empty for all
    pods of the namespaces."""

    namespace_selector: KubernetesObject = {}
    """Its namespaces, as a Kubernetes `LabelSelector`; empty for the release's."""

    reachable_from: Annotated[Distinct[Text], Field(min_length=1)]
    """Who may reach it: `frontend`, `backend`, `migrations` and names in `services` and
    `cronJobs`."""

    @rule
    def says_where(self) -> Check:
        """Without a selector the rule would be for all pods of the namespace."""
        return Check(
            any_of(is_set(self.pod_selector), is_set(self.namespace_selector)),
            "must say where it is; set podSelector or namespaceSelector",
            "podSelector",
        )

    @rule
    def selects_by_labels(self) -> list[Check]:
        """A label beside `matchLabels` would be dropped, and the rule be for all pods."""
        return [
            *is_selector(self.pod_selector, "podSelector"),
            *is_selector(self.namespace_selector, "namespaceSelector"),
        ]


class NetworkPolicyValues(ServicePolicyValues):
    """NetworkPolicies: the backend is reached from the frontend only."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_POLICIES

    backend_from: list[KubernetesObject] = []
    """More peers that may reach the backend, each as a Kubernetes `NetworkPolicyPeer`: the
    controller of a route with paths to the backend, Prometheus where it scrapes."""

    frontend_from: list[KubernetesObject] = []
    """Peers that may reach the frontend, each as a Kubernetes `NetworkPolicyPeer`; empty for
    everyone."""

    servers: dict[str, ServerValues] = {}
    """Servers in the cluster by name, such as Redis: {redis: {port: 6379, podSelector:
    {matchLabels: {app: redis}}, reachableFrom: [backend]}}. For PostgreSQL see
    `database.podSelector`."""

    @rule
    def peers_are_whole(self) -> list[Any]:
        """The API server refuses a policy with an empty peer."""
        return [
            are_peers(self.backend_from, "backendFrom"),
            are_peers(self.frontend_from, "frontendFrom"),
        ]


class FrontendPolicyValues(ChartValues):
    """What the NetworkPolicy of the frontend lets through."""

    https: bool | None = None
    """Let the frontend reach HTTPS servers, such as those of OAuth; null to do so if it gets
    secrets (`secretEnv` or `extraEnvFrom`), as with Better Auth in Next.js. Else it reaches only
    the backend, and services that name it."""
