"""The keys of the Secret that credentials in plain text move to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.importing.credentials import DEFAULT_SECRET
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.sources.manifests import Manifests
from todo_k8s.manifests.pods import references, template_of


@dataclass
class SecretKeys:
    """The keys of a Secret; two values never share one.

    Args:
        secret: The Secret.
        values: What is in each key, None where that is not known.
    """

    secret: str = DEFAULT_SECRET
    values: dict[str, str | None] = field(default_factory=dict[str, str | None], repr=False)

    @classmethod
    def of(cls, manifests: Manifests, secret: str) -> SecretKeys:
        """Return those of a Secret that manifests read, with the keys that it has already."""
        return cls(secret, dict.fromkeys(_known(manifests, secret)))

    def reference(
        self, name: str, value: str, where: str, notes: Notes, source: str = "in plain text"
    ) -> dict[str, Any]:
        """Return a variable that reads a credential from the Secret, and say that it needs it.

        Args:
            name: The name of the variable.
            value: The credential, or what tells it from others.
            where: What has it.
            notes: Where it is said.
            source: How it is there.
        """
        key = self._key(name, value)
        if key != name:
            notes.judge(f"{where}: {name} is read from the key {key}, as {name} has another value")
        notes.need(Key(self.secret, key, f"{where}, {source}"))
        return {"name": name, "valueFrom": {"secretKeyRef": {"name": self.secret, "key": key}}}

    def _key(self, name: str, value: str) -> str:
        """Return the key of a value: its name, with a number where another value has that."""
        found, number = name, 1
        while self.values.setdefault(found, value) != value:
            number += 1
            found = f"{name}_{number}"
        return found


def _known(manifests: Manifests, secret: str) -> Iterator[str]:
    """Yield the keys that a Secret has already."""
    yield from manifests.secrets.get(secret, ())
    for each in manifests.own:
        for one in references(template_of(each.content)):
            if (one.kind, one.name) == ("Secret", secret) and one.key:
                yield one.key
