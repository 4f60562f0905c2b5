"""Where variables come from that are no plain values: Kubernetes' ``valueFrom``, ``envFrom``."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, choose, equals, is_none, is_set, matches, not_, to_json
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, rule
from todo_k8s.services.types.names import LABEL_KEY, ObjectName
from todo_k8s.services.types.variables import KeyName


class SecretKeyValues(ChartValues):
    """A key of a Secret."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Secret."""

    key: KeyName
    """Key in it."""

    optional: bool = False
    """Start without the variable if the Secret or the key is missing."""


class ConfigMapKeyValues(ChartValues):
    """A key of a ConfigMap."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the ConfigMap."""

    key: KeyName
    """Key in it."""

    optional: bool = False
    """Start without the variable if the ConfigMap or the key is missing."""


_FIELD = (
    r'"fieldPath":"(metadata\.(name|namespace|uid|(labels|annotations)'
    rf"\['{LABEL_KEY}'\])|"
    r'spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))"'
)
_RESOURCE = r'"resource":"(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-[^"]+)"'
"""What the JSON of each holds."""


class EnvSourceValues(ChartValues):
    """The source of a variable, as a Kubernetes `EnvVarSource`: exactly one of its fields."""

    _needs_values: ClassVar[bool] = True

    secret_key_ref: SecretKeyValues | None = None
    """Key of any Secret, such as one of CloudNativePG: `{name: app-db-app, key: uri}`."""

    config_map_key_ref: ConfigMapKeyValues | None = None
    """Key of any ConfigMap: `{name: settings, key: mode}`."""

    field_ref: KubernetesObject = {}
    """Field of the pod, as a Kubernetes `ObjectFieldSelector`: `{fieldPath: status.podIP}`."""

    resource_field_ref: KubernetesObject = {}
    """Request or limit of the container, as a Kubernetes `ResourceFieldSelector`:
    `{resource: limits.memory}`."""

    file_key_ref: KubernetesObject = {}
    """Key of a file in a volume, as a Kubernetes `FileKeySelector`."""

    @rule
    def has_one_source(self) -> Check:
        """Kubernetes takes exactly one."""
        given = [
            not_(is_none(self.secret_key_ref)),
            not_(is_none(self.config_map_key_ref)),
            is_set(self.field_ref),
            is_set(self.resource_field_ref),
            is_set(self.file_key_ref),
        ]
        count = sum((choose(there, 1, 0) for there in given[1:]), choose(given[0], 1, 0))
        return Check(
            equals(count, 1),
            "must have exactly one source; set one of secretKeyRef, configMapKeyRef, fieldRef, "
            "resourceFieldRef and fileKeyRef",
        )

    @rule
    def fields_are_known(self) -> list[Check]:
        """The API server refuses what no variable can be of.

        References:
            https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
        """
        field, resource = self.field_ref, self.resource_field_ref
        return [
            Check(
                any_of(not_(is_set(field)), matches(to_json(field), _FIELD)),
                "must be a field that a variable can have: metadata.name, metadata.namespace, "
                "metadata.uid, metadata.labels['KEY'], metadata.annotations['KEY'], spec.nodeName, "
                "spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or "
                "status.podIPs",
                "fieldRef.fieldPath",
            ),
            Check(
                any_of(not_(is_set(resource)), matches(to_json(resource), _RESOURCE)),
                "must be limits or requests, a dot, and cpu, memory, ephemeral-storage or "
                "hugepages-SIZE, as in limits.memory",
                "resourceFieldRef.resource",
            ),
        ]


_REFERENCE = r'\{"name":"[^"]+"(,"optional":(true|false))?\}'
_PREFIX = r'"prefix":"[^"]*"'
_SOURCE = (
    rf'^\{{("configMapRef":{_REFERENCE}(,{_PREFIX})?|({_PREFIX},)?"secretRef":{_REFERENCE})\}}$'
)
"""The JSON of a Kubernetes ``EnvFromSource``."""


def are_sources(sources: Sequence[KubernetesObject]) -> Any:
    """Return the checks that each item of ``extraEnvFrom`` is a whole ConfigMap or Secret."""
    return each(
        sources,
        lambda index, source: Check(
            matches(to_json(source), _SOURCE),
            "must be one ConfigMap or Secret by its name, as in {secretRef: {name: more}}, and may "
            "have a prefix",
            f"extraEnvFrom[{index}]",
        ),
    )
