"""Kinds of object that operators bring, where the cluster has no such operator.

A definition has the fields that the chart uses, and no other, so that the API server would refuse
a wrong type and drop a wrong name.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager

from tests.e2e.commands import Kubectl, Object

MADE_HERE = {"tests": "todo-k8s"}
TEXT: Object = {"type": "string"}


def one_of(*words: str) -> Object:
    """Return the schema of a text that is one of these."""
    return {"type": "string", "enum": list(words)}


def matching(pattern: str) -> Object:
    """Return the schema of a text that matches a pattern."""
    return {"type": "string", "pattern": pattern}


def list_of(item: Object) -> Object:
    """Return the schema of a list."""
    return {"type": "array", "items": item}


def fields(*optional: str, **properties: Object) -> Object:
    """Return the schema of an object that has all of these but for the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def definition(group: str, version: str, kind: str, **schema: Object) -> Object:
    """Return the definition of a kind from the schema of its `spec`, and of its `status` if any."""
    plural = f"{kind.lower()}s"
    served: Object = {
        "name": version,
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": fields("status", **schema)},
        "subresources": {"status": {}} if "status" in schema else {},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}", "labels": MADE_HERE},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural, "singular": kind.lower()},
            "versions": [served],
        },
    }


@contextmanager
def defined(kubectl: Kubectl, *definitions: Object) -> Generator[None]:
    """Define kinds, but for those of a real operator; take away what nobody else uses."""
    ours = [one for one in definitions if not _is_of_others(kubectl, one["metadata"]["name"])]
    made = list[str]()
    try:
        for one in ours:
            kubectl.apply(one)
            made.append(one["metadata"]["name"])
            kubectl("wait", "--for=condition=Established", f"crd/{made[-1]}", "--timeout=30s")
        yield
    finally:
        for name in made:
            users = {one["metadata"]["namespace"] for one in kubectl.items(name, "-A")}
            if users <= {kubectl.namespace}:
                kubectl("delete", "crd", name, "--ignore-not-found")


def _is_of_others(kubectl: Kubectl, name: str) -> bool:
    """Tell whether the cluster has a kind that is not these tests'."""
    found = kubectl("get", "crd", name, "--ignore-not-found", "-o", "json")
    return bool(found) and "tests" not in json.loads(found)["metadata"].get("labels", {})
