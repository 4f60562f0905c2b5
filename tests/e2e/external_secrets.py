"""A stand-in for the External Secrets Operator: its kind of object, and a thread that does its job.

The kind is that of https://external-secrets.io/latest/api/externalsecret/.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from tests.e2e.commands import CommandError, Kubectl, Object, meanwhile
from tests.e2e.custom_resources import TEXT, defined, definition, fields, list_of, matching, one_of
from tests.e2e.release import Release

GROUP, VERSION, KIND = "external-secrets.io", "v1", "ExternalSecret"
UNITS = {"s": 1, "m": 60, "h": 3600}
DEFINITION = definition(
    GROUP,
    VERSION,
    KIND,
    spec=fields(
        refreshInterval=matching("^[0-9]+(s|m|h)$"),
        secretStoreRef=fields(kind=one_of("SecretStore", "ClusterSecretStore"), name=TEXT),
        target=fields(name=TEXT, creationPolicy=one_of("Owner", "Orphan", "Merge", "None")),
        data=list_of(fields(secretKey=TEXT, remoteRef=fields("property", key=TEXT, property=TEXT))),
    ),
    status=fields(conditions=list_of(fields(type=TEXT, status=TEXT, reason=TEXT, message=TEXT))),
)
NAME: str = DEFINITION["metadata"]["name"]


@contextmanager
def store_of(release: Release) -> Generator[dict[str, str]]:
    """Give what the ExternalSecrets of a release ask for; in its other modes nobody asks."""
    store = {f"todo/{key}": secret for key, secret in release.credentials.items()}
    with operator(release.kubectl, store) if release.mode == "external" else nullcontext():
        yield store


@contextmanager
def operator(kubectl: Kubectl, store: Mapping[str, str]) -> Generator[None]:
    """Fill the Secrets of a namespace's ExternalSecrets from a store: key there → secret.

    Like the operator it asks the store again when an ExternalSecret changes, and each time its
    `refreshInterval` has passed.
    """
    with defined(kubectl, DEFINITION), meanwhile(_Operator(kubectl, store).work):
        yield


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
                for one in self.kubectl.items(NAME):
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
            "patch", NAME, name, "--subresource=status", "--type=merge", f"--patch={patch}"
        )

    @staticmethod
    def _key(one: Object) -> tuple[str, int]:
        return one["metadata"]["uid"], one["metadata"]["generation"]


def _secret(owner: Object, data: dict[str, str]) -> Object:
    """Return the Secret of an ExternalSecret, which goes away with it."""
    reference = {
        "apiVersion": f"{GROUP}/{VERSION}",
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
