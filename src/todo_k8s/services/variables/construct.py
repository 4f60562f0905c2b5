"""The variables of a container, in an order in which they can refer to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import Content, each, filled, named_map, only_if, unless_none
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.variables.levels import in_order
from todo_k8s.services.variables.sources import ConfigMapKeyValues, EnvSourceValues, SecretKeyValues


def variables(name: str, env: Mapping[str, str]) -> list[Content]:
    """Return plain variables: one that others refer to (``$(NAME)``) comes before these.

    Kubernetes replaces a reference only if what it names is defined above, or by ``envFrom``. So
    put variables with another source before these.

    Args:
        name: A name for what is computed on the way.
        env: The variables.
    """
    return in_order(name, env, lambda variable, value: {"name": variable, "value": value})


def secret_variables(keys: Mapping[str, str], secrets: AppSecrets | None) -> Content:
    """Return the variables of ``secretEnv``; none without a Secret to take them from."""
    if secrets is None:
        return None
    return each(keys, lambda name, key: {"name": name, "valueFrom": secrets.env_source(key)})


def sourced_variables(sources: Mapping[str, EnvSourceValues]) -> Content:
    """Return the variables of ``envValueFrom``."""
    return each(sources, sourced_variable)


def sourced_variable(name: str, source: EnvSourceValues) -> dict[str, Any]:
    """Return a variable with its source.

    References:
        https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
    """
    value_from = {
        "secretKeyRef": unless_none(source.secret_key_ref, _key),
        "configMapKeyRef": unless_none(source.config_map_key_ref, _key),
        "fieldRef": source.field_ref,
        "resourceFieldRef": source.resource_field_ref,
        "fileKeyRef": source.file_key_ref,
    }
    return {"name": name, "valueFrom": filled(named_map("variableSource", value_from))}


def _key(ref: SecretKeyValues | ConfigMapKeyValues) -> dict[str, Content]:
    return {"name": ref.name, "key": ref.key, "optional": only_if(ref.optional, True)}
