"""The smallest app: todo-chatbot as plain manifests, without Helm.

`cdk8s synth` runs it (see cdk8s.yaml) and writes into ``dist/manifests``, for ``kubectl apply -n
todo -f dist/manifests``. ``python examples/minimal.py`` alone writes into ``dist``.
"""

from todo_k8s import Release, TodoChatbot, TodoChatbotValues  # before cdk8s: it finds Node.js
from todo_k8s.values import ExposedServiceValues, FrontendValues, TestsValues

import cdk8s

VALUES = TodoChatbotValues(
    frontend=FrontendValues(service=ExposedServiceValues(type="NodePort")),
    tests=TestsValues(enabled=False),  # pods of `helm test`; kubectl would just run them
)
RELEASE = Release(name="todo", namespace="todo")


def main() -> None:
    """Write the manifests."""
    app = cdk8s.App()
    TodoChatbot(app, "todo-chatbot", values=VALUES, release=RELEASE)
    app.synth()


if __name__ == "__main__":
    main()
