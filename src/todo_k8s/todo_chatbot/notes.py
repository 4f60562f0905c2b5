"""NOTES.txt: what an operator reads after an installation, and only what holds for the values."""

from __future__ import annotations

from todo_k8s.helm.chart import Release
from todo_k8s.helm.content import Content, each, named_list, only_if, switch
from todo_k8s.helm.functions import all_of, any_of, equals, is_set, not_
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.notes_of_access import access
from todo_k8s.todo_chatbot.notes_of_keys import keys, of_other_secrets
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
        *access(values, release.namespace, frontend),
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
        "  CrashLoopBackOff: kubectl logs --previous shows why.",
        only_if(
            _is_tested(values),
            ["", f"Check it: helm test {release.name} -n {release.namespace}"],
        ),
    ]


def _is_tested(values: TodoChatbotValues) -> bool:
    """Return whether there are pods of `helm test`."""
    further = each(
        values.services,
        lambda name, service: only_if(all_of(service.enabled, service.listens), name),
    )
    tested = any_of(
        values.backend.enabled,
        values.frontend.enabled,
        is_set(named_list("notes.tested", [further])),
    )
    return all_of(values.tests.enabled, tested)


def _credentials(
    values: TodoChatbotValues, release: Release, application: str, name: str
) -> list[Content]:
    namespace = release.namespace
    wanted = named_list("notes.keys", keys(values))
    others = named_list("notes.otherKeys", of_other_secrets(values))
    is_read = any_of(is_set(wanted), is_set(others))
    by_mode = {
        "values": [
            f"  The Secret {name} was made from secrets.values; pods roll when one changes,",
            "  unless all of them are short: then change secrets.revision too.",
        ],
        "external": [
            f"  The External Secrets Operator fills the Secret {name}:",
            f"  kubectl -n {namespace} get externalsecret {name}",
        ],
    }
    existing = only_if(
        is_set(wanted),
        [
            f"  The Secret {name} must be in {namespace}, with these keys (and who gets them as",
            "  which variable):",
            each(wanted, lambda line: line),
        ],
        [f"  No service reads the Secret {name}."],
    )
    selected = f"-n {namespace} -l {_labels(application, release)}"
    roll = [
        "  When it has changed, roll the pods: helm upgrade --reset-then-reuse-values with another",
        "  secrets.revision, or",
        f"  kubectl rollout restart deployment {selected}",
    ]
    return [
        switch(values.secrets.mode, by_mode, existing),
        each(others, lambda line: line),
        only_if(all_of(is_read, not_(equals(values.secrets.mode, "values"))), roll),
    ]


def _labels(application: str, release: Release) -> str:
    """Return the selector of what this copy of the chart made."""
    return f"app.kubernetes.io/name={application},app.kubernetes.io/instance={release.name}"
