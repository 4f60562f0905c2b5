"""A stand-in for the External Secrets Operator: its kind of object, and a thread that does its job.

The CustomResourceDefinition has the fields of ``external-secrets.io/v1`` that the chart uses, and
no other, so that the API server would refuse a wrong type and drop a wrong name.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.e2e.commands import CommandError, Kubectl, Object

GROUP, KIND, PLURAL = "external-secrets.io", "ExternalSecret", "externalsecrets"
DEFINITION = f"{PLURAL}.{GROUP}"
MADE_HERE = {"tests": "external-secrets"}
UNITS = {"s": 1, "m": 60, "h": 3600}


@contextmanager
def operator(kubectl: Kubectl, store: Mapping[str, str]) -> Generator[None]:
    """Fill the Secrets of a namespace's ExternalSecrets from a store: key there → secret.

    Like the operator it asks the store again when an ExternalSecret changes, and each time its
    `refreshInterval` has passed.
    """
    with _definition(kubectl), _running(_Operator(kubectl, store)):
        yield


@contextmanager
def _definition(kubectl: Kubectl) -> Generator[None]:
    """Define the kind, unless a real operator has; take it away when nobody else uses it."""
    found = kubectl("get", "crd", DEFINITION, "--ignore-not-found", "-o", "json")
    if found and "tests" not in json.loads(found)["metadata"].get("labels", {}):
        yield
        return
    kubectl.apply(_custom_resource_definition())
    kubectl("wait", "--for=condition=Established", f"crd/{DEFINITION}")
    try:
        yield
    finally:
        left = json.loads(kubectl("get", DEFINITION, "-A", "-o", "json"))["items"]
        if all(one["metadata"]["namespace"] == kubectl.namespace for one in left):
            kubectl("delete", "crd", DEFINITION, "--ignore-not-found")


@contextmanager
def _running(operator: _Operator) -> Generator[None]:
    ended = threading.Event()
    thread = threading.Thread(target=operator.work, args=(ended,))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@dataclass
class _Operator:
    """The operator's job, for one namespace."""

    kubectl: Kubectl
    store: Mapping[str, str]
    asked: dict[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])

    def work(self, ended: threading.Event) -> None:
        """Look once a second; a failure says so, and the next look tries again."""
        while not ended.wait(1):
            try:
                for one in json.loads(self.kubectl("get", DEFINITION, "-o", "json"))["items"]:
                    if self.is_due(one):
                        self.fill(one)
            except CommandError as error:
                print(f"External Secrets Operator: {error}")

    def is_due(self, one: Object) -> bool:
        """Tell whether the store must be asked again."""
        key, interval = self._key(one), one["spec"]["refreshInterval"]
        seconds = int(interval[:-1]) * UNITS[interval[-1]]
        return time.monotonic() >= self.asked.get(key, float("-inf")) + seconds

    def fill(self, one: Object) -> None:
        """Make or renew the Secret, if the store has all of it; say in the status what came."""
        data, missing = self._look_up(one)
        if not missing:
            secret = json.dumps(_secret(one, data))
            manager = ("--server-side", "--field-manager=external-secrets", "--force-conflicts")
            self.kubectl("apply", *manager, "-f", "-", stdin=secret)  # keeps no copy of it
        status = {"type": "Ready", "status": "False", "reason": "SecretSyncedError"}
        if not missing:
            status.update(status="True", reason="SecretSynced")
        message = f"the store does not have {', '.join(missing)}" if missing else "Secret synced"
        self._tell(one, {**status, "message": message})
        self.asked[self._key(one)] = time.monotonic()

    def _look_up(self, one: Object) -> tuple[dict[str, str], list[str]]:
        data, missing = dict[str, str](), list[str]()
        for entry in one["spec"]["data"]:
            key, part = entry["remoteRef"]["key"], entry["remoteRef"].get("property")
            if key not in self.store:
                missing.append(key)
                continue
            secret = self.store[key]
            data[entry["secretKey"]] = json.loads(secret)[part] if part else secret
        return data, missing

    def _tell(self, one: Object, condition: dict[str, str]) -> None:
        patch = json.dumps({"status": {"conditions": [condition]}})
        name = one["metadata"]["name"]
        self.kubectl(
            "patch", DEFINITION, name, "--subresource=status", "--type=merge", f"--patch={patch}"
        )

    @staticmethod
    def _key(one: Object) -> tuple[str, int]:
        return one["metadata"]["uid"], one["metadata"]["generation"]


def _secret(owner: Object, data: dict[str, str]) -> Object:
    """Return the Secret of an ExternalSecret, which goes away with it."""
    reference = {
        "apiVersion": f"{GROUP}/v1",
        "kind": KIND,
        "name": owner["metadata"]["name"],
        "uid": owner["metadata"]["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }
    target = owner["spec"]["target"]
    assert target["creationPolicy"] == "Owner", "another policy is not simulated"
    metadata = {"name": target["name"], "ownerReferences": [reference]}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": metadata,
        "type": "Opaque",
        "stringData": data,
    }


def _custom_resource_definition() -> Object:
    """Return the definition of the kind."""
    spec = _object(
        refreshInterval={"type": "string", "pattern": "^[0-9]+(s|m|h)$"},
        secretStoreRef=_object(kind=_one_of("SecretStore", "ClusterSecretStore"), name=TEXT),
        target=_object(name=TEXT, creationPolicy=_one_of("Owner", "Orphan", "Merge", "None")),
        data={
            "type": "array",
            "items": _object(
                secretKey=TEXT, remoteRef={**_object(key=TEXT, property=TEXT), "required": ["key"]}
            ),
        },
    )
    status = _object(
        conditions={
            "type": "array",
            "items": _object(type=TEXT, status=TEXT, reason=TEXT, message=TEXT),
        }
    )
    schema = {"type": "object", "properties": {"spec": spec, "status": status}}
    version: Object = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": {**schema, "required": ["spec"]}},
        "subresources": {"status": {}},
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": DEFINITION, "labels": MADE_HERE},
        "spec": {
            "group": GROUP,
            "scope": "Namespaced",
            "names": {
                "kind": KIND,
                "listKind": f"{KIND}List",
                "plural": PLURAL,
                "singular": KIND.lower(),
            },
            "versions": [version],
        },
    }


TEXT: Object = {"type": "string"}


def _one_of(*words: str) -> Object:
    return {"type": "string", "enum": list(words)}


def _object(**properties: Object) -> Object:
    """Return the schema of an object that has all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}
