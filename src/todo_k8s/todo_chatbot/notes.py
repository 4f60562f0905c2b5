"""NOTES.txt: what an operator reads after an installation."""

from __future__ import annotations

from todo_k8s.helm.chart import Release
from todo_k8s.helm.content import Content, each, only_if, switch
from todo_k8s.helm.functions import all_of, any_of, equals, is_set, not_
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def notes(
    values: TodoChatbotValues, release: Release, *, chart: str, frontend: Workload, secret: str
) -> Content:
    """Return the lines of NOTES.txt; none of them holds a secret.

    Args:
        values: What the operator sets.
        release: The Helm release.
        chart: The chart's name.
        frontend: The service that users reach.
        secret: The name of the Secret with the credentials.
    """
    selected = f"-n {release.namespace} pods -l {_labels(frontend.application.name, release)}"
    return [
        f"{chart} is installed as {release.name} in {release.namespace}.",
        "",
        "Reach it:",
        *_access(values, release.namespace, frontend),
        "",
        "Credentials:",
        *_credentials(values, release, frontend.application.name, secret),
        "",
        "When pods wait:",
        f"  kubectl get {selected}",
        f"  kubectl describe {selected}",
        "  Pending: no node has the CPU or memory that resources.requests asks for.",
        "  CreateContainerConfigError: the Secret, or a key of it, is missing (see above).",
        "  ImagePullBackOff: the image's name or tag is wrong, or imagePullSecrets is missing.",
        "  CrashLoopBackOff: kubectl logs --previous tells why.",
        *_checks(values, release),
    ]


def _access(values: TodoChatbotValues, namespace: str, service: Workload) -> list[Content]:
    name = service.application.object_name(service.component)
    scheme = only_if(
        is_set(values.ingress.tls_secret_name),
        [each(values.ingress.hosts, lambda host: f"  https://{host}/")],
        [each(values.ingress.hosts, lambda host: f"  http://{host}/")],
    )
    forward = [
        f"  kubectl -n {namespace} port-forward service/{name} 3000:{service.port}",
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
        f"  the external address, at port {service.port}, that is shown by",
        f"  kubectl -n {namespace} get service {name}",
        "  while that says <pending>, and on a cluster that gives no such addresses:",
        *forward,
    ]
    routed = any_of(values.ingress.enabled, values.gateway.enabled)
    return [
        only_if(values.ingress.enabled, scheme),
        only_if(
            values.gateway.enabled,
            ["  the addresses of the Gateway:", f"  kubectl -n {namespace} get httproute {name}"],
        ),
        only_if(
            all_of(not_(routed), values.frontend.enabled),
            switch(values.frontend.service.type, by_type, load_balancer),
        ),
        only_if(
            not_(any_of(routed, values.frontend.enabled)),
            ["  nothing is reached from outside the cluster, as the frontend is switched off."],
        ),
    ]


def _credentials(
    values: TodoChatbotValues, release: Release, application: str, name: str
) -> list[Content]:
    namespace = release.namespace
    wanted = [
        only_if(
            values.backend.enabled,
            [
                each(values.backend.secret_env, lambda _name, key: f"  {key} (backend)"),
                only_if(not_(equals(values.ai.provider, "none")), [f"  {values.ai_key} (backend)"]),
            ],
        ),
        only_if(
            values.frontend.enabled,
            [each(values.frontend.secret_env, lambda _name, key: f"  {key} (frontend)")],
        ),
        each(values.services, _keys_of),
        only_if(
            all_of(values.migrations.enabled, is_set(values.database.direct_url_key)),
            [f"  {values.database.direct_url_key} (migrations)"],
        ),
    ]
    by_mode = {
        "values": [
            f"  The Secret {name} was made from secrets.values; pods roll when one changes."
        ],
        "external": [
            f"  The External Secrets Operator fills the Secret {name}:",
            f"  kubectl -n {namespace} get externalsecret {name}",
        ],
    }
    existing = [f"  The Secret {name} must be in {namespace}, with these keys:", *wanted]
    selected = f"-n {namespace} -l {_labels(application, release)}"
    roll = [
        "  When it has changed, roll the pods: helm upgrade --reset-then-reuse-values with another",
        "  secrets.revision, or",
        f"  kubectl rollout restart deployment {selected}",
    ]
    return [
        switch(values.secrets.mode, by_mode, existing),
        only_if(not_(equals(values.secrets.mode, "values")), roll),
    ]


def _keys_of(name: str, service: FurtherServiceValues) -> Content:
    keys = each(service.secret_env, lambda _variable, key: f"  {key} ({name})")
    return only_if(service.enabled, [keys])


def _labels(application: str, release: Release) -> str:
    """Return the selector of what this copy of the chart made."""
    return f"app.kubernetes.io/name={application},app.kubernetes.io/instance={release.name}"


def _checks(values: TodoChatbotValues, release: Release) -> list[Content]:
    policies = values.network_policy
    routed = any_of(
        all_of(values.ingress.enabled, is_set(values.ingress.backend_paths)),
        all_of(values.gateway.enabled, is_set(values.gateway.backend_paths)),
    )
    scraped = values.monitoring.service_monitor.enabled
    must = "must be in networkPolicy.backendFrom, or"
    return [
        only_if(
            values.tests.enabled,
            ["", f"Check it: helm test {release.name} -n {release.namespace}"],
        ),
        only_if(
            all_of(policies.enabled, routed),
            ["", f"The controller of the route {must} backendPaths lead nowhere."],
        ),
        only_if(
            all_of(policies.enabled, scraped),
            ["", f"Prometheus {must} it cannot scrape the backend."],
        ),
    ]
