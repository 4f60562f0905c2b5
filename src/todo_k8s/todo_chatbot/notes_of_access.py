"""How users reach the application, as NOTES.txt says it."""

from __future__ import annotations

from todo_k8s.helm.content import Content, each, named_list, only_if, switch
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    includes,
    is_set,
    not_,
    object_name,
    replace,
    replace_pattern,
)
from todo_k8s.services.routes.ingress_spec import named_hosts
from todo_k8s.services.routes.paths_together import hosts_of_paths
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def access(values: TodoChatbotValues, namespace: str, frontend: Workload) -> list[Content]:
    """Return the lines on where users find the application.

    Args:
        values: What the operator sets.
        namespace: The release's namespace.
        frontend: The service that users reach.
    """
    routed = any_of(values.ingress.enabled, values.gateway.enabled)
    there = values.frontend.enabled
    opened = named_list("notes.opened", [_opened(values, namespace, frontend)])
    return [
        only_if(values.ingress.enabled, _by_ingress(values.ingress, namespace, frontend)),
        only_if(values.gateway.enabled, _by_gateway(values, namespace, frontend)),
        only_if(
            all_of(routed, not_(there)),
            ["  The frontend is switched off: only the paths of the route lead somewhere."],
        ),
        only_if(
            all_of(not_(routed), there),
            _by_service(values.frontend.service.type, namespace, frontend),
        ),
        only_if(
            not_(any_of(routed, there, is_set(opened))),
            ["  nothing is reached from outside the cluster, as the frontend is switched off."],
        ),
        each(opened, lambda line: line),
    ]


def _opened(values: TodoChatbotValues, namespace: str, frontend: Workload) -> Content:
    """Return a line for each further service with a Service that is open to the outside."""
    fullname = frontend.application.fullname

    def shown(name: str, service: FurtherServiceValues) -> Content:
        made = object_name(fullname, name)
        is_open = all_of(service.enabled, not_(equals(service.service.type, "ClusterIP")))
        return only_if(is_open, f"  {name}: kubectl -n {namespace} get service {made}")

    return each(values.services, shown)


def has_certificate(ingress: IngressValues, host: str) -> bool:
    """Return whether an Ingress has a certificate of a host, or of all names of its domain."""
    named = named_list(
        "notes.secureHosts", [each(ingress.tls, lambda one: [each(one.hosts, lambda name: name)])]
    )
    domain = replace_pattern(host, "^[^.]+", "*")
    return any_of(is_set(ingress.tls_secret_name), includes(named, host), includes(named, domain))


def _by_ingress(ingress: IngressValues, namespace: str, frontend: Workload) -> list[Content]:
    every = [
        "  every host name that leads to the address of the Ingress:",
        f"  kubectl -n {namespace} get ingress {frontend.name}",
    ]

    def shown(host: str) -> Content:
        named = replace(host, "*", "<name>")
        secure = has_certificate(ingress, host)
        return only_if(secure, f"  https://{named}/", f"  http://{named}/")

    return [
        each(named_hosts(ingress, frontend.component), shown),
        only_if(includes(ingress.hosts, "*"), every),
    ]


def _by_gateway(values: TodoChatbotValues, namespace: str, frontend: Workload) -> list[Content]:
    names = values.gateway.hostnames
    of_paths = named_list("notes.pathHostnames", [hosts_of_paths(values.gateway.paths)])

    def shown(name: str) -> Content:
        return f"  {name}, by the listener of the Gateway"

    return [
        each(names, shown),
        each(of_paths, shown),
        only_if(not_(is_set(names)), "  the host names of the Gateway's listener"),
        f"  kubectl -n {namespace} get httproute {frontend.name}",
    ]


def _by_service(type: str, namespace: str, frontend: Workload) -> Content:
    name, port = frontend.name, frontend.port
    forward = [
        f"  kubectl -n {namespace} port-forward service/{name} 3000:{port}",
        "  then open http://localhost:3000/",
    ]
    by_type = {
        "NodePort": [
            f"  minikube service -n {namespace} {name} --url",
            "  or any node's address, at the port that is shown by",
            f"  kubectl -n {namespace} get service {name}",
        ],
        "ClusterIP": forward,
    }
    load_balancer = [
        f"  the external address, at port {port}, that is shown by",
        f"  kubectl -n {namespace} get service {name}",
        "  while that says <pending>, and on a cluster that gives no such addresses:",
        *forward,
    ]
    return switch(type, by_type, load_balancer)
