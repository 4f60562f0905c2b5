"""Pods of `helm test`."""

from __future__ import annotations

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import all_of, equals, is_set, merge, not_
from todo_k8s.services.application import Application
from todo_k8s.services.helm_tests.values import TestsValues
from todo_k8s.services.image_reference import image_reference
from todo_k8s.services.workload.construct import Workload

TEST_COMPONENT = "test"
_NOBODY = 65534
"""The user id of busybox's `nobody`."""


class ConnectionTest(Part):
    """A ``Pod`` that `helm test` runs: it asks a service once, and fails if there is no answer.

    It asks by HTTP as the readiness check does; where that is no plain HTTP GET at the service's
    own port, by a TCP connection.

    Args:
        scope: The construct it belongs to.
        id: Its id; also the suffix of the pod's name.
        values: What can be set.
        service: The service to ask.

    References:
        https://helm.sh/docs/topics/chart_tests/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: TestsValues,
        service: Workload,
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
        hooks = {
            "helm.sh/hook": "test",
            "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
        }
        numbered = not_(application.assigns_users)
        name = application.object_name(f"{service.component}-{TEST_COMPONENT}")
        metadata = application.metadata(
            TEST_COMPONENT, name=name, annotations=values.pod_annotations, own=hooks
        )
        labels = merge(values.pod_labels, application.labels(TEST_COMPONENT))
        self.pod: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {**metadata, "labels": labels},
                "spec": {
                    "restartPolicy": "Never",
                    "automountServiceAccountToken": False,
                    "enableServiceLinks": False,
                    "imagePullSecrets": application.image_pull_secrets,
                    "securityContext": {
                        "runAsNonRoot": True,
                        "runAsUser": only_if(numbered, _NOBODY),
                        "runAsGroup": only_if(numbered, _NOBODY),
                        "seccompProfile": {"type": "RuntimeDefault"},
                    },
                    "nodeSelector": values.node_selector,
                    "tolerations": values.tolerations,
                    "containers": [
                        {
                            "name": TEST_COMPONENT,
                            "image": image_reference("tests.image", values.image, application),
                            "imagePullPolicy": values.image.pull_policy,
                            "command": _question(service),
                            "resources": {
                                "requests": {"cpu": "10m", "memory": "16Mi"},
                                "limits": {"cpu": "100m", "memory": "32Mi"},
                            },
                            "securityContext": {
                                "allowPrivilegeEscalation": False,
                                "readOnlyRootFilesystem": True,
                                "capabilities": {"drop": ["ALL"]},
                            },
                        }
                    ],
                },
            },
        )


def _question(service: Workload) -> Content:
    """Return the command that asks a service, in the words of busybox."""
    ready = service.values.probes.readiness
    name = service.application.object_name(service.component)
    headers = each(ready.headers, lambda name, value: f"--header={name}: {value}")
    return only_if(
        all_of(
            ready.enabled,
            equals(ready.handler, "http"),
            equals(ready.scheme, "HTTP"),
            not_(is_set(ready.port)),
        ),
        ["wget", "-q", "-O", "/dev/null", headers, f"{service.url}{service.pod.path}"],
        ["nc", "-z", "-w", "10", name, f"{service.port}"],
    )
