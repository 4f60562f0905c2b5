"""A pod of nobody's, from which the application is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.e2e import backing
from tests.e2e.commands import Kubectl, Object

LABELS = {"tests": "visitor"}


@dataclass(frozen=True)
class Visitor:
    """A pod from which commands are run."""

    kubectl: Kubectl
    name: str = "visitor"

    def start(self) -> None:
        """Start the pod."""
        self.kubectl.apply(backing.pod(self.name, "todo-visitor:1.0"))
        ready = ("wait", "--for=condition=Ready", f"pod/{self.name}", "--timeout=60s")
        self.kubectl(*ready, seconds=70)

    def addresses(self, name: str) -> list[str]:
        """Look a name up in DNS."""
        found: list[str] = self._ask("resolve", name)["addresses"]
        return found

    def connects(self, host: str, port: int) -> bool:
        """Return whether something lets the visitor connect."""
        return self._ask("connect", host, str(port))["connected"] is True

    def _ask(self, *question: str) -> Object:
        program = ("--", "python3", "/app/visitor/main.py", *question)
        answer: Object = json.loads(self.kubectl("exec", self.name, *program))
        return answer
